// The inspector's numbers are the matrix's numbers, taken apart.
#include "core/cost/methods.h"
#include "core/dynamics/start.h"
#include "core/error.h"
#include "core/pipeline/engine.h"
#include "core/pipeline/pair.h"
#include "tests/support/random_state.h"

#include <gtest/gtest.h>

namespace gauge {
namespace {

class Pairs : public testing::TestWithParam<test::GroupCase> {};

std::shared_ptr<const Snapshot> snapshotOf(const test::GroupCase& group,
                                           const std::vector<std::pair<const char*, const char*>>& set)
{
    RunInput input;
    input.state = std::make_shared<const State>(test::randomState(group.group, 7, 5));
    input.parameters.attention.kappa = 2;
    for (const auto& [name, value] : set)
        setParameter(input.parameters, parameterInfo(name), value);
    return Engine(processorBackends()).run(input, {});
}

void expectWalksAddUp(const Snapshot& s, double tolerance)
{
    for (int head = 0; head < static_cast<int>(s.energy.size()); ++head) {
        for (Index i = 0; i < s.tokens(); ++i) {
            for (Index j = 0; j < s.tokens(); ++j) {
                const PairWalk w = walkPair(s, i, j, head);
                for (std::size_t h = 0; h < w.heads.size(); ++h) {
                    const PairHead& p = w.heads[h];
                    const double size = p.byDimension.cwiseAbs().sum() + 1;
                    EXPECT_NEAR(p.byDimension.sum(), p.energy, 1e-12 * size);
                    EXPECT_NEAR(p.energy, s.energy[h](i, j), tolerance * size) << i << " " << j;
                    EXPECT_EQ(p.shown, s.energy[h](i, j));
                }
                EXPECT_NEAR(w.row.sum(), 1, 1e-12);
                EXPECT_NEAR(w.dotRow.sum(), 1, 1e-12);
                EXPECT_NEAR(w.attention, w.shownAttention, tolerance);
                if (w.allowed)
                    EXPECT_NEAR(std::exp(w.logit - w.logPartition), w.attention, 1e-12);
                else
                    EXPECT_EQ(w.attention, 0);
            }
        }
    }
}

TEST_P(Pairs, PartsAddUpToTheShownDivergenceAndRowsToOne)
{
    for (const auto& options : std::vector<std::vector<std::pair<const char*, const char*>>>{
             {},
             {{"layers", "0"}},
             {{"divergence", "reverse-kl"}},
             {{"divergence", "jeffreys"}},
             {{"divergence", "renyi=0.5"}},
             {{"covariance", "diagonal"}},
             {{"covariance", "diagonal-projected"}, {"layers", "0"}},
             {{"mask", "causal"}, {"attention-prior", "alibi"}},
             {{"head-attention", "summed"}},
             {{"temperature-scale", "sqrt-dim"}},
             {{"transport", "none"}},
             {{"score", "dot-product"}}})
        expectWalksAddUp(*snapshotOf(GetParam(), options), 1e-11);
}

INSTANTIATE_TEST_SUITE_P(EveryGroup, Pairs, testing::ValuesIn(test::allGroups()),
                         [](const auto& group) { return group.param.name; });

TEST(Pair, SaysWhatIsNotThere)
{
    const auto s = snapshotOf({"Spin1", test::Group::Spin1}, {});
    EXPECT_THROW(walkPair(*s, 0, 7, 0), Error);
    EXPECT_THROW(walkPair(*s, 0, 1, 3), Error);
}

TEST(Legs, ARunThatGoesOnUnchangedIsTheRunItself)
{
    RunInput input;
    input.text = "the cat sat on the mat while the dog slept";
    input.parameters.evolve.layers = 6;
    input.parameters.attention.kappa = 3;
    const auto whole = Engine(processorBackends()).run(input, {});
    input.earlier = {{input.parameters, 2}, {input.parameters, 4}};
    const auto legs = Engine(processorBackends()).run(input, {});
    ASSERT_EQ(legs->history.size(), whole->history.size());
    for (std::size_t t = 0; t < whole->history.size(); ++t)
        EXPECT_DOUBLE_EQ(legs->history[t].total(), whole->history[t].total());
    EXPECT_TRUE(legs->common->heads[0].mean == whole->common->heads[0].mean);
    EXPECT_EQ(*legs->changes, (std::vector<int>{2, 4}));
    EXPECT_EQ(*legs->layerAt, *whole->layerAt);
}

TEST(Legs, LaterLayersRunWithTheNewParametersOnly)
{
    RunInput input;
    input.text = "the cat sat on the mat while the dog slept";
    input.parameters.evolve.layers = 4;
    input.parameters.text.positionRate = 0.2;
    const Parameters first = input.parameters;
    const auto before = Engine(processorBackends()).run(input, {});
    input.earlier = {{first, 2}};
    for (const auto& [name, value] : std::vector<std::pair<const char*, const char*>>{{"steps", "3"},
                                                                                      {"frame-step", "0.1"},
                                                                                      {"covariance", "diagonal"},
                                                                                      {"transport", "none"},
                                                                                      {"condensed", "true"}}) {
        input.parameters = first;
        setParameter(input.parameters, parameterInfo(name), value);
        const auto now = Engine(processorBackends()).run(input, {});
        EXPECT_EQ(now->layers, 4) << name;
        for (std::size_t t = 0; t <= 2; ++t)
            EXPECT_EQ(now->history[t].total(), before->history[t].total()) << name;
        EXPECT_EQ(now->layerAt.size(), 5u) << name;
        EXPECT_EQ(static_cast<std::size_t>(now->layerAt.back()) + 1, now->history.size()) << name;
        EXPECT_EQ(now->projected.size(), 5u) << name;
        EXPECT_TRUE(now->condensed.empty() || now->condensed.size() == 4) << name;
    }
}

TEST(Legs, TokenSharesAddUpToTheFreeEnergy)
{
    RunInput input;
    input.text = "the cat sat on the mat while the dog slept";
    input.parameters.evolve.layers = 3;
    const auto s = Engine(processorBackends()).run(input, {});
    ASSERT_EQ(s->byToken.size(), s->history.size());
    for (std::size_t t = 0; t < s->history.size(); ++t) {
        EXPECT_NEAR(s->byToken[t].sum(), s->history[t].total(), 1e-10);
        EXPECT_NEAR(s->byToken[t].row(1).sum(), s->history[t].coupling, 1e-10);
    }
}

TEST(Start, ScatterIsByTheSeedAloneAndInUnitsOfTheBelief)
{
    const State state = test::randomState(test::Group::Irreps, 400, 3);
    const LocalBeliefs a = scatterMeans(state.belief, 0.5, 9);
    const LocalBeliefs b = scatterMeans(state.belief, 0.5, 9);
    const LocalBeliefs c = scatterMeans(state.belief, 0.5, 10);
    EXPECT_TRUE(a.heads[3].mean == b.heads[3].mean);
    EXPECT_FALSE(a.heads[3].mean == c.heads[3].mean);
    double squared = 0;  // Mahalanobis length of the shift: ν²·d on average
    for (Index i = 0; i < 400; ++i) {
        const Vectord shift = a.heads[3].mean.col(i) - state.belief.heads[3].mean.col(i);
        squared += shift.dot(Matrixd(state.belief.heads[3].cov[i]).llt().solve(shift)) / 400;
    }
    EXPECT_NEAR(squared, 0.25 * 7, 0.2);
}

TEST(Costs, AreMeasuredOnTheStateItselfAndCanBeCancelled)
{
    const State state = test::randomState(test::Group::Irreps, 24, 3);
    const CostReport report = measureCosts(state, resolve({}), processorBackends(),
                                           {.rounds = 2, .longest = 1, .single = true}, {}, [](const CostReport&) {});
    EXPECT_EQ(report.rounds, 2);
    for (const MethodTime& m : report.methods) {
        EXPECT_TRUE(m.refused.empty()) << m.method << m.refused;
        EXPECT_GT(m.warm.median, 0) << m.method;
        EXPECT_EQ(m.tokensMeasured, 24) << m.method;
    }
    ASSERT_TRUE(report.payOff.has_value());
    std::stop_source stop;
    EXPECT_THROW(measureCosts(state, resolve({}), processorBackends(), {.rounds = 50, .longest = 1, .single = true},
                              {stop.get_token(), {}}, [&](const CostReport&) { stop.request_stop(); }),
                 Cancelled);
}

}  // namespace
}  // namespace gauge
