// The pipeline: what is remembered, what is published, how it is stopped.
#include "core/error.h"
#include "core/pipeline/worker.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <gtest/gtest.h>

namespace gauge {
namespace {

RunInput sentence()
{
    RunInput input;
    input.text = "the cat sat on the mat while the dog slept near the fire";
    input.parameters.evolve.layers = 3;
    return input;
}

using Stages = std::vector<std::string>;

TEST(Engine, OnlyWhatAParameterTouchesRunsAgain)
{
    Engine engine(processorBackends());
    RunInput input = sentence();
    EXPECT_EQ(engine.run(input, {})->computed,
              (Stages{"embed", "frames", "trajectory", "trees", "attend", "cut", "levels", "active"}));
    EXPECT_EQ(engine.run(input, {})->computed, Stages{});
    input.parameters.consensus.threshold = 2;
    EXPECT_EQ(engine.run(input, {})->computed, (Stages{"cut", "levels", "active"}));
    input.layer = 1;
    EXPECT_EQ(engine.run(input, {})->computed, (Stages{"attend", "levels", "active"}));
    input.parameters.attention.kappa = 2;
    EXPECT_EQ(engine.run(input, {})->computed, (Stages{"trajectory", "trees", "attend", "cut", "levels", "active"}));
    input.parameters.text.positionRate = 0.2;
    EXPECT_EQ(engine.run(input, {})->computed.size(), 8u);
    input.parameters.text.positionRate = 0;
    EXPECT_EQ(engine.run(input, {})->computed, (Stages{})) << "the last values are remembered too";
}

TEST(Engine, RememberedAndFreshResultsAreBitForBitEqual)
{
    Engine engine(processorBackends());
    RunInput input = sentence();
    for (const double kappa : {1.0, 2.0, 3.0, 0.5}) {
        input.parameters.attention.kappa = kappa;
        engine.run(input, {});
    }
    const auto remembered = engine.run(input, {});
    const auto fresh = Engine(processorBackends()).run(input, {});
    EXPECT_TRUE(remembered->attention[0] == fresh->attention[0]);
    EXPECT_TRUE(remembered->distance() == fresh->distance());
    EXPECT_EQ(remembered->clusters().label, fresh->clusters().label);
}

TEST(Engine, AbsorbingFramesChangesNothingButTheFrames)
{
    RunInput input = sentence();
    input.parameters.text.positionRate = 0.7;
    input.parameters.evolve.frameStep = 0.1;
    const auto before = Engine(processorBackends()).run(input, {});
    input.parameters.absorbFrames = true;
    const auto after = Engine(processorBackends()).run(input, {});
    EXPECT_FALSE(before->frames.identity);
    EXPECT_EQ(after->state->group, "frames absorbed");
    EXPECT_LT((before->energy[0] - after->energy[0]).cwiseAbs().maxCoeff(), 1e-11 * before->energy[0].maxCoeff());
    EXPECT_LT((before->attention[0] - after->attention[0]).cwiseAbs().maxCoeff(), 1e-11);
    EXPECT_EQ(before->clusters().label, after->clusters().label);
    EXPECT_NEAR(before->history.back().total(), after->history.back().total(), 1e-9);
    EXPECT_GT((frameMatrix(before->frames, 3) - frameMatrix(after->frames, 3)).norm(), 0.1);
}

TEST(Engine, AMaskThatRulesCondensationOutStillShowsClusters)
{
    RunInput input = sentence();
    input.parameters.attention.mask.kind = Mask::Kind::Causal;
    const auto s = Engine(processorBackends()).run(input, {});
    EXPECT_TRUE(s->active.empty());
    EXPECT_LT(s->clusters().members.size(), 13u);
}

TEST(Engine, ErrorsAreWordsAndAStopIsPrompt)
{
    Engine engine(processorBackends());
    RunInput input = sentence();
    input.parameters.attention.covariance = {CovarianceFamily::LowRank, 0};
    EXPECT_THROW(engine.run(input, {}), Error);
    std::stop_source stopped;
    stopped.request_stop();
    EXPECT_THROW(engine.run(sentence(), {stopped.get_token(), {}}), Cancelled);
    EXPECT_EQ(engine.run(sentence(), {})->tokens(), 13);
}

/// Collects what a worker says.
struct Listener {
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::shared_ptr<const Snapshot>> snapshots;
    std::vector<std::string> failures;
    int cancellations = 0;

    WorkerEvents events()
    {
        return {[this](auto s) { tell([&] { snapshots.push_back(std::move(s)); }); },
                [this](auto m) { tell([&] { failures.push_back(std::move(m)); }); }, [](double) {},
                [this] { tell([&] { ++cancellations; }); }};
    }
    template <class Act>
    void tell(Act act)
    {
        const std::scoped_lock lock(mutex);
        act();
        changed.notify_all();
    }
    template <class Done>
    bool wait(Done done)
    {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, std::chrono::seconds(60), done);
    }
};

TEST(Worker, TheNewestRequestWins)
{
    Listener heard;
    Worker worker(heard.events(), processorBackends());
    RunInput input = sentence();
    for (int k = 1; k <= 200; ++k) {
        input.parameters.attention.kappa = 0.1 * k;
        worker.submit(input);
    }
    ASSERT_TRUE(
        heard.wait([&] { return !heard.snapshots.empty() && heard.snapshots.back()->request.attention.kappa == 0.1 * 200; }));
    EXPECT_LT(heard.snapshots.size(), 200u) << "older requests are dropped, not queued";
    const auto fresh = Engine(processorBackends()).run(input, {});
    EXPECT_TRUE(heard.snapshots.back()->attention[0] == fresh->attention[0]);
}

TEST(Worker, CancelReturnsPromptlyAndTheNextRequestRuns)
{
    Listener heard;
    Worker worker(heard.events(), processorBackends());
    RunInput slow = sentence();
    slow.parameters.evolve.layers = 90000;
    worker.submit(slow);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    worker.cancel();
    ASSERT_TRUE(heard.wait([&] { return heard.cancellations == 1; }));
    worker.submit(sentence());
    ASSERT_TRUE(heard.wait([&] { return heard.snapshots.size() == 1; }));
}

TEST(Worker, FailuresAreToldInWords)
{
    Listener heard;
    Worker worker(heard.events(), processorBackends());
    RunInput input = sentence();
    input.text = " ";
    worker.submit(input);
    ASSERT_TRUE(heard.wait([&] { return heard.failures.size() == 1; }));
    EXPECT_NE(heard.failures[0].find("at least one word"), std::string::npos);
}

}  // namespace
}  // namespace gauge
