#include "ui/views/map/keys.h"

#include "ui/painter/axes.h"
#include "ui/painter/text.h"
#include "ui/scene/chart.h"
#include "ui/scene/words.h"
#include "ui/views/map/rows.h"

#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::map {
namespace {

constexpr double kSwatch = 20;             // width of a key's mark
constexpr int kUpMark = 2, kDownMark = 3;  // triangles that point so

void paintKey(QPainter& painter, const QRectF& box, const Key& key, const Style& style)
{
    const double u = style.unit();
    const QRectF swatch(box.left(), box.center().y() - 5 * u, 16 * u, 10 * u);
    const QPointF middle = swatch.center();
    const QPen line(style.text(), 1.4 * u);
    switch (key.mark) {
    case Key::Mark::None: paintHatched(painter, swatch, style); break;
    case Key::Mark::Draft:
        painter.fillRect(swatch, paler(style.shade(0.15), style));
        painter.fillRect(swatch.adjusted(8 * u, 0, 0, 0), paler(style.shade(0.75), style));
        break;
    case Key::Mark::Up:
    case Key::Mark::Down: {
        const std::size_t direction = key.mark == Key::Mark::Up ? 0 : 1;
        painter.setPen(QPen(directionColour(style, direction), 1.4 * u));
        painter.drawLine(QPointF(swatch.left(), middle.y()), QPointF(swatch.right(), middle.y()));
        paintDirectionMark(painter, style, direction, middle);
        break;
    }
    case Key::Mark::Band: {
        QColor band = directionColour(style, 0);
        band.setAlphaF(0.22F);
        painter.fillRect(swatch, band);
        break;
    }
    case Key::Mark::Stable:
    case Key::Mark::Unstable: {
        QPen pen = line;
        if (key.mark == Key::Mark::Unstable)
            pen.setDashPattern({3, 2});
        painter.setPen(pen);
        painter.drawLine(QPointF(swatch.left(), middle.y()), QPointF(swatch.right(), middle.y()));
        break;
    }
    case Key::Mark::Fold:
        painter.setPen(line);
        painter.setBrush(style.panel());
        paintMark(painter, 4, middle, 3.6 * u);
        break;
    }
    painter.setPen(style.text());
    drawFitted(painter, box.adjusted(kSwatch * u, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, key.text);
}

QString pathText(const View& view)
{
    const QString row = rowSymbol(*view.map->plan.axes[0].row);
    switch (view.map->plan.path) {
    case SweepPath::Cold: return words("every cell from the loaded state");
    case SweepPath::Up: return words("carried along by rising %1").arg(row);
    case SweepPath::Down: return words("carried along by falling %1").arg(row);
    default: return words("carried along by rising and by falling %1").arg(row);
    }
}

QString layersText(const Parameters& p)
{
    if (p.evolve.until > 0)
        return words("until still (%1 nat, at most %2 layers)")
            .arg(QString::fromStdString(fmt::format("{}", p.evolve.until)), wholeNumber(p.evolve.layers));
    return p.evolve.layers == 1 ? words("1 layer") : words("%1 layers").arg(wholeNumber(p.evolve.layers));
}

}  // namespace

QString titleOf(const View& view)
{
    QString title = measureTitle(view.measure);
    if (view.spread)
        title = words("%1, standard deviation over %2 seeds").arg(title).arg(view.map->plan.seedCount());
    else if (view.seeds())
        title = words("%1, mean of %2 seeds").arg(title).arg(view.map->plan.seedCount());
    if (view.plane() && view.difference)
        return words("%1: up − down").arg(title);
    if (view.plane() && view.both())
        return (view.direction == 0 ? words("%1: up") : words("%1: down")).arg(title);
    return title;
}

std::vector<Key> keysOf(const Scene& scene, const View& view)
{
    std::vector<Key> keys;
    const SweptBranch* branch = scene.map.branch.get();
    if (view.both()) {
        keys.push_back({Key::Mark::Up, words("up")});
        keys.push_back({Key::Mark::Down, words("down")});
    }
    if (view.seeds())
        keys.push_back({Key::Mark::Band, words("± 1 s.d.")});
    if (branch && !branchValues(*branch, view.measure).empty()) {
        keys.push_back({Key::Mark::Stable, words("stable")});
        keys.push_back({Key::Mark::Unstable, words("unstable")});
        if (std::any_of(branch->points.begin(), branch->points.end(), [](const SweptPoint& p) { return p.fold; }))
            keys.push_back({Key::Mark::Fold, words("fold")});
    }
    const Gaps gaps = gapsOf(view);
    if (gaps.none)
        keys.push_back({Key::Mark::None, words("no number")});
    if (gaps.drafts && view.plane())
        keys.push_back({Key::Mark::Draft, words("pale: not computed yet")});
    return keys;
}

void paintKeys(QPainter& painter, const QRectF& box, const Scene& scene, const View& view, bool inLine)
{
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    QPointF at = box.topLeft();
    for (const Key& key : keysOf(scene, view)) {
        const double width = kSwatch * u + metrics.horizontalAdvance(key.text) + 2 * u;
        const double step = metrics.height() + 1 * u;
        if (!inLine && at.x() + width > box.right() + u && at.x() > box.left())
            at = {box.left(), at.y() + step};
        if (at.y() + metrics.height() > box.bottom() + u || (inLine && at.x() + width > box.right() + u))
            return;
        paintKey(painter, QRectF(at, QSizeF(std::min(width, box.right() - at.x()), metrics.height())), key, scene.style);
        at.setX(at.x() + width + 8 * u);
    }
}

QStringList captionOf(const Scene& scene, const View& view)
{
    const SweepPlan& plan = view.map->plan;
    QStringList parts;
    const Parameters& now = scene.snapshot->request;
    QString place = valueText(*plan.axes[0].row, parameterText(now, *plan.axes[0].row));
    if (view.plane())
        place += QStringLiteral(", ") + valueText(*plan.axes[1].row, parameterText(now, *plan.axes[1].row));
    parts << (view.plane() ? words("cross: %1") : words("line: %1")).arg(place) << pathText(view);
    const auto varied = [&](const char* row) {
        return std::any_of(plan.axes.begin(), plan.axes.end(),
                           [&](const Axis& a) { return std::string_view(a.row->name) == row; });
    };
    if (!varied("layers") && !varied("until"))
        parts << layersText(plan.base);
    parts << (view.plane() ? words("%1 × %2 cells").arg(view.x.size()).arg(view.y.size())
                           : words("%1 values").arg(view.x.size()));
    if (!scene.map.branchFailure.isEmpty())
        return {words("no branch: %1").arg(scene.map.branchFailure)};
    return parts;
}

void paintHatched(QPainter& painter, const QRectF& cell, const Style& style)
{
    const double u = style.unit();
    painter.save();
    painter.fillRect(cell, style.field());
    painter.setClipRect(cell, Qt::IntersectClip);
    painter.setPen(QPen(style.quiet(), 0.6 * u));
    const double step = 4 * u;  // lines that go on from cell to cell
    const double first = std::floor((cell.left() + cell.top()) / step) * step;
    for (double sum = first; sum < cell.right() + cell.bottom(); sum += step)
        painter.drawLine(QPointF(sum - cell.top(), cell.top()), QPointF(sum - cell.bottom(), cell.bottom()));
    painter.restore();
}

QColor paler(const QColor& colour, const Style& style)
{
    const QColor panel = style.panel();
    const auto mix = [](double a, double b) { return static_cast<float>(0.45 * a + 0.55 * b); };
    return QColor::fromRgbF(mix(colour.redF(), panel.redF()), mix(colour.greenF(), panel.greenF()),
                            mix(colour.blueF(), panel.blueF()));
}

QColor directionColour(const Style& style, std::size_t direction)
{
    return style.cluster(direction == 0 ? 0 : 1);
}

void paintDirectionMark(QPainter& painter, const Style& style, std::size_t direction, const QPointF& at)
{
    painter.setPen(QPen(style.panel(), 0.5 * style.unit()));
    painter.setBrush(directionColour(style, direction));
    paintMark(painter, direction == 0 ? kUpMark : kDownMark, at, 2.8 * style.unit());
}

}  // namespace gauge::ui::map
