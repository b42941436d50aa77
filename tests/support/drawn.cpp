#include "tests/support/drawn.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <QRegularExpression>
#include <stdexcept>

namespace gauge::ui::test {
namespace {

struct Mark {
    double place;
    double value;
};

DrawnAxis axisThrough(std::vector<Mark> marks, bool squareRoot, const char* which)
{
    std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.value < b.value; });
    if (marks.size() < 2 || marks.front().value == marks.back().value)
        throw std::runtime_error(std::string(which) + ": expected two numbers at least, found " +
                                 std::to_string(marks.size()));
    const DrawnAxis axis{marks.front().place, marks.front().value, marks.back().place, marks.back().value, squareRoot};
    for (const Mark& m : marks)  // every number in between stands where it should
        if (std::abs(axis.at(m.place) - m.value) > 0.02 * (axis.toValue - axis.fromValue))
            throw std::runtime_error(std::string(which) + ": " + std::to_string(m.value) + " stands at " +
                                     std::to_string(axis.at(m.place)));
    return axis;
}

bool isHorizontal(const SvgPath& p)
{
    return p.points.size() == 2 && std::abs(p.points[0].y() - p.points[1].y()) < 0.01;
}

bool isVertical(const SvgPath& p)
{
    return p.points.size() == 2 && std::abs(p.points[0].x() - p.points[1].x()) < 0.01;
}

/// The parameter of a map's colour.
double parameterOf(ColourMap map, const QColor& colour)
{
    double best = 0;
    double nearest = 1e9;
    for (int k = 0; k <= 1020; ++k) {
        const QColor c = shadeOf(map, k / 1020.0);
        const double d = std::hypot(c.red() - colour.red(), c.green() - colour.green(), c.blue() - colour.blue());
        if (d < nearest) {
            nearest = d;
            best = k / 1020.0;
        }
    }
    if (nearest > 3)
        throw std::runtime_error("a colour that is not on the map: " + colour.name().toStdString());
    return best;
}

}  // namespace

double DrawnAxis::at(double place) const
{
    const double t = (place - from) / (to - from);
    if (!squareRoot)
        return fromValue + t * (toValue - fromValue);
    const double root = std::sqrt(fromValue) + t * (std::sqrt(toValue) - std::sqrt(fromValue));
    return root * std::abs(root);
}

std::optional<double> numberIn(const QString& text)
{
    QString plain = text.trimmed();
    plain.replace(QChar(0x2212), QLatin1Char('-')).remove(QLatin1Char(','));
    static const QRegularExpression power(QStringLiteral("^(?:(-?[0-9.]+)·)?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$"));
    if (const auto match = power.match(plain); match.hasMatch()) {
        static const QString digits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
        QString exponent;
        for (const QChar c : match.captured(2))
            exponent += c == QChar(u'⁻') ? QStringLiteral("-") : QString::number(digits.indexOf(c));
        return (match.captured(1).isEmpty() ? 1.0 : match.captured(1).toDouble()) * std::pow(10.0, exponent.toInt());
    }
    bool good = false;
    const double value = plain.toDouble(&good);
    return good ? std::optional(value) : std::nullopt;
}

DrawnAxis verticalAxis(const Svg& svg, double left, double right, double top, double bottom, bool squareRoot)
{
    std::vector<Mark> marks;
    for (const SvgText& text : svg.texts) {
        const auto value = numberIn(text.text);
        const double middle = text.at.y() - 0.34 * text.size;
        if (!value || text.angle != 0 || text.at.x() < left || text.at.x() > right || middle < top - text.size ||
            middle > bottom + text.size)
            continue;
        double nearest = 1e9;
        double place = 0;
        for (const SvgPath& line : svg.paths)
            if (isHorizontal(line) && std::abs(line.points[0].y() - middle) < nearest &&
                std::min(line.points[0].x(), line.points[1].x()) > left - 40 &&
                std::max(line.points[0].x(), line.points[1].x()) < right + 1000) {
                nearest = std::abs(line.points[0].y() - middle);
                place = line.points[0].y();
            }
        if (nearest < 0.25 * text.size)
            marks.push_back({place, *value});
    }
    return axisThrough(marks, squareRoot, "vertical axis");
}

DrawnAxis horizontalAxis(const Svg& svg, double y, double left, double right)
{
    std::vector<Mark> marks;
    for (const SvgPath& tick : svg.paths) {
        if (!isVertical(tick) || std::abs(tick.points[0].y() - y) > 0.6 || std::abs(tick.points[1].y() - y) > 8)
            continue;
        const double x = tick.points[0].x();
        if (x < left - 0.1 || x > right + 0.1)
            continue;
        for (const SvgText& text : svg.texts) {
            const auto value = numberIn(text.text);
            const double width = 0.52 * text.size * static_cast<double>(text.text.trimmed().size());
            if (value && text.at.y() > y && text.at.y() < y + 3 * text.size &&
                std::abs(text.at.x() + width / 2 - x) < std::max(3.0, 0.5 * width))
                marks.push_back({x, *value});
        }
    }
    return axisThrough(marks, false, "horizontal axis");
}

double DrawnBar::valueOf(const QColor& colour) const
{
    return axis.at(place.bottom() - parameterOf(map, colour) * place.height());
}

DrawnBar colourBar(const Svg& svg, const QRectF& within, ColourMap map)
{
    std::map<long, std::vector<SvgRect>> columns;
    for (const SvgRect& r : svg.rects)
        if (within.contains(r.place.center()) && r.fill.alpha() > 0 && r.place.height() < r.place.width())
            columns[std::lround(r.place.left() * 100)].push_back(r);
    for (const auto& [x, rects] : columns) {
        if (rects.size() < 32)
            continue;
        DrawnBar bar;
        bar.map = map;
        bar.place = rects.front().place;
        for (const SvgRect& r : rects)
            bar.place = bar.place.united(r.place);
        for (const SvgRect& r : rects) {  // it rises evenly from below
            const double t = parameterOf(map, r.fill);
            const double low = (bar.place.bottom() - r.place.bottom()) / bar.place.height();
            const double high = (bar.place.bottom() - r.place.top()) / bar.place.height();
            if (t < low - 0.02 || t > high + 0.02)
                throw std::runtime_error("colour bar: a colour at the wrong height");
        }
        bar.axis = verticalAxis(svg, bar.place.right(), bar.place.right() + 40, bar.place.top(), bar.place.bottom());
        return bar;
    }
    throw std::runtime_error("expected a colour bar, found none");
}

DrawnMatrix squares(const Svg& svg, Index rows, std::size_t which)
{
    // Squares by size: cells of one matrix, or of several beside each other, are alike and the most.
    std::map<long, std::vector<const SvgRect*>> sizes;
    for (const SvgRect& r : svg.rects)
        if (r.fill.alpha() > 0 && std::abs(r.place.width() - r.place.height()) < 0.07 * r.place.width())
            sizes[std::lround(20 * r.place.height())].push_back(&r);
    std::vector<const SvgRect*> cells;
    for (auto it = sizes.begin(); it != sizes.end(); ++it) {
        std::vector<const SvgRect*> near;
        for (auto other = it; other != sizes.end() && other->first < 1.06 * static_cast<double>(it->first) + 1; ++other)
            near.insert(near.end(), other->second.begin(), other->second.end());
        if (near.size() > cells.size())
            cells = near;
    }
    std::sort(cells.begin(), cells.end());  // as they were drawn
    const auto n = static_cast<std::size_t>(rows);
    if (cells.size() < n * n)
        throw std::runtime_error("expected " + std::to_string(n * n) + " cells, found " + std::to_string(cells.size()));
    std::vector<double> xs;
    std::vector<double> ys;
    for (const SvgRect* r : cells) {
        xs.push_back(r->place.left());
        ys.push_back(r->place.top());
    }
    const auto distinct = [](std::vector<double> v) {
        std::sort(v.begin(), v.end());
        v.erase(std::unique(v.begin(), v.end(), [](double a, double b) { return std::abs(a - b) < 0.01; }), v.end());
        return v;
    };
    xs = distinct(xs);
    ys = distinct(ys);
    const std::size_t across = xs.size() / n;
    if (across == 0 || xs.size() % n != 0 || ys.size() % n != 0 || which >= across * (ys.size() / n))
        throw std::runtime_error("expected matrices of " + std::to_string(n) + ", found places of " +
                                 std::to_string(xs.size()) + " × " + std::to_string(ys.size()));
    const std::size_t x0 = which % across * n;
    const std::size_t y0 = which / across * n;
    DrawnMatrix m;
    m.cells.assign(n, std::vector<QColor>(n));
    const auto placeOf = [](const std::vector<double>& v, double x) {
        return static_cast<std::size_t>(
            std::min_element(v.begin(), v.end(), [&](double a, double b) { return std::abs(a - x) < std::abs(b - x); }) -
            v.begin());
    };
    for (const SvgRect* r : cells) {
        const std::size_t column = placeOf(xs, r->place.left());
        const std::size_t row = placeOf(ys, r->place.top());
        if (column < x0 || column >= x0 + n || row < y0 || row >= y0 + n)
            continue;
        m.cells[row - y0][column - x0] = r->fill;  // the last one drawn is on top
        m.place = m.place.united(r->place);
    }
    return m;
}

DrawnMatrix bitmap(const Svg& svg)
{
    if (svg.images.size() != 1)
        throw std::runtime_error("expected one bitmap, found " + std::to_string(svg.images.size()));
    const SvgImage& drawn = svg.images.front();
    if (drawn.rendering != QLatin1String("optimizeSpeed"))
        throw std::runtime_error("a bitmap that readers smooth: " + drawn.rendering.toStdString());
    DrawnMatrix m;
    m.place = drawn.place;
    for (int y = 0; y < drawn.image.height(); ++y) {
        m.cells.emplace_back();
        for (int x = 0; x < drawn.image.width(); ++x)
            m.cells.back().push_back(drawn.image.pixelColor(x, y));
    }
    return m;
}

DrawnEllipse ellipseOf(const SvgPath& path)
{
    DrawnEllipse e{{0, 0}, Eigen::Matrix2d::Zero()};
    const auto corners = static_cast<double>(path.points.size() - 1);  // the last is the first again
    for (qsizetype k = 0; k + 1 < path.points.size(); ++k)
        e.centre += path.points[k] / corners;
    for (qsizetype k = 0; k + 1 < path.points.size(); ++k) {
        const Eigen::Vector2d d(path.points[k].x() - e.centre.x(), path.points[k].y() - e.centre.y());
        e.spread += 2 / corners * d * d.transpose();
    }
    return e;
}

}  // namespace gauge::ui::test
