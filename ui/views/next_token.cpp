// What a trained model expects after a token: the likeliest words as bars, and below how surprising each token of the text was.
#include "ui/scene.h"

#include <algorithm>
#include <cmath>
#include <QCoreApplication>
#include <QFontMetricsF>

namespace gauge::ui {
namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("views", text);
}

QString probability(double p)
{
    return p >= 0.001 ? QString::number(p, 'f', 3) : QString::number(p, 'e', 1);
}

/// The token whose sequel is shown: under the pointer, locked, or the last.
int chosenToken(const Scene& scene)
{
    const auto n = static_cast<int>(scene.snapshot->answers.size());
    for (const auto& list : {scene.selection.hovered, scene.selection.locked})
        if (!list.empty() && list.front() < n)
            return list.front();
    return n - 1;
}

struct Row {
    QString word;
    double p = 0;
    bool follows = false;
};

/// The likeliest words; what does follow is always among them.
std::vector<Row> rowsOf(const Scene& scene, int token, std::size_t most)
{
    const Snapshot& s = *scene.snapshot;
    const learn::Answer& answer = s.answers[static_cast<std::size_t>(token)];
    const bool last = token + 1 == static_cast<int>(s.answers.size());
    const QString next = last ? QString() : tokenName(s, token + 1);
    std::vector<Row> rows;
    bool seen = last;
    for (const auto& [word, p] : answer.likely) {
        const bool follows = !last && std::abs(p - answer.next) <= 1e-12 && QString::fromStdString(word) == next.toLower();
        seen = seen || follows;
        rows.push_back({QString::fromStdString(word), p, follows});
    }
    if (rows.size() > most)
        rows.resize(std::max<std::size_t>(most, 1));
    if (!seen || (!last && std::none_of(rows.begin(), rows.end(), [](const Row& r) { return r.follows; }))) {
        if (rows.size() == most)
            rows.pop_back();
        rows.push_back({next, answer.next, true});
    }
    return rows;
}

struct Layout {
    QRectF title, bars, strip;
    double line = 0;  // height of a row
    double names = 0;
};

Layout layoutOf(const QRectF& whole, const Scene& scene)
{
    const double u = scene.style.unit();
    const QRectF area = scene.frame(whole).adjusted(12 * u, 8 * u, -12 * u, -8 * u);
    const QFontMetricsF metrics(scene.style.textFont());
    Layout l;
    l.line = metrics.height() + 3 * u;
    l.title = QRectF(area.left(), area.top(), area.width(), 2 * metrics.height() + 4 * u);
    const double strip = std::min(0.34 * area.height(), 6 * metrics.height());
    l.strip = QRectF(area.left(), area.bottom() - strip, area.width(), strip);
    l.bars = QRectF(area.left(), l.title.bottom() + 4 * u, area.width(), l.strip.top() - l.title.bottom() - 14 * u);
    l.names = std::min(0.3 * area.width(), 10 * metrics.averageCharWidth() + 8 * u);
    return l;
}

std::size_t fitting(const Layout& l)
{
    return static_cast<std::size_t>(std::max(1.0, std::floor(l.bars.height() / l.line)));
}

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
    painter.drawText(l.title, Qt::AlignLeft | Qt::AlignTop,
                     QFontMetricsF(bold).elidedText(text, Qt::ElideLeft, l.title.width()));
    const learn::Answer& answer = s.answers[static_cast<std::size_t>(token)];
    QString note = words("probability of the next token · entropy %1 nat").arg(answer.entropy, 0, 'f', 2);
    if (s.layer < s.layers)
        note += words(" · from layer %1 of %2").arg(s.layer).arg(s.layers);
    painter.setFont(scene.style.textFont());
    painter.setPen(scene.style.quiet());
    painter.drawText(l.title, Qt::AlignLeft | Qt::AlignBottom,
                     QFontMetricsF(painter.font()).elidedText(note, Qt::ElideRight, l.title.width()));
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
    for (std::size_t k = 0; k < rows.size(); ++k) {
        const Row& row = rows[k];
        const QRectF line(l.bars.left(), l.bars.top() + static_cast<double>(k) * l.line, l.bars.width(), l.line);
        painter.setFont(scene.style.textFont(1.0, row.follows));
        painter.setPen(scene.style.text());
        painter.drawText(QRectF(line.left(), line.top(), l.names, line.height()), Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(row.word, Qt::ElideMiddle, l.names));
        const QRectF bar(line.left() + l.names + 8 * u, line.top() + 3 * u, std::max(0.5 * u, room * row.p / greatest),
                         line.height() - 6 * u);
        painter.fillRect(bar, row.follows ? scene.style.accent() : scene.style.cluster(1));
        painter.setPen(row.follows ? scene.style.text() : scene.style.quiet());
        painter.drawText(QRectF(bar.right() + 6 * u, line.top(), value, line.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         row.follows ? words("%1 follows").arg(probability(row.p)) : probability(row.p));
    }
}

double surprise(const learn::Answer& answer)
{
    return -std::log(std::max(answer.next, 1e-12));
}

double columnWidth(const Layout& l, const Scene& scene)
{
    return l.strip.width() / std::max<double>(1, static_cast<double>(scene.snapshot->answers.size()) - 1);
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
    for (std::size_t i = 0; i + 1 < s.answers.size(); ++i)
        greatest = std::max(greatest, surprise(s.answers[i]));
    painter.setPen(scene.style.quiet());
    painter.drawText(l.strip, Qt::AlignLeft | Qt::AlignTop,
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
QString nextTokenRefusal(const Scene& scene)
{
    if (scene.side == Side::Difference || !scene.snapshot->answers.empty())
        return {};
    return words(
        "The built-in words were counted, not trained to foresee. Choose trained words under Source, or train a model.");
}

void paintNextToken(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Layout l = layoutOf(area, scene);
    const int token = chosenToken(scene);
    paintTitle(painter, l, scene, token);
    paintBars(painter, l, scene, token);
    paintStrip(painter, l, scene, token);
}

void paintNextTokenDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    paintRefusal(painter, area, scene, words("No difference of this picture: compare A and B side by side."));
}

Hit hitNextToken(const QRectF& area, const Scene& scene, const QPointF& at)
{
    Hit hit;
    const Snapshot& s = *scene.snapshot;
    const Layout l = layoutOf(area, scene);
    if (l.strip.contains(at) && s.answers.size() > 1) {
        const auto i = static_cast<int>((at.x() - l.strip.left()) / columnWidth(l, scene));
        if (i < 0 || i + 1 >= static_cast<int>(s.answers.size()))
            return hit;
        hit.tokens = {i};
        hit.value = exactNumber(surprise(s.answers[static_cast<std::size_t>(i)]));
        hit.text = words("%1 after %2: p = %3, surprise %4 nat")
                       .arg(tokenName(s, i + 1), tokenName(s, i), probability(s.answers[static_cast<std::size_t>(i)].next))
                       .arg(surprise(s.answers[static_cast<std::size_t>(i)]), 0, 'f', 3);
        return hit;
    }
    const int token = chosenToken(scene);
    const std::vector<Row> rows = rowsOf(scene, token, fitting(l));
    const auto k = static_cast<int>(std::floor((at.y() - l.bars.top()) / l.line));
    if (l.bars.contains(at) && k >= 0 && k < static_cast<int>(rows.size())) {
        const Row& row = rows[static_cast<std::size_t>(k)];
        hit.value = exactNumber(row.p);
        hit.text = words("p(%1) = %2 after %3").arg(row.word).arg(row.p, 0, 'g', 6).arg(tokenName(s, token));
    }
    return hit;
}

QList<QStringList> tableOfNextToken(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    QList<QStringList> rows{
        {words("token"), words("next"), words("p(next)"), words("entropy (nat)"), words("likeliest"), words("p")}};
    for (std::size_t i = 0; i < s.answers.size(); ++i) {
        const learn::Answer& a = s.answers[i];
        const bool last = i + 1 == s.answers.size();
        for (const auto& [word, p] : a.likely)
            rows << QStringList{
                tokenName(s, static_cast<Index>(i)),    last ? QString() : tokenName(s, static_cast<Index>(i) + 1),
                last ? QString() : exactNumber(a.next), exactNumber(a.entropy),
                QString::fromStdString(word),           exactNumber(p)};
    }
    return rows;
}

}  // namespace gauge::ui
