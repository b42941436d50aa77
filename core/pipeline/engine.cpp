#include "core/pipeline/engine.h"

#include "core/parallel.h"
#include "core/pipeline/engine_run.h"

#include <chrono>

namespace gauge {

Run::Run(Engine::Memory& memory, const RunInput& input, const RunControl& control)
    : memory_(memory), input_(input), control_(control), request_(resolve(input.parameters)),
      backend_(memory.backend(request_.backend))
{
}

std::shared_ptr<const Snapshot> Run::run()
{
    const auto began = std::chrono::steady_clock::now();
    const ThreadLimit threads(request_.threads);
    findState();
    startKey_ = originKey_ + stages().start.key(request_);
    start_ = recording_ ? records_->start(at_) : startUnder(request_);
    runCourse();
    drawFrames();
    drawPlane();
    linkTrees();
    attendShown();
    goAround();
    agree();
    reach();
    count();
    drawCurves();
    answer();
    s_.input = input_;
    s_.request = request_;
    s_.backend = backend_->name();
    s_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return snapshot_;
}

void Run::note(const std::string& stage, bool ran, Index evaluations)
{
    if (ran) {
        s_.computed.push_back(stage);
        s_.evaluations.push_back(evaluations);
    }
    control_.check();
}

bool sameLayers(const Parameters& a, const Parameters& b)
{
    return stages().layersFor(a).key(a) == stages().layersFor(b).key(b) && stages().start.key(a) == stages().start.key(b);
}

Engine::Engine(BackendFactory backends) : memory_(std::make_unique<Memory>(std::move(backends))) {}
Engine::~Engine() = default;

std::shared_ptr<const Snapshot> Engine::run(const RunInput& input, const RunControl& control)
{
    return Run(*memory_, input, control).run();
}

}  // namespace gauge
