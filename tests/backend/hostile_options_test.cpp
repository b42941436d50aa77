// Ten thousand random combinations of options and states: a result or a refusal in words, never a crash, a NaN or a hang.
#include "core/error.h"
#include "core/pipeline/stages.h"
#include "tests/support/random_state.h"
#include "tests/support/soak.h"
#include "tests/support/words.h"

#include <cmath>
#include <fmt/ranges.h>
#include <map>

namespace gauge::test {
namespace {

using Random = std::mt19937_64;

template <class T>
const T& pick(Random& random, const std::vector<T>& values)
{
    return values[random() % values.size()];
}

/// One of the first list; one time in thirty of the second.
template <class T>
T mostly(Random& random, const std::vector<T>& usual, const std::vector<T>& odd)
{
    return pick(random, random() % 30 == 0 ? odd : usual);
}

using Words = std::map<std::string, std::string>;

/// Options by name, in words: some that cannot be.
Words randomWords(Random& random)
{
    Words w;
    w["kappa"] = fmt::format("{}", mostly<double>(random, {1, 1e-3, 5}, {1e-30, 1e-310, 1e8, 1e300}));
    w["temperature-scale"] = pick<std::string>(random, {"none", "sqrt-dim"});
    w["head-attention"] = pick<std::string>(random, {"each", "summed"});
    w["divergence"] = mostly<std::string>(random, {"kl", "kl", "reverse-kl", "jeffreys", "renyi=0.5", "renyi=1.01"},
                                          {"renyi=9", "renyi=1", "renyi=0", "renyi=x", "renyi=1e-9"});
    w["score"] = pick<std::string>(random, {"divergence", "divergence", "divergence", "dot-product"});
    w["covariance"] =
        mostly<std::string>(random, {"full", "full", "diagonal", "diagonal-projected", "low-rank=1", "low-rank=3"},
                            {"low-rank=999999", "low-rank=0", "low-rank=-1"});
    w["transport"] = pick<std::string>(random, {"exact", "exact", "exact", "pairwise", "first-order", "none"});
    w["mask"] = mostly<std::string>(random, {"full", "full", "causal", "window=2", "causal-window=1"},
                                    {"window=0", "window=99999999", "causal-window=-3"});
    w["no-self"] = random() % 3 == 0 ? "true" : "false";
    w["attention-prior"] =
        mostly<std::string>(random, {"none", "none", "none", "alibi", "recency=3"},
                            {"alibi=1e9", "alibi=1e-300", "recency=1e-200", "recency=0.001", "recency=0"});
    w["energy"] = pick<std::string>(random, {"all", "allowed"});
    w["message"] = pick<std::string>(random, {"mixture", "product"});
    w["layers"] = fmt::format("{}", static_cast<int>(random() % 3));
    w["steps"] = fmt::format("{}", 1 + static_cast<int>(random() % 2));
    w["step"] = fmt::format("{}", pick<double>(random, {0.5, 1, 1e-12}));
    w["alpha"] = fmt::format("{}", mostly<double>(random, {1, 1, 0}, {1e-9, 1e12}));
    w["lambda"] = fmt::format("{}", mostly<double>(random, {1, 3, 0}, {1e9}));
    w["frame-step"] = fmt::format("{}", mostly<double>(random, {0, 0, 0.1}, {1e6}));
    w["dynamics"] = pick<std::string>(random, {"mirror", "gradient"});
    w["threshold"] = fmt::format("{}", pick<double>(random, {0, 1, 1e9}));
    w["linkage"] = pick<std::string>(random, {"complete", "components", "mutual"});
    w["pooling"] = pick<std::string>(random, {"moment", "precision", "product", "average"});
    w["cross-scale"] = pick<std::string>(random, {"active", "within", "full"});
    w["scales"] = fmt::format("{}", 1 + static_cast<int>(random() % 3));
    w["clusters"] = fmt::format("{}", mostly<int>(random, {0, 0, 0, 1}, {2, 1000}));
    w["hysteresis"] = fmt::format("{}", mostly<double>(random, {0, 0.5}, {1e200}));
    w["pooling-weights"] = pick<std::string>(random, {"multiplicity", "multiplicity", "uniform", "coherence"});
    w["meta-frame"] = pick<std::string>(random, {"medoid", "medoid", "karcher"});
    w["threshold-growth"] = fmt::format("{}", mostly<double>(random, {1, 2}, {1e300}));
    w["meta-prior"] = fmt::format("{}", mostly<double>(random, {0, 0, 1}, {1e15}));
    w["condensed"] = random() % 4 == 0 ? "true" : "false";
    w["backend"] = pick<std::string>(random, {"auto", "cpu", "naive"});
    w["precision"] = pick<std::string>(random, {"double", "single"});
    return w;
}

NpzArrays randomInput(Random& random)
{
    const Group group = pick(random, allGroups()).group;
    const auto n = static_cast<Index>(1 + random() % 6);
    NpzArrays arrays = randomArrays(group, n, static_cast<unsigned>(random()));
    const auto scale = [&](const char* name, double factor) {
        if (arrays.contains(name))
            for (double& v : arrays[name].numbers)
                v *= factor;
    };
    switch (random() % 40) {
    case 0: scale("mu", 1e3); break;
    case 1: scale("mu", 1e160); break;
    case 2: scale("sigma", 1e-150); break;
    case 3: scale("sigma", 1e150); break;
    case 4: scale("phi", 40); break;
    case 5: scale("phi", 1e4); break;
    case 6: scale("mu", 0); break;
    case 7: scale("frames", 1e-80); break;
    default: break;
    }
    if (random() % 4 == 0) {
        std::vector<double> counts(static_cast<std::size_t>(n));
        for (double& c : counts)
            c = pick<double>(random, {1, 2, 1e300});
        arrays["multiplicity"] = numbersArray({n}, counts);
    }
    return arrays;
}

bool finite(const Matrixd& m)
{
    return m.allFinite();
}

void expectFinite(const std::vector<GaussianBlock>& heads, const std::string& what)
{
    for (const GaussianBlock& b : heads) {
        EXPECT_TRUE(finite(b.mean)) << what;
        for (Index i = 0; i < b.tokens(); ++i)
            EXPECT_TRUE(finite(b.cov[i])) << what;
    }
}

void attendAll(const State& state, const Request& request, const Backend& backend)
{
    const Ensemble e = ensembleOf(state, request);
    const bool product = request.attention.message == MessageKind::Product;
    const Wanted wanted{.energy = true, .attention = true, .mixture = !product, .product = product};
    const AttentionResult r = attendOnce(backend, e, request.attention, wanted, {});
    for (std::size_t h = 0; h < r.energy.size(); ++h) {
        for (Index i = 0; i < e.tokens(); ++i) {
            double sum = 0;
            for (Index j = 0; j < e.tokens(); ++j) {
                const bool allowed = request.attention.mask.allows(i, j);
                if (!request.attention.allowedOnly || allowed) {
                    EXPECT_TRUE(std::isfinite(r.energy[h](i, j))) << "energy";
                }
                if (!allowed) {
                    EXPECT_EQ(r.attention[h](i, j), 0);
                }
                sum += r.attention[h](i, j);
            }
            EXPECT_TRUE(std::abs(sum - 1) < 1e-5 || sum == 0) << sum;
        }
    }
    expectFinite(localMessages(r, e.frames, request.attention.message).heads, "message");
    if (backend.name() == "cpu") {
        const StreamResult s = backend.stream(*backend.prepare(e, request.attention, wanted), request.attention,
                                              {.links = 2, .edgesBelow = 1, .product = product}, {});
        expectFinite(s.message.heads, "streamed message");
        for (const RowMatrixd& p : s.pooled)
            EXPECT_TRUE(p.allFinite()) << "pooled";
    }
}

void runOne(const State& state, const Request& request, const Backend& backend, int command)
{
    const Start start = startOf(state, request);
    if (command == 0) {
        attendAll(state, request, backend);
    } else if (command == 1) {
        const Trajectory path = runLayers(backend, start, request, {}).path;
        if (!request.condensed) {
            const RunLayers layers{start, path, request.evolve.frameStep > 0};
            ScaleLevel kept;
            const TreeOfLayer tree = [&](std::size_t layer) -> const ScaleLevel& {
                return kept = treeAt(backend, layers.at(layer), layers.priorAt(layer), request, {});
            };
            const ConsensusHistory h = followGroups(backend, layers, tree, request, {});
            EXPECT_EQ(h.groups.size(), path.layers.size());
        }
        expectFinite(path.layers.back().heads, "evolved");
        for (const FreeEnergy& f : path.history)
            EXPECT_TRUE(std::isfinite(f.total())) << "free energy";
    } else if (command == 2) {
        const FreeEnergyGradient g = gradientOf(backend, start, request, {}, false);
        EXPECT_TRUE(std::isfinite(g.value.total()));
        EXPECT_TRUE(g.frame.allFinite());
        for (const BlockGradient& b : g.heads)
            expectFinite({{b.mean, b.cov}}, "gradient");
    } else {
        requireCondensable(request.attention);
        const Condensation c =
            condense(backend, start.ensemble, treeAt(backend, start.ensemble, start.prior, request, {}), request, {});
        for (const ScaleLevel& level : c.levels)
            expectFinite(level.metas.common.heads, "meta-token");
    }
}

TEST(Hostile, EveryCombinationEndsInAResultOrARefusal)
{
    Random random(20);
    int results = 0;
    int refusals = 0;
    const int combinations = rounds(10000, 200000);
    for (int k = 0; k < combinations; ++k) {
        const Words w = randomWords(random);
        const NpzArrays arrays = randomInput(random);
        const int command = static_cast<int>(random() % 4);
        SCOPED_TRACE(fmt::format("combination {}: command {}, {}", k, command, w));
        try {
            Parameters p;
            for (const auto& [name, value] : w)
                say(p, name, value);
            const Request request = resolve(p);
            const State state = stateFromArrays(arrays, "random");
            runOne(state, request, *processorBackends()(request.backend), command);
            ++results;
        } catch (const Error& e) {
            EXPECT_GT(std::string(e.what()).size(), 10u);
            ++refusals;
        }
    }
    EXPECT_GT(results, combinations / 10 * 3) << "most of what is tried should be possible";
    std::printf("%d results, %d refusals\n", results, refusals);
}

}  // namespace
}  // namespace gauge::test
