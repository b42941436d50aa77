#include "ui/scene/paint_worker.h"

#include "ui/painter/text.h"

#include <algorithm>
#include <QPainter>
#include <thread>

namespace gauge::ui {
namespace {

Slide blank(const PaintJob& job)
{
    Slide image((QSizeF(job.size) * job.ratio).toSize(), job.scene.style.least);
    image.setDevicePixelRatio(job.ratio);
    image.fill(job.scene.style.panel());
    return image;
}

QRectF areaOf(const PaintJob& job)
{
    return {QPointF(0, 0), QSizeF(job.size)};
}

QImage pictureOf(const PaintJob& job)
{
    Slide image = blank(job);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    paintView(*job.kind, painter, areaOf(job), job.scene);
    painter.end();
    return image;
}

QImage pictureOf(const QString& reason, const PaintJob& job)
{
    Slide image = blank(job);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(job.scene.style.textFont());
    painter.setPen(job.scene.style.quiet());
    painter.drawText(areaOf(job).adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap, reason);
    painter.end();
    return image;
}

}  // namespace

QImage paintJob(const PaintJob& job)
{
    try {
        return pictureOf(job);
    } catch (...) {
        return pictureOf(wordsOfException(), job);
    }
}

PaintWorker::PaintWorker(QObject* parent)
    : QObject(parent), crew_(makeCrew(static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 2U))))
{
}

int PaintWorker::enrol()
{
    const int canvas = next_++;
    canvases_.try_emplace(
        canvas, Newer::Waits, [](const PaintJob& job, const RunControl&) { return Picture(job.request, paintJob(job)); },
        Background<PaintJob, Picture>::Told{
            .found = [this, canvas](const Picture& picture) { emit painted(canvas, picture.first, picture.second); },
            .failed = [this](const QString& words) { emit failed(words); }},
        crew_);
    return canvas;
}

void PaintWorker::submit(int canvas, PaintJob job)
{
    if (const auto at = canvases_.find(canvas); at != canvases_.end())
        at->second.submit(std::move(job));
}

}  // namespace gauge::ui
