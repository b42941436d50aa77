#include "tests/gpu/device_cases.h"

namespace gauge::test {
namespace {

double scaleOf(const Eigen::Ref<const Matrixd>& m)
{
    return std::max(1.0, m.cwiseAbs().maxCoeff());
}

void expectNear(const Matrixd& found, const Matrixd& expected, double tolerance, const char* what)
{
    ASSERT_EQ(found.rows(), expected.rows()) << what;
    ASSERT_EQ(found.cols(), expected.cols()) << what;
    EXPECT_LE((found - expected).cwiseAbs().maxCoeff(), tolerance * scaleOf(expected)) << what;
}

void expectNear(const CommonBeliefs& found, const CommonBeliefs& expected, double tolerance, const char* what)
{
    ASSERT_EQ(found.heads.size(), expected.heads.size()) << what;
    for (std::size_t h = 0; h < expected.heads.size(); ++h) {
        expectNear(found.heads[h].mean, expected.heads[h].mean, tolerance, what);
        for (Index i = 0; i < expected.tokens(); ++i)
            expectNear(found.heads[h].cov[i], expected.heads[h].cov[i], tolerance, what);
    }
}

void expectNear(const std::vector<NaturalBlock>& found, const std::vector<NaturalBlock>& expected, double tolerance)
{
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t h = 0; h < expected.size(); ++h) {
        expectNear(found[h].h, expected[h].h, tolerance, "product, h");
        for (Index i = 0; i < expected[h].precision.size(); ++i)
            expectNear(found[h].precision[i], expected[h].precision[i], tolerance, "product, P");
    }
}

void expectNear(const std::vector<double>& found, const std::vector<double>& expected, double tolerance, const char* what)
{
    ASSERT_EQ(found.size(), expected.size()) << what;
    for (std::size_t k = 0; k < expected.size(); ++k)
        EXPECT_NEAR(found[k], expected[k], tolerance * std::max(1.0, std::abs(expected[k]))) << what << " " << k;
}

/// The same senders wherever their weights can be told apart.
void expectSameLinks(const StreamResult& found, const StreamResult& expected, std::size_t h, Index i)
{
    const auto w = expected.linkWeight[h].row(i);
    for (Index k = 0; k < w.size(); ++k) {
        const bool before = k > 0 && w(k - 1) - w(k) < 1e-6;
        const bool after = k + 1 == w.size() || w(k) - w(k + 1) < 1e-6;
        if (!before && !after) {
            EXPECT_EQ(found.linkSender[h](i, k), expected.linkSender[h](i, k)) << "receiver " << i << ", link " << k;
        }
        EXPECT_EQ(found.linkSender[h](i, k) < 0, found.linkWeight[h](i, k) == 0);
    }
}

}  // namespace

const std::vector<OptionCase>& firstOrderOptions()
{
    static const std::vector<OptionCase> all{
        {"first order", [](Parameters& p) { p.transport = "first-order"; }},
        {"first order, Jeffreys, causal",
         [](Parameters& p) { p.transport = "first-order", p.divergence = "jeffreys", p.mask = "causal"; }},
        {"first order, diagonal-projected",
         [](Parameters& p) { p.transport = "first-order", p.covariance = "diagonal-projected"; }},
    };
    return all;
}

const std::vector<OptionCase>& deviceOptions()
{
    static const std::vector<OptionCase> all{
        {"as it opens", [](Parameters&) {}},
        {"reverse KL, causal", [](Parameters& p) { p.divergence = "reverse-kl", p.mask = "causal"; }},
        {"Jeffreys, window", [](Parameters& p) { p.divergence = "jeffreys", p.mask = "window=2"; }},
        {"diagonal, causal window, no self",
         [](Parameters& p) { p.covariance = "diagonal", p.mask = "causal-window=3", p.noSelf = true; }},
        {"diagonal Jeffreys", [](Parameters& p) { p.covariance = "diagonal", p.divergence = "jeffreys"; }},
        {"diagonal reverse KL", [](Parameters& p) { p.covariance = "diagonal", p.divergence = "reverse-kl"; }},
        {"low rank", [](Parameters& p) { p.covariance = "low-rank=1"; }},
        {"dot product", [](Parameters& p) { p.score = "dot-product"; }},
        {"summed heads, warm", [](Parameters& p) { p.headAttention = "summed", p.kappa = 7; }},
        {"square root of the dimension, ALiBi",
         [](Parameters& p) { p.temperatureScale = "sqrt-dim", p.attentionPrior = "alibi"; }},
        {"recency, cold", [](Parameters& p) { p.attentionPrior = "recency=2", p.kappa = 0.05; }},
        {"no transport", [](Parameters& p) { p.transport = "none"; }},
        {"pairwise, causal", [](Parameters& p) { p.transport = "pairwise", p.mask = "causal"; }},
        {"pairwise Jeffreys, summed heads",
         [](Parameters& p) {
             p.transport = "pairwise", p.divergence = "jeffreys", p.headAttention = "summed", p.kappa = 9;
         }},
        {"Rényi", [](Parameters& p) { p.divergence = "renyi=0.5"; }},
        {"pairwise Rényi", [](Parameters& p) { p.divergence = "renyi=0.3", p.transport = "pairwise"; }},
        {"diagonal-projected", [](Parameters& p) { p.covariance = "diagonal-projected"; }},
        {"diagonal-projected reverse KL, window",
         [](Parameters& p) { p.covariance = "diagonal-projected", p.divergence = "reverse-kl", p.mask = "window=3"; }},
        {"diagonal-projected Rényi",
         [](Parameters& p) { p.covariance = "diagonal-projected", p.divergence = "renyi=0.5"; }},
    };
    return all;
}

void expectSameAttention(const Backend& backend, const State& state, const Parameters& parameters, double tolerance)
{
    const Request request = resolveFor(parameters, state);
    const Ensemble ensemble = makeEnsemble(state, request.attention);
    const Wanted wanted{.product = true, .receivers = true};
    AttentionOptions exact = request.attention;
    exact.precision = Precision::Double;
    const AttentionResult r = attendOnce(backend, ensemble, request.attention, wanted, {});
    const AttentionResult e = attendOnce(*makeCpuBackend(), ensemble, exact, wanted, {});
    for (std::size_t h = 0; h < e.energy.size(); ++h) {
        expectNear(r.energy[h], e.energy[h], tolerance, "energy");
        expectNear(r.attention[h], e.attention[h], tolerance, "attention");
    }
    expectNear(r.message, e.message, tolerance, "mixture");
    expectNear(r.naturals, e.naturals, tolerance);
    expectNear(r.couplingEnergy, e.couplingEnergy, tolerance, "coupling energy");
    expectNear(r.couplingEntropy, e.couplingEntropy, tolerance, "coupling entropy");
    for (std::size_t h = 0; h < e.receiverEnergy.size(); ++h)
        if (e.receiverEnergy[h].size() > 0)
            expectNear(r.receiverEnergy[h], e.receiverEnergy[h], tolerance, "receivers");
    const AttentionResult means = attendOnce(backend, ensemble, request.attention, {.meanOnly = true}, {});
    for (std::size_t h = 0; h < e.energy.size(); ++h)
        expectNear(means.message.heads[h].mean, e.message.heads[h].mean, tolerance, "means alone");
}

void expectSameStream(const Backend& backend, const State& state, const Parameters& parameters, double tolerance)
{
    const Request request = resolveFor(parameters, state);
    const Ensemble ensemble = makeEnsemble(state, request.attention);
    AttentionOptions exact = request.attention;
    exact.precision = Precision::Double;
    const auto cpu = makeCpuBackend();
    for (const bool product : {false, true}) {
        const StreamWanted wanted{.pooledCells = 3,
                                  .links = 4,
                                  .edgesBelow = request.attention.score == Score::DotProduct ? -1.0 : 2.0,
                                  .product = product};
        const Wanted rows{.mixture = !product, .product = product};
        const StreamResult r =
            backend.stream(*backend.prepare(ensemble, request.attention, rows), request.attention, wanted, {});
        const StreamResult e = cpu->stream(*cpu->prepare(ensemble, exact, rows), exact, wanted, {});
        expectNear(r.message, e.message, tolerance, "streamed mixture");
        expectNear(r.naturals, e.naturals, tolerance);
        for (std::size_t h = 0; h < e.pooled.size(); ++h) {
            expectNear(r.pooled[h], e.pooled[h], tolerance, "pooled");
            expectNear(r.linkWeight[h], e.linkWeight[h], tolerance, "links");
            for (Index i = 0; i < r.linkSender[h].rows(); ++i)
                expectSameLinks(r, e, h, i);
        }
        expectNear(r.couplingEnergy, e.couplingEnergy, tolerance, "streamed coupling");
        expectNear(r.couplingEntropy, e.couplingEntropy, tolerance, "streamed coupling");
        ASSERT_EQ(r.edges.size(), e.edges.size());
        for (std::size_t k = 0; k < e.edges.size(); ++k) {
            EXPECT_EQ(r.edges[k].i, e.edges[k].i);
            EXPECT_EQ(r.edges[k].j, e.edges[k].j);
            EXPECT_NEAR(r.edges[k].distance, e.edges[k].distance, tolerance * std::max(1.0, e.edges[k].distance));
        }
    }
}

void expectSameLayers(const Backend& backend, const State& state, const Parameters& parameters, double tolerance)
{
    const Request request = resolveFor(parameters, state);
    const Ensemble ensemble = makeEnsemble(state, request.attention);
    const CommonBeliefs prior = pulledBackPrior(state, ensemble);
    AttentionOptions exact = request.attention;
    exact.precision = Precision::Double;
    const Trajectory r = evolve(backend, ensemble, prior, request.attention, request.evolve, {});
    const Trajectory e = evolve(*makeCpuBackend(), ensemble, prior, exact, request.evolve, {});
    ASSERT_EQ(r.layers.size(), e.layers.size());
    ASSERT_EQ(r.frames.size(), e.frames.size());
    ASSERT_EQ(r.history.size(), e.history.size());
    for (std::size_t layer = 0; layer < e.layers.size(); ++layer)
        expectNear(r.layers[layer], e.layers[layer], tolerance, "layer");
    for (std::size_t t = 0; t < e.history.size(); ++t) {
        expectNear(r.byToken[t], e.byToken[t], tolerance, "free energy by token");
        EXPECT_NEAR(r.history[t].total(), e.history[t].total(), tolerance * std::max(1.0, std::abs(e.history[t].total())));
    }
}

}  // namespace gauge::test
