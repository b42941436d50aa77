#include "core/learn/kneser_ney.h"

#include <algorithm>
#include <cmath>

namespace gauge::learn {
namespace {

/// A run of tokens as one number (FNV-1a over their values; 64 bits keep some millions apart).
std::uint64_t key(const int* tokens, int count)
{
    std::uint64_t h = 14695981039346656037ULL ^ static_cast<std::uint64_t>(count);
    for (int k = 0; k < count; ++k) {
        h ^= static_cast<std::uint64_t>(tokens[k]) + 0x9E3779B97F4A7C15ULL;
        h *= 1099511628211ULL;
        h ^= h >> 29;
    }
    return h;
}

}  // namespace

KneserNey::KneserNey(const std::vector<int>& stream, int order, Index words)
    : order_(order), words_(words), orders_(static_cast<std::size_t>(order))
{
    const auto size = static_cast<int>(stream.size());
    // The longest order counts occurrences, the shorter ones in how many ways a run continues one token to its left.
    for (int n = order; n >= 1; --n) {
        Order& own = orders_[static_cast<std::size_t>(n - 1)];
        if (n == order)
            for (int at = 0; at + n <= size; ++at)
                ++own.counts[key(&stream[static_cast<std::size_t>(at)], n)];
        else {
            std::unordered_map<std::uint64_t, bool> seen;
            for (int at = 0; at + n + 1 <= size; ++at)
                if (seen.emplace(key(&stream[static_cast<std::size_t>(at)], n + 1), true).second)
                    ++own.counts[key(&stream[static_cast<std::size_t>(at + 1)], n)];
        }
        std::unordered_map<std::uint64_t, bool> seen;
        for (int at = 0; at + n <= size; ++at) {
            const int* run = &stream[static_cast<std::size_t>(at)];
            const auto whole = own.counts.find(key(run, n));
            if (whole == own.counts.end() || !seen.emplace(whole->first, true).second)
                continue;
            Context& context = own.contexts[key(run, n - 1)];
            context.total += whole->second;
            ++context.followers;
        }
        const auto of = [&](long k) {
            return std::count_if(own.counts.begin(), own.counts.end(), [k](const auto& c) { return c.second == k; });
        };
        const auto ones = static_cast<double>(of(1));
        const auto twos = static_cast<double>(of(2));
        if (ones > 0 && twos > 0)
            own.discount = ones / (ones + 2 * twos);
    }
}

double KneserNey::level(const int* before, int count, int token) const
{
    if (count < 0)
        return 1 / static_cast<double>(words_);
    const Order& own = orders_[static_cast<std::size_t>(count)];
    const double shorter = level(before + 1, count - 1, token);
    const auto context = own.contexts.find(key(before, count));
    if (context == own.contexts.end())
        return shorter;
    std::vector<int> run(before, before + count);
    run.push_back(token);
    const auto found = own.counts.find(key(run.data(), count + 1));
    const double seen = found == own.counts.end() ? 0 : std::max(0.0, static_cast<double>(found->second) - own.discount);
    const auto total = static_cast<double>(context->second.total);
    return seen / total + own.discount * static_cast<double>(context->second.followers) / total * shorter;
}

double KneserNey::probability(const int* before, int count, int token) const
{
    const int used = std::min(count, order_ - 1);
    return level(before + (count - used), used, token);
}

double KneserNey::meanLoss(const Rows& rows) const
{
    double sum = 0;
    for (const auto& row : rows)
        for (std::size_t k = 1; k < row.size(); ++k)
            sum -= std::log(probability(row.data(), static_cast<int>(k), row[k]));
    return sum / static_cast<double>(std::max<Index>(1, questions(rows)));
}

}  // namespace gauge::learn
