// What each control does at present, in numbers, against what they are counts and means of.
#include "core/learn/trained_text.h"
#include "core/pipeline/effects.h"
#include "core/pipeline/engine.h"
#include "core/pipeline/listening.h"
#include "core/pipeline/proposal.h"
#include "tests/support/random_state.h"
#include "tests/support/recorded_run.h"
#include "tests/support/records.h"
#include "tests/support/words.h"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace gauge {
namespace {

using Words = std::vector<std::pair<const char*, const char*>>;

RunInput opening(const Words& words = {})
{
    RunInput input;
    input.text = "the cat sat on the mat while the dog slept near the fire";
    for (const auto& [name, value] : {std::pair("kappa", "2"), std::pair("alpha", "0.5"), std::pair("layers", "6")})
        test::say(input.parameters, name, value);
    for (const auto& [name, value] : words)
        test::say(input.parameters, name, value);
    return input;
}

RunInput loaded(State state, const Words& words = {})
{
    RunInput input = opening(words);
    input.text.clear();
    input.state = std::make_shared<const State>(std::move(state));
    return input;
}

std::shared_ptr<const Snapshot> run(const RunInput& input)
{
    return Engine(processorBackends()).run(input, {});
}

/// An effect that has to be there.
template <class T>
T known(const std::optional<T>& effect)
{
    if (!effect)
        ADD_FAILURE() << "expected an effect, found none";
    return effect.value_or(T{});
}

/// Equal beliefs: everybody hears everybody alike.
RunInput alike(const Words& words = {})
{
    RunInput input = opening(words);
    input.text = "the the the the the";
    return input;
}

TEST(Effects, WhoHearsOthersAlikeHearsThemAll)
{
    EXPECT_NEAR(known(hearingOf(*run(alike()))).others, 4, 1e-12);
    EXPECT_NEAR(known(hearingOf(*run(alike({{"no-self", "true"}})))).others, 4, 1e-12) << "whether or not it hears itself";
    EXPECT_NEAR(known(hearingOf(*run(alike({{"mask", "causal"}})))).others, (0 + 1 + 2 + 3 + 4) / 5.0, 1e-12);
    EXPECT_NEAR(known(hearingOf(*run(alike({{"mask", "causal-window=1"}, {"no-self", "true"}})))).others, 4 / 5.0, 1e-12)
        << "the first hears nobody";
    EXPECT_NEAR(known(hearingOf(*run(alike({{"mask", "window=0"}})))).others, 0, 1e-12);
    EXPECT_NEAR(known(hearingOf(*run(alike({{"mask", "window=0"}, {"no-self", "true"}})))).others, 0, 1e-12);
    EXPECT_EQ(known(hearingOf(*run(alike()))).of, 4);
}

TEST(Effects, ListeningAtTheTemperatureInForceIsWhatIsOnShow)
{
    for (const Words& words :
         {Words{}, Words{{"mask", "causal"}}, Words{{"no-self", "true"}}, Words{{"attention-prior", "alibi"}},
          Words{{"temperature-scale", "sqrt-dim"}}, Words{{"score", "dot-product"}}, Words{{"irrep-heads", "true"}},
          Words{{"irrep-heads", "true"}, {"head-attention", "summed"}}}) {
        const auto s = run(opening(words));
        const Listening shown = listeningOf(*s);
        const Listening again = listeningAt(*s, s->request.attention.kappa);
        EXPECT_NEAR(shown.senders, again.senders, 1e-9);
        EXPECT_NEAR(shown.others, again.others, 1e-9);
        EXPECT_NEAR(shown.self, again.self, 1e-9);
        EXPECT_NEAR(shown.reached, again.reached, 1e-9);
        EXPECT_LE(shown.others, shown.reached);
        EXPECT_LT(shown.others, 12);
    }
}

TEST(Effects, ListeningRisesWithTemperatureFromNobodyToAll)
{
    const auto s = run(opening({{"position-rate", "0.25"}, {"layers", "0"}}));
    double before = 0;
    for (const double kappa : {1e-3, 0.1, 1.0, 3.0, 10.0, 100.0, 1e6}) {
        const double others = listeningAt(*s, kappa).others;
        EXPECT_GE(others, before);
        before = others;
    }
    EXPECT_LT(listeningAt(*s, 1e-3).others, 1e-6);
    EXPECT_NEAR(before, 12, 1e-4);
    EXPECT_NEAR(listeningAt(*s, known(proposedKappa(*s)).kappa).senders, 5, 0.3);
}

TEST(Effects, PairsOfAMaskAreThoseItAllows)
{
    for (const char* mask : {"full", "causal", "window=2", "causal-window=3", "window=0"}) {
        for (const char* noSelf : {"false", "true"}) {
            const auto s = run(opening({{"mask", mask}, {"no-self", noSelf}}));
            Index allowed = 0;
            for (Index i = 0; i < 13; ++i)
                for (Index j = 0; j < 13; ++j)
                    allowed += s->request.attention.mask.allows(i, j) ? 1 : 0;
            EXPECT_EQ(known(allowedPairs(*s)).allowed, allowed) << mask;
            EXPECT_EQ(known(allowedPairs(*s)).all, 169);
        }
    }
}

TEST(Effects, FramesOfNeighboursPartByTheRate)
{
    EXPECT_FALSE(neighbourAngle(*run(opening())).has_value());
    for (const double rate : {0.25, 1.0, 3.0, 4.0, -0.5}) {
        const auto s = run(opening({{"position-rate", fmt::format("{}", rate).c_str()}}));
        const double turned = std::abs(std::remainder(rate, 2 * std::numbers::pi)) * 180 / std::numbers::pi;
        EXPECT_NEAR(known(neighbourAngle(*s)), turned, 1e-6);
        EXPECT_FALSE(turnedAngle(*s).has_value()) << "frames stay";
    }
    const auto turning = run(opening({{"position-rate", "0.25"}, {"frame-step", "0.1"}}));
    EXPECT_GT(known(turnedAngle(*turning)), 0.1);
    EXPECT_FALSE(neighbourAngle(*run(loaded(test::randomState(test::Group::Spin1, 6, 1)))).has_value())
        << "frames of a file are its own";
}

TEST(Effects, TheLastLayerMovesBeliefsLessAndLess)
{
    EXPECT_FALSE(lastMovement(*run(opening({{"layers", "0"}}))).has_value());
    const Movement few = known(lastMovement(*run(opening({{"layers", "2"}}))));
    const Movement many = known(lastMovement(*run(opening({{"layers", "60"}}))));
    EXPECT_GT(few.mean, 1e-3);
    EXPECT_LT(many.mean, 1e-6);
    EXPECT_GE(few.greatest, few.mean);
    EXPECT_EQ(many.layer, 60);
    RunInput early = opening();
    early.layer = 1;
    EXPECT_EQ(known(lastMovement(*run(early))).mean, known(lastMovement(*run(opening()))).mean)
        << "of the last layer, whichever is on show";
}

TEST(Effects, PartsOfTheFreeEnergyAreThoseOfTheShownLayer)
{
    const auto s = run(opening());
    const Pulls pulls = known(pullsOf(*s));
    const FreeEnergy& f = s->history.back();
    EXPECT_NEAR(pulls.fromPrior * 13 * 0.5, f.belief, 1e-12);
    EXPECT_NEAR(pulls.fromNeighbours * 13, f.coupling, 1e-12);
    EXPECT_NEAR(pulls.priorShare, f.belief / f.total(), 1e-12);
    double stated = 0;
    for (Index i = 0; i < 13; ++i) {
        RunInput start = opening();
        start.layer = 0;
        const auto loadedState = run(start);
        stated += (fullMean(*s->common, i) - fullMean(*loadedState->common, i)).norm() > 0 ? 1 : 0;
    }
    EXPECT_EQ(stated, 13) << "all moved, and the prior's part is above 0";
    RunInput start = opening();
    start.layer = 0;
    EXPECT_NEAR(known(pullsOf(*run(start))).fromPrior, 0, 1e-12) << "as loaded beliefs are their priors";
    EXPECT_FALSE(pullsOf(*run(opening({{"alpha", "0"}}))).has_value());
    EXPECT_FALSE(pullsOf(*run(opening({{"lambda", "0"}}))).has_value());
}

/// A run that went on with another α: what an earlier layer was counted under is what it is divided by.
TEST(Effects, PartsOfEarlierLegsAreCountedByTheirOwnWeights)
{
    RunInput input = opening();
    input.earlier = {{input.parameters, 3}};
    test::say(input.parameters, "alpha", "2");
    const RunInput plain = opening({{"layers", "3"}});
    for (const int layer : {1, 2, 3}) {
        RunInput changed = input;
        RunInput unchanged = plain;
        changed.layer = unchanged.layer = layer;
        EXPECT_NEAR(known(pullsOf(*run(changed))).fromPrior, known(pullsOf(*run(unchanged))).fromPrior, 1e-9) << layer;
    }
    EXPECT_FALSE(descentOf(*run(input)).has_value()) << "two free energies";
    EXPECT_FALSE(startLeft(*run(input)).has_value());
}

TEST(Effects, GradientDescentNeverRises)
{
    const auto s = run(opening({{"dynamics", "gradient"}}));
    EXPECT_EQ(known(descentOf(*s)).rises, 0);
    EXPECT_LT(known(descentOf(*s)).after, known(descentOf(*s)).before);
    EXPECT_EQ(known(descentOf(*s)).steps, 6);
    EXPECT_FALSE(startLeft(*s).has_value());
    EXPECT_NEAR(known(startLeft(*run(opening({{"steps", "2"}})))).share, std::pow(0.5, 12), 1e-15);
}

/// ½ ν² a dimension, on average.
TEST(Effects, NoiseScattersByHalfItsSquareADimension)
{
    double sum = 0;
    for (const char* seed : {"1", "2", "3", "4", "5", "6"})
        sum += known(scatter(*run(opening({{"start-noise", "0.5"}, {"seed", seed}})))) / 6;
    EXPECT_NEAR(sum, 0.5 * 0.25 * 16, 0.2);
    EXPECT_FALSE(scatter(*run(opening())).has_value());
}

TEST(Effects, ACutLiesBetweenTheMergesItNames)
{
    for (const char* theta : {"0", "0.1", "1", "3", "1e6"}) {
        const auto s = run(opening({{"threshold", theta}}));
        const CutEffect cut = known(cutEffect(*s));
        EXPECT_EQ(cut.agents, static_cast<Index>(s->clusters().members.size()));
        if (cut.below) {
            EXPECT_LT(*cut.below, cut.theta);
            RunInput lower = opening();
            lower.parameters.consensus.threshold = *cut.below;
            EXPECT_GT(known(cutEffect(*run(lower))).agents, cut.agents) << "at the merge itself it is not made";
        }
        if (cut.above) {
            EXPECT_GE(*cut.above, cut.theta);
            RunInput higher = opening();
            higher.parameters.consensus.threshold = *cut.above * (1 + 1e-12);
            EXPECT_LT(known(cutEffect(*run(higher))).agents, cut.agents);
        }
    }
    EXPECT_FALSE(cutEffect(*run(opening({{"score", "dot-product"}}))).has_value());
}

TEST(Effects, AnotherLinkageIsWhatARunWithItGives)
{
    for (const char* theta : {"0.5", "1", "2"}) {
        const auto complete = run(opening({{"threshold", theta}}));
        const auto components = run(opening({{"threshold", theta}, {"linkage", "components"}}));
        EXPECT_EQ(known(otherLinkage(*complete)).otherwise, known(otherLinkage(*components)).agents);
        EXPECT_EQ(known(otherLinkage(*components)).otherwise, known(otherLinkage(*complete)).agents);
        EXPECT_LE(known(otherLinkage(*components)).agents, known(otherLinkage(*complete)).agents) << "a chain is enough";
    }
    const auto held = run(opening({{"hysteresis", "2"}}));
    EXPECT_LE(known(withoutHysteresis(*held)).agents, known(withoutHysteresis(*held)).otherwise);
    EXPECT_EQ(known(withoutHysteresis(*held)).otherwise, known(cutEffect(*run(opening()))).agents);
    EXPECT_FALSE(withoutHysteresis(*run(opening())).has_value());
}

TEST(Effects, EqualMembersLieInTheirMetaToken)
{
    EXPECT_NEAR(known(memberSpread(*run(alike()))), 0, 1e-12);
    EXPECT_GT(known(memberSpread(*run(opening({{"threshold", "5"}})))), 0.01);
    EXPECT_FALSE(memberSpread(*run(opening({{"threshold", "0"}}))).has_value());
}

TEST(Effects, ScalesLoseAgents)
{
    EXPECT_FALSE(scaleAgents(*run(opening())).has_value());
    const auto scales = known(scaleAgents(*run(opening({{"scales", "3"}, {"threshold-growth", "2"}}))));
    EXPECT_EQ(scales.theta, (std::vector<double>{1, 2, 4}));
    ASSERT_EQ(scales.agents.size(), 3U);
    EXPECT_TRUE(scales.agents[0] >= scales.agents[1] && scales.agents[1] >= scales.agents[2]);
}

TEST(Effects, CondensedLayersTakeFewerDivergences)
{
    const auto s = run(opening({{"condensed", "true"}}));
    const Saving saving = known(savingOf(*s));
    EXPECT_EQ(saving.onTokens, 6 * 169);
    EXPECT_LT(saving.evaluations, saving.onTokens);
    EXPECT_LT(saving.agents, 13);
    EXPECT_FALSE(savingOf(*run(opening())).has_value());
    EXPECT_EQ(known(activePairs(*run(opening()))).tokenPairs, 169);
    EXPECT_LT(known(activePairs(*run(opening()))).pairs, 169);
}

TEST(Effects, HeadsThatAreOneDoNotDiffer)
{
    EXPECT_FALSE(headDifference(*run(opening())).has_value());
    EXPECT_GT(known(headDifference(*run(opening({{"irrep-heads", "true"}})))), 0.01);
    EXPECT_FALSE(headDifference(*run(opening({{"irrep-heads", "true"}, {"head-attention", "summed"}}))).has_value());
    RunInput same = alike({{"irrep-heads", "true"}});
    EXPECT_NEAR(known(headDifference(*run(same))), 0, 1e-12);
}

TEST(Effects, AttentionPriorsBringListeningNearer)
{
    EXPECT_FALSE(listeningReach(*run(opening())).has_value());
    EXPECT_LT(known(listeningReach(*run(opening({{"attention-prior", "recency=1"}})))), 1);
    EXPECT_GT(known(listeningReach(*run(opening({{"attention-prior", "recency=100"}})))),
              known(listeningReach(*run(opening({{"attention-prior", "recency=1"}})))));
    EXPECT_NEAR(known(listeningReach(*run(alike({{"attention-prior", "recency=1e6"}})))), 1.6, 1e-6)
        << "mean |i − j| of five places";
}

/// Everything that may be asked of a snapshot.
void askAll(const Snapshot& s)
{
    const auto finite = [](const std::optional<double>& number) { EXPECT_TRUE(!number || std::isfinite(*number)); };
    if (const auto h = hearingOf(s)) {
        EXPECT_TRUE(h->others >= 0 && h->others <= static_cast<double>(h->of) + 1e-9) << h->others;
    }
    if (const auto p = pullsOf(s)) {
        EXPECT_GE(p->priorShare, -1e-9);
        EXPECT_LE(p->priorShare, 1 + 1e-9);
    }
    for (const auto& number : {selfAttention(s), headDifference(s), typicalEnergy(s), listeningReach(s), neighbourAngle(s),
                               turnedAngle(s), scatter(s), memberSpread(s), metaShare(s)})
        finite(number);
    if (const auto m = lastMovement(s)) {
        EXPECT_TRUE(std::isfinite(m->greatest));
    }
    allowedPairs(s);
    temperatures(s);
    startLeft(s);
    descentOf(s);
    cutEffect(s);
    withoutHysteresis(s);
    otherLinkage(s);
    scaleAgents(s);
    unknownWords(s);
    activePairs(s);
    savingOf(s);
    effortOf(s);
}

TEST(Effects, AnswerForAnything)
{
    RunInput one = opening({{"scales", "3"}});
    one.text = "cat";
    askAll(*run(one));
    EXPECT_FALSE(hearingOf(*run(one)).has_value());
    for (const Words& words :
         {Words{{"mask", "window=0"}, {"no-self", "true"}}, Words{{"mask", "causal-window=1"}, {"no-self", "true"}},
          Words{{"score", "dot-product"}}, Words{{"kappa", "1e-300"}}, Words{{"kappa", "1e300"}},
          Words{{"meta-prior", "1"}, {"scales", "2"}}, Words{{"condensed", "true"}, {"hysteresis", "1"}},
          Words{{"clusters", "3"}, {"cross-scale", "within"}}, Words{{"linkage", "mutual"}, {"hysteresis", "1"}},
          Words{{"transport", "first-order"}, {"position-rate", "0.3"}}, Words{{"covariance", "diagonal-projected"}}})
        askAll(*run(opening(words)));
    askAll(*run(alike()));
    NpzArrays far = test::arraysOf({"a", "b", "c"});
    far["mu"].numbers = {0, 1e150, -1e150};
    RunInput infinite = loaded(stateFromArrays(std::move(far), "far"), {{"layers", "0"}});
    askAll(*run(infinite));
    for (const test::GroupCase& group : test::allGroups())
        askAll(*run(loaded(test::randomState(group.group, 7, 3), {{"layers", "1"}})));
    RunInput trained = opening();
    trained.model = learn::builtInTrainedModel();
    askAll(*run(trained));
}

TEST(Effects, AnswerForRecords)
{
    RunInput input = loaded(test::recordedState(test::recordedArrays(4, false)), {{"layers", "0"}});
    for (input.layer = 0; input.layer < 4; ++input.layer) {
        const auto s = run(input);
        askAll(*s);
        EXPECT_EQ(known(hearingOf(*s)).of, s->tokens() - 1) << "of the record's own tokens";
        EXPECT_FALSE(lastMovement(*s).has_value());
        EXPECT_FALSE(descentOf(*s).has_value());
        EXPECT_FALSE(turnedAngle(*s).has_value());
        EXPECT_FALSE(appliesTo(*s, "layers"));
    }
}

TEST(Effects, AreTheSameOnOneThreadAndOnTwo)
{
    for (const Words& words : {Words{}, Words{{"irrep-heads", "true"}, {"position-rate", "0.2"}}}) {
        RunInput one = opening(words);
        RunInput two = opening(words);
        one.parameters.threads = 1;
        two.parameters.threads = 2;
        const auto a = run(one);
        const auto b = run(two);
        EXPECT_EQ(known(hearingOf(*a)).others, known(hearingOf(*b)).others);
        EXPECT_EQ(known(lastMovement(*a)).mean, known(lastMovement(*b)).mean);
        EXPECT_EQ(known(pullsOf(*a)).priorShare, known(pullsOf(*b)).priorShare);
        EXPECT_EQ(known(cutEffect(*a)).above, known(cutEffect(*b)).above);
        EXPECT_EQ(known(typicalEnergy(*a)), known(typicalEnergy(*b)));
    }
}

}  // namespace
}  // namespace gauge
