// What each method costs on this very state: measured times with their spread, operations, memory, error.
#include "ui/painter/axes.h"
#include "ui/scene.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QTextOption>

namespace gauge::ui {
namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("views", text);
}

QString timeText(double seconds)
{
    if (seconds <= 0)
        return QStringLiteral("–");
    if (seconds < 1e-3)
        return QString::number(seconds * 1e6, 'f', seconds < 1e-4 ? 1 : 0) + QStringLiteral(" µs");
    if (seconds < 1)
        return QString::number(seconds * 1e3, 'f', seconds < 1e-2 ? 2 : 1) + QStringLiteral(" ms");
    return QString::number(seconds, 'f', 2) + QStringLiteral(" s");
}

QString countText(double count)
{
    constexpr std::array<const char*, 5> units{"", "k", "M", "G", "T"};
    std::size_t k = 0;
    while (count >= 1000 && k + 1 < units.size()) {
        count /= 1000;
        ++k;
    }
    return QString::number(count, 'g', 3) + QLatin1Char(' ') + QLatin1String(units[k]);
}

QString errorText(const MethodTime& m)
{
    if (m.error < 0)
        return QStringLiteral("–");
    return m.error == 0 ? QStringLiteral("0") : QString::number(m.error, 'e', 0);
}

QString nameOf(const MethodTime& m)
{
    QString name = QString::fromStdString(m.method);
    if (m.method == "exact")
        name += m.precision == Precision::Single ? words(", single") : words(", double");
    return name;
}

const MethodTime* find(const CostReport& r, const std::string& method)
{
    for (const MethodTime& m : r.methods)
        if (m.method == method && m.precision == Precision::Double && m.cold.median > 0)
            return &m;
    return nullptr;
}

/// What the numbers mean here, in a sentence.
QString verdictOf(const CostReport& r)
{
    const MethodTime* exact = find(r, "exact");
    const MethodTime* naive = find(r, "naive");
    const MethodTime* dot = find(r, "dot-product");
    if (!exact || !naive || !dot)
        return words("Measuring…");
    const auto times = [](double ratio) {
        return ratio >= 10 ? QString::number(ratio, 'f', 0) : QString::number(ratio, 'f', 1);
    };
    QString fastest;
    double best = exact->cold.median;
    for (const MethodTime& m : r.methods) {
        if (m.method != "dot-product" && m.precision == Precision::Double && m.cold.median > 0 &&
            m.cold.median < 0.95 * best) {
            best = m.cold.median;
            fastest = nameOf(m);
        }
    }
    return words("Here the exact method takes %1, %2 times less than the literal loop and %3 times what dot-product "
                 "attention takes; %4")
        .arg(timeText(exact->cold.median), times(naive->cold.median / exact->cold.median),
             times(exact->cold.median / dot->cold.median),
             fastest.isEmpty() ? words("no approximation is faster.")
                               : words("%1 would be faster (%2), at its error.").arg(fastest, timeText(best)));
}

QString payOffText(const CostReport& r)
{
    if (!r.payOff)
        return r.payOffRefused.empty() ? QString()
                                       : words("Condensation is not measured: ") + QString::fromStdString(r.payOffRefused);
    const PayOff& p = *r.payOff;
    const QString now =
        p.agents == p.tokens
            ? words("Nothing condenses here, so there is nothing to gain: of %1 tokens %2 agents remain and a layer runs %3 times "
                    "as fast")
        : p.layerSpeedUp() >= 1
            ? words("Condensing pays: %1 tokens become %2 agents and a layer runs %3 times as fast")
            : words("Condensing does not pay: %1 tokens become %2 agents and a layer runs %3 times as fast");
    const double share = r.breakEven();
    return now.arg(p.tokens).arg(p.agents).arg(QString::number(p.layerSpeedUp(), 'f', 2)) +
           (std::isnan(share)
                ? words("; finding the groups alone takes longer than a layer, so no compression would.")
                : words("; it would break even when %1 % of the tokens condense.").arg(100 * share, 0, 'f', 0));
}

struct Columns {
    QRectF table;
    double rowHeight;
    double name, bar, time, operations, memory, error;  // left edges
    double right;
};

Columns columnsOf(const QRectF& area, const Scene& scene, std::size_t rows)
{
    const double u = scene.style.unit();
    const QFontMetricsF metrics(scene.style.textFont(0.92));
    Columns c;
    const double head = 3 * metrics.lineSpacing() + 12 * u;
    const double foot = 3 * metrics.lineSpacing() + 10 * u;
    c.table = area.adjusted(12 * u, head, -12 * u, -foot);
    c.rowHeight = std::min(24 * u, c.table.height() / static_cast<double>(rows + 1));
    const double w = c.table.width();
    const bool wide = w > 460 * u;
    c.name = c.table.left();
    c.right = c.table.right();
    const double field = wide ? 62 * u : 0;
    c.error = c.right - 52 * u;
    c.memory = c.error - field;
    c.operations = c.memory - field;
    c.time = c.operations - 66 * u;
    c.bar = c.name + std::min(130 * u, 0.32 * w);
    return c;
}

/// Seconds at the ends of the bars' logarithmic scale.
std::pair<double, double> rangeOf(const CostReport& r)
{
    double least = 1e9;
    double most = 0;
    for (const MethodTime& m : r.methods) {
        if (m.cold.median <= 0)
            continue;
        least = std::min({least, m.cold.least, m.warm.least});
        most = std::max(most, m.greatestCold);
    }
    return {least / 1.5, most * 1.3};
}

void paintRow(QPainter& painter, const Columns& c, const MethodTime& m, double y, const CostReport& r, const Scene& scene)
{
    const double u = scene.style.unit();
    const QRectF row(c.name, y, c.table.width(), c.rowHeight);
    const bool exact = m.method == "exact" && m.precision == Precision::Double;
    const QFontMetricsF metrics(scene.style.textFont(0.92, exact));
    painter.setFont(scene.style.textFont(0.92, exact));
    painter.setPen(scene.style.text());
    painter.drawText(QRectF(c.name, y, c.bar - c.name - 6 * u, c.rowHeight), Qt::AlignVCenter,
                     metrics.elidedText(nameOf(m), Qt::ElideRight, c.bar - c.name - 6 * u));
    if (!m.refused.empty()) {
        painter.setPen(scene.style.quiet());
        painter.drawText(
            QRectF(c.bar, y, c.right - c.bar, c.rowHeight), Qt::AlignVCenter,
            metrics.elidedText(words("not here: ") + QString::fromStdString(m.refused), Qt::ElideRight, c.right - c.bar));
        return;
    }
    const auto [least, most] = rangeOf(r);
    const double width = c.time - c.bar - 8 * u;
    const auto x = [&](double seconds) {
        return c.bar + std::clamp(std::log(seconds / least) / std::log(most / least), 0.0, 1.0) * width;
    };
    const double middle = row.center().y();
    painter.fillRect(QRectF(QPointF(c.bar, middle - 4 * u), QPointF(x(m.cold.median), middle + 4 * u)),
                     exact ? scene.style.accent() : scene.style.cluster(m.method == "dot-product" ? 1 : 5));
    painter.setPen(QPen(scene.style.text(), 1 * u));  // from the fastest round to the slowest
    painter.drawLine(QPointF(x(m.cold.least), middle), QPointF(x(m.greatestCold), middle));
    for (const double end : {m.cold.least, m.greatestCold})
        painter.drawLine(QPointF(x(end), middle - 3 * u), QPointF(x(end), middle + 3 * u));
    painter.setBrush(scene.style.panel());
    painter.drawEllipse(QPointF(x(m.warm.median), middle), 2.6 * u, 2.6 * u);  // the pairs alone
    const auto cell = [&](double left, double right, const QString& text) {
        if (right - left > 20 * u)
            painter.drawText(QRectF(left, y, right - left - 4 * u, c.rowHeight), Qt::AlignRight | Qt::AlignVCenter, text);
    };
    painter.setPen(scene.style.text());
    cell(c.time, c.operations, (m.tokensMeasured < r.tokens ? QStringLiteral("≈ ") : QString()) + timeText(m.cold.median));
    painter.setPen(scene.style.quiet());
    cell(c.operations, c.memory, countText(m.cost.operations) + words("op"));
    cell(c.memory, c.error, countText(m.cost.bytes) + QLatin1Char('B'));
    cell(c.error, c.right, errorText(m));
}

void paintHead(QPainter& painter, const Columns& c, const Scene& scene)
{
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.84, true));
    painter.setPen(scene.style.quiet());
    const double y = c.table.top();
    const QFontMetricsF metrics(painter.font());
    const auto cell = [&](double left, double right, const QString& text, int align) {
        if (right - left > 20 * u)
            painter.drawText(QRectF(left, y, right - left - 4 * u, c.rowHeight), align | Qt::AlignVCenter,
                             metrics.elidedText(text, Qt::ElideRight, right - left - 4 * u));
    };
    cell(c.name, c.bar, words("METHOD"), Qt::AlignLeft);
    cell(c.bar, c.time, words("TIME (LOG)"), Qt::AlignLeft);
    cell(c.time, c.operations, words("MEDIAN"), Qt::AlignRight);
    cell(c.operations, c.memory, words("WORK"), Qt::AlignRight);
    cell(c.memory, c.error, words("MEMORY"), Qt::AlignRight);
    cell(c.error, c.right, words("ERROR"), Qt::AlignRight);
    painter.setPen(QPen(scene.style.hairline(), 0.75 * u));
    painter.drawLine(QPointF(c.name, y + c.rowHeight), QPointF(c.right, y + c.rowHeight));
}

void paintWords(QPainter& painter, const QRectF& box, const QString& text, const Style& style, const QColor& colour,
                bool bold = false)
{
    painter.setFont(style.textFont(bold ? 1.0 : 0.92, bold));
    painter.setPen(colour);
    QTextOption wrap(Qt::AlignLeft | Qt::AlignTop);
    wrap.setWrapMode(QTextOption::WordWrap);
    painter.drawText(box, text, wrap);
}

QString conditions(const Scene& scene)
{
    const CostReport& r = *scene.cost.report;
    return words("N = %1, K = %2, heads: %3 · bar: attention and mean messages from the loaded state, whiskers fastest and "
                 "slowest of %4 rounds; ○ pairs alone%5")
        .arg(r.tokens)
        .arg(r.dim)
        .arg(r.heads)
        .arg(r.rounds)
        .arg(std::any_of(r.methods.begin(), r.methods.end(),
                         [&](const MethodTime& m) { return m.refused.empty() && m.tokensMeasured < r.tokens; })
                 ? words(" · ≈ measured on fewer tokens and scaled by N²")
                 : QString());
}

}  // namespace

void paintCost(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const CostState& cost = scene.cost;
    if (!cost.failure.isEmpty() || !cost.report || cost.report->methods.empty()) {
        const QString text = !cost.failure.isEmpty() ? words("The measurement failed: ") + cost.failure
                             : cost.running
                                 ? words("Warming up… %1 %").arg(100 * cost.fraction, 0, 'f', 0)
                                 : words("Measure to see what each method costs on this state, on this machine.");
        painter.setFont(scene.style.textFont());
        painter.setPen(scene.style.quiet());
        painter.drawText(area.adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap, text);
        return;
    }
    const CostReport& r = *cost.report;
    const Columns c = columnsOf(area, scene, r.methods.size());
    const QFontMetricsF metrics(scene.style.textFont());
    QString verdict = verdictOf(r);
    if (cost.stale)
        verdict.prepend(words("(of the state as it was; measure again) "));
    paintWords(painter,
               QRectF(area.left() + 12 * u, area.top() + 6 * u, area.width() - 24 * u, c.table.top() - area.top() - 8 * u),
               verdict, scene.style, scene.style.text(), true);
    paintHead(painter, c, scene);
    for (std::size_t k = 0; k < r.methods.size(); ++k)
        paintRow(painter, c, r.methods[k], c.table.top() + static_cast<double>(k + 1) * c.rowHeight, r, scene);
    const double below =
        std::min(c.table.top() + static_cast<double>(r.methods.size() + 1) * c.rowHeight + 4 * u, c.table.bottom() + 4 * u);
    const QString pay = payOffText(r);
    const QString note =
        cost.running ? words("round %1, %2 %").arg(r.rounds).arg(100 * cost.fraction, 0, 'f', 0) : conditions(scene);
    paintWords(painter, QRectF(area.left() + 12 * u, below, area.width() - 24 * u, area.bottom() - below - 2 * u),
               pay.isEmpty() ? note : pay + QLatin1Char('\n') + note, scene.style, scene.style.quiet());
}

void paintCostDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    painter.setFont(scene.style.textFont());
    painter.setPen(scene.style.quiet());
    const auto seconds = [](const Snapshot& s) { return timeText(s.seconds); };
    painter.drawText(area.adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap,
                     words("Costs are measured on the present state (B) alone. The last update took %1 in A and %2 in B.")
                         .arg(seconds(*scene.reference), seconds(*scene.snapshot)));
}

Hit hitCost(const QRectF& area, const Scene& scene, const QPointF& at)
{
    Hit hit;
    if (!scene.cost.report || scene.cost.report->methods.empty())
        return hit;
    const CostReport& r = *scene.cost.report;
    const Columns c = columnsOf(area, scene, r.methods.size());
    const auto k = static_cast<int>(std::floor((at.y() - c.table.top()) / c.rowHeight)) - 1;
    if (k < 0 || k >= static_cast<int>(r.methods.size()))
        return hit;
    const MethodTime& m = r.methods[static_cast<std::size_t>(k)];
    hit.value = exactNumber(m.cold.median);
    hit.text = m.refused.empty() ? words("%1: cold %2 (%3 … %4), warm %5, error %6")
                                       .arg(nameOf(m), timeText(m.cold.median), timeText(m.cold.least),
                                            timeText(m.greatestCold), timeText(m.warm.median), errorText(m))
                                 : nameOf(m) + QStringLiteral(": ") + QString::fromStdString(m.refused);
    return hit;
}

QList<QStringList> tableOfCost(const Scene& scene)
{
    QList<QStringList> rows{{words("method"), words("cold median (s)"), words("cold least (s)"), words("cold greatest (s)"),
                             words("warm median (s)"), words("divergences"), words("operations"), words("bytes"),
                             words("error"), words("tokens measured")}};
    if (!scene.cost.report)
        return rows;
    for (const MethodTime& m : scene.cost.report->methods)
        rows << QStringList{nameOf(m),
                            exactNumber(m.cold.median),
                            exactNumber(m.cold.least),
                            exactNumber(m.greatestCold),
                            exactNumber(m.warm.median),
                            exactNumber(m.cost.evaluations),
                            exactNumber(m.cost.operations),
                            exactNumber(m.cost.bytes),
                            exactNumber(m.error),
                            QString::number(m.tokensMeasured)};
    return rows;
}

}  // namespace gauge::ui
