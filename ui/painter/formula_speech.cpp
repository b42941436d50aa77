#include "ui/painter/formula.h"
#include "ui/painter/formula_tree.h"

#include <algorithm>
#include <QRegularExpression>
#include <QStringList>

namespace gauge::ui {
namespace {

using enum FormulaKind;
using enum FormulaPart;

QString rowWords(const FormulaRow& row);

QString spelled(const QString& letters)
{
    QStringList each;
    for (const QChar c : letters) {
        const FormulaSymbol* known = symbolOf(c);
        each << (known ? QString::fromLatin1(known->spoken) : QString(c));
    }
    return each.join(QLatin1Char(' '));
}

/// One sign by its name, letters of a script one by one, words as they are.
QString textWords(const FormulaNode& node)
{
    if (const FormulaWord* word = wordNamed(node.text))
        return QString::fromLatin1(word->spoken);
    if (node.italic || node.text.size() == 1)
        return spelled(node.text);
    return node.text.trimmed();
}

bool isText(const FormulaRow& row, const QString& text)
{
    QString all;
    for (const FormulaNode& node : row)
        all += node.kind == Text && node.sub.empty() && node.super.empty() ? node.text : QStringLiteral("\\");
    return all == text;
}

QString power(const FormulaRow& super)
{
    for (const auto& [text, words] : {std::pair("T", "transpose"),
                                      {"−1", "inverse"},
                                      {"−T", "inverse transpose"},
                                      {"2", "squared"},
                                      {"3", "cubed"},
                                      {"′", "prime"},
                                      {"*", "star"}})
        if (isText(super, QString::fromUtf8(text)))
            return QString::fromLatin1(words);
    return QStringLiteral("to the power of ") + rowWords(super) + (super.size() > 1 ? QStringLiteral(",") : QString());
}

QString scriptWords(const FormulaNode& node)
{
    QStringList words;
    const FormulaWord* word = wordNamed(node.text);
    if (!node.sub.empty())
        words << (word ? QStringLiteral("over ") : QStringLiteral("sub ")) + rowWords(node.sub);
    if (!node.super.empty())
        words << power(node.super);
    return words.join(QLatin1Char(' '));
}

/// "the sum over j", "the sum from j equals 1 to N".
QString bigSignWords(const FormulaNode& node)
{
    QString words = QStringLiteral("the sum");
    if (node.text == QString(QChar(u'∏')))
        words = QStringLiteral("the product");
    if (node.text == QString(QChar(u'∫')))
        words = QStringLiteral("the integral");
    if (!node.sub.empty())
        words += (node.super.empty() ? QStringLiteral(" over ") : QStringLiteral(" from ")) + rowWords(node.sub);
    if (!node.super.empty())
        words += (node.sub.empty() ? QStringLiteral(" up to ") : QStringLiteral(" to ")) + rowWords(node.super);
    return words;
}

/// More than a name, a number or a function of one thing: its end has to be said.
bool isLong(const FormulaRow& row)
{
    return std::ranges::any_of(row, [](const FormulaNode& node) {
        return node.part == Binary || node.part == Relation || node.kind == Fraction || node.kind == BigSign;
    });
}

QString fractionWords(const FormulaNode& node)
{
    const QString words =
        QStringLiteral("the fraction %1 over %2").arg(rowWords(node.content[0]), rowWords(node.content[1]));
    return words + (isLong(node.content[1]) ? QStringLiteral(", end of fraction,") : QStringLiteral(","));
}

QString rootWords(const FormulaNode& node)
{
    const FormulaRow& held = node.content.front();
    return QStringLiteral("the square root of ") + rowWords(held) +
           (isLong(held) ? QStringLiteral(", end of root,") : QString());
}

QString accentWords(const FormulaNode& node)
{
    const QString held = rowWords(node.content.front());
    if (node.text == QLatin1String("vec"))
        return QStringLiteral("vector ") + held;
    return held + (node.content.front().size() > 1 ? QStringLiteral(" under a ") : QStringLiteral(" ")) + node.text;
}

QString barWords(QChar sign)
{
    return sign == QChar(u'‖') ? QStringLiteral("the norm of") : QStringLiteral("the absolute value of");
}

QString fenceWords(const FormulaNode& node, bool applied)
{
    const QString held = rowWords(node.content.front());
    if (applied)
        return QStringLiteral("of %1,").arg(held);
    if (node.text[0] == node.text[1] && node.text[0] != QLatin1Char('.'))
        return barWords(node.text[0]) + QLatin1Char(' ') + held + QLatin1Char(',');
    QStringList words{held};
    if (const FormulaSymbol* open = symbolOf(node.text[0]))
        words.prepend(QString::fromLatin1(open->spoken));
    if (const FormulaSymbol* close = symbolOf(node.text[1]))
        words.append(QString::fromLatin1(close->spoken));
    return words.join(QLatin1Char(' '));
}

bool isFunction(const FormulaNode& node)
{
    return node.part == Operator;
}

/// Brackets after a function are "of … ,", others are named.
QString bracketWords(const FormulaNode& node, bool applied, std::vector<bool>& open)
{
    const bool bar = node.text == QLatin1String("|") || node.text == QString(QChar(u'‖'));
    if (node.part == Opening) {
        open.push_back(applied || bar);
        if (bar)
            return barWords(node.text[0]);
        return applied ? QStringLiteral("of") : textWords(node);
    }
    const bool silent = !open.empty() && open.back();
    if (!open.empty())
        open.pop_back();
    return silent ? QStringLiteral(",") : textWords(node);
}

QString nodeWords(const FormulaNode& node, bool applied, std::vector<bool>& open)
{
    switch (node.kind) {
    case Fraction: return fractionWords(node);
    case Root: return rootWords(node);
    case Accent: return accentWords(node);
    case Fence: return fenceWords(node, applied);
    case Group: return rowWords(node.content.front());
    case BigSign: return wordNamed(node.text) ? textWords(node) : bigSignWords(node);
    case Space: return {};
    case Text: break;
    }
    return node.part == Opening || node.part == Closing ? bracketWords(node, applied, open) : textWords(node);
}

/// What follows a function without a bracket is its argument too.
bool takesOf(const FormulaRow& row, std::size_t k)
{
    if (!isFunction(row[k]) || k + 1 == row.size())
        return false;
    const FormulaNode& next = row[k + 1];
    const bool bracket = next.kind == Fence || (next.part == Opening && next.text == QLatin1String("("));
    return row[k].kind == BigSign
               ? !wordNamed(row[k].text) || !bracket
               : !bracket && next.part != Binary && next.part != Relation && next.part != Closing && next.part != Mark;
}

QString rowWords(const FormulaRow& row)
{
    QStringList words;
    std::vector<bool> open;
    for (std::size_t k = 0; k < row.size(); ++k) {
        const bool applied = k > 0 && isFunction(row[k - 1]) && !takesOf(row, k - 1);
        words << nodeWords(row[k], applied, open);
        if (row[k].kind != BigSign || wordNamed(row[k].text))
            words << scriptWords(row[k]);
        if (takesOf(row, k))
            words << QStringLiteral("of");
    }
    words.removeAll(QString());
    return words.join(QLatin1Char(' '));
}

}  // namespace

QString spokenFormula(const QString& formula)
{
    const FormulaTree tree = readTypeset(formula);
    if (!tree.fault.isEmpty())
        return formula;
    QString words = rowWords(tree.row);
    words.replace(QRegularExpression(QStringLiteral("[ ,]*,")), QStringLiteral(","));
    words.remove(QRegularExpression(QStringLiteral("(, end of (fraction|root)|,)+$")));
    return words.simplified();
}

}  // namespace gauge::ui
