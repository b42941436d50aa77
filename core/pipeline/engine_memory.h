// What an engine remembers of its last runs, stage by stage.
#pragma once

#include "core/pipeline/course.h"
#include "core/pipeline/engine.h"
#include "core/pipeline/memo.h"
#include "core/pipeline/records.h"

#include <map>

namespace gauge {

struct Plane {
    Projection space;
    std::vector<std::vector<ProjectedBelief>> projected;
};

struct DrawnFrames {
    std::vector<Triad> now;
    std::vector<std::vector<Triad>> before;
};

/// Distances and merge trees of every layer, clusters not cut yet.
using Trees = std::vector<std::shared_ptr<const ScaleLevel>>;

/// What the last runs found. Numbers stand for states and models in keys: each is kept, so that its number means it alone.
struct Engine::Memory {
    explicit Memory(BackendFactory factory) : backends(std::move(factory)) {}

    BackendFactory backends;
    std::map<BackendChoice, std::unique_ptr<const Backend>> known;  // a device is reached once
    std::shared_ptr<const State> loaded;
    int loadedNumber = 0;
    std::shared_ptr<const learn::TrainedModel> model;
    int modelNumber = 0;
    Memo<State> embed;
    Memo<State> absorbed;
    Memo<Start> start{4};
    Memo<Course> course{4};
    Memo<DrawnFrames> frames{4};
    Memo<Plane> plane;
    RecordMemories records;  // of the recorded run on show
    Memo<Trees> trees;
    Memo<RunExtents> extents;
    Memo<AttentionResult> attend{8};
    Memo<Connection> connection{4};
    Memo<Holonomy> holonomy{8};
    Memo<ConsensusHistory> cut;
    Memo<std::vector<ScaleLevel>> levels{4};
    Memo<Active> active{4};
    Memo<ConsensusNumbers> numbers{4};
    Memo<NumericHealth> health;
    Memo<ResearchCurves> curves{4};
    Memo<std::vector<learn::Answer>> answers{8};

    const Backend* backend(BackendChoice choice)
    {
        std::unique_ptr<const Backend>& kept = known[choice];
        if (!kept)
            kept = backends(choice);
        return kept.get();
    }
};

}  // namespace gauge
