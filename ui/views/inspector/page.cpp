#include "ui/views/inspector/page.h"

#include "ui/painter/axes.h"
#include "ui/painter/formula.h"
#include "ui/painter/text.h"

#include <algorithm>
#include <QFontMetricsF>
#include <QTextOption>

namespace gauge::ui::inspector {

void Page::heading(const QString& text)
{
    painter_.setFont(style().textFont(1.08, true));
    painter_.setPen(style().text());
    line(text);
    skip(2);
}

void Page::note(const QString& text)
{
    painter_.setFont(style().textFont(0.92));
    painter_.setPen(style().quiet());
    QTextOption wrap(Qt::AlignLeft);
    wrap.setWrapMode(QTextOption::WordWrap);
    const QRectF needed = QFontMetricsF(painter_.font()).boundingRect(QRectF(0, 0, width(), 1e4), Qt::TextWordWrap, text);
    if (needed.height() > room())
        return;
    painter_.drawText(QRectF(left(), y_, width(), needed.height() + 2), text, wrap);
    y_ += needed.height() + 3 * u_;
}

void Page::formula(const QStringList& pieces, double factor)
{
    const double height = style().font * factor * 1.75;
    double x = left();
    painter_.setPen(style().text());
    if (height > room())
        return;
    for (const QString& piece : pieces) {
        const double fit = std::min(1.0, (width() - (x > left() ? 18 * u_ : 0)) / formulaWidth(piece, style(), factor));
        const double w = fit * formulaWidth(piece, style(), factor);
        if (x > left() && x + w > left() + width()) {
            x = left() + 18 * u_;
            y_ += height;
            if (height > room())
                return;
        }
        paintFormula(painter_, QPointF(x, y_ + height * 0.7), piece, style(), fit * factor);
        x += w;
    }
    y_ += height;
}

void Page::bar(const QString& name, double value, double most, const QColor& colour, const QString& unit)
{
    const QFontMetricsF metrics(style().textFont(0.92));
    const double height = metrics.height() + 3 * u_;
    if (height > room())
        return;
    const double nameWidth = std::min(150 * u_, 0.4 * width());
    const double numberWidth = metrics.horizontalAdvance(QStringLiteral("−0.00000 nat")) + 4;
    painter_.setFont(style().textFont(0.92));
    painter_.setPen(style().text());
    drawFitted(painter_, QRectF(left(), y_, nameWidth - 4, height), Qt::AlignVCenter, name);
    const double span = std::max(10.0, width() - nameWidth - numberWidth - 6 * u_);
    const double zero = left() + nameWidth + (lowest_ < 0 ? span * -lowest_ / (most - lowest_) : 0);
    const double end = zero + value / (most - lowest_) * span;
    painter_.fillRect(QRectF(QPointF(zero, y_ + 0.22 * height), QPointF(end, y_ + 0.78 * height)).normalized(), colour);
    painter_.drawText(QRectF(left() + width() - numberWidth, y_, numberWidth, height), Qt::AlignRight | Qt::AlignVCenter,
                      shortNumber(value) + (unit.isEmpty() ? QString() : QLatin1Char(' ') + unit));
    y_ += height;
}

void Page::line(const QString& text)
{
    const QFontMetricsF metrics(painter_.font());
    drawFitted(painter_, QRectF(left(), y_, width(), metrics.height()), Qt::AlignLeft, text);
    y_ += metrics.height();
}

}  // namespace gauge::ui::inspector
