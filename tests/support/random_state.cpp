#include "tests/support/random_state.h"

namespace gauge::test {
namespace {

struct Algebra {
    Generators generators;
    Heads heads;
    Index k;
};

Algebra algebraOf(Group group)
{
    switch (group) {
    case Group::So2Planes: return {so2Planes(3), {2, 2, 2}, 6};
    case Group::Spin1: return {spinGenerators(1), {3}, 3};
    case Group::Irreps: return {so3Irreps({0, 1, 2, 3}), {1, 3, 5, 7}, 16};
    case Group::SoK: return {soGenerators(5), {5}, 5};
    case Group::GlK: return {glGenerators(4), {4}, 4};
    case Group::User: return {blockSum({glGenerators(2), spinGenerators(2)}), {2, 5}, 7};
    default: return {{}, {4}, 4};
    }
}

}  // namespace

const std::vector<GroupCase>& allGroups()
{
    static const std::vector<GroupCase> groups{{"None", Group::None},   {"So2Planes", Group::So2Planes},
                                               {"Spin1", Group::Spin1}, {"Irreps", Group::Irreps},
                                               {"SoK", Group::SoK},     {"GlK", Group::GlK},
                                               {"User", Group::User},   {"GivenFrames", Group::GivenFrames}};
    return groups;
}

NpzArrays randomArrays(Group group, Index n, unsigned seed)
{
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    const Algebra algebra = algebraOf(group);
    const Index k = algebra.k;
    NpzArrays arrays;
    std::vector<double> mu;
    std::vector<double> sigma;
    std::vector<double> frames;
    for (Index i = 0; i < n; ++i) {
        const Matrixd a = Matrixd::NullaryExpr(k, k, [&] { return normal(random); });
        const Matrixd s = a * a.transpose() / static_cast<double>(k) + 0.3 * Matrixd::Identity(k, k);
        const Matrixd u = Matrixd::Identity(k, k) + 0.3 * Matrixd::NullaryExpr(k, k, [&] { return normal(random); });
        sigma.insert(sigma.end(), s.data(), s.data() + s.size());
        frames.insert(frames.end(), u.data(), u.data() + u.size());
        for (Index c = 0; c < k; ++c)
            mu.push_back(normal(random));
    }
    arrays["mu"] = numbersArray({n, k}, mu);
    arrays["sigma"] = numbersArray({n, k, k}, sigma);
    if (algebra.heads.size() > 1) {
        arrays["heads"] =
            numbersArray({static_cast<Index>(algebra.heads.size())}, {algebra.heads.begin(), algebra.heads.end()});
        arrays["heads"].kind = 'i';
    }
    if (group == Group::GivenFrames)
        arrays["frames"] = numbersArray({n, k, k}, frames);
    if (!algebra.generators.empty()) {
        std::vector<double> generators;
        for (const Matrixd& t : algebra.generators) {
            const RowMatrixd rows = t;
            generators.insert(generators.end(), rows.data(), rows.data() + rows.size());
        }
        const auto g = static_cast<Index>(algebra.generators.size());
        std::vector<double> phi;
        for (Index i = 0; i < n * g; ++i)
            phi.push_back(0.6 * normal(random));
        arrays["phi"] = numbersArray({n, g}, phi);
        arrays["generators"] = numbersArray({g, k, k}, generators);
    }
    return arrays;
}

NpzArrays categorisedArrays(const std::vector<int>& spins, Index n, unsigned seed)
{
    constexpr Index categories = 5;
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    const Generators generators = so3Irreps(spins);
    const Index k = generators.front().rows();
    const RowMatrixd centre = RowMatrixd::NullaryExpr(categories, k, [&] { return normal(random); });
    std::vector<double> mu, sigma, phi, flat, heads;
    std::vector<std::string> tokens, category;
    for (Index i = 0; i < n; ++i) {
        const Matrixd a = Matrixd::NullaryExpr(k, k, [&] { return normal(random); });
        const Matrixd s = 0.3 * a * a.transpose() / static_cast<double>(k) + 0.4 * Matrixd::Identity(k, k);
        sigma.insert(sigma.end(), s.data(), s.data() + s.size());
        for (Index c = 0; c < k; ++c)
            mu.push_back(centre(i % categories, c) + 0.3 * normal(random));
        for (int g = 0; g < 3; ++g)
            phi.push_back(0.1 * normal(random));
        tokens.push_back("word" + std::to_string(i));
        category.push_back("kind " + std::to_string(i % categories));
    }
    for (const Matrixd& t : generators) {
        const RowMatrixd rows = t;
        flat.insert(flat.end(), rows.data(), rows.data() + rows.size());
    }
    for (const int spin : spins)
        heads.push_back(2 * spin + 1);
    NpzArrays arrays;
    arrays["mu"] = numbersArray({n, k}, mu);
    arrays["sigma"] = numbersArray({n, k, k}, sigma);
    arrays["phi"] = numbersArray({n, 3}, phi);
    arrays["generators"] = numbersArray({3, k, k}, flat);
    arrays["heads"] = numbersArray({static_cast<Index>(heads.size())}, heads);
    arrays["heads"].kind = 'i';
    arrays["tokens"] = textArray(tokens);
    arrays["category"] = textArray(category);
    return arrays;
}

State randomState(Group group, Index n, unsigned seed)
{
    return stateFromArrays(randomArrays(group, n, seed), "random");
}

double relativeDifference(const std::vector<RowMatrixd>& a, const std::vector<RowMatrixd>& b)
{
    double worst = a.size() == b.size() ? 0 : 1e300;
    for (std::size_t h = 0; h < std::min(a.size(), b.size()); ++h)
        worst = std::max(worst, (a[h] - b[h]).cwiseAbs().maxCoeff() / std::max(1e-300, b[h].cwiseAbs().maxCoeff()));
    return worst;
}

}  // namespace gauge::test
