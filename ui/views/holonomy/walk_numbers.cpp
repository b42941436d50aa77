// The numbers of a closed walk: its product of links, and how that fails to be 1.
#include "ui/painter/axes.h"
#include "ui/painter/formula.h"
#include "ui/painter/text.h"
#include "ui/scene/words.h"
#include "ui/views/holonomy/pictures.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::holonomy {
namespace {

constexpr std::size_t kLetters = 9;  // i … q

/// H̄ as cells with numbers; how much width it took. Nothing where they cannot be read.
double paintMatrix(QPainter& painter, const QRectF& area, const Matrixd& m, const Style& style)
{
    const double u = style.unit();
    painter.setFont(style.textFont(0.84));
    const QFontMetricsF metrics(painter.font());
    const double width = metrics.horizontalAdvance(QStringLiteral("−0.000")) + 6 * u;
    const double height = metrics.height() + 3 * u;
    const auto d = static_cast<double>(m.rows());
    if (d * width > 0.6 * area.width() || d * height > area.height())
        return 0;
    const double most = std::max(1e-12, m.cwiseAbs().maxCoeff());
    for (Index r = 0; r < m.rows(); ++r)
        for (Index c = 0; c < m.cols(); ++c) {
            const QRectF box(area.left() + static_cast<double>(c) * width, area.top() + static_cast<double>(r) * height,
                             width - 1, height - 1);
            const QColor colour = diverging(0.5 + 0.5 * m(r, c) / most);
            painter.fillRect(box, colour);
            painter.setPen(inkOn(colour));
            painter.drawText(box, Qt::AlignCenter,
                             QString::number(m(r, c), 'f', 3).replace(QLatin1Char('-'), QChar(0x2212)));
        }
    return d * width + 12 * u;
}

QString degrees(double radians)
{
    return words("%1° (%2 rad)").arg(shortNumber(radians * 180 / M_PI), shortNumber(radians));
}

}  // namespace

QString letterOf(std::size_t k, std::size_t tokens)
{
    const std::size_t at = k == 0 ? 0 : tokens - k;
    return at < kLetters ? QString(QChar(static_cast<char16_t>(u'i' + at))) : QString();
}

QString walkFormula(std::size_t tokens, bool closed)
{
    QString product;
    for (std::size_t k = closed ? 0 : tokens - 1; tokens > 1 && tokens <= kLetters;) {
        const std::size_t before = k == 0 ? tokens - 1 : k - 1;
        product += QStringLiteral(" V_{%1%2}").arg(letterOf(k, tokens), letterOf(before, tokens));
        k = before;
        if (k == 0)
            break;
    }
    if (tokens > kLetters)
        product = QStringLiteral(" V_{ij} V_{jk} \\cdots");
    return closed ? QStringLiteral("\\bar{H} =") + product : product.trimmed();
}

QString failureOf(const LoopWalk& walk)
{
    const TurnAndStretch& f = walk.fails;
    if (walk.loop.deviation < 1e-9 * std::sqrt(static_cast<double>(walk.loop.around.rows())))
        return words("comes home as it left");
    if (f.rotation)
        return words("comes home turned by %1").arg(degrees(f.turn));
    return words("polar form: turned by %1, stretched by %2 … %3")
        .arg(degrees(f.turn), shortNumber(f.least), shortNumber(f.most));
}

void paintNumbers(QPainter& painter, const QRectF& area, const Scene& scene, const LoopWalk& walk)
{
    const Path path = pathOf(scene);
    const double u = scene.style.unit();
    const QString formula = walkFormula(path.tokens.size(), path.closed);
    const double line = scene.style.font * 1.2 * 1.7;
    painter.setPen(scene.style.text());
    const double room = formulaWidth(formula, scene.style, 1.2);
    const double scale = std::min(1.0, area.width() / room);
    if (scale > 0.7)  // smaller, nobody reads it
        paintFormula(painter, QPointF(area.left(), area.top() + 0.72 * line), formula, scene.style, 1.2 * scale);
    QStringList letters;
    for (std::size_t k = 0; k < path.tokens.size(); ++k)
        if (const QString letter = letterOf(k, path.tokens.size()); !letter.isEmpty())
            letters << letter + QStringLiteral(" = ") + tokenName(*scene.snapshot, path.tokens[k]);
    painter.setFont(scene.style.textFont(0.92));
    painter.setPen(scene.style.quiet());
    const QFontMetricsF metrics(painter.font());
    const double used = std::min(room, area.width()) + 14 * u;
    if (area.width() - used > 60 * u)
        drawFitted(painter, QRectF(area.left() + used, area.top(), area.width() - used, line),
                   Qt::AlignLeft | Qt::AlignVCenter, letters.join(QStringLiteral(", ")));
    if (!path.closed)
        return;
    const QRectF rest = area.adjusted(0, line + 2 * u, 0, 0);
    const double matrix = rest.width() > 260 * u ? paintMatrix(painter, rest, walk.loop.around, scene.style) : 0;
    const QStringList lines{words("tr H̄/d = %1").arg(shortNumber(walk.loop.wilson)),
                            words("‖H̄ − 1‖_F = %1").arg(shortNumber(walk.loop.deviation)), failureOf(walk)};
    painter.setFont(scene.style.textFont());
    painter.setPen(scene.style.text());
    const QFontMetricsF text(painter.font());
    QRectF box(rest.left() + matrix, rest.top(), rest.width() - matrix, text.height());
    for (const QString& said : lines) {
        if (box.bottom() > rest.bottom() + 1)
            return;
        drawFitted(painter, box, Qt::AlignLeft | Qt::AlignVCenter, said);
        box.translate(0, text.height() + 2 * u);
    }
    if (matrix == 0 && box.top() < rest.bottom())  // below them, where it has no room beside
        paintMatrix(painter, QRectF(box.left(), box.top() + 2 * u, rest.width() / 0.6, rest.bottom() - box.top() - 2 * u),
                    walk.loop.around, scene.style);
}

}  // namespace gauge::ui::holonomy
