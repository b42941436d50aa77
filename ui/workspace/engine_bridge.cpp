#include "ui/workspace/engine_bridge.h"

namespace gauge::ui {
namespace {

auto running(BackendFactory backends)
{
    return [engine = std::make_shared<Engine>(std::move(backends))](const RunInput& input, const RunControl& control) {
        return engine->run(input, control);
    };
}

}  // namespace

EngineBridge::EngineBridge(BackendFactory backends, QObject* parent)
    : QObject(parent),
      runs_(Newer::Hurries, running(std::move(backends)),
            {.found = [this](std::shared_ptr<const Snapshot> snapshot) { emit snapshotReady(std::move(snapshot)); },
             .failed = [this](const QString& words) { emit failed(words); },
             .cancelled = [this] { emit cancelled(); },
             .progress = [this](double fraction) { emit progress(fraction); }})
{
}

}  // namespace gauge::ui
