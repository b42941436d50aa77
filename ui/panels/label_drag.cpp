#include "ui/panels/label_drag.h"

#include "ui/scene/parameter_mime.h"
#include "ui/workspace/parameter_words.h"

#include <QApplication>
#include <QDrag>
#include <QMimeData>
#include <QMouseEvent>

namespace gauge::ui {

QMimeData* parameterMime(const ParameterInfo& row)
{
    auto* data = new QMimeData;
    data->setData(QLatin1String(kParameterMime), QByteArray(row.name));
    data->setText(parameterName(row));
    return data;
}

LabelDrag::LabelDrag(QLabel& label, const ParameterInfo& row) : QObject(&label), label_(label), row_(row)
{
    label.setToolTip(label.toolTip() + QStringLiteral("<br><small>") +
                     tr("Drag the name onto an axis of the map to see what every value does.") +
                     QStringLiteral("</small>"));
    label.setCursor(Qt::OpenHandCursor);
    label.installEventFilter(this);
}

bool LabelDrag::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress)
        pressed_ = static_cast<QMouseEvent*>(event)->pos();
    if (event->type() != QEvent::MouseMove)
        return QObject::eventFilter(watched, event);
    const auto& move = static_cast<QMouseEvent&>(*event);
    if (!(move.buttons() & Qt::LeftButton) || (move.pos() - pressed_).manhattanLength() < QApplication::startDragDistance())
        return false;
    auto* drag = new QDrag(&label_);
    drag->setMimeData(parameterMime(row_));
    drag->setPixmap(label_.grab());
    drag->setHotSpot(pressed_);
    drag->exec(Qt::CopyAction);
    // The release went to the drop: whoever saw the press hears of its end.
    QMouseEvent release(QEvent::MouseButtonRelease, pressed_, label_.mapToGlobal(pressed_), Qt::LeftButton, Qt::NoButton,
                        Qt::NoModifier);
    QApplication::sendEvent(&label_, &release);
    return true;
}

}  // namespace gauge::ui
