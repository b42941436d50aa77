#include "ui/paint_worker.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <QPainter>
#include <set>

namespace gauge::ui {

QImage paintJob(const PaintJob& job)
{
    QImage image((QSizeF(job.size) * job.ratio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(job.ratio);
    image.fill(job.scene.style.panel());
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area(QPointF(0, 0), QSizeF(job.size));
    try {
        paintView(*job.kind, painter, area, job.scene);
    } catch (const Error& e) {
        painter.setFont(job.scene.style.textFont());
        painter.setPen(job.scene.style.quiet());
        painter.drawText(area.adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap, QString::fromUtf8(e.what()));
    }
    return image;
}

PaintWorker::PaintWorker(QObject* parent) : QObject(parent)
{
    const unsigned count = std::clamp(std::thread::hardware_concurrency(), 1U, 2U);
    for (unsigned k = 0; k < count; ++k)
        threads_.emplace_back([this](const std::stop_token& end) { loop(end); });
}

PaintWorker::~PaintWorker()
{
    for (std::jthread& thread : threads_)
        thread.request_stop();
    threads_.clear();
}

void PaintWorker::submit(int canvas, PaintJob job)
{
    {
        const std::lock_guard lock(mutex_);
        waiting_.insert_or_assign(canvas, std::move(job));
    }
    wake_.notify_one();
}

void PaintWorker::dismiss(int canvas)
{
    const std::lock_guard lock(mutex_);
    waiting_.erase(canvas);
    done_.erase(canvas);
}

bool PaintWorker::idle() const
{
    const std::lock_guard lock(mutex_);
    return waiting_.empty() && running_.empty() && done_.empty();
}

// A canvas is painted by one thread at a time, so that an older picture never follows a newer one.
void PaintWorker::loop(const std::stop_token& end)
{
    const auto free = [this] {
        return std::find_if(waiting_.begin(), waiting_.end(),
                            [this](const auto& entry) { return running_.count(entry.first) == 0; });
    };
    std::unique_lock lock(mutex_);
    while (wake_.wait(lock, end, [&] { return free() != waiting_.end(); })) {
        if (end.stop_requested())
            return;
        const auto chosen = free();
        const int canvas = chosen->first;
        const PaintJob job = std::move(chosen->second);
        waiting_.erase(chosen);
        running_.insert(canvas);
        lock.unlock();
        QImage image = paintJob(job);
        lock.lock();
        running_.erase(canvas);
        done_.insert_or_assign(canvas, std::pair(job.request, std::move(image)));
        if (waiting_.count(canvas) != 0)
            wake_.notify_one();
        // Only the wish to be called crosses by Qt's queue; pictures wait here.
        QMetaObject::invokeMethod(this, "deliver", Qt::QueuedConnection);
    }
}

void PaintWorker::deliver()
{
    std::map<int, std::pair<int, QImage>> done;
    {
        const std::lock_guard lock(mutex_);
        done.swap(done_);
    }
    for (const auto& [canvas, picture] : done)
        emit painted(canvas, picture.first, picture.second);
}

}  // namespace gauge::ui
