#include "ui/panels/spotlight.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

namespace gauge::ui {
namespace {

constexpr int kLookAgain = 200;     // milliseconds: what is lit moves with its view
constexpr int kFade = 250;          // milliseconds
constexpr double kDimLight = 0.22;  // of a dark ground over what is not lit
constexpr double kDimDark = 0.38;
constexpr double kArrow = 44;  // pixels
constexpr int kRound = 6;

}  // namespace

Spotlight::Spotlight(QWidget& window, const Finder& finder, QWidget& bright)
    : QWidget(&window), window_(window), finder_(finder), bright_(bright)
{
    setObjectName(QStringLiteral("spotlight"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    window.installEventFilter(this);
    fade_.setDuration(kFade);
    connect(&fade_, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        dim_ = value.toDouble();
        update();
    });
    looking_.setInterval(kLookAgain);
    connect(&looking_, &QTimer::timeout, this, &Spotlight::look);
    hide();
}

void Spotlight::aim(const std::optional<lesson::Spotlight>& light)
{
    light_ = light;
    lit_.reset();
    fade_.stop();
    if (!light_ && !hand_) {
        looking_.stop();
        hide();
        return;
    }
    setGeometry(window_.rect());
    show();
    raise();
    fade_.setStartValue(dim_);
    const double dim = style_.theme == Theme::Light ? kDimLight : kDimDark;
    fade_.setEndValue(light_ ? dim : 0.0);
    fade_.start();
    looking_.start();
    look();
}

void Spotlight::undim()
{
    if (!light_ || fade_.endValue().toDouble() == 0)
        return;
    fade_.stop();
    fade_.setStartValue(dim_);
    fade_.setEndValue(0.0);
    fade_.start();
}

void Spotlight::setHand(const std::optional<QPointF>& at, bool pressed)
{
    hand_ = at;
    pressed_ = pressed;
    if (at && isHidden()) {
        setGeometry(window_.rect());
        show();
    }
    raise();
    update();
}

void Spotlight::setTheme(Theme theme)
{
    style_.theme = theme;
    update();
}

void Spotlight::look()
{
    if (light_ && lit_ && finder_.still(*light_, *lit_))
        return;
    const auto found = light_ ? finder_.of(*light_) : std::nullopt;
    const bool same =
        found.has_value() == lit_.has_value() && (!found || (found->rect == lit_->rect && found->spot == lit_->spot));
    lit_ = found;
    if (!same)
        update();
}

bool Spotlight::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &window_ && event->type() == QEvent::Resize)
        setGeometry(window_.rect());
    return QWidget::eventFilter(watched, event);
}

void Spotlight::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (light_ && lit_) {
        const QRectF lit = QRectF(lit_->rect).adjusted(-3, -3, 3, 3);
        QPainterPath rest;
        rest.addRect(rect());
        QPainterPath bright;
        bright.setFillRule(Qt::WindingFill);
        bright.addRoundedRect(lit_->around.isEmpty() ? lit : QRectF(lit_->around), kRound, kRound);
        bright.addRect(QRectF(bright_.mapTo(&window_, QPoint(0, 0)), bright_.size()));
        QColor ground = style_.theme == Theme::Light ? QColor(QStringLiteral("#1F2933")) : QColor(Qt::black);
        ground.setAlphaF(dim_);
        painter.fillPath(rest.subtracted(bright.simplified()), ground);
        paintMark(painter, lit);
        paintArrow(painter, lit);
    }
    if (hand_)
        paintHand(painter, *hand_);
}

void Spotlight::paintMark(QPainter& painter, const QRectF& lit)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(style_.panel(), 4));
    painter.drawRoundedRect(lit, kRound, kRound);
    painter.setPen(QPen(style_.accent(), 2));
    painter.drawRoundedRect(lit, kRound, kRound);
}

/// From where there is room towards what is lit.
void Spotlight::paintArrow(QPainter& painter, const QRectF& lit)
{
    if (lit.width() > width() / 3.0)
        return;  // a whole view: the mark says it
    const bool fromRight = width() - lit.right() > kArrow + 12;
    const double sign = fromRight ? 1 : -1;
    const QPointF tip(fromRight ? lit.right() + 3 : lit.left() - 3, lit.center().y());
    const QPointF tail = tip + QPointF(sign * kArrow, 0);
    QPainterPath arrow(tip);
    arrow.lineTo(tip + QPointF(sign * 14, -9));
    arrow.lineTo(tip + QPointF(sign * 14, -3.5));
    arrow.lineTo(tail + QPointF(0, -3.5));
    arrow.lineTo(tail + QPointF(0, 3.5));
    arrow.lineTo(tip + QPointF(sign * 14, 3.5));
    arrow.lineTo(tip + QPointF(sign * 14, 9));
    arrow.closeSubpath();
    painter.setPen(QPen(style_.panel(), 1.5));
    painter.setBrush(style_.accent());
    painter.drawPath(arrow);
}

void Spotlight::paintHand(QPainter& painter, const QPointF& at)
{
    QPainterPath pointer(at);
    for (const QPointF& corner :
         {QPointF(0, 21), QPointF(5, 16.5), QPointF(8.5, 24), QPointF(12, 22.5), QPointF(8.5, 15.2), QPointF(15, 15)})
        pointer.lineTo(at + corner);
    pointer.closeSubpath();
    if (pressed_) {
        QColor ring = style_.accent();
        ring.setAlphaF(0.45);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ring);
        painter.drawEllipse(at, 13, 13);
    }
    painter.setPen(QPen(style_.panel(), 1.6));
    painter.setBrush(style_.text());
    painter.drawPath(pointer);
}

}  // namespace gauge::ui
