// What the keys do on a view, and what it speaks.
#include "ui/scene/canvas.h"
#include "ui/scene/words.h"

#include <QAccessible>
#include <QKeyEvent>

namespace gauge::ui {
namespace {

constexpr double kKeyZoom = 1.25;

/// "κ = 0.36, α = 0.3".
QString textOf(const RowTexts& rows)
{
    QStringList texts;
    for (const auto& [name, text] : rows) {
        const ParameterInfo& row = parameterInfo(name);
        texts << QStringLiteral("%1 = %2").arg(words(*row.symbol == '\0' ? row.label : row.symbol),
                                               QString::fromStdString(text));
    }
    return texts.join(QStringLiteral(", "));
}

}  // namespace

void Canvas::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Home: fit(); return;
    case Qt::Key_Up: moveActive(-1, 0); return;
    case Qt::Key_Down: moveActive(1, 0); return;
    case Qt::Key_Left: moveActive(0, -1); return;
    case Qt::Key_Right: moveActive(0, 1); return;
    case Qt::Key_Plus: zoomAt(QRectF(rect()).center(), kKeyZoom); return;
    case Qt::Key_Minus: zoomAt(QRectF(rect()).center(), 1 / kKeyZoom); return;
    case Qt::Key_Return:
    case Qt::Key_Enter: emit inspectWanted(); return;
    default: break;
    }
    ViewOptions next = options_;
    if (kind_.hands.key && shown_.snapshot && refusalOf(kind_, scene()).isEmpty() &&
        kind_.hands.key(next, scene(), event->key()))
        setOptions(next);
    else
        QWidget::keyPressEvent(event);
}

/// The active cell, or in other views the active token, one place on; it is locked and spoken. Of a view with a point that stands for parameters, that point.
void Canvas::moveActive(int rows, int columns)
{
    if (!shown_.snapshot)
        return;
    if (kind_.point.step && refusalOf(kind_, scene()).isEmpty()) {
        const RowTexts moved = kind_.point.step(scene(), rows, columns);
        if (moved.empty())
            return;
        emit parametersDragged(moved);
        speak(textOf(moved));
        return;
    }
    const Hit hit = stepView(kind_, scene(), rows, columns);
    selection_.hover({});
    selection_.lockExactly(hit);
    speak(hit.text);
}

void Canvas::speak(const QString& text)
{
    setAccessibleDescription(text);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    emit pointed(text);
}

}  // namespace gauge::ui
