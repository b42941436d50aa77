#include "ui/painter/formula_tree.h"

#include "core/error.h"
#include "ui/painter/formula_reader.h"

#include <algorithm>
#include <array>

namespace gauge::ui {
namespace {

using enum FormulaKind;
using enum FormulaPart;

bool isBar(const FormulaNode& node)
{
    return node.kind == Text && (node.text == QLatin1String("|") || node.text == QString(QChar(u'‖')));
}

/// Bars of the same sign that follow within the same brackets.
std::vector<std::size_t> sameBars(const FormulaRow& row, std::size_t from)
{
    std::vector<std::size_t> found;
    int depth = 0;
    for (std::size_t k = from + 1; k < row.size() && depth >= 0; ++k) {
        if (isBar(row[k])) {
            if (depth == 0 && row[k].text == row[from].text)
                found.push_back(k);
            continue;
        }
        depth += row[k].part == Opening ? 1 : 0;
        depth -= row[k].part == Closing ? 1 : 0;
    }
    return found;
}

/// Nothing stands here that a sign could join to what follows.
bool beginsAnew(const FormulaRow& row, std::size_t k)
{
    constexpr std::array anew{Operator, Binary, Relation, Opening, Mark};
    while (k > 0 && row[k - 1].kind == Space && row[k - 1].space < 1)
        --k;
    if (k > 0 && row[k - 1].kind == Space)
        return true;
    return k == 0 || std::ranges::find(anew, row[k - 1].part) != anew.end();
}

FormulaTree read(const QString& formula, bool typeset)
{
    FormulaTree tree;
    tree.typeset = typeset;
    try {
        tree.row = FormulaReader(formula, typeset).whole();
    } catch (const Error& error) {
        tree.fault = QString::fromUtf8(error.what());
    }
    return tree;
}

}  // namespace

void settleParts(FormulaRow& row)
{
    for (std::size_t k = 0; k < row.size(); ++k) {
        if (!isBar(row[k]) || row[k].part != Relation)
            continue;
        const std::vector<std::size_t> others = sameBars(row, k);
        if (others.empty() || (others.size() % 2 == 0 && !beginsAnew(row, k)))
            continue;
        row[k].part = Opening;
        row[others.front()].part = Closing;
    }
    for (std::size_t k = 0; k < row.size(); ++k) {
        const FormulaPart next = k + 1 < row.size() ? row[k + 1].part : Closing;
        if (row[k].part == Binary && (beginsAnew(row, k) || next == Relation || next == Closing || next == Mark))
            row[k].part = Ordinary;
    }
}

FormulaTree readFormula(const QString& formula)
{
    return read(formula, formula.contains(QLatin1Char('\\')));
}

FormulaTree readTypeset(const QString& formula)
{
    return read(formula, true);
}

QString accentedLetter(const FormulaNode& node)
{
    const FormulaRow& held = node.content.front();
    const bool letter = held.size() == 1 && held[0].kind == Text && held[0].text.size() == 1 && held[0].sub.empty() &&
                        held[0].super.empty();
    return letter ? held[0].text : QString();
}

}  // namespace gauge::ui
