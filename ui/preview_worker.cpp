#include "ui/preview_worker.h"

#include "core/error.h"

namespace gauge::ui {
namespace {

FigurePreview paint(const PreviewJob& job)
{
    FigurePreview p;
    try {
        requireShown(job.spec, job.scenes);
        const Painting painting = paintingOf(job.spec, job.scenes);
        p.millimetres = pageOf(painting, job.spec.look) * 25.4 / 72;
        p.image = previewOf(painting, job.spec.look, job.pixelsPerPoint * job.ratio);
        p.image.setDevicePixelRatio(job.ratio);
        p.warnings = refereeNotes(job.spec, job.scenes);
    } catch (const Error& e) {
        p.failure = QString::fromUtf8(e.what());
    }
    return p;
}

}  // namespace

PreviewWorker::PreviewWorker(QObject* parent) : QObject(parent), thread_([this](const std::stop_token& end) { loop(end); })
{
}

PreviewWorker::~PreviewWorker()
{
    thread_.request_stop();
    thread_.join();
}

void PreviewWorker::submit(PreviewJob job)
{
    {
        const std::lock_guard lock(mutex_);
        waiting_ = std::move(job);
    }
    wake_.notify_one();
}

void PreviewWorker::loop(const std::stop_token& end)
{
    std::unique_lock lock(mutex_);
    while (wake_.wait(lock, end, [this] { return waiting_.has_value(); })) {
        const PreviewJob job = std::move(*waiting_);
        waiting_.reset();
        lock.unlock();
        FigurePreview preview = paint(job);
        lock.lock();
        done_ = std::move(preview);
        // Only the wish to be called crosses by Qt's queue; the picture waits here.
        QMetaObject::invokeMethod(this, "fetch", Qt::QueuedConnection);
    }
}

void PreviewWorker::fetch()
{
    {
        const std::lock_guard lock(mutex_);
        if (!done_)
            return;
        latest_ = std::move(*done_);
        done_.reset();
    }
    emit painted();
}

}  // namespace gauge::ui
