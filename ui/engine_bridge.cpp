#include "ui/engine_bridge.h"

namespace gauge::ui {

EngineBridge::EngineBridge(BackendFactory backends, QObject* parent)
    : QObject(parent), worker_(events(), std::move(backends))
{
}

WorkerEvents EngineBridge::events()
{
    const auto leave = [this](std::function<void()> call) {
        {
            const std::lock_guard lock(mutex_);
            left_.push_back(std::move(call));
        }
        QMetaObject::invokeMethod(this, "drain", Qt::QueuedConnection);
    };
    return {
        [this, leave](std::shared_ptr<const Snapshot> s) { leave([this, s = std::move(s)] { emit snapshotReady(s); }); },
        [this, leave](std::string message) {
            leave([this, message = std::move(message)] { emit failed(QString::fromStdString(message)); });
        },
        [this, leave](double fraction) { leave([this, fraction] { emit progress(fraction); }); },
        [this, leave] { leave([this] { emit cancelled(); }); }};
}

bool EngineBridge::busy() const
{
    if (worker_.busy())
        return true;
    const std::lock_guard lock(mutex_);
    return !left_.empty();
}

void EngineBridge::drain()
{
    std::vector<std::function<void()>> calls;
    {
        const std::lock_guard lock(mutex_);
        calls.swap(left_);
    }
    for (const auto& call : calls)
        call();
}

}  // namespace gauge::ui
