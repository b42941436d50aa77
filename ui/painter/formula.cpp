#include "ui/painter/formula.h"

#include "ui/painter/text.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>
#include <vector>

namespace gauge::ui {
namespace {

struct Run {
    QString text;
    bool italic = false;
    bool tilde = false;
    int script = 0;  // −1 below, 0, 1 above
};

bool isVariable(QChar c)
{
    return c.isLetter() && c.unicode() != 0x3A3 && c.unicode() != 0x3A9;  // Σ and Ω are upright
}

/// A stretch without scripts, split into variables and the rest.
void addRuns(const QString& text, int script, std::vector<Run>& runs)
{
    for (qsizetype at = 0; at < text.size();) {
        if (text[at] == QLatin1Char('~') && at + 1 < text.size()) {
            runs.push_back({text.mid(at + 1, 1), isVariable(text[at + 1]), true, script});
            at += 2;
            continue;
        }
        qsizetype end = at;
        while (end < text.size() && text[end].isLetter())
            ++end;
        if (end > at) {
            const QString word = text.mid(at, end - at);
            runs.push_back({word, (word.size() == 1 || script != 0) && isVariable(word[0]), false, script});
            at = end;
            continue;
        }
        while (end < text.size() && !text[end].isLetter() && text[end] != QLatin1Char('~'))
            ++end;
        runs.push_back({text.mid(at, end - at), false, false, script});
        at = end;
    }
}

std::vector<Run> parse(const QString& formula)
{
    std::vector<Run> runs;
    QString plain;
    for (qsizetype at = 0; at < formula.size(); ++at) {
        const bool script = (formula[at] == QLatin1Char('_') || formula[at] == QLatin1Char('^')) &&
                            at + 1 < formula.size() && formula[at + 1] == QLatin1Char('{');
        if (!script) {
            plain += formula[at];
            continue;
        }
        addRuns(plain, 0, runs);
        plain.clear();
        const qsizetype end = formula.indexOf(QLatin1Char('}'), at);
        addRuns(formula.mid(at + 2, end - at - 2), formula[at] == QLatin1Char('_') ? -1 : 1, runs);
        at = end;
    }
    addRuns(plain, 0, runs);
    return runs;
}

QFont fontOf(const Run& run, const Style& style, double factor)
{
    QFont f;
    f.setFamilies({QStringLiteral("Liberation Serif"), QStringLiteral("Times New Roman"), QStringLiteral("DejaVu Serif")});
    f.setPixelSize(std::max(1, static_cast<int>(std::lround(style.font * factor * (run.script == 0 ? 1.0 : 0.78)))));
    f.setItalic(run.italic);
    return f;
}

/// Lays the runs out; with a painter it paints them. A superscript right after a subscript stands above it.
double layOut(QPainter* painter, const QPointF& baseline, const QString& formula, const Style& style, double factor)
{
    double x = 0;
    double scriptStart = 0;
    double scriptEnd = 0;
    int before = 0;
    for (const Run& run : parse(formula)) {
        const QFont font = fontOf(run, style, factor);
        const QFontMetricsF metrics(font);
        if (run.script != 0 && before == 0)
            scriptStart = x;
        if (run.script != 0 && before != 0 && run.script != before)
            x = scriptStart;
        if (run.script == 0 && before != 0)
            x = std::max(x, scriptEnd);
        const double width = metrics.horizontalAdvance(run.text);
        if (painter) {
            const double lift = run.script * style.font * factor * (run.script > 0 ? 0.42 : 0.24);
            const QPointF at(baseline.x() + x, baseline.y() - lift);
            painter->setFont(font);
            painter->drawText(at, run.text);
            if (run.tilde) {
                const QRectF box = metrics.tightBoundingRect(run.text);
                const QString tilde(QChar(0x02DC));
                painter->drawText(QPointF(at.x() + (width - metrics.horizontalAdvance(tilde)) / 2 + (run.italic ? 0.8 : 0),
                                          at.y() + box.top() + metrics.capHeight() * 0.78),
                                  tilde);
            }
        }
        x += width + (run.italic && run.script == 0 ? 0.6 : 0);
        scriptEnd = std::max(run.script != 0 ? scriptEnd : 0.0, x);
        before = run.script;
    }
    return std::max(x, scriptEnd);
}

}  // namespace

double formulaWidth(const QString& formula, const Style& style, double factor)
{
    return layOut(nullptr, {}, formula, style, factor);
}

double paintFormula(QPainter& painter, const QPointF& baseline, const QString& formula, const Style& style, double factor)
{
    const OneText one(painter);
    return layOut(&painter, baseline, formula, style, factor);
}

}  // namespace gauge::ui
