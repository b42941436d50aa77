#include "ui/panels/pointing.h"

#include "core/lesson/expression.h"
#include "ui/panels/docks.h"
#include "ui/panels/parameter_panel.h"
#include "ui/panels/view_panel.h"
#include "ui/views/all_views.h"

#include <QApplication>
#include <QMainWindow>
#include <QMouseEvent>
#include <utility>

namespace gauge::ui {
namespace {

template <class Wanted>
Wanted* among(QWidget* widget)
{
    for (QWidget* one = widget; one; one = one->parentWidget())
        if (auto* found = qobject_cast<Wanted*>(one))
            return found;
    return nullptr;
}

lesson::Spotlight inCanvas(const Canvas& canvas, const QPoint& point)
{
    const Scene scene = canvas.scene();
    lesson::Spotlight light;
    light.view = canvas.kind().name;
    if (!scene.snapshot)
        return light;
    const Snapshot& s = *scene.snapshot;
    const Hit hit = hitView(canvas.kind(), QRectF(canvas.rect()), scene, QPointF(point));
    if (hit.threshold)
        light.threshold = true;
    else if (hit.receiver >= 0 && hit.sender >= 0)
        light.cell = std::pair(lesson::labelOf(s, hit.receiver), lesson::labelOf(s, hit.sender));
    else if (hit.tokens.size() == 1)
        light.token = lesson::labelOf(s, hit.tokens.front());
    return light;
}

}  // namespace

Pointing::Pointing(QMainWindow& window, const Docks& docks, const ParameterPanel& parameters)
    : QObject(&window), window_(window), docks_(docks), parameters_(parameters)
{
}

Pointing::~Pointing()
{
    stop();
}

void Pointing::start()
{
    if (std::exchange(active_, true))
        return;
    qApp->installEventFilter(this);
    QApplication::setOverrideCursor(Qt::CrossCursor);
}

void Pointing::stop()
{
    if (!std::exchange(active_, false))
        return;
    QApplication::restoreOverrideCursor();
    emit ended();
}

std::optional<std::string> Pointing::parameterOf(const QWidget* widget) const
{
    for (const ParameterInfo& info : parameterTable()) {
        const QWidget* row = parameters_.has(info.name) ? parameters_.row(QLatin1String(info.name)) : nullptr;
        const QString twin = QLatin1String(info.name) + QStringLiteral("-twin");
        if ((row && (row == widget || row->isAncestorOf(widget))) || widget->objectName() == twin)
            return info.name;
    }
    return std::nullopt;
}

std::optional<lesson::Spotlight> Pointing::at(QWidget* widget, const QPoint& point) const
{
    if (const auto* canvas = among<Canvas>(widget))
        return inCanvas(*canvas, widget->mapTo(canvas, point));
    lesson::Spotlight light;
    if (const auto parameter = parameterOf(widget)) {
        light.control = *parameter;
        return light;
    }
    if (auto* view = among<ViewPanel>(widget)) {
        light.view = view->canvas().kind().name;
        return light;
    }
    for (const QWidget* one = widget; one; one = one->parentWidget()) {
        if (one->objectName() == QLatin1String("timeline"))
            light.panel = "timeline";
        if (one->objectName() == QLatin1String("pin"))
            light.panel = "compare";
        for (const char* name : {"source", "training"})
            if (one == &docks_.at(QLatin1String(name)))
                light.panel = name;
    }
    return light.panel.empty() ? std::nullopt : std::optional(light);
}

/// The click goes nowhere else; one on the desk, or Esc, ends it.
bool Pointing::eventFilter(QObject* watched, QEvent* event)
{
    auto* widget = qobject_cast<QWidget*>(watched);
    const bool release = event->type() == QEvent::MouseButtonRelease;
    if (release && widget && std::exchange(swallow_, false)) {
        qApp->removeEventFilter(this);
        return true;
    }
    if (!active_)
        return false;
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        qApp->removeEventFilter(this);
        stop();
        return true;
    }
    if (event->type() != QEvent::MouseButtonPress || !widget || widget->window() != &window_)
        return false;
    const bool desk = docks_.at(QStringLiteral("author")).isAncestorOf(widget);
    const auto light = desk ? std::nullopt : at(widget, static_cast<QMouseEvent*>(event)->position().toPoint());
    swallow_ = !desk;
    if (desk)
        qApp->removeEventFilter(this);
    stop();
    if (light)
        emit pointed(*light);
    return !desk;
}

}  // namespace gauge::ui
