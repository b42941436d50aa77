// Consensus along a connection (MATH.md §9): who may join, what joining loses, and what the coarse links are.
#include "core/attention/spread.h"
#include "core/attention/state_ensemble.h"
#include "core/connection/link_classes.h"
#include "core/consensus/feedback.h"
#include "core/pipeline/stages.h"
#include "tests/support/random_state.h"
#include "tests/support/words.h"

#include <cmath>
#include <Eigen/LU>

namespace gauge::test {
namespace {

/// Everything asked for in words.
Request requestOf(const std::string& connection, const std::string& divergence = "kl", const std::string& unequal = "apart")
{
    Parameters p;
    say(p, "connection", connection);
    say(p, "divergence", divergence);
    say(p, "unequal-links", unequal);
    p.consensus.threshold = 1e-6;
    return resolve(p);
}

Ensemble linkedEnsemble(Group group, Index n, unsigned seed, const Request& request)
{
    return makeEnsemble(randomState(group, n, seed), request.attention, static_cast<int>(seed));
}

void copyBelief(CommonBeliefs& beliefs, Index origin, Index copy, const std::vector<Matrixd>& carriedBy = {})
{
    for (std::size_t h = 0; h < beliefs.heads.size(); ++h) {
        GaussianBlock& block = beliefs.heads[h];
        const Matrixd v = carriedBy.empty() ? Matrixd(Matrixd::Identity(block.dim(), block.dim())) : carriedBy[h];
        block.mean.col(copy) = (v * block.mean.col(origin)).eval();
        block.cov[copy] = Matrixd(v * block.cov[origin] * v.transpose());
    }
}

/// Tokens 3, 4 are copies of token 1, and 7, 9, 10 of token 0: in what they believe and in their links.
Ensemble withCopies(Ensemble e)
{
    std::vector<Index> place(static_cast<std::size_t>(e.tokens()));
    for (std::size_t i = 0; i < place.size(); ++i)
        place[i] = static_cast<Index>(i);
    for (const auto& [copy, origin] : {std::pair{3, 1}, {4, 1}, {7, 0}, {9, 0}, {10, 0}}) {
        copyBelief(e.common, origin, copy);
        place[static_cast<std::size_t>(copy)] = origin;
    }
    e.connection = e.connection.among(place);
    e.connection.follow([&] { return allMeans(e.common); });
    return e;
}

/// Gives token `copy` the belief with which it agrees with `origin` along their link.
void agreeAlongLink(Ensemble& e, Index origin, Index copy)
{
    std::vector<Matrixd> v;
    for (std::size_t h = 0; h < e.heads.size(); ++h)
        v.push_back(e.connection.link(h, copy, origin, e.heads[h]));
    copyBelief(e.common, origin, copy, v);
}

struct Condensed {
    AttentionResult all;
    Condensation c;
    std::vector<std::vector<Index>> tokens;
};

Condensed condensed(const Ensemble& e, const Request& request)
{
    const auto backend = makeCpuBackend();
    Condensed out;
    out.all = attendOnce(*backend, e, request.attention, {}, {});
    const AttentionResult agreement = attendOnce(*backend, e, forConsensus(request.attention), {}, {});
    out.c =
        condense(*backend, e,
                 treeOf(*backend, e, e.common, agreement.energy, forConsensus(request.attention), request.consensus, {}),
                 request, {});
    out.tokens = tokensOf(out.c.active, out.c.levels);
    return out;
}

/// The greatest differences between what tokens have and what their agents hand back.
struct Losses {
    double energy = 0;
    double attention = 0;
    double message = 0;
    double variation = 0;  // of a row, ½ Σ |β − β̃| for members of one multiplicity
};

Losses lossesOf(const Ensemble& e, const Condensed& run)
{
    Losses worst;
    std::vector<Index> agent(static_cast<std::size_t>(e.tokens()));
    for (std::size_t a = 0; a < run.tokens.size(); ++a)
        for (const Index i : run.tokens[a])
            agent[static_cast<std::size_t>(i)] = static_cast<Index>(a);
    for (std::size_t h = 0; h < e.heads.size(); ++h) {
        const RowMatrixd& energy = run.all.energy[h];
        for (Index i = 0; i < e.tokens(); ++i) {
            const Index a = agent[static_cast<std::size_t>(i)];
            double variation = 0;
            for (Index j = 0; j < e.tokens(); ++j) {
                const Index b = agent[static_cast<std::size_t>(j)];
                const double back = run.c.attention.attention[h](a, b) /
                                    static_cast<double>(run.tokens[static_cast<std::size_t>(b)].size());
                worst.energy =
                    std::max(worst.energy, std::abs(energy(i, j) - run.c.attention.energy[h](a, b)) / (1 + energy(i, j)));
                worst.attention = std::max(worst.attention, std::abs(run.all.attention[h](i, j) - back));
                variation += 0.5 * std::abs(run.all.attention[h](i, j) - back);
            }
            worst.variation = std::max(worst.variation, variation);
        }
    }
    CommonBeliefs heard = run.all.message;
    for (std::size_t h = 0; h < e.heads.size(); ++h)
        for (Index i = 0; i < e.tokens(); ++i) {
            heard.heads[h].mean.col(i) = run.c.attention.message.heads[h].mean.col(agent[static_cast<std::size_t>(i)]);
            heard.heads[h].cov[i] = Matrixd(run.c.attention.message.heads[h].cov[agent[static_cast<std::size_t>(i)]]);
        }
    heard = carryToAgents(e, run.c.levels).back(heard);
    for (std::size_t h = 0; h < e.heads.size(); ++h) {
        const GaussianBlock& was = run.all.message.heads[h];
        worst.message = std::max(worst.message, (heard.heads[h].mean - was.mean).norm() / (1 + was.mean.norm()));
        for (Index i = 0; i < e.tokens(); ++i)
            worst.message = std::max(worst.message, (heard.heads[h].cov[i] - was.cov[i]).norm() / (1 + was.cov[i].norm()));
    }
    return worst;
}

void expectLossless(const Losses& worst, const std::string& what)
{
    EXPECT_LT(worst.energy, 1e-12) << what;
    EXPECT_LT(worst.attention, 1e-12) << what;
    EXPECT_LT(worst.message, 1e-12) << what;
}

const std::vector<Group>& groupsWithGenerators()
{
    static const std::vector<Group> groups{Group::So2Planes, Group::Spin1, Group::Irreps,
                                           Group::SoK,       Group::GlK,   Group::User};
    return groups;
}

TEST(LinkedConsensus, AgentsOfOneClassHaveEqualRowsAndColumns)
{
    for (const Group group : groupsWithGenerators()) {
        const Request request = requestOf("random=0.3");
        const std::vector<int> alone = linksApart(linkedEnsemble(group, 13, 3, request), request.consensus);
        for (std::size_t i = 0; i < alone.size(); ++i)
            EXPECT_EQ(alone[i], static_cast<int>(i));
        EXPECT_EQ(linksApart(withCopies(linkedEnsemble(group, 11, 3, request)), request.consensus),
                  (std::vector<int>{0, 1, 2, 1, 1, 5, 6, 0, 8, 0, 0}));
    }
}

TEST(LinkedConsensus, CondensingEqualTokensWithEqualLinksLosesNothing)
{
    for (const Group group : groupsWithGenerators()) {
        for (const char* connection : {"random=0.3", "bilinear=0.4"}) {
            for (const char* divergence : {"kl", "reverse-kl", "jeffreys", "renyi=0.6"}) {
                for (const char* unequal : {"apart", "medoid"}) {
                    const Request request = requestOf(connection, divergence, unequal);
                    const Ensemble e = withCopies(linkedEnsemble(group, 11, 21, request));
                    const Condensed run = condensed(e, request);
                    ASSERT_EQ(run.tokens.size(), 6u) << connection;
                    EXPECT_EQ(run.c.levels.front().unequal, 0);
                    expectLossless(lossesOf(e, run), std::string(connection) + ' ' + divergence + ' ' + unequal);
                    const CondensationBound bound =
                        condensationBound(run.all.energy, run.c.attention.energy, run.tokens, e.heads, request.attention);
                    EXPECT_LT(bound.attention.maxCoeff(), 1e-11);
                }
            }
        }
    }
}

TEST(LinkedConsensus, WhoAgreesButHasOtherLinksKeepsApartUnlessAskedToJoin)
{
    for (const Group group : groupsWithGenerators()) {
        const Request request = requestOf("random=0.3");
        Ensemble e = linkedEnsemble(group, 9, 4, request);
        agreeAlongLink(e, 2, 6);
        const Condensed run = condensed(e, request);
        EXPECT_LT(run.c.levels.front().distance(2, 6), 1e-9);
        EXPECT_EQ(run.tokens.size(), 9u);
        EXPECT_EQ(run.c.levels.front().unequal, 1);
        EXPECT_TRUE(std::isinf(run.c.levels.front().tree.back().height));
        const Condensed joined = condensed(e, requestOf("random=0.3", "kl", "medoid"));
        EXPECT_EQ(joined.tokens.size(), 8u);
        EXPECT_EQ(joined.c.levels.front().unequal, 0);
        // Its members as they are seen from the medoid are one belief: that of token 2.
        const MetaTokens& metas = joined.c.levels.front().metas;
        ASSERT_EQ(metas.medoid[2], 2);
        for (std::size_t h = 0; h < e.heads.size(); ++h)
            EXPECT_LT((metas.common.heads[h].mean.col(2) - e.common.heads[h].mean.col(2)).norm(), 1e-10);
    }
}

/// power with P = 1 is curved nowhere: a link only says how the other's coordinates are turned.
TEST(LinkedConsensus, ByTheMedoidLosesNothingWhereTheConnectionIsFlat)
{
    for (const Group group : groupsWithGenerators()) {
        const Request request = requestOf("power=0.2,1", "kl", "medoid");
        Ensemble e = linkedEnsemble(group, 10, 8, request);
        for (const Index copy : {4, 9})
            agreeAlongLink(e, 1, copy);
        agreeAlongLink(e, 0, 7);
        const Condensed run = condensed(e, request);
        ASSERT_EQ(run.tokens.size(), 7u);
        const Losses worst = lossesOf(e, run);
        EXPECT_LT(worst.energy, 1e-11);
        EXPECT_LT(worst.attention, 1e-11);
        EXPECT_LT(worst.message, 1e-11);
        EXPECT_LT(condensationBound(run.all.energy, run.c.attention.energy, run.tokens, e.heads, request.attention)
                      .attention.maxCoeff(),
                  1e-10);
        // Every member is pulled towards its own belief, as it is seen where it stands.
        const Pull pull = pullOfMetaTokens(e, run.c.levels, 1);
        for (std::size_t h = 0; h < e.heads.size(); ++h)
            for (const Index i : {0, 1, 4, 7, 9}) {
                EXPECT_EQ(pull.weight(i), 1);
                EXPECT_LT((pull.belief.heads[h].mean.col(i) - e.common.heads[h].mean.col(i)).norm(), 1e-10);
                EXPECT_LT((pull.belief.heads[h].cov[i] - e.common.heads[h].cov[i]).norm(), 1e-10);
            }
    }
}

TEST(LinkedConsensus, TheBoundHoldsOnCurvedStatesAndIsNotVacuous)
{
    std::mt19937_64 random(99);
    std::normal_distribution<double> normal;
    double tightest = 0;
    int meaningful = 0;
    for (unsigned trial = 0; trial < 400; ++trial) {
        const double curved = std::pow(10.0, -0.5 - 0.5 * static_cast<double>(trial % 5));
        Parameters p;
        say(p, "connection", "random=" + std::to_string(curved));
        say(p, "divergence",
            trial % 4 == 0   ? "kl"
            : trial % 4 == 1 ? "reverse-kl"
            : trial % 4 == 2 ? "jeffreys"
                             : "renyi=0.6");
        say(p, "unequal-links", "medoid");
        say(p, "pooling", trial % 3 == 0 ? "moment" : trial % 3 == 1 ? "precision" : "average");
        p.attention.kappa = trial % 2 == 0 ? 1 : 4;
        p.attention.summedHeads = trial % 5 == 0;
        const Request request = resolve(p);
        Ensemble e = linkedEnsemble(groupsWithGenerators()[trial % 6], 9, 100 + trial, request);
        for (const auto& [origin, copy] : {std::pair{1, 3}, {1, 4}, {0, 7}})
            agreeAlongLink(e, origin, copy);
        for (GaussianBlock& block : e.common.heads)
            for (const Index i : {3, 4, 7})
                block.mean.col(i) += curved * Vectord::NullaryExpr(block.dim(), [&] { return normal(random); });
        const Condensed run = condensed(e, request);
        const CondensationBound bound =
            condensationBound(run.all.energy, run.c.attention.energy, run.tokens, e.heads, request.attention);
        for (Index h = 0; h < bound.attention.rows(); ++h)
            for (std::size_t a = 0; a < run.tokens.size(); ++a)
                for (const Index i : run.tokens[a]) {
                    double variation = 0;
                    for (std::size_t b = 0; b < run.tokens.size(); ++b)
                        for (const Index j : run.tokens[b])
                            variation += 0.5 * std::abs(run.all.attention[static_cast<std::size_t>(h)](i, j) -
                                                        run.c.attention.attention[static_cast<std::size_t>(h)](
                                                            static_cast<Index>(a), static_cast<Index>(b)) /
                                                            static_cast<double>(run.tokens[b].size()));
                    ASSERT_LE(variation, bound.attention(h, i) + 1e-13) << trial;
                    if (run.tokens.size() < 9 && bound.attention(h, i) < 0.5) {
                        ++meaningful;
                        tightest = std::max(tightest, variation / bound.attention(h, i));
                    }
                }
    }
    EXPECT_GT(meaningful, 400);
    EXPECT_GT(tightest, 0.3);
}

TEST(LinkedConsensus, CoarseLoopsAreFineLoopsThroughTheMedoids)
{
    Request request = requestOf("random=0.4", "kl", "medoid");
    request.consensus.threshold = 30;
    request.consensus.growth = 3;
    request.consensus.scales = 3;
    for (const Group group : groupsWithGenerators()) {
        const Ensemble e = linkedEnsemble(group, 14, 6, request);
        const Condensed run = condensed(e, request);
        std::vector<Index> stands;  // the token at whose place each agent stands
        for (const AgentId& id : run.c.active.id) {
            Index at = id.index;
            for (Index s = id.scale; s > 0; --s)
                at = run.c.levels[static_cast<std::size_t>(s - 1)].metas.medoid[static_cast<std::size_t>(at)];
            stands.push_back(at);
        }
        for (std::size_t h = 0; h < e.heads.size(); ++h)
            for (std::size_t a = 0; a < stands.size(); ++a)
                for (std::size_t b = 0; b < stands.size(); ++b) {
                    const Matrixd coarse =
                        run.c.active.ensemble.connection.link(h, static_cast<Index>(a), static_cast<Index>(b), e.heads[h]);
                    EXPECT_LT((coarse - e.connection.link(h, stands[a], stands[b], e.heads[h])).norm(), 1e-13);
                }
        EXPECT_LT(run.tokens.size(), 14u);
    }
}

TEST(LinkedConsensus, ConstantLinksOfHeadsLeaveAgreementToTheBeliefs)
{
    for (const Group group : groupsWithGenerators()) {
        Parameters p;
        say(p, "connection", "heads");
        p.consensus.threshold = 1e-6;
        const Request request = resolve(p);
        Ensemble e = makeEnsemble(randomState(group, 11, 5), Request{}.attention);
        std::vector<HeadLink> links;
        std::mt19937_64 random(7);
        std::normal_distribution<double> normal;
        for (const Index d : e.heads) {
            const Matrixd w = Matrixd::Identity(d, d) + 0.2 * Matrixd::NullaryExpr(d, d, [&] { return normal(random); });
            links.push_back({w, w.inverse(), std::log(std::abs(w.determinant()))});
        }
        e.connection = Connection::ofHeads(links);
        e = withCopies(e);
        EXPECT_FALSE(readsAttention(request.attention));
        const Condensed run = condensed(e, request);
        ASSERT_EQ(run.tokens.size(), 6u);
        EXPECT_GT(run.all.energy[0](0, 0), 1e-6) << "E_ii is not 0 along W";
        expectLossless(lossesOf(e, run), "heads");
        // The bound from the features knows of W too, and of members that agree less.
        for (GaussianBlock& block : e.common.heads)
            for (const Index i : {3, 7, 9})
                block.mean.col(i).array() += 1e-3;
        Request wider = request;
        wider.consensus.threshold = 0.1;
        const Condensed apart = condensed(e, wider);
        ASSERT_LT(apart.tokens.size(), 11u);
        const double bound =
            condensationBound(e, apart.tokens, apart.c.active.ensemble, wider.attention).attention.maxCoeff();
        EXPECT_LE(lossesOf(e, apart).variation, bound);
        EXPECT_LT(bound, 0.5);
    }
}

}  // namespace
}  // namespace gauge::test
