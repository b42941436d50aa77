#include "ui/figure/preview_worker.h"

namespace gauge::ui {
namespace {

FigurePreview paint(const PreviewJob& job, const RunControl&)
{
    FigurePreview p;
    requireShown(job.spec, job.scenes);
    const Painting painting = paintingOf(job.spec, job.scenes);
    p.millimetres = pageOf(painting, job.spec.look) * 25.4 / 72;
    p.image = previewOf(painting, job.spec.look, job.pixelsPerPoint * job.ratio);
    p.image.setDevicePixelRatio(job.ratio);
    p.warnings = refereeNotes(job.spec, job.scenes);
    return p;
}

}  // namespace

PreviewWorker::PreviewWorker(QObject* parent)
    : QObject(parent), pages_(Newer::Waits, paint,
                              {.found = [this](FigurePreview preview) { show(std::move(preview)); },
                               .failed = [this](const QString& words) { show({.failure = words}); }})
{
}

void PreviewWorker::show(FigurePreview preview)
{
    latest_ = std::move(preview);
    emit painted();
}

}  // namespace gauge::ui
