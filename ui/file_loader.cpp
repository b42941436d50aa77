#include "ui/file_loader.h"

namespace gauge::ui {

FileLoader::~FileLoader()
{
    threads_.clear();
}

void FileLoader::load(const QString& path)
{
    busy_ = true;
    ++wanted_;
    // One that still reads is left to end by itself: waiting for it would hold up the window.
    threads_.emplace_back([this, number = wanted_, path = path.toStdString()] {
        std::shared_ptr<const State> state;
        QString problem;
        try {
            state = std::make_shared<const State>(readState(path));
        } catch (const std::exception& e) {
            problem = QString::fromUtf8(e.what());
        }
        {
            const std::lock_guard lock(mutex_);
            if (number < read_)
                return;  // a later file was faster
            state_ = std::move(state);
            problem_ = std::move(problem);
            read_ = number;
        }
        QMetaObject::invokeMethod(this, "fetch", Qt::QueuedConnection);
    });
}

void FileLoader::fetch()
{
    std::shared_ptr<const State> state;
    QString problem;
    {
        const std::lock_guard lock(mutex_);
        if (read_ != wanted_ || !busy_)
            return;
        state = std::move(state_);
        problem = problem_;
    }
    busy_ = false;
    state ? emit loaded(state) : emit failed(problem);
}

}  // namespace gauge::ui
