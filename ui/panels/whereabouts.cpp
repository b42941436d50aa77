#include "ui/panels/whereabouts.h"

#include "core/pipeline/parameters.h"
#include "ui/panels/docks.h"
#include "ui/panels/parameter_panel.h"
#include "ui/panels/view_set.h"

#include <algorithm>
#include <QSlider>

namespace gauge::ui {
namespace {

constexpr int kStride = 4;  // pixels between the points that are looked at
constexpr int kLeast = 12;  // pixels that a mark is wide and high

Index place(const Snapshot& s, const std::string& label)
{
    try {
        return lesson::placeOf(s, label);
    } catch (const Error&) {
        return -1;
    }
}

/// What of a view the light falls on.
std::function<bool(const Hit&)> conditionOf(const lesson::Spotlight& light, const Snapshot& s)
{
    if (light.threshold)
        return [](const Hit& hit) { return hit.threshold; };
    if (light.cell) {
        const Index receiver = place(s, light.cell->first);
        const Index sender = place(s, light.cell->second);
        return [receiver, sender](const Hit& hit) { return hit.receiver == receiver && hit.sender == sender; };
    }
    const auto token = static_cast<int>(place(s, light.token));
    return [token](const Hit& hit) { return hit.receiver < 0 && hit.tokens.size() == 1 && hit.tokens.front() == token; };
}

/// Of points on a grid, those that hang together and are most: of a comparison's three pictures one.
QList<QPoint> largestPatch(QList<QPoint> points)
{
    QList<QPoint> largest;
    while (!points.isEmpty()) {
        QList<QPoint> patch{points.takeFirst()};
        for (qsizetype k = 0; k < patch.size(); ++k)
            for (qsizetype other = points.size(); other-- > 0;)
                if ((points[other] - patch[k]).manhattanLength() <= 2 * kStride)
                    patch << points.takeAt(other);
        if (patch.size() > largest.size())
            largest = patch;
    }
    return largest;
}

}  // namespace

std::optional<std::pair<QRect, QPoint>> whereHit(const Canvas& canvas, const std::function<bool(const Hit&)>& meets)
{
    const Scene scene = canvas.scene();
    if (!scene.snapshot)
        return std::nullopt;
    QList<QPoint> found;
    for (int y = kStride / 2; y < canvas.height(); y += kStride)
        for (int x = kStride / 2; x < canvas.width(); x += kStride)
            if (meets(hitView(canvas.kind(), QRectF(canvas.rect()), scene, QPointF(x, y))))
                found << QPoint(x, y);
    const QList<QPoint> points = largestPatch(found);
    if (points.empty())
        return std::nullopt;
    QRect bounds;
    for (const QPoint& point : points)
        bounds |= QRect(point.x() - kStride / 2, point.y() - kStride / 2, kStride, kStride);
    const QPoint middle = bounds.center();
    const auto nearest = std::min_element(points.begin(), points.end(), [middle](const QPoint& a, const QPoint& b) {
        return (a - middle).manhattanLength() < (b - middle).manhattanLength();
    });
    const int wide = std::max(0, kLeast - bounds.width()) / 2;
    const int high = std::max(0, kLeast - bounds.height()) / 2;
    return std::pair(bounds.adjusted(-wide, -high, wide, high), *nearest);
}

Canvas* Finder::canvas(const std::string& view) const
{
    const auto found = views_.panels().find(QString::fromStdString(view));
    return found == views_.panels().end() ? nullptr : &found->second->canvas();
}

std::optional<Whereabouts> Finder::widget(const QWidget* widget) const
{
    if (!widget || !widget->isVisible() || widget->visibleRegion().isEmpty())
        return std::nullopt;
    const QRect rect(widget->mapTo(&window_, QPoint(0, 0)), widget->size());
    return Whereabouts{rect, rect.center()};
}

std::optional<Whereabouts> Finder::control(const std::string& parameter) const
{
    const QWidget* row = parameters_.row(QString::fromStdString(parameter));
    std::optional<Whereabouts> found = widget(row);
    if (!found)
        return found;
    const bool chosen =
        parameterInfo(parameter).kind == ParameterInfo::Kind::Choice;  // its sliders, where it has some, are of amounts
    if (const auto* slider = chosen ? nullptr : row->findChild<QSlider*>())
        found->spot = slider->mapTo(&window_, slider->rect().center());
    else if (const auto* box = row->findChild<QWidget*>(QString::fromStdString(parameter)))
        found->spot = box->mapTo(&window_, box->rect().center());
    return found;
}

std::optional<Whereabouts> Finder::inView(const std::string& view, const lesson::Spotlight& what) const
{
    const Canvas* shown = canvas(view);
    const std::optional<Whereabouts> whole = widget(shown);
    if (!whole || (what.token.empty() && !what.cell && !what.threshold))
        return whole;
    const Scene scene = shown->scene();
    if (!scene.snapshot)
        return std::nullopt;
    const auto hit = whereHit(*shown, conditionOf(what, *scene.snapshot));
    if (!hit)
        return std::nullopt;
    return Whereabouts{hit->first.translated(whole->rect.topLeft()), hit->second + whole->rect.topLeft(), whole->rect};
}

bool Finder::still(const lesson::Spotlight& light, const Whereabouts& lit) const
{
    const Canvas* shown = canvas(light.view);
    if (!shown || lit.around.isEmpty() || shown->visibleRegion().isEmpty() || !shown->scene().snapshot)
        return false;
    const QPoint corner = shown->mapTo(&window_, QPoint(0, 0));
    const Scene scene = shown->scene();
    return lit.around == QRect(corner, shown->size()) &&
           conditionOf(light, *scene.snapshot)(hitView(shown->kind(), QRectF(shown->rect()), scene, lit.spot - corner));
}

std::optional<Whereabouts> Finder::of(const lesson::Spotlight& light) const
{
    if (!light.control.empty())
        return control(light.control);
    if (!light.view.empty())
        return inView(light.view, light);
    if (light.panel == "timeline")
        return widget(window_.findChild<QWidget*>(QStringLiteral("timeline")));
    if (light.panel == "compare")
        return widget(window_.findChild<QWidget*>(QStringLiteral("pin")));
    const auto dock = docks_.all().find(QString::fromStdString(light.panel));
    return dock == docks_.all().end() ? std::nullopt : widget(dock->second);
}

}  // namespace gauge::ui
