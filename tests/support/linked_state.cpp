#include "tests/support/linked_state.h"

#include "core/algebra/solvers.h"

namespace gauge::test {
namespace {

class Draws {
public:
    explicit Draws(unsigned seed) : random_(seed + 77) {}
    Matrixd matrix(Index d, double size)
    {
        return size * Matrixd::NullaryExpr(d, d, [&] { return normal_(random_); });
    }
    double number(double size) { return size * normal_(random_); }

private:
    std::mt19937_64 random_;
    std::normal_distribution<double> normal_;
};

NpyArray coordinates(Draws& draws, Index n, Index g, bool reciprocal, double size)
{
    NpyArray links = numbersArray({n, n, g}, std::vector<double>(static_cast<std::size_t>(n * n * g), 0.0));
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j)
            for (Index a = 0; a < g; ++a) {
                const auto at = static_cast<std::size_t>((i * n + j) * g + a);
                if (i > j && reciprocal)
                    links.numbers[at] = -links.numbers[static_cast<std::size_t>((j * n + i) * g + a)];
                else if (i != j)
                    links.numbers[at] = draws.number(size);
            }
    return links;
}

/// exp of random blocks, K×K row by row.
void appendBlocks(Draws& draws, const Heads& heads, double size, bool identity, std::vector<double>& numbers)
{
    const std::vector<Index> at = headOffsets(heads);
    RowMatrixd m = RowMatrixd::Zero(at.back(), at.back());
    for (std::size_t h = 0; h < heads.size(); ++h) {
        const Matrixd v = matrixExponential(draws.matrix(heads[h], size / std::sqrt(static_cast<double>(heads[h]))));
        m.block(at[h], at[h], heads[h], heads[h]) = identity ? Matrixd(Matrixd::Identity(heads[h], heads[h])) : v;
    }
    numbers.insert(numbers.end(), m.data(), m.data() + m.size());
}

}  // namespace

NpzArrays linkedArrays(Group group, Index n, unsigned seed, Links links, double size)
{
    NpzArrays arrays = randomArrays(group, n, seed);
    const State bare = stateFromArrays(arrays, "bare");
    const auto g = static_cast<Index>(bare.generators.size());
    const Index k = bare.dim();
    Draws draws(seed);
    std::vector<double> numbers;
    switch (links) {
    case Links::Coordinates: arrays["links"] = coordinates(draws, n, g, true, size); break;
    case Links::OneWay: arrays["links"] = coordinates(draws, n, g, false, size); break;
    case Links::Matrices:
        for (Index pair = 0; pair < n * n; ++pair)
            appendBlocks(draws, bare.heads, size, pair / n == pair % n, numbers);
        arrays["link_frames"] = numbersArray({n, n, k, k}, std::move(numbers));
        break;
    case Links::Heads:
        appendBlocks(draws, bare.heads, size, false, numbers);
        arrays["head_connection"] = numbersArray({k, k}, std::move(numbers));
        break;
    case Links::Weights:
        for (Index at = 0; at < g * k * k; ++at)
            numbers.push_back(draws.number(1 / std::sqrt(static_cast<double>(k))));
        arrays["link_weights"] = numbersArray({g, k, k}, std::move(numbers));
        break;
    }
    return arrays;
}

State linkedState(Group group, Index n, unsigned seed, Links links, double size)
{
    return stateFromArrays(linkedArrays(group, n, seed, links, size), "linked");
}

const char* connectionOf(Links links)
{
    switch (links) {
    case Links::Heads: return "heads";
    case Links::Weights: return "bilinear=0.1";
    default: return "links";
    }
}

}  // namespace gauge::test
