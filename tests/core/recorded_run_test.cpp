// A recorded run in the pipeline: every record is what its own file would show, whatever tokens the others have.
#include "core/error.h"
#include "core/pipeline/engine.h"
#include "core/pipeline/pair.h"
#include "core/pipeline/session.h"
#include "tests/support/recorded_run.h"

#include <gtest/gtest.h>

namespace gauge {
namespace {

using test::recordedArrays;

RunInput asLoaded(const std::vector<NpzArrays>& arrays)
{
    RunInput input;
    input.state = std::make_shared<const State>(test::recordedState(arrays));
    input.parameters.evolve.layers = 0;
    return input;
}

RunInput alone(const RunInput& run, int record)
{
    RunInput input = run;
    input.state = run.state->recording->records[static_cast<std::size_t>(record)].state;
    input.layer = -1;
    return input;
}

void expectSame(const Snapshot& record, const Snapshot& alone)
{
    EXPECT_EQ(record.state->tokens, alone.state->tokens);
    ASSERT_EQ(record.energy.size(), alone.energy.size());
    for (std::size_t h = 0; h < alone.energy.size(); ++h) {
        EXPECT_TRUE(record.energy[h] == alone.energy[h]);
        EXPECT_TRUE(record.attention[h] == alone.attention[h]);
    }
    EXPECT_TRUE(record.distance() == alone.distance());
    EXPECT_EQ(record.clusters().label, alone.clusters().label);
    EXPECT_EQ(record.levels.size(), alone.levels.size());
    EXPECT_EQ(record.active->size(), alone.active->size());
    for (std::size_t i = 0; i < alone.state->tokens.size(); ++i) {
        EXPECT_TRUE(record.triads[i].axes == alone.triads[i].axes);
        EXPECT_TRUE(record.triads[i].stretch == alone.triads[i].stretch);
    }
    EXPECT_EQ(record.history[static_cast<std::size_t>(record.layer)].total(),
              alone.history[static_cast<std::size_t>(alone.layer)].total());
    EXPECT_EQ(record.numbers->rank.means, alone.numbers->rank.means);
}

TEST(RecordedRun, EveryRecordIsWhatItsFileShows)
{
    for (const bool whole : {true, false}) {
        Engine engine(processorBackends());
        RunInput run = asLoaded(recordedArrays(4, whole));
        for (const double kappa : {1.0, 2.5}) {
            for (const int scales : {1, 2}) {
                run.parameters.attention.kappa = kappa;
                run.parameters.consensus.scales = scales;
                for (int record = 0; record < 4; ++record) {
                    SCOPED_TRACE(fmt::format("whole {} κ {} scales {} record {}", whole, kappa, scales, record));
                    run.layer = record;
                    const auto shown = engine.run(run, {});
                    EXPECT_EQ(shown->layers, 3);
                    expectSame(*shown, *Engine(processorBackends()).run(alone(run, record), {}));
                }
            }
        }
    }
}

TEST(RecordedRun, PlacesFollowTokensByName)
{
    Engine engine(processorBackends());
    RunInput run = asLoaded(recordedArrays(4, false));
    run.layer = 1;
    const auto shown = engine.run(run, {});
    EXPECT_EQ(shown->tokens(), 10);
    int absent = 0;
    for (std::size_t layer = 0; layer < 4; ++layer) {
        const std::vector<std::string>& there = shown->recording()->records[layer].state->tokens;
        EXPECT_EQ(shown->projected[layer].size(), there.size());
        EXPECT_EQ(shown->groups[layer].front().size(), there.size());
        if (layer < 1) {
            EXPECT_EQ(shown->triadsBefore[layer].size(), there.size());
        }
        for (Index i = 0; i < shown->tokens(); ++i) {
            const Index place = placeAt(*shown, layer, i);
            if (place >= 0) {
                EXPECT_EQ(there[static_cast<std::size_t>(place)], shown->state->tokens[static_cast<std::size_t>(i)]);
            }
        }
    }
    run.layer = 2;
    const auto later = engine.run(run, {});
    for (Index i = 0; i < later->tokens(); ++i)
        absent += placeAt(*later, 1, i) < 0 ? 1 : 0;
    EXPECT_EQ(absent, 3) << "two that the second record lacks, and the one that came with the third";
}

TEST(RecordedRun, EventsNameTheTokensOfTheRun)
{
    RunInput run = asLoaded(recordedArrays(4, false));
    run.parameters.consensus.threshold = 6;
    const auto shown = Engine(processorBackends()).run(run, {});
    ASSERT_FALSE(shown->events.empty());
    const auto& records = shown->recording()->records;
    for (const ConsensusEvent& event : shown->events) {
        const bool before = event.kind == EventKind::Split || event.kind == EventKind::Dissolved;
        const auto at = static_cast<std::size_t>(event.layer - (before ? 1 : 0));
        const std::vector<std::string>& there = records[at].state->tokens;
        for (const Index i : event.members)
            EXPECT_NE(std::find(there.begin(), there.end(), eventTokens(*shown)[static_cast<std::size_t>(i)]), there.end())
                << eventName(event.kind) << " at record " << event.layer;
    }
}

/// What a follower asks again and again: the records that were known are not computed anew.
TEST(RecordedRun, OneMoreRecordCostsOneRecord)
{
    Engine engine(processorBackends());
    const std::vector<NpzArrays> arrays = recordedArrays(5, true);
    std::vector<Record> records = test::recordsOf(arrays);
    RunInput run;
    run.parameters.evolve.layers = 0;
    run.state = std::make_shared<const State>(stateOf(recordingOf({records.begin(), records.end() - 1}), "run"));
    engine.run(run, {});
    run.state = std::make_shared<const State>(stateOf(recordingOf(records), "run"));
    const auto grown = engine.run(run, {});
    ASSERT_EQ(grown->computed.front(), "records");
    EXPECT_EQ(grown->evaluations.front(), 12 * 12);
    const auto trees = std::find(grown->computed.begin(), grown->computed.end(), "trees");
    ASSERT_NE(trees, grown->computed.end());
    EXPECT_EQ(grown->evaluations[static_cast<std::size_t>(trees - grown->computed.begin())], 12 * 12);
}

TEST(RecordedRun, ExtentsHoldEveryRecord)
{
    Engine engine(processorBackends());
    RunInput run = asLoaded(recordedArrays(4, false));
    run.extras.extents = true;
    RunExtents met;
    for (int record = 0; record < 4; ++record) {
        run.layer = record;
        const auto shown = engine.run(run, {});
        ASSERT_NE(shown->extents, nullptr);
        met.takeAttention(shown->attention, shown->energy);
    }
    const auto all = engine.run(run, {})->extents;
    for (std::size_t h = 0; h < met.energy.size(); ++h) {
        EXPECT_EQ(all->energy[h].plain.greatest, met.energy[h].plain.greatest);
        EXPECT_EQ(all->attention[h].plain.greatest, met.attention[h].plain.greatest);
    }
}

TEST(RecordedRun, CurvesAndPairsAreOfTheRecordsOwnTokens)
{
    RunInput run = asLoaded(recordedArrays(4, false));
    run.extras.curves = true;
    run.layer = 2;
    Engine engine(processorBackends());
    const auto shown = engine.run(run, {});
    EXPECT_EQ(shown->curves->entropy.size(), 4U);
    for (int record = 0; record < 4; ++record) {
        RunInput one = alone(run, record);
        one.extras.curves = true;
        const auto single = Engine(processorBackends()).run(one, {});
        EXPECT_TRUE(shown->curves->entropy[static_cast<std::size_t>(record)] == single->curves->entropy[0]);
    }
    // The third record's last token is in no other; pairs of the others are in three or in all four.
    EXPECT_EQ(pairThrough(*shown, 12, 0, 0).size(), 1U);
    EXPECT_EQ(pairThrough(*shown, 2, 0, 0).size(), 3U);
    EXPECT_EQ(pairThrough(*shown, 1, 0, 0).size(), 4U);
}

TEST(RecordedRun, AbsorbedFramesAreAbsorbedInEveryRecord)
{
    RunInput run = asLoaded(recordedArrays(3, false));
    run.parameters.absorbFrames = true;
    for (int record = 0; record < 3; ++record) {
        run.layer = record;
        expectSame(*Engine(processorBackends()).run(run, {}), *Engine(processorBackends()).run(alone(run, record), {}));
    }
}

TEST(RecordedRun, NothingIsComputedBetweenRecords)
{
    RunInput layers = asLoaded(recordedArrays(3, true));
    layers.parameters.evolve.layers = 2;
    RunInput noise = asLoaded(recordedArrays(3, true));
    noise.parameters.start.noise = 0.1;
    RunInput condensed = asLoaded(recordedArrays(3, true));
    condensed.parameters.condensed = true;
    for (const RunInput& refused : {layers, noise, condensed}) {
        try {
            Engine(processorBackends()).run(refused, {});
            ADD_FAILURE() << "expected an error";
        } catch (const Error& e) {
            EXPECT_NE(std::string(e.what()).find("recorded run"), std::string::npos) << e.what();
        }
    }
}

TEST(RecordedRun, ASessionHoldsAThousandRecords)
{
    Session session;
    session.run = asLoaded(recordedArrays(1000, true));
    const std::string bytes = encodeSession(session);
    const Session back = decodeSession(bytes, "session");
    EXPECT_EQ(back.run.state->recording->records.size(), 1000U);
    EXPECT_EQ(encodeSession(back), bytes);
}

TEST(RecordedRun, ASessionHoldsIt)
{
    Session session;
    session.run = asLoaded(recordedArrays(4, false));
    session.run.layer = 2;
    const std::string bytes = encodeSession(session);
    const Session back = decodeSession(bytes, "session");
    ASSERT_NE(back.run.state->recording, nullptr);
    EXPECT_EQ(back.run.state->recording->tokens, session.run.state->recording->tokens);
    EXPECT_EQ(back.run.state->recording->records[2].name, "step-002");
    EXPECT_EQ(encodeSession(back), bytes);
    expectSame(*Engine(processorBackends()).run(back.run, {}), *Engine(processorBackends()).run(session.run, {}));
}

}  // namespace
}  // namespace gauge
