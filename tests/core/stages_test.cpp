// One pipeline: what stages declare, what they are given, and that the window's engine and the commands get the same from them.
#include "core/error.h"
#include "core/pipeline/engine.h"
#include "tests/support/message.h"
#include "tests/support/random_state.h"
#include "tests/support/words.h"

#include <gtest/gtest.h>
#include <map>
#include <set>

namespace gauge {
namespace {

using test::messageOf;
using test::say;

/// Rows that no stage reads, and why.
const std::map<std::string, std::string> kExempt{
    {"layers", "how many layers are run is an argument, so that a run can go on"},
    {"threads", "a number of threads changes no result"},
};

/// A value other than the default: small enough that everything can still be computed.
std::string otherValue(const ParameterInfo& info)
{
    static const std::map<std::string, std::string> own{
        {"threshold", "3"}, {"steps", "2"},       {"seed", "5"},           {"scales", "2"},         {"clusters", "3"},
        {"mask", "causal"}, {"backend", "naive"}, {"precision", "single"}, {"score", "dot-product"}};
    if (const auto found = own.find(info.name); found != own.end())
        return found->second;
    switch (info.kind) {
    case ParameterInfo::Kind::Real: return "0.75";
    case ParameterInfo::Kind::Whole: return "2";
    case ParameterInfo::Kind::Flag: return "true";
    case ParameterInfo::Kind::Choice: break;
    }
    return info.choices[1];
}

RunInput small()
{
    RunInput input;
    input.state = std::make_shared<const State>(stateFromArrays(test::randomArrays(test::Group::Spin1, 7, 3), "seven"));
    input.parameters.evolve.layers = 2;
    input.parameters.start.noise = 0.25;
    input.extras.curves = true;
    return input;
}

void expectSame(const std::vector<RowMatrixd>& a, const std::vector<RowMatrixd>& b, const std::string& what)
{
    ASSERT_EQ(a.size(), b.size()) << what;
    for (std::size_t h = 0; h < a.size(); ++h)
        EXPECT_TRUE(((a[h].array() == b[h].array()) || (a[h].array().isNaN() && b[h].array().isNaN())).all()) << what;
}

void expectSame(const Snapshot& a, const Snapshot& b, const std::string& what)
{
    expectSame(a.energy, b.energy, what + ": energy");
    expectSame(a.attention, b.attention, what + ": attention");
    expectSame(a.activeAttention, b.activeAttention, what + ": active");
    EXPECT_TRUE(a.distance() == b.distance()) << what;
    EXPECT_EQ(a.clusters().label, b.clusters().label) << what;
    EXPECT_EQ(*a.groups, *b.groups) << what;
    for (std::size_t h = 0; h < a.common->heads.size(); ++h)
        EXPECT_TRUE(a.common->heads[h].mean == b.common->heads[h].mean) << what;
    ASSERT_EQ(a.history.size(), b.history.size()) << what;
    for (std::size_t t = 0; t < a.history.size(); ++t)
        EXPECT_EQ(a.history[t].total(), b.history[t].total()) << what;
    EXPECT_EQ(a.curves->kappa, b.curves->kappa) << what;
}

TEST(Stages, EveryParameterIsReadByAStageOrExempted)
{
    std::set<std::string> read;
    for (const Stage* stage : stages().all())
        read.insert(stage->reads().begin(), stage->reads().end());
    for (const ParameterInfo& info : parameterTable())
        EXPECT_NE(read.count(info.name), kExempt.count(info.name))
            << "--" << info.name
            << ": a stage that reads it must declare it (core/pipeline/stage.cpp), or it must be exempted here with a "
               "reason";
}

TEST(Stages, AStageCannotReadWhatItDoesNotDeclare)
{
    Parameters p;
    say(p, "kappa", "3");
    say(p, "covariance", "low-rank=2");
    say(p, "threshold", "7");
    const Request given = stages().start.given(resolve(p));
    EXPECT_EQ(given.attention.covariance, p.attention.covariance);
    EXPECT_EQ(given.attention.kappa, Parameters{}.attention.kappa);
    EXPECT_EQ(given.consensus.threshold, Parameters{}.consensus.threshold);
    EXPECT_EQ(stages().start.key(p), stages().start.key(given));
    EXPECT_THROW(Stage("a stage", {"no such row"}), Error);
}

TEST(Stages, MemoryNeverShowsAnOldParameter)
{
    for (const ParameterInfo& info : parameterTable()) {
        if (std::string(info.name) == "threads")
            continue;
        RunInput input = small();
        Engine used(processorBackends());
        used.run(input, {});
        say(input.parameters, info.name, otherValue(info));
        std::shared_ptr<const Snapshot> fresh;
        const std::string refusal = messageOf([&] { fresh = Engine(processorBackends()).run(input, {}); });
        if (!fresh) {
            EXPECT_EQ(messageOf([&] { used.run(input, {}); }), refusal) << info.name;
            continue;
        }
        expectSame(*used.run(input, {}), *fresh, info.name);
    }
}

TEST(Stages, EnergiesOfAllowedPairsLeaveConsensusWhole)
{
    RunInput input = small();
    say(input.parameters, "mask", "causal");
    Engine engine(processorBackends());
    const auto all = engine.run(input, {});
    say(input.parameters, "energy", "allowed");
    const auto allowed = engine.run(input, {});
    EXPECT_TRUE(all->energy.front().allFinite());
    EXPECT_TRUE(std::isnan(allowed->energy.front()(0, 1)));
    EXPECT_TRUE(allowed->distance().allFinite());
    EXPECT_TRUE(allowed->distance() == all->distance()) << "agreement reads every pair, whatever the mask";
    expectSame(allowed->attention, all->attention, "attention");
}

TEST(Stages, WithoutConsensusEveryoneRefusesInTheSameWords)
{
    RunInput input = small();
    say(input.parameters, "score", "dot-product");
    const auto s = Engine(processorBackends()).run(input, {});
    EXPECT_EQ(s->consensusRefused, consensusRefusal(s->request.attention));
    EXPECT_EQ(s->distance().size(), 0);
    EXPECT_TRUE(s->tree().empty());
    EXPECT_TRUE(s->active.empty());
    EXPECT_EQ(s->clusters().members.size(), 7u);
    EXPECT_FALSE(s->attention.empty()) << "attention itself is there";
    const Start start = startOf(*s->state, s->request);
    const auto cpu = makeCpuBackend();
    EXPECT_EQ(messageOf([&] { requireCondensable(s->request.attention); }), s->consensusRefused);
    EXPECT_EQ(messageOf([&] { treeAt(*cpu, start.ensemble, start.prior, s->request, {}); }), s->consensusRefused);
    EXPECT_EQ(messageOf([&] { condense(*cpu, start.ensemble, {}, s->request, {}); }), s->consensusRefused);
    Request condensed = s->request;
    condensed.condensed = true;
    EXPECT_EQ(messageOf([&] { runLayers(*cpu, start, condensed, {}); }), s->consensusRefused);
}

TEST(Stages, TheEngineAndTheCommandsAgree)
{
    for (const auto& [name, value] : std::map<std::string, std::string>{{"start-noise", "0.5"},
                                                                        {"linkage", "mutual"},
                                                                        {"mask", "causal"},
                                                                        {"scales", "2"},
                                                                        {"hysteresis", "0.5"},
                                                                        {"meta-prior", "1"},
                                                                        {"condensed", "true"},
                                                                        {"frame-step", "0.1"},
                                                                        {"attention-prior", "alibi"}}) {
        RunInput input = small();
        say(input.parameters, "threshold", "2");
        say(input.parameters, name, value);
        const auto s = Engine(processorBackends()).run(input, {});
        const auto backend = makeCpuBackend();
        const Start start = startOf(*input.state, s->request);
        const CondensedTrajectory ran = runLayers(*backend, start, s->request, {});
        const RunLayers layers{start, ran.path, s->request.evolve.frameStep > 0};
        ASSERT_EQ(s->history.size(), ran.path.history.size()) << name;
        EXPECT_EQ(s->history.back().total(), ran.path.history.back().total()) << name;
        ScaleLevel kept;
        const TreeOfLayer tree = [&](std::size_t layer) -> const ScaleLevel& {
            return kept = treeAt(*backend, layers.at(layer), layers.priorAt(layer), s->request, {});
        };
        EXPECT_EQ(*s->groups, followGroups(*backend, layers, tree, s->request, {}).groups) << name;
        EXPECT_TRUE(s->distance() == kept.distance) << name;
        expectSame(s->attention,
                   attentionOf(*backend, layers.at(layers.count() - 1), s->request, {.mixture = false}, {}).attention,
                   name);
    }
}

TEST(Snapshots, ShareWhatDidNotChange)
{
    RunInput input = small();
    Engine engine(processorBackends());
    const auto before = engine.run(input, {});
    say(input.parameters, "threshold", "3");
    const auto after = engine.run(input, {});
    EXPECT_TRUE(before->energy.sameAs(after->energy));
    EXPECT_TRUE(before->attention.sameAs(after->attention));
    EXPECT_TRUE(before->common.sameAs(after->common));
    EXPECT_TRUE(before->projected.sameAs(after->projected));
    EXPECT_FALSE(before->levels.sameAs(after->levels));
}

}  // namespace
}  // namespace gauge
