#include "core/learn/sequences.h"

namespace gauge::learn {
namespace {

std::vector<Index> lengthsOf(const Rows& rows)
{
    std::vector<Index> lengths;
    for (const auto& row : rows)
        lengths.push_back(static_cast<Index>(row.size()) - 1);
    return lengths;
}

}  // namespace

Sequences::Sequences(const std::vector<Index>& lengths) : starts{0}
{
    for (const Index n : lengths) {
        starts.push_back(starts.back() + n);
        for (Index i = 0; i < n; ++i)
            places.push_back(i);
    }
}

Questions::Questions(const Rows& rows) : sequences(lengthsOf(rows))
{
    for (const auto& row : rows) {
        tokens.insert(tokens.end(), row.begin(), row.end() - 1);
        targets.insert(targets.end(), row.begin() + 1, row.end());
    }
}

Rows dealt(const Rows& rows, Index shard, Index shards)
{
    Rows own;
    for (auto r = static_cast<std::size_t>(shard); r < rows.size(); r += static_cast<std::size_t>(shards))
        own.push_back(rows[r]);
    return own;
}

}  // namespace gauge::learn
