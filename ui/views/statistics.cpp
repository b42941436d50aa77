// Entropies, agreement, heads, equivariance and frames as papers print them: curves of a snapshot that were asked for.
#include "ui/categories.h"
#include "ui/chart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <QCoreApplication>
#include <QFontMetricsF>

namespace gauge::ui {
namespace {

constexpr std::size_t kMostLines = 6;  // heads that can be told apart

QString words(const char* text)
{
    return QCoreApplication::translate("views", text);
}

std::vector<ChartLine> linesByHead(const std::vector<double>& x, const std::vector<Vectord>& values)
{
    std::vector<ChartLine> lines;
    const auto heads = static_cast<std::size_t>(values.front().size());
    const auto add = [&](const QString& name, auto value, bool dashed) {
        ChartLine line{name, {}, dashed};
        for (std::size_t k = 0; k < values.size(); ++k)
            if (std::isfinite(value(values[k])))
                line.points.emplace_back(x[k], value(values[k]));
        lines.push_back(std::move(line));
    };
    if (heads == 1)
        add(
            words("entropy"), [](const Vectord& v) { return v(0); }, false);
    else if (heads <= kMostLines)
        for (std::size_t h = 0; h < heads; ++h)
            add(
                words("head %1").arg(h), [h](const Vectord& v) { return v(static_cast<Index>(h)); }, false);
    else {
        add(
            words("mean of %1 heads").arg(heads), [](const Vectord& v) { return v.mean(); }, false);
        add(
            words("least"), [](const Vectord& v) { return v.minCoeff(); }, true);
        add(
            words("greatest"), [](const Vectord& v) { return v.maxCoeff(); }, true);
    }
    return lines;
}

std::vector<double> counted(std::size_t n)
{
    std::vector<double> x(n);
    for (std::size_t k = 0; k < n; ++k)
        x[k] = static_cast<double>(k);
    return x;
}

Chart entropyByLayer(const Snapshot& s)
{
    Chart c;
    c.xLabel = words("layer");
    c.yLabel = words("attention entropy (nat)");
    c.lines = linesByHead(counted(s.curves->entropy.size()), s.curves->entropy);
    c.level = std::log(static_cast<double>(s.tokens()));
    c.levelName = words("ln N: everyone alike");
    return c;
}

Chart agreement(const Snapshot& s)
{
    Chart c;
    c.xLabel = words("layer");
    c.yLabel = words("mean distance D (nat)");
    for (const auto& [name, values] :
         {std::pair(words("within groups"), &s.curves->within), std::pair(words("between groups"), &s.curves->between)}) {
        ChartLine line{name, {}, false};
        for (std::size_t k = 0; k < values->size(); ++k)
            if (std::isfinite((*values)[k]))
                line.points.emplace_back(static_cast<double>(k), (*values)[k]);
        if (!line.points.empty())
            c.lines.push_back(std::move(line));
    }
    c.level = s.levels->front().threshold;
    c.levelName = words("θ");
    return c;
}

Chart entropyByKappa(const Snapshot& s)
{
    Chart c;
    c.xLabel = words("temperature κ (nat)");
    c.yLabel = words("attention entropy (nat)");
    c.logX = true;
    c.lines = linesByHead(s.curves->kappa, s.curves->entropyOfKappa);
    c.level = std::log(static_cast<double>(s.tokens()));
    c.levelName = words("ln N: everyone alike");
    c.place = s.request.attention.kappa;
    c.placeName = words("κ = %1").arg(tickText(s.request.attention.kappa));
    return c;
}

Chart equivariance(const Snapshot& s)
{
    Chart c;
    c.title = words("q → g·q, U → g U, a g for every token");
    c.xLabel = words("size of the change, ‖ln g‖");
    c.yLabel = words("largest |ΔE| / largest |E|");
    c.logX = c.logY = true;
    ChartLine line{words("residual"), {}, false};
    for (const Residual& r : s.curves->equivariance)
        line.points.emplace_back(r.size, std::max(r.change, 1e-17));
    c.lines.push_back(std::move(line));
    c.level = 2.220446e-16;
    c.levelName = words("rounding of one double");
    return c;
}

struct Role {
    const char* name;
    double HeadRole::*value;
    const char* unit;
};

const std::array<Role, 5>& roles()
{
    static const std::array<Role, 5> all{{{"entropy", &HeadRole::entropy, "nat"},
                                          {"concentration", &HeadRole::concentration, ""},
                                          {"to self", &HeadRole::self, ""},
                                          {"reach", &HeadRole::reach, "tokens"},
                                          {"energy", &HeadRole::energy, "nat"}}};
    return all;
}

/// A row a head, a column a quantity, each a bar on the column's own scale with its number.
void paintRoles(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF inner = area.adjusted(12 * u, 8 * u, -12 * u, -8 * u);
    const double first = std::min(metrics.horizontalAdvance(words("head 99 · d = 99")) + 8 * u, 0.24 * inner.width());
    const double column = (inner.width() - first) / static_cast<double>(roles().size());
    const double head = 2 * metrics.height() + 8 * u;
    const std::size_t fitting =
        std::max<std::size_t>(1, static_cast<std::size_t>((inner.height() - head) / (metrics.height() + 4 * u)));
    const std::size_t rows = std::min(s.curves->heads.size(), fitting);
    const double row = std::min(44 * u, (inner.height() - head) / static_cast<double>(rows));
    for (std::size_t k = 0; k < roles().size(); ++k) {
        const double left = inner.left() + first + static_cast<double>(k) * column;
        painter.setPen(scene.style.quiet());
        painter.drawText(QRectF(left, inner.top(), column - 8 * u, metrics.height()), Qt::AlignRight,
                         metrics.elidedText(words(roles()[k].name), Qt::ElideRight, column - 8 * u));
        painter.drawText(QRectF(left, inner.top() + metrics.height(), column - 8 * u, metrics.height()), Qt::AlignRight,
                         QLatin1String(roles()[k].unit));
        double most = 0;
        for (const HeadRole& r : s.curves->heads)
            most = std::max(most, r.*roles()[k].value);
        for (std::size_t h = 0; h < rows; ++h) {
            const double value = s.curves->heads[h].*roles()[k].value;
            const QRectF cell(left, inner.top() + head + static_cast<double>(h) * row, column - 8 * u, row - 3 * u);
            QColor fill = scene.style.cluster(5);
            fill.setAlphaF(0.55F);
            if (most > 0)
                painter.fillRect(QRectF(cell.left() + 6 * u, cell.bottom() - 3 * u,
                                        std::max(0.0, value / most) * (cell.width() - 6 * u), 3 * u),
                                 fill);
            painter.setPen(scene.style.text());
            painter.drawText(cell.adjusted(0, 0, 0, -2 * u), Qt::AlignRight | Qt::AlignVCenter,
                             std::isnan(value) ? QStringLiteral("–") : QString::number(value, 'g', 3));
        }
    }
    for (std::size_t h = 0; h < rows; ++h) {
        painter.setPen(scene.style.text());
        painter.drawText(
            QRectF(inner.left(), inner.top() + head + static_cast<double>(h) * row, first, row - 5 * u),
            Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(words("head %1 · d = %2").arg(h).arg(s.state->heads[h]), Qt::ElideRight, first));
    }
    painter.setPen(scene.style.quiet());
    if (rows < s.curves->heads.size())
        painter.drawText(QPointF(inner.left(), inner.bottom()),
                         words("%1 more heads in the table").arg(s.curves->heads.size() - rows));
}

struct Scatter {
    QRectF plot;
    double scale = 1;
    Eigen::Vector2d middle = Eigen::Vector2d::Zero();
    QPointF at(double x, double y) const
    {
        return {plot.center().x() + (x - middle.x()) * scale, plot.center().y() - (y - middle.y()) * scale};
    }
};

Scatter scatterOf(const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const RowMatrixd& at = scene.snapshot->curves->frames.at;
    Scatter p{area.adjusted(30 * u, 10 * u, -14 * u, -28 * u)};
    const Eigen::Vector2d low = at.colwise().minCoeff().transpose();
    const Eigen::Vector2d high = at.colwise().maxCoeff().transpose();
    const Eigen::Vector2d span = (high - low).cwiseMax(1e-9);
    p.middle = (low + high) / 2;
    p.scale = 0.84 * std::min(p.plot.width() / span.x(), p.plot.height() / span.y());
    return p;
}

void paintFrameMap(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const FramePlane& frames = s.curves->frames;
    if (frames.explained[0] <= 0) {
        paintRefusal(painter, area, scene,
                     words("All frames are alike: raise the position rate ω, or open a state with frames."));
        return;
    }
    const Scatter p = scatterOf(area, scene);
    const Categories categories = categoriesOf(s, scene.options.colour);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(scene.style.hairline(), 0.75 * u));
    painter.drawRect(p.plot);
    std::vector<QRectF> taken;
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    for (Index i = 0; i < s.tokens(); ++i) {
        const QPointF at = p.at(frames.at(i, 0), frames.at(i, 1));
        const bool lit = scene.selection.lights(static_cast<int>(i));
        const int number = categories.of.empty() ? 0 : categories.of[static_cast<std::size_t>(i)];
        painter.setPen(lit ? QPen(scene.style.accent(), 2 * u) : QPen(scene.style.panel(), 0.6 * u));
        painter.setBrush(categories.of.empty() ? tokenColour(s, scene.style, i)
                                               : scene.style.cluster(number % kClusterColours));
        paintMark(painter, number, at, (lit ? 4.4 : 3.6) * u);
        taken.emplace_back(at.x() - 3 * u, at.y() - 3 * u, 6 * u, 6 * u);
    }
    const auto marks = taken.size();
    for (Index i = 0; i < s.tokens() && taken.size() < marks + 80; ++i) {
        const QString name = tokenName(s, i);
        const QPointF at = p.at(frames.at(i, 0), frames.at(i, 1));
        const QRectF box(at.x() + 6 * u, at.y() - metrics.height() / 2, metrics.horizontalAdvance(name) + 2,
                         metrics.height());
        if (!p.plot.adjusted(0, 0, categories.of.empty() ? 0 : -130 * u, 0).contains(box) ||
            std::any_of(taken.begin(), taken.end(), [&](const QRectF& t) { return t.intersects(box); }))
            continue;
        taken.push_back(box);
        painter.setPen(scene.selection.lights(static_cast<int>(i)) ? scene.style.accent() : scene.style.text());
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, name);
    }
    paintCategoryKey(painter, p.plot, categories, scene.style);
    painter.setPen(scene.style.quiet());
    const auto axis = [&](int k) {
        return words("PC%1 of the frames' entries (%2 % of variance)").arg(k + 1).arg(100 * frames.explained[k], 0, 'f', 0);
    };
    painter.drawText(QRectF(p.plot.left(), p.plot.bottom() + 6 * u, p.plot.width(), metrics.height()), Qt::AlignHCenter,
                     metrics.elidedText(axis(0), Qt::ElideRight, p.plot.width()));
    painter.save();
    painter.translate(p.plot.left() - 8 * u - metrics.height(), p.plot.center().y());
    painter.rotate(-90);
    painter.drawText(QRectF(-p.plot.height() / 2, 0, p.plot.height(), metrics.height()), Qt::AlignHCenter,
                     metrics.elidedText(axis(1), Qt::ElideRight, p.plot.height()));
    painter.restore();
}

Chart chartOf(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    switch (scene.options.statistics) {
    case Agreement: return agreement(s);
    case EntropyByKappa: return entropyByKappa(s);
    case Equivariance: return equivariance(s);
    default: return entropyByLayer(s);
    }
}

bool isChart(int mode)
{
    return mode != HeadRoles && mode != FrameMap;
}

QRectF chartArea(const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    return area.adjusted(8 * u, 4 * u, -4 * u, 0);
}

}  // namespace

void paintStatistics(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    if (!s.curves) {
        paintRefusal(painter, area, scene, words("Computing…"));
        return;
    }
    if (scene.options.statistics == Equivariance && s.curves->equivariance.empty()) {
        paintRefusal(painter, area, scene, words("No residual: ") + QString::fromStdString(s.curves->equivarianceRefused));
        return;
    }
    if (scene.options.statistics == HeadRoles)
        paintRoles(painter, area, scene);
    else if (scene.options.statistics == FrameMap)
        paintFrameMap(painter, area, scene);
    else
        paintCharts(painter, chartArea(area, scene), {chartOf(scene)}, scene.style);
}

void paintStatisticsDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    Scene other = scene;
    std::swap(other.snapshot, other.reference);
    if (!isChart(scene.options.statistics) || scene.options.statistics == Equivariance || !scene.snapshot->curves ||
        !scene.reference->curves) {
        paintRefusal(painter, area, scene,
                     isChart(scene.options.statistics)
                         ? words("No difference: A was pinned without its statistics. Open this view, then pin again.")
                         : words("No difference of this picture: compare A and B side by side."));
        return;
    }
    Chart b = chartOf(scene);
    const Chart a = chartOf(other);
    b.level = 0;
    b.levelName.clear();
    b.place.reset();
    b.yLabel.prepend(words("Δ "));
    std::vector<ChartLine> lines;
    for (std::size_t k = 0; k < std::min(a.lines.size(), b.lines.size()); ++k) {
        ChartLine line{b.lines[k].name, {}, b.lines[k].dashed};
        for (const QPointF& p : b.lines[k].points)
            for (const QPointF& q : a.lines[k].points)
                if (p.x() == q.x())
                    line.points.emplace_back(p.x(), p.y() - q.y());
        if (!line.points.empty())
            lines.push_back(std::move(line));
    }
    b.lines = std::move(lines);
    if (b.lines.empty())
        paintRefusal(painter, area, scene, words("No difference: A and B have no common place on this axis."));
    else
        paintCharts(painter, chartArea(area, scene), {b}, scene.style);
}

QString statisticsRefusal(const Scene& scene)
{
    return scene.options.statistics == Agreement ? consensusRefusalOf(scene) : QString();
}

QRectF statisticsPlot(const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    if (!s.curves || !statisticsRefusal(scene).isEmpty() || scene.options.statistics == HeadRoles)
        return {};
    if (scene.options.statistics == FrameMap)
        return s.curves->frames.at.rows() > 0 ? scatterOf(area, scene).plot : QRectF();
    if (scene.options.statistics == Equivariance && s.curves->equivariance.empty())
        return {};
    return chartPlot(chartArea(area, scene), chartOf(scene), scene.style);
}

Hit hitStatistics(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    Hit hit;
    if (!s.curves)
        return hit;
    if (scene.options.statistics == FrameMap && s.curves->frames.explained[0] > 0) {
        const Scatter p = scatterOf(area, scene);
        double nearest = 9 * scene.style.unit();
        for (Index i = 0; i < s.tokens(); ++i) {
            const QPointF d = p.at(s.curves->frames.at(i, 0), s.curves->frames.at(i, 1)) - at;
            if (std::hypot(d.x(), d.y()) >= nearest)
                continue;
            nearest = std::hypot(d.x(), d.y());
            hit.tokens = {static_cast<int>(i)};
            hit.text = words("frame of %1").arg(tokenName(s, i));
        }
    } else if (isChart(scene.options.statistics) &&
               !(scene.options.statistics == Equivariance && s.curves->equivariance.empty())) {
        const Chart chart = chartOf(scene);
        if (const auto found = nearestPoint(chartArea(area, scene), chart, scene.style, at)) {
            const ChartLine& line = chart.lines[found->line];
            const QPointF point = line.points[found->point];
            hit.value = exactNumber(point.y());
            hit.text = QStringLiteral("%1: %2 = %3, %4 = %5")
                           .arg(line.name, chart.xLabel, tickText(point.x()), chart.yLabel)
                           .arg(point.y(), 0, 'g', 6);
        }
    }
    return hit;
}

QList<QStringList> tableOfStatistics(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    if (!s.curves)
        return {{words("statistics are computed while their view is open")}};
    QList<QStringList> rows;
    if (scene.options.statistics == HeadRoles) {
        QStringList head{words("head")};
        for (const Role& role : roles())
            head << (QLatin1String(role.unit).isEmpty()
                         ? words(role.name)
                         : words(role.name) + QStringLiteral(" (%1)").arg(QLatin1String(role.unit)));
        rows << head;
        for (std::size_t h = 0; h < s.curves->heads.size(); ++h) {
            QStringList row{QString::number(h)};
            for (const Role& role : roles())
                row << exactNumber(s.curves->heads[h].*role.value);
            rows << row;
        }
        return rows;
    }
    if (scene.options.statistics == FrameMap) {
        rows << QStringList{words("token"), words("PC1"), words("PC2")};
        for (Index i = 0; i < s.tokens(); ++i)
            rows << QStringList{tokenName(s, i), exactNumber(s.curves->frames.at(i, 0)),
                                exactNumber(s.curves->frames.at(i, 1))};
        return rows;
    }
    const Chart c = chartOf(scene);
    rows << QStringList{words("line"), c.xLabel, c.yLabel};
    for (const ChartLine& line : c.lines)
        for (const QPointF& p : line.points)
            rows << QStringList{line.name, exactNumber(p.x()), exactNumber(p.y())};
    return rows;
}

}  // namespace gauge::ui
