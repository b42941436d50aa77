#include "ui/scene/chart.h"

#include "ui/painter/axes.h"
#include "ui/painter/text.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>
#include <QPainterPath>

namespace gauge::ui {
namespace {

/// From numbers to places along one side of a plot.
struct Scale {
    double low = 0;
    double high = 1;
    bool logarithmic = false;

    double at(double value) const
    {
        if (logarithmic)
            return (std::log(value) - std::log(low)) / (std::log(high) - std::log(low));
        return (value - low) / (high - low);
    }
    std::vector<double> marks(int count) const { return logarithmic ? logTicks(low, high) : ticks(low, high, count); }
};

constexpr double kFlat = 1e-9;  // of the values: by less they differ through rounding, which has no curve

Scale scaleOf(const Chart& chart, bool x)
{
    Scale s;
    s.logarithmic = x ? chart.logX : chart.logY;
    double low = INFINITY;
    double high = -INFINITY;
    const auto take = [&](double v) {
        if (std::isfinite(v) && (!s.logarithmic || v > 0)) {
            low = std::min(low, v);
            high = std::max(high, v);
        }
    };
    for (const auto* lines : {&chart.lines, &chart.beside})
        for (const ChartLine& line : *lines)
            for (const QPointF& p : line.points)
                take(x ? p.x() : p.y());
    if (!x && chart.level)
        take(*chart.level);
    if (!std::isfinite(low)) {
        low = 0.1;
        high = 1;
    } else if (!(high - low > kFlat * std::max(std::abs(low), std::abs(high)))) {
        const double room = low == 0 ? 1 : 0.5 * std::abs(low);
        low = low == 0 ? 0 : low - room;
        high += s.logarithmic ? 3 * high : room;
    }
    if (s.logarithmic) {
        const double pad = std::pow(high / low, 0.05);
        low /= pad;
        high *= pad;
    } else {
        const double pad = 0.04 * (high - low);
        low = low == 0 ? -pad : low - pad;
        high += pad;
    }
    s.low = low;
    s.high = high;
    return s;
}

class ChartPainter {
public:
    ChartPainter(QPainter& painter, const Chart& chart, const QRectF& area, const Style& style)
        : p_(painter), c_(chart), s_(style), u_(style.unit()), x_(scaleOf(chart, true)), y_(scaleOf(chart, false))
    {
        const QFontMetricsF metrics(s_.textFont());
        double labels = 0;
        for (const double v : y_.marks(5))
            labels = std::max(labels, metrics.horizontalAdvance(tickText(v)));
        const double line = metrics.height();
        plot_ = area.adjusted(labels + line + 14 * u_, line + 10 * u_, -8 * u_, 0);
        plot_.setBottom(area.bottom() - (2 * line + 14 * u_ + legendHeight()));
    }

    const QRectF& plot() const { return plot_; }

    void endAt(double bottom) { plot_.setBottom(bottom); }

    void paint(const QString& letter)
    {
        paintAxes(letter);
        p_.save();
        p_.setClipRect(plot_.adjusted(-u_, -u_, u_, u_));
        paintReferences();
        p_.restore();
        for (std::size_t k = 0; k < c_.lines.size(); ++k)
            paintLine(static_cast<int>(k));
        paintLegend();
    }

    QPointF at(const QPointF& v) const
    {
        return {plot_.left() + x_.at(v.x()) * plot_.width(), plot_.bottom() - y_.at(v.y()) * plot_.height()};
    }

private:
    /// Names that do not fit beside each other in the plot's width go below.
    double legendHeight() const
    {
        const QFontMetricsF metrics(s_.textFont());
        double x = 0;
        double rows = 1;
        for (const ChartLine& line : c_.lines) {
            const double need = metrics.horizontalAdvance(line.name) + 34 * u_;
            if (x > 0 && x + need > plot_.width() + 8 * u_) {
                x = 0;
                ++rows;
            }
            x += need;
        }
        return rows * (metrics.height() + 2 * u_) + 4 * u_;
    }

    void paintAxes(const QString& letter)
    {
        const QFontMetricsF metrics(s_.textFont());
        const double line = metrics.height();
        p_.setFont(s_.textFont());
        double free = 1e9;  // below the last number written
        for (const double v : y_.marks(5)) {
            const double y = plot_.bottom() - y_.at(v) * plot_.height();
            p_.setPen(QPen(s_.hairline(), std::max(0.25, 0.5 * u_)));
            p_.drawLine(QPointF(plot_.left(), y), QPointF(plot_.right(), y));
            if (y + line / 2 > free)
                continue;  // numbers never lie over one another
            free = y - line / 2;
            p_.setPen(s_.text());
            p_.drawText(QRectF(plot_.left() - 80 * u_, y - line / 2, 80 * u_ - 5 * u_, line),
                        Qt::AlignRight | Qt::AlignVCenter, tickText(v));
        }
        double used = -1e9;
        for (const double v : x_.marks(5)) {
            const double x = plot_.left() + x_.at(v) * plot_.width();
            p_.setPen(QPen(s_.quiet(), std::max(0.25, 0.7 * u_)));
            p_.drawLine(QPointF(x, plot_.bottom()), QPointF(x, plot_.bottom() + 3 * u_));
            const double half = metrics.horizontalAdvance(tickText(v)) / 2;
            if (x - half < used + 3 * u_)
                continue;
            used = x + half;
            p_.setPen(s_.text());
            p_.drawText(QRectF(x - 40 * u_, plot_.bottom() + 4 * u_, 80 * u_, line), Qt::AlignHCenter, tickText(v));
        }
        p_.setPen(QPen(s_.quiet(), std::max(0.25, 0.7 * u_)));
        p_.drawLine(plot_.bottomLeft(), plot_.bottomRight());
        p_.setPen(s_.text());
        p_.drawText(QRectF(plot_.left(), plot_.bottom() + line + 5 * u_, plot_.width(), line), Qt::AlignHCenter, c_.xLabel);
        p_.save();
        double labels = 0;
        for (const double v : y_.marks(5))
            labels = std::max(labels, metrics.horizontalAdvance(tickText(v)));
        p_.translate(plot_.left() - labels - 9 * u_ - line, plot_.center().y());
        p_.rotate(-90);
        drawFitted(p_, QRectF(-plot_.height() / 2 - 10 * u_, 0, plot_.height() + 20 * u_, line), Qt::AlignHCenter,
                   c_.yLabel);
        p_.restore();
        const QRectF top(plot_.left() - labels - 9 * u_ - line, plot_.top() - line - 7 * u_, plot_.width(), line);
        p_.setFont(s_.textFont(1.0, true));
        p_.drawText(top, Qt::AlignLeft, letter);
        const double indent = letter.isEmpty() ? 0 : QFontMetricsF(p_.font()).horizontalAdvance(letter) + 6 * u_;
        p_.setFont(s_.textFont());
        p_.drawText(top.adjusted(indent, 0, 60 * u_, 0), Qt::AlignLeft, c_.title);
    }

    void paintReferences()
    {
        const QFontMetricsF metrics(s_.textFont(0.92));
        p_.setFont(s_.textFont(0.92));
        const QPen pen(s_.quiet(), std::max(0.25, 0.9 * u_), Qt::DashLine);
        if (c_.level) {
            const double y = plot_.bottom() - y_.at(*c_.level) * plot_.height();
            p_.setPen(pen);
            p_.drawLine(QPointF(plot_.left(), y), QPointF(plot_.right(), y));
            p_.setPen(s_.quiet());
            const double above = y - metrics.height() - u_;
            p_.drawText(QRectF(plot_.left() + 4 * u_, above < plot_.top() ? y + u_ : above, plot_.width() - 8 * u_,
                               metrics.height()),
                        levelIsFreeAtTheRight() ? Qt::AlignRight : Qt::AlignLeft, c_.levelName);
        }
        if (c_.place) {
            const double x = plot_.left() + x_.at(*c_.place) * plot_.width();
            p_.setPen(pen);
            p_.drawLine(QPointF(x, plot_.top()), QPointF(x, plot_.bottom()));
            p_.setPen(s_.quiet());
            p_.drawText(QRectF(x - plot_.width(), plot_.top() + u_, plot_.width() - 4 * u_, metrics.height()),
                        Qt::AlignRight, c_.placeName);
        }
    }

    /// The end of the level at which lines keep further away from it has room for its name.
    bool levelIsFreeAtTheRight() const
    {
        double left = INFINITY;
        double right = INFINITY;
        for (const ChartLine& line : c_.lines) {
            if (line.points.empty())
                continue;
            left = std::min(left, std::abs(y_.at(line.points.front().y()) - y_.at(*c_.level)));
            right = std::min(right, std::abs(y_.at(line.points.back().y()) - y_.at(*c_.level)));
        }
        return right > left;
    }

    void paintLine(int number)
    {
        const ChartLine& line = c_.lines[static_cast<std::size_t>(number)];
        const QColor colour = s_.cluster(number);
        QPainterPath path;
        for (std::size_t k = 0; k < line.points.size(); ++k)
            k == 0 ? path.moveTo(at(line.points[k])) : path.lineTo(at(line.points[k]));
        p_.setBrush(Qt::NoBrush);
        p_.setPen(QPen(colour, 1.5 * u_, line.dashed ? Qt::DashLine : Qt::SolidLine));
        p_.drawPath(path);
        p_.setPen(QPen(s_.panel(), 0.6 * u_));
        p_.setBrush(colour);
        for (const QPointF& point : line.points)
            paintMark(p_, number, at(point), 3.2 * u_);
    }

    void paintLegend()
    {
        const QFontMetricsF metrics(s_.textFont());
        p_.setFont(s_.textFont());
        double x = plot_.left();
        double y = plot_.bottom() + 2 * metrics.height() + 12 * u_;
        for (std::size_t k = 0; k < c_.lines.size(); ++k) {
            const double need = metrics.horizontalAdvance(c_.lines[k].name) + 34 * u_;
            if (x > plot_.left() && x + need > plot_.right() + 8 * u_) {
                x = plot_.left();
                y += metrics.height() + 2 * u_;
            }
            const QColor colour = s_.cluster(static_cast<int>(k));
            const double middle = y + metrics.height() / 2;
            p_.setPen(QPen(colour, 1.5 * u_, c_.lines[k].dashed ? Qt::DashLine : Qt::SolidLine));
            p_.drawLine(QPointF(x, middle), QPointF(x + 20 * u_, middle));
            p_.setPen(QPen(s_.panel(), 0.6 * u_));
            p_.setBrush(colour);
            paintMark(p_, static_cast<int>(k), QPointF(x + 10 * u_, middle), 3.2 * u_);
            p_.setPen(s_.text());
            p_.drawText(QPointF(x + 24 * u_, y + metrics.ascent()), c_.lines[k].name);
            x += need;
        }
    }

    QPainter& p_;
    const Chart& c_;
    const Style& s_;
    double u_;
    Scale x_;
    Scale y_;
    QRectF plot_;
};

}  // namespace

void paintMark(QPainter& painter, int number, const QPointF& at, double r)
{
    QPainterPath path;
    switch (number % 6) {
    case 0: path.addEllipse(at, r, r); break;
    case 1: path.addRect(at.x() - 0.9 * r, at.y() - 0.9 * r, 1.8 * r, 1.8 * r); break;
    case 2:
        path.addPolygon(
            QPolygonF{at + QPointF(0, -1.2 * r), at + QPointF(1.1 * r, 0.8 * r), at + QPointF(-1.1 * r, 0.8 * r)});
        break;
    case 3:
        path.addPolygon(
            QPolygonF{at + QPointF(0, 1.2 * r), at + QPointF(1.1 * r, -0.8 * r), at + QPointF(-1.1 * r, -0.8 * r)});
        break;
    case 4:
        path.addPolygon(QPolygonF{at + QPointF(0, -1.3 * r), at + QPointF(1.3 * r, 0), at + QPointF(0, 1.3 * r),
                                  at + QPointF(-1.3 * r, 0)});
        break;
    default:
        path.addRect(at.x() - 1.2 * r, at.y() - 0.4 * r, 2.4 * r, 0.8 * r);
        path.addRect(at.x() - 0.4 * r, at.y() - 1.2 * r, 0.8 * r, 2.4 * r);
        path.setFillRule(Qt::WindingFill);
    }
    path.closeSubpath();
    painter.drawPath(path);
}

std::optional<ChartPoint> nearestPoint(const QRectF& area, const Chart& chart, const Style& style, const QPointF& at)
{
    QImage nothing(1, 1, QImage::Format_RGB32);
    QPainter none(&nothing);
    const ChartPainter shape(none, chart, area, style);
    std::optional<ChartPoint> found;
    double nearest = 24 * style.unit();
    for (std::size_t k = 0; k < chart.lines.size(); ++k) {
        for (std::size_t p = 0; p < chart.lines[k].points.size(); ++p) {
            const QPointF d = shape.at(chart.lines[k].points[p]) - at;
            if (std::hypot(d.x(), d.y()) < nearest) {
                nearest = std::hypot(d.x(), d.y());
                found = ChartPoint{k, p};
            }
        }
    }
    return found;
}

std::vector<double> logTicks(double low, double high)
{
    const int decades = static_cast<int>(std::floor(std::log10(high)) - std::ceil(std::log10(low))) + 1;
    std::vector<double> steps{1};
    if (decades < 3)
        steps = {1, 2, 5};
    if (decades < 2)
        steps = {1, 1.5, 2, 3, 4, 5, 7};
    std::vector<double> marks;
    for (int e = static_cast<int>(std::floor(std::log10(low))); e <= static_cast<int>(std::ceil(std::log10(high))); ++e)
        for (const double step : steps)
            if (const double v = step * std::pow(10.0, e); v >= low && v <= high)
                marks.push_back(v);
    return marks;
}

QString tickText(double value)
{
    const double size = std::abs(value);
    if (size >= 1000 && size < 1e6 && value == std::round(value))
        return wholeNumber(value);
    if (size > 0 && (size < 0.01 || size >= 1e6)) {
        const int exponent = static_cast<int>(std::floor(std::log10(size) + 1e-9));
        static const QString digits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
        QString power = exponent < 0 ? QStringLiteral("⁻") : QString();
        for (const QChar c : QString::number(std::abs(exponent)))
            power += digits[c.digitValue()];
        const double factor = value / std::pow(10.0, exponent);
        return (std::abs(factor - 1) < 1e-6 ? QString() : shortNumber(factor) + QStringLiteral("·")) +
               QStringLiteral("10") + power;
    }
    return shortNumber(value);
}

void paintCharts(QPainter& painter, const QRectF& area, const std::vector<Chart>& charts, const Style& style)
{
    const double width = area.width() / static_cast<double>(std::max<std::size_t>(charts.size(), 1));
    std::vector<ChartPainter> hands;
    double bottom = area.bottom();
    for (std::size_t k = 0; k < charts.size(); ++k) {
        const QRectF part(area.left() + static_cast<double>(k) * width, area.top(), width, area.height());
        hands.emplace_back(painter, charts[k], part, style);
        bottom = std::min(bottom, hands.back().plot().bottom());
    }
    for (std::size_t k = 0; k < hands.size(); ++k) {
        hands[k].endAt(bottom);
        hands[k].paint(charts.size() > 1 ? QString(QChar(static_cast<ushort>('a' + k))) : QString());
    }
}

QRectF chartPlot(const QRectF& area, const Chart& chart, const Style& style)
{
    QImage nothing(1, 1, QImage::Format_RGB32);
    QPainter none(&nothing);
    return ChartPainter(none, chart, area, style).plot();
}

}  // namespace gauge::ui
