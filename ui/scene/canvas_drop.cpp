// A parameter's label held over a view, and dropped there.
#include "ui/scene/canvas.h"
#include "ui/scene/parameter_mime.h"

#include <QDragEnterEvent>
#include <QMimeData>

namespace gauge::ui {
namespace {

const QString& mime()
{
    static const QString type = QLatin1String(kParameterMime);
    return type;
}

std::string rowIn(const QMimeData& data)
{
    return data.data(mime()).toStdString();
}

}  // namespace

void Canvas::setDropArea(const QRectF& area)
{
    if (area == dropArea_)
        return;
    dropArea_ = area;
    update();
}

/// Taken wherever it enters: what it means there is asked as it moves.
void Canvas::dragEnterEvent(QDragEnterEvent* event)
{
    if (!kind_.drop || !shown_.snapshot || !event->mimeData()->hasFormat(mime())) {
        event->ignore();
        return;
    }
    event->acceptProposedAction();
    dragMoveEvent(event);
}

void Canvas::dragMoveEvent(QDragMoveEvent* event)
{
    ViewOptions next = options_;
    const QPointF at = event->position();
    const bool lands = event->mimeData()->hasFormat(mime()) && shown_.snapshot &&
                       dropOnView(kind_, next, QRectF(rect()), scene(), at, rowIn(*event->mimeData()));
    setDropArea(lands ? kind_.dropArea(QRectF(rect()), scene(), at) : QRectF());
    if (lands)
        event->acceptProposedAction();
    else if (event->type() == QEvent::DragMove)
        event->ignore();
}

void Canvas::dragLeaveEvent(QDragLeaveEvent*)
{
    setDropArea({});
}

void Canvas::dropEvent(QDropEvent* event)
{
    setDropArea({});
    ViewOptions next = options_;
    if (!event->mimeData()->hasFormat(mime()) || !shown_.snapshot ||
        !dropOnView(kind_, next, QRectF(rect()), scene(), event->position(), rowIn(*event->mimeData()))) {
        event->ignore();
        return;
    }
    event->acceptProposedAction();
    setOptions(next);
}

}  // namespace gauge::ui
