#include "app/bench/curves.h"

#include "app/bench/shape.h"
#include "core/attention/tree_attention.h"
#include "core/text/embedder.h"
#include "core/text/word_model.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace gauge::bench {
namespace {

constexpr Index kGroup = 8;  // the seed's group of eight

void copyToken(CommonBeliefs& beliefs, Index from, Index to)
{
    for (GaussianBlock& block : beliefs.heads) {
        block.mean.col(to) = block.mean.col(from);
        block.cov[to] = Matrixd(block.cov[from]);
    }
}

Ensemble randomEnsemble(Index n)
{
    const State state = randomState({n, 16, {16}, Precision::Single});
    State ready = state;
    ready.frames = framesFromPhi(state.phi, state.exponential);
    return makeEnsemble(ready, CovarianceFamily::Full, false);
}

Ensemble gatheredEnsemble(Index n)
{
    Ensemble e = randomEnsemble(n);
    std::mt19937_64 random(5);
    std::normal_distribution<double> normal(0, 0.02);
    for (Index i = 64; i < n; ++i) {
        copyToken(e.common, i % 64, i);
        for (double& m : e.common.heads[0].mean.col(i))
            m += normal(random);
    }
    return e;
}

Ensemble textEnsemble(Index n)
{
    const WordModel& model = builtInModel();
    std::mt19937_64 random(11);
    std::vector<double> weights;
    for (std::size_t w = 0; w < model.words().size(); ++w)
        weights.push_back(1.0 / static_cast<double>(w + 1));
    std::discrete_distribution<std::size_t> draw(weights.begin(), weights.end());
    std::string text;
    for (Index i = 0; i < n; ++i)
        text += model.words()[draw(random)] + ' ';
    const State state = stateFromArrays(embedText(model, text, {}), "text");
    return makeEnsemble(state, CovarianceFamily::Full, false);
}

}  // namespace

std::vector<PayOff> payOffCurve(Index n, int repeats, const RunControl& control)
{
    const auto backend = makeCpuBackend();
    AttentionOptions attention;
    attention.precision = Precision::Single;
    attention.kappa = 4;
    ConsensusOptions consensus;
    consensus.threshold = 1e-4;  // single-precision energies of equal beliefs
    std::vector<PayOff> curve;
    for (const Index eighths : {0, 1, 2, 3, 4, 5, 6, 7, 8}) {
        const Index groups = n / kGroup * eighths / 8;
        if (!curve.empty() && groups == 0)
            continue;
        Ensemble e = randomEnsemble(n);
        for (Index g = 0; g < groups; ++g)
            for (Index k = 1; k < kGroup; ++k)
                copyToken(e.common, g * kGroup, g * kGroup + k);
        curve.push_back(measurePayOff(*backend, e, e.common, attention, {}, consensus, {repeats, 4}, control));
    }
    return curve;
}

TreePoint treePoint(const std::string& state, Index n, double tolerance, bool withExact, int repeats,
                    const RunControl& control)
{
    const Ensemble e = state == "random" ? randomEnsemble(n) : state == "gathered" ? gatheredEnsemble(n) : textEnsemble(n);
    AttentionOptions options;
    options.precision = Precision::Single;
    const auto backend = makeCpuBackend();
    const Wanted wanted{.energy = false, .attention = false};
    TreePoint out{state, e.tokens(), tolerance, {}, {}, 0, -1, 0};
    TreeAttention tree;
    StreamResult exact;
    std::vector<double> treeTimes;
    std::vector<double> exactTimes;
    for (int round = 0; round < repeats; ++round) {
        treeTimes.push_back(secondsOf([&] { tree = treeAttention(e, options, tolerance, control); }));
        if (withExact)
            exactTimes.push_back(secondsOf([&] {
                exact = backend->stream(*backend->prepare(e, options, wanted), options, {.pooledCells = 1, .links = 0},
                                        control);
            }));
    }
    out.tree = summarise(treeTimes);
    out.bound = tree.bound.maxCoeff();
    out.evaluations = (tree.exactPairs + tree.groupPairs) / static_cast<double>(e.tokens() * tree.bound.rows());
    if (withExact) {
        out.exact = summarise(exactTimes);
        const Matrixd& was = exact.message.heads[0].mean;
        const double widest = e.common.heads[0].mean.colwise().norm().maxCoeff();
        out.messageError = (was - tree.message.heads[0].mean).colwise().norm().maxCoeff() / widest;
    }
    return out;
}

}  // namespace gauge::bench
