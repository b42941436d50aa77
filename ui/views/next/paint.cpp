// What a trained model expects after a token: the likeliest words as bars, and below how surprising each token of the text was.
#include "ui/painter/text.h"
#include "ui/scene/words.h"
#include "ui/views/next/layout.h"
#include "ui/views/next/view.h"

#include <algorithm>
#include <QFontMetricsF>

namespace gauge::ui::next {
namespace {

void paintTitle(QPainter& painter, const Layout& l, const Scene& scene, int token)
{
    const Snapshot& s = *scene.snapshot;
    QStringList before;
    for (int i = std::max(0, token - 7); i <= token; ++i)
        before << tokenName(s, i);
    const QFont bold = scene.style.textFont(1.0, true);
    painter.setFont(bold);
    painter.setPen(scene.style.text());
    const QString text = before.join(QLatin1Char(' ')) + QStringLiteral(" …");
    drawFitted(painter, l.title, Qt::AlignLeft | Qt::AlignTop, text, Qt::ElideLeft);
    const learn::Answer& answer = s.answers[static_cast<std::size_t>(token)];
    QString note = words("probability of the next token · entropy %1 nat").arg(answer.entropy, 0, 'f', 2);
    if (s.layer < s.layers)
        note += words(" · from layer %1 of %2").arg(s.layer).arg(s.layers);
    painter.setFont(scene.style.textFont());
    painter.setPen(scene.style.quiet());
    drawFitted(painter, l.title, Qt::AlignLeft | Qt::AlignBottom, note);
}

void paintBars(QPainter& painter, const Layout& l, const Scene& scene, int token)
{
    const double u = scene.style.unit();
    const std::vector<Row> rows = rowsOf(scene, token, fitting(l));
    painter.setFont(scene.style.textFont());
    const QFontMetricsF metrics(painter.font());
    const double value = metrics.horizontalAdvance(QStringLiteral("0.000 follows")) + 12 * u;
    const double room = l.bars.width() - l.names - 8 * u - value;
    double greatest = 1e-12;
    for (const Row& row : rows)
        greatest = std::max(greatest, row.p);
    if (Scene other = scene; scene.reference && static_cast<std::size_t>(token) < scene.reference->answers.size()) {
        std::swap(other.snapshot, other.reference);
        for (const Row& row : rowsOf(other, token, fitting(l)))
            greatest = std::max(greatest, row.p);
    }
    for (std::size_t k = 0; k < rows.size(); ++k) {
        const Row& row = rows[k];
        const QRectF line(l.bars.left(), l.bars.top() + static_cast<double>(k) * l.line, l.bars.width(), l.line);
        painter.setFont(scene.style.textFont(1.0, row.follows));
        painter.setPen(scene.style.text());
        drawFitted(painter, QRectF(line.left(), line.top(), l.names, line.height()), Qt::AlignRight | Qt::AlignVCenter,
                   row.word, Qt::ElideMiddle);
        const QRectF bar(line.left() + l.names + 8 * u, line.top() + 3 * u, std::max(0.5 * u, room * row.p / greatest),
                         line.height() - 6 * u);
        painter.fillRect(bar, row.follows ? scene.style.accent() : scene.style.cluster(1));
        painter.setPen(row.follows ? scene.style.text() : scene.style.quiet());
        painter.drawText(QRectF(bar.right() + 6 * u, line.top(), value, line.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         row.follows ? words("%1 follows").arg(probability(row.p)) : probability(row.p));
    }
}

void paintStrip(QPainter& painter, const Layout& l, const Scene& scene, int token)
{
    const Snapshot& s = *scene.snapshot;
    if (s.answers.size() < 2)
        return;
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    double greatest = 1e-9;
    for (const Snapshot* shown : {scene.snapshot.get(), scene.reference.get()})
        for (std::size_t i = 0; shown && i + 1 < shown->answers.size(); ++i)
            greatest = std::max(greatest, surprise(shown->answers[i]));
    painter.setPen(scene.style.quiet());
    drawFitted(painter, QRectF(l.strip.topLeft(), QSizeF(l.strip.width(), metrics.height())), Qt::AlignLeft | Qt::AlignTop,
               words("surprise −ln p of each token, highest %1 nat").arg(greatest, 0, 'f', 1));
    const double width = columnWidth(l, scene);
    const bool named = width > widestName(s, painter.font()) + 3 * u;
    const double base = l.strip.bottom() - (named ? metrics.height() + 2 * u : 0);
    const double top = l.strip.top() + metrics.height() + 4 * u;
    for (std::size_t i = 0; i + 1 < s.answers.size(); ++i) {
        const double height = std::max(0.5 * u, (base - top) * surprise(s.answers[i]) / greatest);
        const QRectF bar(l.strip.left() + static_cast<double>(i) * width + 0.15 * width, base - height, 0.7 * width,
                         height);
        painter.fillRect(bar, static_cast<int>(i) == token ? scene.style.accent() : scene.style.cluster(-1));
        painter.setPen(scene.style.text());
        if (named)
            painter.drawText(QRectF(l.strip.left() + static_cast<double>(i) * width, base + 2 * u, width, metrics.height()),
                             Qt::AlignHCenter | Qt::AlignTop, tokenName(s, static_cast<Index>(i) + 1));
    }
    painter.setPen(scene.style.hairline());
    painter.drawLine(QPointF(l.strip.left(), base), QPointF(l.strip.right(), base));
}

}  // namespace

/// A difference has words of its own.
QString refusal(const Scene& scene)
{
    if (scene.side == Side::Difference || !scene.snapshot->answers.empty())
        return {};
    return words(
        "The built-in words were counted, not trained to foresee. Choose trained words under Source, or train a model.");
}

void paint(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Layout l = layoutOf(area, scene);
    const int token = chosenToken(scene);
    paintTitle(painter, l, scene, token);
    paintBars(painter, l, scene, token);
    paintStrip(painter, l, scene, token);
}

void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    paintRefusal(painter, area, scene, words("No difference of this picture: compare A and B side by side."));
}

}  // namespace gauge::ui::next
