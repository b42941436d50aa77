// The one adapter between Qt and the worker of the core: nothing else crosses threads.
#pragma once

#include "core/pipeline/worker.h"

#include <QObject>

namespace gauge::ui {

class EngineBridge : public QObject {
    Q_OBJECT
public:
    explicit EngineBridge(QObject* parent = nullptr);

    void submit(RunInput input) { worker_.submit(std::move(input)); }
    void cancel() { worker_.cancel(); }
    bool busy() const { return worker_.busy(); }

signals:
    void snapshotReady(std::shared_ptr<const gauge::Snapshot> snapshot);
    void failed(QString message);
    void progress(double fraction);
    void cancelled();

private:
    Worker worker_;
};

}  // namespace gauge::ui
