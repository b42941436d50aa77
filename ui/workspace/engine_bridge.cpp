#include "ui/workspace/engine_bridge.h"

namespace gauge::ui {
namespace {

auto running(BackendFactory backends, std::shared_ptr<std::atomic<bool>> deviceFailed)
{
    return [engine = std::make_shared<Engine>(std::move(backends)),
            deviceFailed = std::move(deviceFailed)](const RunInput& input, const RunControl& control) {
        *deviceFailed = false;
        try {
            return engine->run(input, control);
        } catch (const DeviceFailed&) {
            *deviceFailed = true;
            throw;
        }
    };
}

}  // namespace

EngineBridge::EngineBridge(BackendFactory backends, QObject* parent)
    : QObject(parent),
      runs_(Newer::Hurries, running(std::move(backends), deviceFailed_),
            {.found = [this](std::shared_ptr<const Snapshot> snapshot) { emit snapshotReady(std::move(snapshot)); },
             .failed =
                 [this](const QString& words) {
                     emit failed(words);
                     if (*deviceFailed_)
                         emit deviceFailed();
                 },
             .cancelled = [this] { emit cancelled(); },
             .progress = [this](double fraction) { emit progress(fraction); }})
{
}

}  // namespace gauge::ui
