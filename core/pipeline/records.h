// The records of a recorded run under some parameters, each remembered by itself: one more record costs one record.
#pragma once

#include "core/gaussian/recording.h"
#include "core/pipeline/course.h"
#include "core/pipeline/memo.h"
#include "core/pipeline/run_extents.h"

#include <map>

namespace gauge {

/// What the last runs found of one record.
struct RecordMemory {
    std::shared_ptr<const State> state;  // kept, so that its place in memory means it alone
    Memo<State> absorbed{1};
    Memo<Start> start{1};
    Memo<std::vector<Triad>> frames{1};
    Memo<Trajectory> path{1};
    Memo<ScaleLevel> tree{1};
    Memo<RunExtents> extents{1};
};
using RecordMemories = std::map<const State*, RecordMemory>;

/// Parameters, by name, of what a recorded run has not: layers, and a start that is drawn.
const std::vector<std::string>& parametersOfLayers();
/// Sets them to what they are where nothing is computed.
void rest(Parameters& parameters);

/// One look at a recorded run. Nothing is computed between its records: each is a start of its own, without layers. Results have the record's own
/// tokens, in its order.
class Records {
public:
    /// Forgets what was remembered of records that are not of this run.
    Records(const Recording& recording, RecordMemories& memories);
    /// Throws Error for parameters of layers that are not at rest.
    void ask(const Parameters& parameters, const RunControl& control);

    std::size_t count() const { return recording_.records.size(); }
    /// As the parameters have it: with its frames, or with them absorbed.
    std::shared_ptr<const State> state(std::size_t record);
    std::shared_ptr<const Start> start(std::size_t record);
    std::shared_ptr<const std::vector<Triad>> frames(std::size_t record);
    std::shared_ptr<const ScaleLevel> tree(const Backend& backend, std::size_t record);
    /// Every record as a layer.
    Course course(const Backend& backend);
    /// Of all records together.
    RunExtents extents(const Backend& backend, bool consensus);
    /// Divergences taken since it was last asked.
    Index evaluations();

private:
    RecordMemory& memory(std::size_t record) { return memories_[recording_.records[record].state.get()]; }
    template <class Value, class Make>
    std::shared_ptr<const Value> remembered(Memo<Value>& memo, const std::string& key, Index evaluations, Make make);
    Index pairs(std::size_t record);

    const Recording& recording_;
    RecordMemories& memories_;
    Request request_;
    std::string startKey_;
    const RunControl* control_ = nullptr;
    Index evaluations_ = 0;
};

}  // namespace gauge
