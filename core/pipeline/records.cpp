#include "core/pipeline/records.h"

#include "core/error.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gauge {
namespace {

Parameters atRest()
{
    Parameters p;
    p.evolve.layers = 0;
    return p;
}

void requireRest(const Parameters& p)
{
    for (const std::string& name : parametersOfLayers())
        if (const std::string now = parameterText(p, parameterInfo(name)),
            none = parameterText(atRest(), parameterInfo(name));
            now != none)
            fail("--{}: a recorded run is shown as it was recorded, nothing is computed between its records; expected {}, "
                 "found {}",
                 name, none, now);
}

/// Adds the only layer of a record's path.
void append(Trajectory& run, const Trajectory& record)
{
    run.layers.push_back(record.layers.front());
    run.frames.push_back(record.frames.front());
    run.history.push_back(record.history.front());
    std::copy(record.byToken.begin(), record.byToken.end(), std::back_inserter(run.byToken));
}

}  // namespace

const std::vector<std::string>& parametersOfLayers()
{
    static const std::vector<std::string> names{"layers",    "steps",      "step",        "dynamics", "frame-step",
                                                "condensed", "meta-prior", "start-noise", "seed",     "until"};
    return names;
}

void rest(Parameters& parameters)
{
    for (const std::string& name : parametersOfLayers())
        parameterInfo(name).copy(atRest(), parameters);
}

Records::Records(const Recording& recording, RecordMemories& memories) : recording_(recording), memories_(memories)
{
    RecordMemories kept;
    for (const Record& record : recording.records)
        if (const auto known = memories.find(record.state.get()); known != memories.end())
            kept.insert(memories.extract(known));
        else
            kept[record.state.get()].state = record.state;
    memories = std::move(kept);
}

void Records::ask(const Parameters& parameters, const RunControl& control)
{
    requireRest(parameters);
    request_ = resolveFor(parameters, *recording_.records.front().state);
    startKey_ = stages().absorb.key(request_) + stages().start.key(request_);
    control_ = &control;
}

Index Records::evaluations()
{
    return std::exchange(evaluations_, 0);
}

Index Records::pairs(std::size_t record)
{
    const Index n = recording_.records[record].state->tokenCount();
    return n * n;
}

template <class Value, class Make>
std::shared_ptr<const Value> Records::remembered(Memo<Value>& memo, const std::string& key, Index evaluations, Make make)
{
    bool ran = false;
    auto value = memo.get(key, make, ran);
    if (ran)
        evaluations_ += evaluations;
    control_->check();
    return value;
}

std::shared_ptr<const State> Records::state(std::size_t record)
{
    const auto& own = recording_.records[record].state;
    if (!stages().absorb.given(request_).absorbFrames)
        return own;
    return remembered(memory(record).absorbed, "absorbed", 0, [&] { return absorbFrames(*own); });
}

std::shared_ptr<const Start> Records::start(std::size_t record)
{
    return remembered(memory(record).start, startKey_, 0, [&] { return startOf(*state(record), request_); });
}

std::shared_ptr<const std::vector<Triad>> Records::frames(std::size_t record)
{
    return remembered(memory(record).frames, startKey_, 0, [&] {
        const auto at = start(record);
        return triads(at->ensemble.frames, at->ensemble.phi, at->ensemble.generators);
    });
}

std::shared_ptr<const ScaleLevel> Records::tree(const Backend& backend, std::size_t record)
{
    return remembered(memory(record).tree, startKey_ + stages().trees.key(request_), pairs(record), [&] {
        const auto at = start(record);
        return treeAt(backend, at->ensemble, at->prior, request_, *control_);
    });
}

Course Records::course(const Backend& backend)
{
    Course course;
    course.framesMoved = count() > 1;
    const std::string key = startKey_ + stages().layersFor(request_).key(request_);
    for (std::size_t record = 0; record < count(); ++record) {
        const auto at = start(record);
        const auto path = remembered(memory(record).path, key, pairs(record),
                                     [&] { return runLayers(backend, *at, request_, *control_).path; });
        append(course.run.path, *path);
        course.layerAt.push_back(static_cast<int>(record));
        course.starts.push_back(at);
        control_->report(static_cast<double>(record + 1) / static_cast<double>(count()));
    }
    return course;
}

RunExtents Records::extents(const Backend& backend, bool consensus)
{
    RunExtents all;
    const std::string key =
        startKey_ + stages().attend.key(request_) + (consensus ? stages().trees.key(request_) : "no trees");
    for (std::size_t record = 0; record < count(); ++record) {
        const auto linked = consensus ? tree(backend, record) : nullptr;
        all.take(*remembered(memory(record).extents, key, pairs(record), [&] {
            return layerExtents(backend, start(record)->ensemble, linked.get(), request_, *control_);
        }));
    }
    return all;
}

}  // namespace gauge
