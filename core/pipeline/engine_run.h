// One run of the engine: each stage asks its memo by the keys of what it stands on and of what it reads itself, and leaves what it found for the next.
#pragma once

#include "core/pipeline/engine_memory.h"

#include <memory>

namespace gauge {

class Run {
public:
    Run(Engine::Memory& memory, const RunInput& input, const RunControl& control);
    std::shared_ptr<const Snapshot> run();

private:
    void note(const std::string& stage, bool ran, Index evaluations);
    // engine_layers.cpp
    void findState();
    void showLayer(int layers);
    /// The shown record, and where its tokens are among those of the others.
    void findRecord();
    void embed();
    std::shared_ptr<const Start> startUnder(const Request& request);
    /// The first legs of a run; each is remembered by all that came before it.
    std::shared_ptr<const Course> courseOf(const std::vector<Leg>& legs, std::size_t count, bool& ran);
    void runCourse();
    void runLegs();
    void lookUpRecords();
    RunLayers layers() const;
    // engine_shown.cpp
    void drawFrames();
    void drawPlane();
    void attendShown();
    /// Links of the shown layer and what they do around loops (engine_holonomy.cpp); nothing where they are flat.
    void goAround();
    /// Everything about agreement; where there can be none, why.
    void agree();
    void linkTrees();
    /// Groups at every layer. With one scale only trees are cut: no divergence is evaluated.
    void cutGroups();
    void growShown();
    /// Attention across scales, whose meta-tokens are new beliefs: their divergences are new too.
    void attendActive();
    void reach();
    RunExtents extentsOfLayers();
    void count();
    void drawCurves();
    /// What a trained model expects after each token, from the shown layer's beliefs.
    void answer();

    Engine::Memory& memory_;
    const RunInput& input_;
    const RunControl& control_;
    Request request_;
    const Backend* backend_;
    std::shared_ptr<Snapshot> snapshot_ = std::make_shared<Snapshot>();
    Snapshot& s_ = *snapshot_;
    Index n_ = 0;
    std::size_t at_ = 0;  // the shown layer
    // Keys name all that a result stands on: the source; the start; the layers run; the shown layer's beliefs; …
    std::string originKey_, startKey_, courseKey_, pathKey_, layerKey_, attendKey_, treesKey_, levelsKey_;
    const Recording* recording_ = nullptr;  // null unless the state is one
    std::unique_ptr<Records> records_;      // of it
    std::shared_ptr<const Start> start_;
    std::shared_ptr<const Course> course_;
    std::shared_ptr<const Trees> trees_;  // null without consensus
};

}  // namespace gauge
