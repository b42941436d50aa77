// Runs of the pipeline aside: snapshots, failures and progress as signals.
#pragma once

#include "core/pipeline/engine.h"
#include "ui/background.h"

#include <atomic>

namespace gauge::ui {

class EngineBridge : public QObject {
    Q_OBJECT
public:
    explicit EngineBridge(BackendFactory backends, QObject* parent = nullptr);

    /// The newest request wins; a long drag keeps showing pictures.
    void submit(RunInput input) { runs_.submit(std::move(input)); }
    /// Stops what runs and drops what waits; the last snapshot stays what it was.
    void cancel() { runs_.cancel(); }
    /// Something runs, waits, or is on its way to the window.
    bool busy() const { return runs_.busy(); }

signals:
    void snapshotReady(std::shared_ptr<const gauge::Snapshot> snapshot);
    void failed(QString message);
    /// After failed(): it was the device that did.
    void deviceFailed();
    void progress(double fraction);
    void cancelled();

private:
    std::shared_ptr<std::atomic<bool>> deviceFailed_ =
        std::make_shared<std::atomic<bool>>(false);  // the last run that failed
    Background<RunInput, std::shared_ptr<const Snapshot>> runs_;
};

}  // namespace gauge::ui
