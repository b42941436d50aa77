#include "ui/painter/formula_mathml.h"

#include "ui/painter/formula_tree.h"

namespace gauge::ui {
namespace {

using enum FormulaKind;
using enum FormulaPart;
using nlohmann::json;

json element(const char* tag, json attributes, const std::vector<json>& children)
{
    json out = json::array({tag, std::move(attributes)});
    for (const json& child : children)
        out.push_back(child);
    return out;
}

json leaf(const char* tag, const QString& text, json attributes = json::object())
{
    return element(tag, std::move(attributes), {json(text.toStdString())});
}

json rowOf(const FormulaRow& row, bool display);

bool isNumber(const QString& text)
{
    bool digits = false;
    for (const QChar c : text) {
        if (!c.isDigit() && c != QLatin1Char('.'))
            return false;
        digits = digits || c.isDigit();
    }
    return digits;
}

/// Letters that stand for themselves, one by one: a browser sets longer names upright.
json variables(const QString& letters)
{
    if (letters.size() == 1)
        return leaf("mi", letters);
    std::vector<json> each;
    for (const QChar letter : letters)
        each.push_back(leaf("mi", letter));
    return element("mrow", json::object(), each);
}

json textOf(const FormulaNode& node)
{
    switch (node.part) {
    case Binary:
    case Relation:  // ‖ would grow with what stands beside it
    case Opening:
    case Closing: return leaf("mo", node.text, {{"stretchy", "false"}});
    case Mark: return leaf("mo", node.text, {{"separator", "true"}});
    default: break;
    }
    if (isNumber(node.text))
        return leaf("mn", node.text);
    if (node.italic)
        return variables(node.text);
    if (node.text.contains(QLatin1Char(' ')))
        return leaf("mtext", node.text);
    return leaf("mi", node.text, {{"mathvariant", "normal"}});
}

/// A sign of a fence; '.' is none.
json fenceSign(QChar sign)
{
    const QString text = sign == QLatin1Char('.') ? QString() : QString(sign);
    return leaf("mo", text, {{"fence", "true"}, {"stretchy", "true"}});
}

json accentOf(const FormulaNode& node, bool display)
{
    const std::pair<const char*, const char16_t*> signs[] = {{"hat", u"^"}, {"tilde", u"~"}, {"bar", u"¯"}, {"vec", u"→"}};
    QString over;
    for (const auto& [name, sign] : signs)
        if (node.text == QLatin1String(name))
            over = QString::fromUtf16(sign);
    return element("mover", {{"accent", "true"}},
                   {rowOf(node.content.front(), display), leaf("mo", over, {{"stretchy", "false"}})});
}

json bareOf(const FormulaNode& node, bool display)
{
    switch (node.kind) {
    case Fraction: return element("mfrac", json::object(), {rowOf(node.content[0], false), rowOf(node.content[1], false)});
    case Root: return element("msqrt", json::object(), {rowOf(node.content.front(), display)});
    case Accent: return accentOf(node, display);
    case Fence:
        return element("mrow", json::object(),
                       {fenceSign(node.text[0]), rowOf(node.content.front(), display), fenceSign(node.text[1])});
    case Group: return rowOf(node.content.front(), display);
    case Space: return element("mspace", {{"width", QStringLiteral("%1em").arg(node.space).toStdString()}}, {});
    case BigSign:
        if (!wordNamed(node.text))
            return leaf("mo", node.text, {{"largeop", "true"}});
        break;
    case Text: break;
    }
    return textOf(node);
}

json nodeOf(const FormulaNode& node, bool display)
{
    json bare = bareOf(node, display);
    if (node.sub.empty() && node.super.empty())
        return bare;
    const bool limits = display && node.kind == BigSign && node.text != QString(QChar(u'∫'));
    if (node.super.empty())
        return element(limits ? "munder" : "msub", json::object(), {bare, rowOf(node.sub, false)});
    if (node.sub.empty())
        return element(limits ? "mover" : "msup", json::object(), {bare, rowOf(node.super, false)});
    return element(limits ? "munderover" : "msubsup", json::object(),
                   {bare, rowOf(node.sub, false), rowOf(node.super, false)});
}

json rowOf(const FormulaRow& row, bool display)
{
    if (row.size() == 1)
        return nodeOf(row.front(), display);
    std::vector<json> nodes;
    for (std::size_t k = 0; k < row.size(); ++k) {
        nodes.push_back(nodeOf(row[k], display));
        const bool applied = row[k].part == Operator && k + 1 < row.size() && row[k + 1].part != Opening;
        if (applied && row[k].kind != BigSign)
            nodes.push_back(element("mspace", {{"width", "0.1667em"}}, {}));
    }
    return element("mrow", json::object(), nodes);
}

}  // namespace

json mathMl(const QString& formula, bool display)
{
    const FormulaTree tree = readTypeset(formula);
    json inside = tree.fault.isEmpty() ? rowOf(tree.row, display) : leaf("mtext", formula);
    return element("math", {{"display", display ? "block" : "inline"}}, {std::move(inside)});
}

QString markupOf(const json& element)
{
    if (element.is_string())
        return QString::fromStdString(element.get<std::string>()).toHtmlEscaped();
    const QString tag = QString::fromStdString(element[0].get<std::string>());
    QString markup = QLatin1Char('<') + tag;
    for (const auto& [name, value] : element[1].items())
        markup += QStringLiteral(" %1=\"%2\"")
                      .arg(QString::fromStdString(name), QString::fromStdString(value.get<std::string>()).toHtmlEscaped());
    markup += QLatin1Char('>');
    for (std::size_t k = 2; k < element.size(); ++k)
        markup += markupOf(element[k]);
    return markup + QStringLiteral("</%1>").arg(tag);
}

}  // namespace gauge::ui
