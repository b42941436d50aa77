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

using Kind = Mask::Kind;

}  // namespace

const std::vector<OptionCase>& firstOrderOptions()
{
    static const std::vector<OptionCase> all{
        {"first order", [](AttentionOptions& o) { o.transport = Transport::FirstOrder; }},
        {"first order, Jeffreys, causal",
         [](AttentionOptions& o) {
             o.transport = Transport::FirstOrder, o.divergence = Divergence::Jeffreys, o.mask.kind = Kind::Causal;
         }},
        {"first order, diagonal-projected",
         [](AttentionOptions& o) {
             o.transport = Transport::FirstOrder, o.covariance = CovarianceFamily::DiagonalProjected;
         }},
    };
    return all;
}

namespace {

std::vector<OptionCase> factoringOptions()
{
    return {
        {"as it opens", [](AttentionOptions&) {}},
        {"reverse KL, causal",
         [](AttentionOptions& o) { o.divergence = Divergence::ReverseKl, o.mask.kind = Kind::Causal; }},
        {"causal, no self", [](AttentionOptions& o) { o.mask = {Kind::Causal, 0, false}; }},
        {"Jeffreys, window", [](AttentionOptions& o) { o.divergence = Divergence::Jeffreys, o.mask = {Kind::Window, 2}; }},
        {"diagonal, causal window, no self",
         [](AttentionOptions& o) { o.covariance = CovarianceFamily::Diagonal, o.mask = {Kind::CausalWindow, 3, false}; }},
        {"diagonal Jeffreys",
         [](AttentionOptions& o) { o.covariance = CovarianceFamily::Diagonal, o.divergence = Divergence::Jeffreys; }},
        {"diagonal reverse KL",
         [](AttentionOptions& o) { o.covariance = CovarianceFamily::Diagonal, o.divergence = Divergence::ReverseKl; }},
        {"low rank", [](AttentionOptions& o) { o.covariance = {CovarianceFamily::LowRank, 1}; }},
        {"dot product", [](AttentionOptions& o) { o.score = Score::DotProduct; }},
        {"summed heads, warm", [](AttentionOptions& o) { o.summedHeads = true, o.kappa = 7; }},
        {"square root of the dimension, ALiBi",
         [](AttentionOptions& o) { o.sqrtDim = true, o.prior = {AttentionPrior::Kind::Alibi, 1}; }},
        {"recency, cold", [](AttentionOptions& o) { o.prior = {AttentionPrior::Kind::Recency, 2}, o.kappa = 0.05; }},
        {"no transport", [](AttentionOptions& o) { o.transport = Transport::None; }},
    };
}

std::vector<OptionCase> pairByPairOptions()
{
    const auto renyi = [](AttentionOptions& o, double order) { o.divergence = Divergence::Renyi, o.renyiOrder = order; };
    return {
        {"pairwise, causal", [](AttentionOptions& o) { o.transport = Transport::Pairwise, o.mask.kind = Kind::Causal; }},
        {"pairwise Jeffreys, summed heads",
         [](AttentionOptions& o) {
             o.transport = Transport::Pairwise, o.divergence = Divergence::Jeffreys, o.summedHeads = true, o.kappa = 9;
         }},
        {"Rényi", [renyi](AttentionOptions& o) { renyi(o, 0.5); }},
        {"pairwise Rényi", [renyi](AttentionOptions& o) { renyi(o, 0.3), o.transport = Transport::Pairwise; }},
        {"diagonal-projected", [](AttentionOptions& o) { o.covariance = CovarianceFamily::DiagonalProjected; }},
        {"diagonal-projected reverse KL, window",
         [](AttentionOptions& o) {
             o.covariance = CovarianceFamily::DiagonalProjected, o.divergence = Divergence::ReverseKl;
             o.mask = {Kind::Window, 3};
         }},
        {"diagonal-projected, causal, no self",
         [](AttentionOptions& o) {
             o.covariance = CovarianceFamily::DiagonalProjected, o.mask = {Kind::Causal, 0, false};
         }},
        {"diagonal-projected Rényi",
         [renyi](AttentionOptions& o) { renyi(o, 0.5), o.covariance = CovarianceFamily::DiagonalProjected; }},
    };
}

}  // namespace

const std::vector<OptionCase>& deviceOptions()
{
    static const std::vector<OptionCase> all = [] {
        std::vector<OptionCase> cases = factoringOptions();
        for (OptionCase& c : pairByPairOptions())
            cases.push_back(std::move(c));
        return cases;
    }();
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
