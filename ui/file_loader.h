// Reads a belief file on a thread of its own.
#pragma once

#include "core/state.h"

#include <memory>
#include <mutex>
#include <QObject>
#include <thread>
#include <vector>

namespace gauge::ui {

class FileLoader : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~FileLoader() override;  // waits for what is being read

    /// Reads this one; of one that is being read nothing is told.
    void load(const QString& path);
    bool busy() const { return busy_; }

signals:
    void loaded(std::shared_ptr<const gauge::State> state);
    void failed(QString message);

private slots:
    void fetch();

private:
    bool busy_ = false;
    std::mutex mutex_;
    int wanted_ = 0;  // the number of the file asked for last
    std::shared_ptr<const State> state_;
    QString problem_;
    int read_ = 0;
    std::vector<std::jthread> threads_;
};

}  // namespace gauge::ui
