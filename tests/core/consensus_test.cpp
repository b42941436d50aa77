// Consensus, meta-tokens and scales: what MATH.md §6 promises.
#include "core/attention/spread.h"
#include "core/consensus/distance.h"
#include "core/consensus/events.h"
#include "core/consensus/meta_frame.h"
#include "core/consensus/statistics.h"
#include "core/pipeline/engine.h"
#include "core/pipeline/stages.h"
#include "tests/support/counting_backend.h"
#include "tests/support/random_state.h"

#include <cmath>
#include <Eigen/Eigenvalues>

namespace gauge::test {
namespace {

Ensemble ensembleOf(Group group, Index n, unsigned seed)
{
    return makeEnsemble(randomState(group, n, seed), CovarianceFamily::Full, false);
}

/// Gives `copies` the common belief of `origin`, whatever their frames.
void copyBelief(CommonBeliefs& beliefs, Index origin, const std::vector<Index>& copies)
{
    for (GaussianBlock& block : beliefs.heads) {
        for (const Index copy : copies) {
            block.mean.col(copy) = block.mean.col(origin);
            block.cov[copy] = Matrixd(block.cov[origin]);
        }
    }
}

/// Moves the copies a little away again.
void scatter(CommonBeliefs& beliefs, const std::vector<Index>& tokens, double amount, std::mt19937_64& random)
{
    std::normal_distribution<double> normal;
    for (GaussianBlock& block : beliefs.heads) {
        for (const Index i : tokens) {
            for (Index r = 0; r < block.dim(); ++r)
                block.mean(r, i) += amount * normal(random);
            const Matrixd a = Matrixd::NullaryExpr(block.dim(), block.dim(), [&] { return amount * normal(random); });
            const Matrixd turn = Matrixd::Identity(block.dim(), block.dim()) + a;
            block.cov[i] = (turn * block.cov[i] * turn.transpose()).eval();
        }
    }
}

Condensation condensed(const Ensemble& e, const Request& request)
{
    const auto backend = makeCpuBackend();
    const AttentionResult r = attendOnce(*backend, e, request.attention, {}, {});
    return condense(*backend, e, treeOf(*backend, e, e.common, r.energy, request.attention, request.consensus, {}), request,
                    {});
}

class Consensus : public testing::TestWithParam<GroupCase> {};

TEST_P(Consensus, CondensingExactDuplicatesLosesNothing)
{
    for (unsigned seed = 0; seed < 4; ++seed) {
        Ensemble e = ensembleOf(GetParam().group, 11, 21 + seed);
        e.multiplicity(3) = 2;
        copyBelief(e.common, 1, {3, 4});
        copyBelief(e.common, 0, {7, 9, 10});
        const AttentionResult all = attendOnce(*makeCpuBackend(), e, {}, {}, {});
        Request request;
        request.consensus.threshold = 1e-6;
        for (const Pooling pooling : {Pooling::Moment, Pooling::Precision, Pooling::Average}) {
            for (const PoolingWeights weights :
                 {PoolingWeights::Multiplicity, PoolingWeights::Uniform, PoolingWeights::Coherence}) {
                request.consensus.pooling = pooling;
                request.consensus.weights = weights;
                const Condensation c = condensed(e, request);
                const auto tokens = tokensOf(c.active, c.levels);
                ASSERT_EQ(tokens.size(), 6u);
                for (std::size_t a = 0; a < tokens.size(); ++a) {
                    for (const Index i : tokens[a]) {
                        for (std::size_t h = 0; h < e.heads.size(); ++h) {
                            for (std::size_t b = 0; b < tokens.size(); ++b) {
                                double mass = 0;
                                for (const Index j : tokens[b])
                                    mass += all.attention[h](i, j);
                                EXPECT_NEAR(c.attention.attention[h](static_cast<Index>(a), static_cast<Index>(b)), mass,
                                            1e-12);
                            }
                            const GaussianBlock& now = c.attention.message.heads[h];
                            const GaussianBlock& was = all.message.heads[h];
                            const auto at = static_cast<Index>(a);
                            EXPECT_LT((now.mean.col(at) - was.mean.col(i)).norm(), 1e-12 * (1 + was.mean.col(i).norm()));
                            EXPECT_LT((now.cov[at] - was.cov[i]).norm(), 1e-12 * (1 + was.cov[i].norm()));
                        }
                    }
                }
            }
        }
    }
}

TEST_P(Consensus, ProductPoolingSharpensOnPurpose)
{
    Ensemble e = ensembleOf(GetParam().group, 6, 3);
    copyBelief(e.common, 1, {2, 4});
    Request request;
    request.consensus.threshold = 1e-6;
    request.consensus.pooling = Pooling::Product;
    const Condensation c = condensed(e, request);
    for (std::size_t h = 0; h < e.heads.size(); ++h)
        EXPECT_LT((3 * c.levels.front().metas.common.heads[h].cov[1] - e.common.heads[h].cov[1]).norm(), 1e-10);
}

TEST_P(Consensus, NothingObservableDependsOnTheMetaFrame)
{
    Ensemble e = ensembleOf(GetParam().group, 9, 8);
    std::mt19937_64 random(4);
    copyBelief(e.common, 1, {3, 4, 6});
    scatter(e.common, {3, 4, 6}, 0.01, random);
    if (GetParam().group != Group::None && GetParam().group != Group::GlK && GetParam().group != Group::User &&
        GetParam().group != Group::GivenFrames && e.phi.size() > 0) {
        e.phi *= 0.3;  // within half a turn
        e.frames = framesFromPhi(e.phi, planExponential(e.generators, e.heads));
    }
    Request request;
    request.consensus.threshold = 0.5;
    const Condensation medoid = condensed(e, request);
    ASSERT_EQ(medoid.active.id.size(), 6u);
    request.consensus.metaFrame = MetaFrame::Karcher;
    const bool rotations = GetParam().group == Group::None || GetParam().group == Group::So2Planes ||
                           GetParam().group == Group::Spin1 || GetParam().group == Group::Irreps ||
                           GetParam().group == Group::SoK;
    if (!rotations) {
        EXPECT_THROW(condensed(e, request), Error);
        return;
    }
    const Condensation karcher = condensed(e, request);
    EXPECT_LT(relativeDifference(medoid.attention.energy, karcher.attention.energy), 1e-12);
    EXPECT_LT(relativeDifference(medoid.attention.attention, karcher.attention.attention), 1e-12);
    // Exact transport through the frames themselves, not only past them.
    AttentionOptions pairwise;
    pairwise.transport = Transport::Pairwise;
    const auto backend = makeCpuBackend();
    const AttentionResult one = attendOnce(*backend, medoid.active.ensemble, pairwise, {}, {});
    const AttentionResult other = attendOnce(*backend, karcher.active.ensemble, pairwise, {}, {});
    EXPECT_LT(relativeDifference(one.energy, other.energy), 1e-9);
}

INSTANTIATE_TEST_SUITE_P(Groups, Consensus, testing::ValuesIn(allGroups()),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(MetaFrame, TheKarcherMeanIsWhereTangentsBalance)
{
    const State state = randomState(Group::Irreps, 6, 2);
    Ensemble e = makeEnsemble(state, CovarianceFamily::Full, false);
    e.phi *= 0.4;
    e.frames = framesFromPhi(e.phi, planExponential(e.generators, e.heads));
    const std::vector<Index> members{0, 2, 3, 5};
    Vectord shares(4);
    shares << 0.1, 0.2, 0.3, 0.4;
    const GroupFrames mean = karcherFrames(e, {members}, {shares}, {0});
    // Around the mean the members' coordinates average to zero: in the algebra of a small representation.
    const Generators spin = spinGenerators(1);
    const auto rotation = [&](const auto& phi) { return expm(phi(0) * spin[0] + phi(1) * spin[1] + phi(2) * spin[2]); };
    Matrixd tangent = Matrixd::Zero(3, 3);
    for (std::size_t k = 0; k < members.size(); ++k) {
        const Matrixd away = rotation(mean.phi.row(0)).transpose() * rotation(e.phi.row(members[k]));
        const double angle = std::acos(std::clamp((away.trace() - 1) / 2, -1.0, 1.0));
        tangent += shares(static_cast<Index>(k)) * angle / (2 * std::sin(angle)) * (away - away.transpose());
    }
    EXPECT_LT(tangent.norm(), 1e-10);
    EXPECT_LT(
        (frameMatrix(mean.frames, 0).transpose() * frameMatrix(mean.frames, 0) -
         Matrixd::Identity(e.phi.cols() == 3 ? frameMatrix(mean.frames, 0).rows() : 0, frameMatrix(mean.frames, 0).rows()))
            .norm(),
        1e-12);
}

TEST(Bound, HoldsOnAThousandRandomStatesAndIsNotVacuous)
{
    std::mt19937_64 random(99);
    std::uniform_real_distribution<double> exponent(-5, -0.7);
    const auto& groups = allGroups();
    double tightest = 0;
    int meaningful = 0;
    for (unsigned trial = 0; trial < 1000; ++trial) {
        Ensemble e = ensembleOf(groups[trial % groups.size()].group, 9, 1000 + trial);
        copyBelief(e.common, 1, {3, 4});
        copyBelief(e.common, 0, {7, 8});
        const double amount = std::pow(10.0, exponent(random));
        scatter(e.common, {3, 4, 7, 8}, amount, random);
        Request request;
        request.attention.kappa = trial % 2 == 0 ? 1 : 4;
        request.attention.summedHeads = trial % 5 == 0;
        request.attention.divergence = trial % 3 == 0   ? Divergence::Kl
                                       : trial % 3 == 1 ? Divergence::ReverseKl
                                                        : Divergence::Jeffreys;
        request.consensus.threshold = 1;
        request.consensus.pooling = static_cast<Pooling>(trial % 4 == 2 ? 3 : trial % 4);
        const AttentionResult all = attendOnce(*makeCpuBackend(), e, request.attention, {}, {});
        const Condensation c = condensed(e, request);
        const auto tokens = tokensOf(c.active, c.levels);
        const CondensationBound bound = condensationBound(e, tokens, c.active.ensemble, request.attention);
        for (Index h = 0; h < bound.attention.rows(); ++h) {
            const auto head = static_cast<std::size_t>(h);
            for (std::size_t a = 0; a < tokens.size(); ++a) {
                for (const Index i : tokens[a]) {
                    double variation = 0;
                    for (std::size_t b = 0; b < tokens.size(); ++b)
                        for (const Index j : tokens[b])
                            variation +=
                                0.5 * std::abs(all.attention[head](i, j) -
                                               c.attention.attention[head](static_cast<Index>(a), static_cast<Index>(b)) /
                                                   static_cast<double>(tokens[b].size()));
                    ASSERT_LE(variation, bound.attention(h, i) + 1e-13) << trial;
                    if (c.active.id.size() < 9 && bound.attention(h, i) < 0.5) {
                        ++meaningful;
                        tightest = std::max(tightest, variation / bound.attention(h, i));
                    }
                }
            }
        }
    }
    EXPECT_GT(meaningful, 1000);
    EXPECT_GT(tightest, 0.05);
}

TEST(Linkage, EqualsScipysOnRandomMatrices)
{
    const NpzArrays golden = readNpz(std::string(GAUGESCOPE_SOURCE) + "/tests/data/linkage.npz");
    for (int k = 0; k < 12; ++k) {
        const NpyArray& d = golden.at("distance_" + std::to_string(k));
        const Index n = d.shape[0];
        const Matrixd distance = Eigen::Map<const RowMatrixd>(d.numbers.data(), n, n);
        for (const auto& [linkage, name] : {std::pair{Linkage::Complete, "complete_"}, {Linkage::Components, "single_"}}) {
            const NpyArray& table = golden.at(name + std::to_string(k));
            const auto tree = mergeTree(distance, linkage);
            ASSERT_EQ(static_cast<Index>(tree.size()), table.shape[0]);
            for (std::size_t t = 0; t < tree.size(); ++t) {
                const double* row = table.numbers.data() + 4 * t;
                EXPECT_EQ(static_cast<double>(tree[t].a), row[0]);
                EXPECT_EQ(static_cast<double>(tree[t].b), row[1]);
                EXPECT_NEAR(tree[t].height, row[2], 1e-14 * (1 + row[2]));
                EXPECT_EQ(static_cast<double>(tree[t].count), row[3]);
            }
            const std::vector<RowMatrixd> energy{distance};
            for (const double theta : {0.1, 0.5, 1.0, 3.0, 7.0, 20.0})
                EXPECT_EQ(clustersOfPairs(closePairs(energy, theta), n, linkage).members, cutTree(tree, n, theta).members);
            for (Index count = 1; count <= n; ++count) {
                const Clusters cut = cutTreeInto(tree, n, count);
                EXPECT_EQ(static_cast<Index>(cut.members.size()), count);
                EXPECT_EQ(cut.members, cutTree(tree, n, thresholdFor(tree, n, count)).members);
            }
            EXPECT_THROW(cutTreeInto(tree, n, n + 1), Error);
        }
    }
}

TEST(Hysteresis, ATokenJoinsAtThetaAndLeavesLater)
{
    ConsensusOptions options;
    options.hysteresis = 0.5;
    const auto clustersAt = [&](double d, const std::vector<Index>& before) {
        ScaleLevel level;
        level.distance = Matrixd::Constant(2, 2, d);
        level.distance.diagonal().setZero();
        level.tree = mergeTree(level.distance, Linkage::Complete);
        cutLevel(level, 1, options, before);
        return level.clusters.members.size();
    };
    EXPECT_EQ(clustersAt(1.2, {}), 2u);
    EXPECT_EQ(clustersAt(1.2, {-1, -1}), 2u);
    EXPECT_EQ(clustersAt(1.2, {0, 0}), 1u) << "together before: up to 1.5 θ";
    EXPECT_EQ(clustersAt(1.2, {0, 1}), 2u);
    EXPECT_EQ(clustersAt(1.6, {0, 0}), 2u);
    options.hysteresis = 0;
    EXPECT_EQ(clustersAt(1.2, {0, 0}), 2u) << "off";
}

TEST(Events, AreNamedByTheTokensGroupsShare)
{
    using Kinds = std::vector<std::string>;
    const auto kinds = [](const std::vector<Index>& before, const std::vector<Index>& after) {
        Kinds names;
        for (const ConsensusEvent& e : consensusEvents(before, after, 3, 1))
            names.emplace_back(eventName(e.kind));
        return names;
    };
    EXPECT_EQ(kinds({-1, -1, -1}, {0, 0, -1}), Kinds{"formed"});
    EXPECT_EQ(kinds({0, 0, -1}, {7, 7, 7}), Kinds{"grew"});
    EXPECT_EQ(kinds({0, 0, 0}, {0, 0, -1}), Kinds{"shrank"});
    EXPECT_EQ(kinds({0, 0, 0, -1}, {-1, 0, 0, 0}), (Kinds{"grew", "shrank"}));
    EXPECT_EQ(kinds({0, 0, 1, 1}, {0, 0, 0, 0}), Kinds{"joined"});
    EXPECT_EQ(kinds({0, 0, 0, 0}, {0, 0, 1, 1}), Kinds{"split"});
    EXPECT_EQ(kinds({0, 0, 1, 1}, {-1, -1, 4, 4}), Kinds{"dissolved"});
    EXPECT_EQ(kinds({0, 0, 1, 1}, {2, 2, 1, 1}), Kinds{}) << "a label is not an identity";
    const auto grown = consensusEvents({0, 0, -1}, {0, 0, 0}, 3, 1);
    EXPECT_EQ(grown.front().members, (std::vector<Index>{0, 1, 2}));
    EXPECT_EQ(grown.front().changed, (std::vector<Index>{2}));
    EXPECT_EQ(grown.front().layer, 3);
}

TEST(Engine, MovingThetaEvaluatesNoDivergence)
{
    // Detection: distances and trees come from energies that exist; only cutting depends on θ.
    const Ensemble e = ensembleOf(Group::Irreps, 20, 6);
    const CountingBackend backend;
    const AttentionResult r = attendOnce(backend, e, {}, {}, {});
    ScaleLevel level = treeOf(backend, e, e.common, r.energy, {}, {}, {});
    EXPECT_EQ(backend.evaluations, 400);
    ConsensusOptions options;
    for (double theta = 0.01; theta < 100; theta *= 1.1) {
        options.threshold = theta;
        cutLevel(level, 1, options, {});
        poolClusters(e, level.clusters, distanceIn(level.distance), options);
        clusterStatistics(level.clusters, level.distance, r.attention);
    }
    EXPECT_EQ(backend.evaluations, 400);

    Engine engine(processorBackends());
    RunInput input;
    input.text = "the cat sat on the mat while the dog slept near the fire";
    input.parameters.evolve.layers = 3;
    engine.run(input, {});
    for (const double theta : {0.3, 0.7, 2.0}) {
        input.parameters.consensus.threshold = theta;
        const auto s = engine.run(input, {});
        ASSERT_EQ(s->computed, (std::vector<std::string>{"cut", "levels", "active"}));
        EXPECT_EQ(s->evaluations[0], 0);
        EXPECT_EQ(s->evaluations[1], 0);
        EXPECT_EQ(s->evaluations[2], static_cast<Index>(s->active.size() * s->active.size()))
            << "meta-tokens are new beliefs; their attention is new";
    }
}

}  // namespace
}  // namespace gauge::test
