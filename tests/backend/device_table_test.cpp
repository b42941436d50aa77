// What `auto` decides by: the table of a device, its file, and who computes by it. The device here is a processor that counts.
#include "core/attention/state_ensemble.h"
#include "core/backend/device_side.h"
#include "core/backend/device_table_file.h"
#include "core/backend/registry.h"
#include "core/io/file.h"
#include "tests/support/cli.h"
#include "tests/support/counting_backend.h"
#include "tests/support/message.h"
#include "tests/support/random_state.h"
#include "tests/support/there.h"

#include <cmath>
#include <cstdlib>

namespace gauge::test {
namespace {

const DeviceIdentity kHere{"Fake GPU 9 (4 GB)", "9.0", "13.0", "1.0", 16};

/// The device takes `share` of the processor's time at 100 tokens of length 152, and a tenth of that at 10,000.
DeviceTable tableWith(double share)
{
    DeviceTable table{kHere, {}};
    for (const TimedStage stage : kTimedStages) {
        table.points.push_back({stage, Precision::Double, {10000, 152}, {1, share / 10}});
        table.points.push_back({stage, Precision::Double, {100, 152}, {1e-2, share * 1e-2}});
    }
    return table;
}

TEST(DeviceTable, PredictsAlongAStraightLineInTheLogarithms)
{
    const DeviceTable table = tableWith(2);
    const auto at = [&](Index n, double length = 152) {
        return predicted(table, TimedStage::Stream, Precision::Double, {n, length});
    };
    EXPECT_NEAR(there(at(1000)).cpu, 0.1, 1e-12);
    EXPECT_NEAR(there(at(1000)).device, std::sqrt(2e-2 * 0.2), 1e-12);
    EXPECT_EQ(there(at(100)).device, 2e-2);
    EXPECT_EQ(there(at(10000)).cpu, 1);
    EXPECT_FALSE(at(99) || at(10001)) << "beyond what was measured";
    EXPECT_TRUE(at(1000, 600) && at(1000, 40));
    EXPECT_FALSE(at(1000, 700) || at(1000, 30)) << "other shapes altogether";
    EXPECT_FALSE(predicted(table, TimedStage::Stream, Precision::Single, {1000, 152}));
}

TEST(DeviceTable, TheNearestShapeSpeaks)
{
    DeviceTable table = tableWith(2);
    table.points.push_back({TimedStage::Stream, Precision::Double, {1000, 352}, {1, 0.5}});
    const auto faster = [&](double length) {
        return deviceIsFaster(table, TimedStage::Stream, Precision::Double, {1000, length});
    };
    EXPECT_TRUE(faster(352) && faster(240));
    EXPECT_EQ(there(predicted(table, TimedStage::Stream, Precision::Double, {1000, 240})).device, 0.5);
    EXPECT_NEAR(there(predicted(table, TimedStage::Stream, Precision::Double, {1000, 225})).cpu, 0.1, 1e-12);
}

TEST(DeviceTable, TheDeviceHasToBeATenthFaster)
{
    const auto faster = [](double share, Index n) {
        return deviceIsFaster(tableWith(share), TimedStage::Layers, Precision::Double, {n, 152});
    };
    EXPECT_TRUE(faster(0.9, 100));
    EXPECT_FALSE(faster(0.95, 100));
    EXPECT_FALSE(faster(0.1, 99)) << "fewer tokens than were measured";
    EXPECT_TRUE(faster(9, 20000)) << "it won with the most that were measured";
    EXPECT_FALSE(faster(9.5, 20000));
}

TEST(DeviceTable, LengthsOfFeatures)
{
    AttentionOptions options;
    EXPECT_EQ(featureLength({16}, options), 152);
    EXPECT_EQ(featureLength(Heads(8, 8), options), 352);
    options.covariance.family = CovarianceFamily::Diagonal;
    EXPECT_EQ(featureLength({16}, options), 32);
    options.score = Score::DotProduct;
    EXPECT_EQ(featureLength({16, 3}, options), 19);
}

/// Caches in a folder of its own.
class DeviceTableFile : public testing::Test {
protected:
    void SetUp() override { setenv("XDG_CACHE_HOME", folder_.file("cache").c_str(), 1); }
    void TearDown() override { unsetenv("XDG_CACHE_HOME"); }

    static std::string whyNot() { return knownTable(kHere).whyNot; }

    TemporaryFolder folder_;
};

TEST_F(DeviceTableFile, IsReadAsItWasKept)
{
    EXPECT_EQ(whyNot(), "Fake GPU 9 (4 GB) is not measured: gaugescope-cli bench --device-table");
    const DeviceTable table = tableWith(0.3);
    EXPECT_EQ(keepDeviceTable(table), folder_.file("cache/gaugescope/device-fake-gpu-9-4-gb.json"));
    const auto known = knownTable(kHere);
    ASSERT_TRUE(known.table) << known.whyNot;
    EXPECT_EQ(deviceTableText(there(known.table)), deviceTableText(table));
    EXPECT_EQ(there(known.table).of, kHere);
}

TEST_F(DeviceTableFile, OfAnotherDeviceIsNotUsed)
{
    keepDeviceTable(tableWith(0.3));
    for (const auto& change : std::vector<std::function<void(DeviceIdentity&)>>{
             [](auto& i) { i.architecture = "8.0"; }, [](auto& i) { i.driver = "12.4"; },
             [](auto& i) { i.program = "2.0"; }, [](auto& i) { i.cores = 2; },
             [](auto& i) { i.device = "Fake GPU 9 - 4 GB"; }}) {
        DeviceIdentity other = kHere;
        change(other);
        const auto known = knownTable(other);
        EXPECT_FALSE(known.table);
        EXPECT_EQ(known.whyNot, "measured on " + wordsOf(kHere) + ", this is " + wordsOf(other) +
                                    ": gaugescope-cli bench --device-table again");
    }
}

TEST_F(DeviceTableFile, BrokenIsOneLineInWordsAndNotUsed)
{
    const std::string path = keepDeviceTable(tableWith(0.3));
    const std::string whole = readFile(path);
    const auto with = [&](const std::string& from, const std::string& to) {
        std::string text = whole;
        const std::size_t place = text.find(from);
        EXPECT_NE(place, std::string::npos) << from;
        return text.replace(place, from.size(), to);
    };
    for (const auto& [text, words] : std::vector<std::pair<std::string, std::string>>{
             {"", "JSON"},
             {whole.substr(0, whole.size() / 2), "JSON"},
             {"[]", "expected an object"},
             {with("gaugescope-device-table", "else"), "format: expected gaugescope-device-table, found 'else'"},
             {with("\"version\": 1", "\"version\": 2"), "version: expected a whole number from 1 to 1, found 2"},
             {with("\"cores\": 16,", ""), "expected a key cores, found none"},
             {with(R"("cores": 16)", R"("cores": 16, "more": 1)"), "expected 8 keys, found 9"},
             {with("attend-cold", "attend-lukewarm"),
              "points[0]: stage: expected a word of this version, found 'attend-lukewarm'"},
             {with("\"double\"", "\"quadruple\""), "precision: expected a word"},
             {with("\"cpu\": 1.0", "\"cpu\": 0"), "points[0]: cpu: expected a number above 0, found 0"},
             {with(R"("cpu": 1.0)", R"("cpu": "fast")"), "cpu: expected a number above 0"},
             {with("\"tokens\": 10000", "\"tokens\": 1e300"), "tokens: expected a whole number"},
             {with("\"tokens\": 10000", "\"tokens\": 100"), "expected each measured once"}}) {
        writeFileAtomically(path, text);
        const auto known = knownTable(kHere);
        EXPECT_FALSE(known.table) << text;
        EXPECT_NE(known.whyNot.find(words), std::string::npos) << known.whyNot;
        EXPECT_EQ(known.whyNot.find(path), 0U) << known.whyNot;
        EXPECT_EQ(known.whyNot.find('\n'), std::string::npos);
    }
}

TEST_F(DeviceTableFile, HasAPlaceOrSaysThatThereIsNone)
{
    const char* kept = std::getenv("HOME");
    const std::string home = kept != nullptr ? kept : "";
    setenv("XDG_CACHE_HOME", "relative", 1);
    setenv("HOME", folder_.file("home").c_str(), 1);
    EXPECT_EQ(deviceTablePath("A B"), folder_.file("home/.cache/gaugescope/device-a-b.json"));
    unsetenv("HOME");
    EXPECT_NE(whyNot().find("expected a folder"), std::string::npos);
    if (!home.empty())
        setenv("HOME", home.c_str(), 1);
    writeFileAtomically(folder_.file("file"), "");
    setenv("XDG_CACHE_HOME", folder_.file("file").c_str(), 1);
    EXPECT_NE(messageOf([] { requireDeviceTablePlace("A"); }).find("expected a folder that can be made"),
              std::string::npos);
}

/// Counts what is asked of a device; it computes what the processor does, in half as well.
struct Asked {
    int found = 0, made = 0, prepared = 0, attended = 0, streamed = 0, layered = 0;
};

class FakeDevice : public CountingBackend {
public:
    explicit FakeDevice(Asked& asked) : asked_(asked) {}
    std::optional<std::string> refuses(const AttentionOptions&) const override { return std::nullopt; }
    std::unique_ptr<Prepared> prepare(const Ensemble& e, const AttentionOptions& o, const Wanted& w) const override
    {
        ++asked_.prepared;
        AttentionOptions single = o;
        single.precision = needsMatrixUnits(o.precision) ? Precision::Single : o.precision;
        return CountingBackend::prepare(e, single, w);
    }
    void attend(const Prepared& p, const AttentionOptions& o, const Wanted& w, const RunControl& c,
                AttentionResult& r) const override
    {
        ++asked_.attended;
        AttentionOptions single = o;
        single.precision = needsMatrixUnits(o.precision) ? Precision::Single : o.precision;
        CountingBackend::attend(p, single, w, c, r);
    }
    StreamResult stream(const Prepared& p, const AttentionOptions& o, const StreamWanted& w,
                        const RunControl& c) const override
    {
        ++asked_.streamed;
        return CountingBackend::stream(p, o, w, c);
    }
    std::optional<MirrorLayers> mirrorLayers(const Ensemble&, const CommonBeliefs&, const AttentionOptions&,
                                             const MirrorWanted&, const RunControl&) const override
    {
        ++asked_.layered;
        return std::nullopt;
    }

private:
    Asked& asked_;
};

class Auto : public DeviceTableFile {
protected:
    BackendFactory backends()
    {
        return backendsWith([this] {
            ++asked_.found;
            return FoundDevice{kHere,
                               [this] {
                                   ++asked_.made;
                                   return std::make_unique<FakeDevice>(asked_);
                               },
                               {}};
        });
    }

    Ensemble ensembleOf(Index n) { return makeEnsemble(randomState(Group::Irreps, n, 3), options_); }
    AttentionResult attend(const Backend& backend, Index n) { return attendOnce(backend, ensembleOf(n), options_, {}, {}); }

    /// The device loses at 20 tokens and wins at 40, of this state's length.
    DeviceTable table()
    {
        const double length = featureLength(ensembleOf(4).heads, options_);
        DeviceTable table{kHere, {}};
        for (const TimedStage stage : kTimedStages) {
            table.points.push_back({stage, Precision::Double, {20, length}, {1, 2}});
            table.points.push_back({stage, Precision::Double, {40, length}, {4, 2}});
        }
        return table;
    }

    AttentionOptions options_;
    Asked asked_;
};

TEST_F(Auto, UnmeasuredStaysOnTheProcessorAndSaysSo)
{
    const auto backend = backends()(BackendChoice::Auto);
    attend(*backend, 60);
    EXPECT_EQ(asked_.found, 1);
    EXPECT_EQ(asked_.made, 0);
    EXPECT_EQ(backend->name(), "auto (cpu; Fake GPU 9 (4 GB) is not measured: gaugescope-cli bench --device-table)");
}

TEST_F(Auto, DecidesByTheTable)
{
    keepDeviceTable(table());
    const auto backend = backends()(BackendChoice::Auto);
    EXPECT_EQ(backend->name(), "auto (cpu, Fake GPU 9 (4 GB))");
    attend(*backend, 22);
    attend(*backend, 10);
    EXPECT_EQ(asked_.made, 0) << "no state was worth it";
    const AttentionResult there = attend(*backend, 40);
    EXPECT_EQ(asked_.attended, 1);
    EXPECT_EQ(relativeDifference(there.energy, attendOnce(*makeCpuBackend(), ensembleOf(40), options_, {}, {}).energy), 0);
    attend(*backend, 60);
    EXPECT_EQ(asked_.attended, 2) << "it won with the most tokens";
    EXPECT_EQ(asked_.made, 1) << "a device is reached once";
    const Ensemble e = ensembleOf(50);
    backend->stream(*backend->prepare(e, options_, {}), options_, {}, {});
    EXPECT_EQ(asked_.streamed, 1);
    EXPECT_FALSE(backend->mirrorLayers(e, e.common, options_, {}, {}));
    EXPECT_EQ(asked_.layered, 1);
}

TEST_F(Auto, WhatWasNotMeasuredStaysOnTheProcessor)
{
    keepDeviceTable(table());
    const auto backend = backends()(BackendChoice::Auto);
    for (const auto& change : std::vector<std::function<void(AttentionOptions&)>>{
             [](auto& o) { o.precision = Precision::Single; }, [](auto& o) { o.transport = Transport::Pairwise; },
             [](auto& o) { o.divergence = Divergence::Renyi; }, [](auto& o) { o.mask = {Mask::Kind::Window, 3, true}; },
             [](auto& o) { o.covariance = {CovarianceFamily::LowRank, 2}; }}) {
        options_ = {};
        change(options_);
        attend(*backend, 50);
    }
    EXPECT_EQ(asked_.made, 0);
}

TEST_F(Auto, WhatTheProcessorRefusesGoesToTheDevice)
{
    for (const Precision precision : {Precision::Half, Precision::Tf32, Precision::Bf16}) {
        options_.precision = precision;
        const auto backend = backends()(BackendChoice::Auto);
        EXPECT_FALSE(backend->refuses(options_));
        attend(*backend, 8);
        EXPECT_NE(messageOf([&] {
                      attend(*makeCpuBackend(), 8);
                  }).find(fmt::format("--precision {}: needs --backend cuda", precisionName(precision))),
                  std::string::npos);
        EXPECT_NE(messageOf([&] { attend(*makeNaiveBackend(), 8); }).find(precisionName(precision)), std::string::npos);
    }
    EXPECT_EQ(asked_.attended, 3);
}

TEST_F(Auto, FirstAndLaterAttentionsMayComeFromDifferentSides)
{
    DeviceTable only = table();
    std::erase_if(only.points, [](const TimedPoint& p) { return p.stage != TimedStage::AttendWarm; });
    keepDeviceTable(only);
    const auto backend = backends()(BackendChoice::Auto);
    std::unique_ptr<Prepared> prepared;
    {
        const Ensemble gone = ensembleOf(50);
        prepared = backend->prepare(gone, options_, {});
    }
    AttentionResult result;
    backend->attend(*prepared, options_, {}, {}, result);
    EXPECT_EQ(asked_.attended, 0);
    for (int k = 0; k < 2; ++k)
        backend->attend(*prepared, options_, {}, {}, result);
    EXPECT_EQ(asked_.attended, 2);
    EXPECT_EQ(asked_.prepared, 1);
    EXPECT_EQ(relativeDifference(result.energy, attend(*makeCpuBackend(), 50).energy), 0);
    backend->stream(*prepared, options_, {}, {});
    EXPECT_EQ(asked_.streamed, 0);
}

TEST_F(Auto, ABrokenTableIsSaidWhereTheBackendIsNamed)
{
    writeFileAtomically(keepDeviceTable(table()), "{}");
    const auto backend = backends()(BackendChoice::Auto);
    attend(*backend, 60);
    EXPECT_EQ(asked_.made, 0);
    EXPECT_NE(backend->name().find("expected a key format, found none"), std::string::npos) << backend->name();
}

TEST_F(Auto, DevicesAreLookedForOnceAndNotForTheProcessor)
{
    const BackendFactory all = backends();
    const BackendFactory copy = all;
    all(BackendChoice::Cpu);
    all(BackendChoice::Naive);
    EXPECT_EQ(asked_.found, 0);
    all(BackendChoice::Auto);
    copy(BackendChoice::Auto);
    EXPECT_EQ(asked_.made, 0);
    copy(BackendChoice::Cuda);
    EXPECT_EQ(asked_.found, 1);
    EXPECT_EQ(asked_.made, 1);
}

TEST_F(Auto, WithoutADeviceIsTheProcessor)
{
    const BackendFactory none = processorBackends();
    EXPECT_EQ(none(BackendChoice::Auto)->name(), "cpu");
    EXPECT_THROW(none(BackendChoice::Cuda), NoDevice);
}

}  // namespace
}  // namespace gauge::test
