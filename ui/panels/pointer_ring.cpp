#include "ui/panels/pointer_ring.h"

#include <cmath>
#include <QPainter>

namespace gauge::ui {

PointerRing::PointerRing(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("pointer-ring"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
}

void PointerRing::setTheme(Theme theme)
{
    style_.theme = theme;
    update();
}

void PointerRing::setType(double pixels)
{
    const QPoint at = geometry().center();
    style_.font = pixels;
    const int size = static_cast<int>(std::lround(1.9 * pixels));
    resize(size, size);
    follow(at);
}

void PointerRing::follow(const QPoint& at)
{
    move(at - QPoint(width() / 2, height() / 2));
    raise();
}

/// Light within dark: seen on either.
void PointerRing::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double stroke = style_.font / 7;
    const QRectF ring = QRectF(rect()).adjusted(stroke, stroke, -stroke, -stroke);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(style_.panel(), 2 * stroke));
    painter.drawEllipse(ring);
    painter.setPen(QPen(QColor(QStringLiteral("#E0402B")), stroke));
    painter.drawEllipse(ring);
}

}  // namespace gauge::ui
