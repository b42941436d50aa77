#include "ui/scene/canvas.h"

#include "ui/scene/pointer_label.h"

#include <algorithm>
#include <cmath>
#include <QCoreApplication>
#include <QMouseEvent>
#include <QPainter>

namespace gauge::ui {
namespace {

constexpr double kMostZoom = 256;
constexpr double kZoomStep = 1.25;

}  // namespace

Canvas::Canvas(const ViewKind& kind, SelectionModel& selection, PaintWorker& painter, QWidget* parent)
    : QWidget(parent), kind_(kind), selection_(selection), painter_(painter), number_(painter.enrol()),
      value_(new PointerLabel(this))
{
    setObjectName(QLatin1String(kind.name));
    setAccessibleName(QCoreApplication::translate("views", kind.title));
    setProperty("help", QLatin1String(kind.name));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAcceptDrops(kind.drop != nullptr);
    connect(&selection_, &SelectionModel::changed, this, &Canvas::schedule);
    connect(&painter_, &PaintWorker::painted, this, &Canvas::receive);
}

Canvas::~Canvas()
{
    painter_.dismiss(number_);
}

Shown shownIn(const QString& panel, Shown shown)
{
    const auto map = shown.maps.find(panel);
    shown.map = map == shown.maps.end() ? MapState{} : map->second;
    return shown;
}

/// Whether this view looks different with it: costs and maps are one view's, moments between layers only of those that move.
bool Canvas::concerns(const Shown& next) const
{
    return next.snapshot != shown_.snapshot || next.reference != shown_.reference || next.names != shown_.names ||
           next.problem != shown_.problem || next.head != shown_.head || next.held != shown_.held ||
           (!next.snapshot && next.loading != shown_.loading) || (kind_.moves && next.moment != shown_.moment) ||
           (kind_.measured && !(next.cost == shown_.cost)) || (kind_.mapped && !(next.map == shown_.map));
}

void Canvas::show(const Shown& shown)
{
    const bool paint = concerns(shown);
    shown_ = shown;
    if (!paint)
        return;
    hold();
    schedule();
    repoint();
}

/// What is under a pointer that rests changed: its value is not left standing.
void Canvas::repoint()
{
    if (value_->isHidden())
        return;
    const Hit hit = hitAt(pointed_);
    value_->say(hit.value.isEmpty() ? QString() : hit.text, pointed_.toPoint());
    emit pointed(hit.text);
}

void Canvas::setTheme(Theme theme)
{
    style_.theme = theme;
    image_ = {};
    schedule();
}

void Canvas::setLook(ColourMap map, const QString& family)
{
    style_.map = map;
    style_.family = family;
    schedule();
}

void Canvas::setOptions(const ViewOptions& options)
{
    if (options == options_)
        return;
    options_ = options;
    hold();
    schedule();
    repoint();
    emit optionsChanged();
}

void Canvas::present(double text, double least)
{
    style_.font = text;
    style_.least = least;
    held_.emplace();
    hold();
    schedule();
}

Scene Canvas::scene() const
{
    Scene s;
    s.snapshot = shown_.snapshot;
    s.reference = shown_.reference;
    s.cost = shown_.cost;
    s.map = shown_.map;
    s.names = shown_.names;
    s.head = shown_.head;
    s.held = shown_.held;
    s.moment = shown_.moment;
    s.selection = selection_.value();
    s.style = style_;
    s.options = options_;
    if (held_)
        s.reach = held_->reach();
    return s;
}

/// One picture however much changed since the event loop last turned.
void Canvas::schedule()
{
    if (scheduled_)
        return;
    scheduled_ = true;
    QMetaObject::invokeMethod(this, &Canvas::submit, Qt::QueuedConnection);
}

void Canvas::submit()
{
    scheduled_ = false;
    if (!isVisible() || width() < 4 || height() < 4)
        return;  // asked again when it is shown
    if (!shown_.snapshot) {
        update();
        return;
    }
    ++requests_;
    painter_.submit(number_, {&kind_, scene(), size(), devicePixelRatioF(), requests_});
}

void Canvas::receive(int canvas, int request, const QImage& image)
{
    if (canvas != number_)
        return;
    image_ = image;
    painted_ = request;
    update();
}

void Canvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Style& style = style_;
    if (!shown_.snapshot || image_.isNull()) {
        painter.fillRect(rect(), style.panel());
        painter.setFont(style.textFont());
        painter.setPen(style.quiet());
        if (!shown_.snapshot)
            painter.drawText(rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap, emptyText());
    } else if (image_.deviceIndependentSize().toSize() == size()) {
        painter.drawImage(0, 0, image_);
    } else {
        painter.drawImage(rect(), image_);  // until the picture of the new size is there
    }
    if (!dropArea_.isEmpty()) {
        QColor wash = style.accent();
        wash.setAlphaF(0.18F);
        painter.fillRect(dropArea_, wash);
        painter.setPen(QPen(style.accent(), 1.5));
        painter.drawRect(dropArea_);
    }
    if (hasFocus()) {
        painter.setPen(QPen(style.accent(), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

QString Canvas::emptyText() const
{
    if (!shown_.problem.isEmpty())
        return shown_.problem;
    return shown_.loading ? tr("Computing…") : QCoreApplication::translate("views", kind_.empty);
}

void Canvas::resizeEvent(QResizeEvent*)
{
    schedule();
}

void Canvas::showEvent(QShowEvent*)
{
    schedule();
}

void Canvas::focusInEvent(QFocusEvent*)
{
    update();
}

void Canvas::focusOutEvent(QFocusEvent*)
{
    update();
}

Hit Canvas::hitAt(const QPointF& at) const
{
    return shown_.snapshot ? hitView(kind_, QRectF(rect()), scene(), at) : Hit{};
}

bool Canvas::takesPoint(const QPointF& at) const
{
    return shown_.snapshot && pointGrabbedAt(kind_, QRectF(rect()), scene(), at);
}

void Canvas::drag(const QPointF& to)
{
    const QPointF d = to - last_;
    last_ = to;
    if (drag_ == Drag::Threshold)
        emit thresholdDragged(thresholdAt(kind_, QRectF(rect()), scene(), to));
    else if (drag_ == Drag::Point)
        emit parametersDragged(pointDraggedTo(kind_, QRectF(rect()), scene(), to));
    else if (drag_ == Drag::Pan)
        pan(d);
    else if (drag_ == Drag::Own) {
        ViewOptions next = options_;
        dragView(kind_, next, QRectF(rect()), scene(), to);
        setOptions(next);
    } else if (drag_ == Drag::Turn) {
        ViewOptions next = options_;
        kind_.turning.turn(next, d);
        setOptions(next);
    }
}

void Canvas::mouseMoveEvent(QMouseEvent* event)
{
    if (drag_ != Drag::None) {
        if (shown_.snapshot)
            drag(event->position());
        return;
    }
    pointed_ = event->position();
    const Hit hit = hitAt(pointed_);
    setCursor(hit.threshold ? kind_.threshold.cursor : takesPoint(pointed_) ? Qt::CrossCursor : Qt::ArrowCursor);
    selection_.hover(hit);
    value_->say(hit.value.isEmpty() ? QString() : hit.text, pointed_.toPoint());
    emit pointed(hit.text);
}

void Canvas::mousePressEvent(QMouseEvent* event)
{
    pressed_ = last_ = event->position();
    value_->hide();
    if (event->button() == Qt::MiddleButton)
        drag_ = Drag::Pan;
    if (event->button() != Qt::LeftButton)
        return;
    const bool turns = kind_.turning.turns && kind_.turning.turns(options_);
    if (hitAt(pressed_).threshold)
        drag_ = Drag::Threshold;
    else if (takesPoint(pressed_)) {
        drag_ = Drag::Point;
        drag(pressed_);
    } else if (shown_.snapshot && grabbedAt(kind_, QRectF(rect()), scene(), pressed_)) {
        drag_ = Drag::Own;
        drag(pressed_);
    } else if (turns && !(event->modifiers() & Qt::ShiftModifier))
        drag_ = Drag::Turn;
    else if (kind_.zoom != Zoom::None && options_.zoom > 1)
        drag_ = Drag::Pan;
}

void Canvas::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag ended = std::exchange(drag_, Drag::None);
    if (event->button() != Qt::LeftButton || ended == Drag::Threshold || ended == Drag::Point || ended == Drag::Own)
        return;
    if ((event->position() - pressed_).manhattanLength() > 4)
        return;
    const bool extend = (event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier)) != 0;
    selection_.lock(hitAt(event->position()), extend);
    if (extend || !shown_.snapshot)
        return;
    ViewOptions next = options_;
    clickView(kind_, next, QRectF(rect()), scene(), event->position());
    setOptions(next);
}

void Canvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (kind_.zoom != Zoom::None)
        zoomAt(event->position(), 4);
}

void Canvas::wheelEvent(QWheelEvent* event)
{
    if (kind_.zoom == Zoom::None || !shown_.snapshot) {
        event->ignore();
        return;
    }
    zoomAt(event->position(), std::pow(kZoomStep, event->angleDelta().y() / 120.0));
    event->accept();
}

/// What is under the pointer stays there.
void Canvas::zoomAt(const QPointF& at, double factor)
{
    if (!shown_.snapshot)
        return;
    const QRectF plot = kind_.zoom == Zoom::Own ? kind_.plot(QRectF(rect()), scene()) : QRectF(rect());
    const QPointF share((at.x() - plot.left()) / plot.width(), (at.y() - plot.top()) / plot.height());
    ViewOptions next = options_;
    next.zoom = std::clamp(options_.zoom * factor, 1.0, kMostZoom);
    const auto centre = [&](double c, double s) {
        const double fixed = c + (std::clamp(s, 0.0, 1.0) - 0.5) / options_.zoom;
        const double moved = fixed - (std::clamp(s, 0.0, 1.0) - 0.5) / next.zoom;
        return std::clamp(moved, 0.5 / next.zoom, 1 - 0.5 / next.zoom);
    };
    next.centre = {centre(options_.centre.x(), share.x()), centre(options_.centre.y(), share.y())};
    setOptions(next);
}

void Canvas::pan(const QPointF& by)
{
    const QRectF plot = kind_.zoom == Zoom::Own ? kind_.plot(QRectF(rect()), scene()) : QRectF(rect());
    ViewOptions next = options_;
    const double edge = 0.5 / next.zoom;
    next.centre = {std::clamp(next.centre.x() - by.x() / (plot.width() * next.zoom), edge, 1 - edge),
                   std::clamp(next.centre.y() - by.y() / (plot.height() * next.zoom), edge, 1 - edge)};
    setOptions(next);
}

void Canvas::fit()
{
    ViewOptions next = options_;
    const ViewOptions fresh;
    next.zoom = fresh.zoom;
    next.centre = fresh.centre;
    if (kind_.turning.back)
        kind_.turning.back(next);
    setOptions(next);
}

void Canvas::leaveEvent(QEvent*)
{
    selection_.hover({});
    value_->hide();
    emit pointed(QString());
}

}  // namespace gauge::ui
