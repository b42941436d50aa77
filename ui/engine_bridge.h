// The one adapter between Qt and the worker of the core: nothing else crosses threads.
#pragma once

#include "core/pipeline/worker.h"

#include <mutex>
#include <QObject>
#include <vector>

namespace gauge::ui {

class EngineBridge : public QObject {
    Q_OBJECT
public:
    explicit EngineBridge(BackendFactory backends, QObject* parent = nullptr);

    void submit(RunInput input) { worker_.submit(std::move(input)); }
    void cancel() { worker_.cancel(); }
    /// Something runs, waits, or is on its way to the window.
    bool busy() const;

signals:
    void snapshotReady(std::shared_ptr<const gauge::Snapshot> snapshot);
    void failed(QString message);
    void progress(double fraction);
    void cancelled();

private slots:
    void drain();

private:
    WorkerEvents events();

    // What the worker's thread leaves for the window's thread, in order; only the wish to be called crosses by Qt's queue.
    mutable std::mutex mutex_;
    std::vector<std::function<void()>> left_;
    Worker worker_;
};

}  // namespace gauge::ui
