#include "ui/scene/words.h"
#include "ui/views/map/keys.h"
#include "ui/views/map/pictures.h"
#include "ui/views/map/rows.h"
#include "ui/views/map/view.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui::map {
namespace {

QString kindOf(const SweptPoint& point)
{
    if (point.fold)
        return words("fold");
    return point.stable ? words("stable") : words("unstable");
}

QString exactly(const Ruler& ruler, std::size_t k)
{
    if (ruler.words)
        return placeText(ruler, k);
    return words("%1 = %2").arg(rowSymbol(*ruler.axis->row),
                                QString::number(QString::fromStdString(ruler.word(k)).toDouble(), 'g', 6));
}

QString seedsText(const View& view, const CellValue& value)
{
    const auto all = static_cast<int>(view.map->plan.seedCount());
    if (!view.seeds())
        return {};
    const QString of =
        value.numbers == all ? words("%1 seeds").arg(all) : words("%1 of %2 seeds").arg(value.numbers).arg(all);
    return words(" ± %1 (%2)").arg(QString::number(value.spread, 'g', 3), of);
}

/// "0.632", or why there is no number.
QString valueText(const View& view, const CellValue& value)
{
    if (value.numbers == 0 && value.known && !view.map->failure.empty())
        return words("no number (one reason here: %1)").arg(QString::fromStdString(view.map->failure));
    if (value.numbers == 0)
        return words("no number");
    QString text = QString::number(value.mean, 'g', 6) + seedsText(view, value);
    if (*measureUnit(view.measure) != '\0')
        text += QLatin1Char(' ') + words(measureUnit(view.measure));
    return value.known ? text : words("not computed yet; near it %1").arg(text);
}

Hit hitCell(const View& view, std::size_t i, std::size_t j)
{
    Hit hit;
    QString where = exactly(view.x, i);
    if (view.plane())
        where += QStringLiteral(", ") + exactly(view.y, j);
    const QString name = measureSymbol(view.measure);
    if (view.both())
        hit.text = words("%1: %2 up %3, down %4")
                       .arg(where, name, valueText(view, view.cell(i, j, 0)), valueText(view, view.cell(i, j, 1)));
    else
        hit.text = words("%1: %2 = %3").arg(where, name, valueText(view, view.cell(i, j, 0)));
    if (view.difference && std::isfinite(view.colour(i, j)))
        hit.text += words(", up − down %1").arg(QString::number(view.colour(i, j), 'g', 6));
    if (std::isfinite(view.colour(i, j)) && view.known(i, j))
        hit.value = exactNumber(view.colour(i, j));
    return hit;
}

/// A point of the branch near the pointer; nothing where there is none.
std::optional<Hit> hitBranch(const Picture& p, const Cut& cut, const QPointF& at)
{
    const std::vector<QPointF> places = branchIn(p, cut);
    double nearest = 7 * p.scene.style.unit();
    std::optional<std::size_t> found;
    for (std::size_t k = 0; k < places.size(); ++k) {
        const QPointF d = places[k] - at;
        if (const double distance = std::hypot(d.x(), d.y()); distance < nearest) {
            nearest = distance;
            found = k;
        }
    }
    if (!found)
        return std::nullopt;
    const SweptBranch& branch = *p.scene.map.branch;
    const SweptPoint& point = branch.points[*found];
    const double value = branchValues(branch, p.view.measure)[*found];
    Hit hit;
    hit.value = exactNumber(value);
    hit.text =
        words("%1 at %2 = %3: %4 = %5, eigenvalue %6")
            .arg(kindOf(point), rowSymbol(*branch.row), QString::number(point.value, 'g', 6), measureSymbol(p.view.measure),
                 QString::number(value, 'g', 6), QString::number(point.eigenvalue, 'g', 6));
    return hit;
}

}  // namespace

Hit hit(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Picture p = pictureOf(area, scene);
    const Layout& l = p.layout;
    const auto along = [&](const QRectF& plot) { return (at.x() - plot.left()) / plot.width(); };
    const auto up = [&](const QRectF& plot) { return (plot.bottom() - at.y()) / plot.height(); };
    if (l.cells.contains(at))
        return hitCell(p.view, p.view.x.placeAt(along(l.cells)), p.view.y.placeAt(up(l.cells)));
    for (const Cut& cut : cutsOf(p)) {
        if (!cut.plot.contains(at))
            continue;
        if (const auto branch = hitBranch(p, cut, at))
            return *branch;
        return cut.alongX ? hitCell(p.view, p.view.x.placeAt(along(cut.plot)), p.cross.row)
                          : hitCell(p.view, p.cross.column, p.view.y.placeAt(up(cut.plot)));
    }
    return {};
}

}  // namespace gauge::ui::map
