#include "ui/painter/formula_reader.h"

#include "core/error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gauge::ui {
namespace {

using enum FormulaKind;
using enum FormulaPart;

constexpr int kDeepest = 40;

bool isVariable(QChar c)
{
    return c.isLetter() && c.unicode() != 0x3A3 && c.unicode() != 0x3A9;  // Σ and Ω are upright
}

bool isGreek(QChar c)
{
    return c.script() == QChar::Script_Greek && c.isLetter();
}

FormulaNode textNode(const QString& text, FormulaPart part, bool italic)
{
    FormulaNode node;
    node.part = part;
    node.text = text;
    node.italic = italic;
    return node;
}

FormulaNode holding(FormulaKind kind, FormulaPart part, const QString& text, std::vector<FormulaRow> content)
{
    FormulaNode node = textNode(text, part, false);
    node.kind = kind;
    node.content = std::move(content);
    return node;
}

}  // namespace

FormulaRow FormulaReader::row(Until until, qsizetype from)
{
    deeper();
    FormulaRow nodes;
    std::vector<qsizetype> open;  // braces that are written as they are
    while ((!open.empty() && at_ < text_.size()) || !ends(until, from)) {
        const QChar c = text_[at_];
        if (isScript())
            addScript(nodes);
        else if (!typeset_)
            addWritten(nodes, open);
        else if (c.isSpace())
            spaced_ = ++at_ > 0;
        else
            nodes.push_back(part());
    }
    if (!open.empty())
        fail("column {}: expected }} for the {{ of column {}, found the end", at_ + 1, open.back());
    if (typeset_)
        settleParts(nodes);
    spaced_ = false;
    --depth_;
    return nodes;
}

bool FormulaReader::ends(Until until, qsizetype from)
{
    const bool right = atRight();
    if (at_ < text_.size() && text_[at_] != QLatin1Char('}') && !right)
        return false;
    if (until == Until::End && at_ == text_.size())
        return true;
    if (until == Until::Brace && at_ < text_.size() && !right)
        return ++at_ > 0;
    if (until == Until::Right && right)
        return (at_ += 6) > 0;
    if (until == Until::Brace)
        fail("column {}: expected }} for the {{ of column {}, found {}", at_ + 1, from, found());
    if (until == Until::Right)
        fail("column {}: expected \\right for the \\left of column {}, found {}", at_ + 1, from, found());
    fail("column {}: expected {} before it, found {}", at_ + 1, right ? "\\left" : "{", found());
}

bool FormulaReader::isScript() const
{
    if (text_[at_] != QLatin1Char('_') && text_[at_] != QLatin1Char('^'))
        return false;
    return typeset_ || (at_ + 1 < text_.size() && !text_[at_ + 1].isSpace());
}

void FormulaReader::addScript(FormulaRow& nodes)
{
    const bool below = text_[at_] == QLatin1Char('_');
    const qsizetype column = at_ + 1;
    ++at_;
    if (nodes.empty() || nodes.back().kind == Space)
        nodes.push_back(textNode({}, Ordinary, false));
    FormulaRow& script = below ? nodes.back().sub : nodes.back().super;
    if (!script.empty())
        fail("column {}: expected one {} to a part, found a second", column, below ? "subscript" : "superscript");
    ++scripts_;
    script = argument(below ? QStringLiteral("_") : QStringLiteral("^"));
    --scripts_;
}

FormulaRow FormulaReader::argument(const QString& of)
{
    deeper();
    FormulaRow read = argumentHere(of);
    --depth_;
    return read;
}

FormulaRow FormulaReader::argumentHere(const QString& of)
{
    while (at_ < text_.size() && text_[at_].isSpace())
        ++at_;
    if (at_ == text_.size() || QStringLiteral("}_^").contains(text_[at_]) || atRight())
        fail("column {}: expected {{…}} after {}, found {}", at_ + 1, of.toStdString(), found());
    if (text_[at_] == QLatin1Char('{')) {
        const qsizetype from = ++at_;
        return row(Until::Brace, from);
    }
    spaced_ = false;
    if (typeset_ && text_[at_].isLetterOrNumber()) {
        const QChar one = text_[at_++];
        return {textNode(one, Ordinary, isVariable(one))};
    }
    if (typeset_)
        return {part()};
    FormulaRow nodes;
    const qsizetype from = at_;
    at_ = std::min(at_ + (text_[at_] == QLatin1Char('~') ? 2 : 1), text_.size());
    addRuns(text_.mid(from, at_ - from), nodes);
    return nodes;
}

void FormulaReader::addWritten(FormulaRow& nodes, std::vector<qsizetype>& open)
{
    const qsizetype from = at_;
    for (; at_ < text_.size() && !isScript(); ++at_) {
        if (text_[at_] == QLatin1Char('{'))
            open.push_back(at_ + 1);
        else if (text_[at_] == QLatin1Char('}') && open.empty())
            break;
        else if (text_[at_] == QLatin1Char('}'))
            open.pop_back();
    }
    addRuns(text_.mid(from, at_ - from), nodes);
}

void FormulaReader::addRuns(const QString& text, FormulaRow& nodes)
{
    for (qsizetype at = 0; at < text.size();) {
        if (text[at] == QLatin1Char('~')) {
            if (at + 1 == text.size())
                fail("column {}: expected a letter after ~, found {}", at_ + 1, found());
            nodes.push_back(tilde(text[at + 1]));
            at += 2;
            continue;
        }
        qsizetype end = at;
        while (end < text.size() && text[end].isLetter() == text[at].isLetter() && text[end] != QLatin1Char('~'))
            ++end;
        const QString run = text.mid(at, end - at);
        nodes.push_back(textNode(run, Ordinary, (run.size() == 1 || scripts_ > 0) && isVariable(run[0])));
        at = end;
    }
}

FormulaNode FormulaReader::tilde(QChar letter)
{
    return holding(Accent, Ordinary, QStringLiteral("tilde"), {{textNode(letter, Ordinary, isVariable(letter))}});
}

FormulaNode FormulaReader::part()
{
    const bool spaced = std::exchange(spaced_, false);
    const QChar c = text_[at_];
    FormulaNode node;
    if (c == QLatin1Char('\\')) {
        node = command();
    } else if (c == QLatin1Char('{')) {
        const qsizetype from = ++at_;
        node = holding(Group, Ordinary, {}, {row(Until::Brace, from)});
    } else if (c == QLatin1Char('~')) {
        ++at_;
        node = holding(Accent, Ordinary, QStringLiteral("tilde"), {argument(QStringLiteral("~"))});
    } else if (c.isLetter()) {
        node = word();
    } else if (c.isDigit()) {
        node = number();
    } else {
        node = sign();
    }
    node.spaced = spaced;
    return node;
}

FormulaNode FormulaReader::word()
{
    const qsizetype from = at_++;
    if (isGreek(text_[from]))
        return textNode(text_[from], Ordinary, isVariable(text_[from]));
    while (at_ < text_.size() && text_[at_].isLetter() && !isGreek(text_[at_]))
        ++at_;
    const bool variable = at_ == from + 1 || scripts_ > 0;
    return textNode(text_.mid(from, at_ - from), variable ? Ordinary : Operator, variable);
}

FormulaNode FormulaReader::number()
{
    const qsizetype from = at_;
    const auto digit = [&](qsizetype at) { return at < text_.size() && text_[at].isDigit(); };
    while (digit(at_) || (at_ < text_.size() && text_[at_] == QLatin1Char('.') && digit(at_ + 1)))
        ++at_;
    return textNode(text_.mid(from, at_ - from), Ordinary, false);
}

FormulaNode FormulaReader::sign()
{
    const qsizetype length = text_[at_].isHighSurrogate() && at_ + 1 < text_.size() ? 2 : 1;
    QString text = text_.mid(at_, length);
    at_ += length;
    if (text == QLatin1String("-"))
        text = QChar(u'−');
    if (text == QLatin1String("'"))
        text = QChar(u'′');
    if (QStringLiteral("∑∏∫").contains(text))
        return holding(BigSign, Operator, text, {});
    const FormulaSymbol* known = symbolOf(text[0]);
    return textNode(text, known ? known->part : Ordinary, false);
}

FormulaNode FormulaReader::command()
{
    const qsizetype column = at_ + 1;
    const QString name = commandName();
    if (name == QLatin1String("frac")) {
        FormulaRow above = argument(QStringLiteral("\\frac"));
        return holding(Fraction, Inner, {}, {std::move(above), argument(QStringLiteral("the {…} of \\frac"))});
    }
    if (name == QLatin1String("sqrt"))
        return holding(Root, Ordinary, {}, {argument(QStringLiteral("\\sqrt"))});
    for (const char* accent : {"hat", "tilde", "bar", "vec"})
        if (name == QLatin1String(accent))
            return holding(Accent, Ordinary, name, {argument(QLatin1Char('\\') + name)});
    if (name == QLatin1String("left"))
        return fence(column);
    if (name == QLatin1String("text"))
        return textNode(braced(), Ordinary, false);
    if (auto space = spaceNamed(name))
        return *space;
    return named(name, column);
}

FormulaNode FormulaReader::named(const QString& name, qsizetype column)
{
    for (const auto& [sign, called] : {std::pair(u'∑', "sum"), {u'∏', "prod"}, {u'∫', "int"}})
        if (name == QLatin1String(called))
            return holding(BigSign, Operator, QChar(sign), {});
    if (const FormulaSymbol* symbol = symbolNamed(name))
        return textNode(QChar(symbol->sign), symbol->part, isVariable(QChar(symbol->sign)));
    if (const FormulaWord* known = wordNamed(name)) {
        FormulaNode node = textNode(name, Operator, false);
        node.kind = known->limits ? BigSign : Text;
        return node;
    }
    fail("column {}: expected a command of docs/lessons.md, found \\{}", column, name.toStdString());
}

std::optional<FormulaNode> FormulaReader::spaceNamed(const QString& name)
{
    constexpr std::array<std::pair<const char*, double>, 7> spaces{
        {{",", 3 / 18.0}, {":", 4 / 18.0}, {";", 5 / 18.0}, {"!", -3 / 18.0}, {" ", 0.25}, {"quad", 1}, {"qquad", 2}}};
    const auto* const at = std::ranges::find_if(spaces, [&](const auto& s) { return name == QLatin1String(s.first); });
    if (at == spaces.end())
        return {};
    FormulaNode node;
    node.kind = Space;
    node.space = at->second;
    return node;
}

QString FormulaReader::commandName()
{
    const qsizetype from = ++at_;
    while (at_ < text_.size() && text_[at_].unicode() < 128 && text_[at_].isLetter())
        ++at_;
    if (at_ == from)
        return text_.mid(from, at_ < text_.size() ? (++at_, 1) : 0);
    const QString name = text_.mid(from, at_ - from);
    while (at_ < text_.size() && text_[at_].isSpace())
        ++at_;
    return name;
}

FormulaNode FormulaReader::fence(qsizetype column)
{
    QString signs = fenceSign(QStringLiteral("\\left"));
    FormulaRow content = row(Until::Right, column);
    signs += fenceSign(QStringLiteral("\\right"));
    return holding(Fence, Inner, signs, {std::move(content)});
}

QString FormulaReader::fenceSign(const QString& of)
{
    const qsizetype column = at_ + 1;
    const std::string there = found();
    QString sign = text_.mid(at_, 1);
    if (sign == QLatin1String("\\")) {
        const FormulaSymbol* symbol = symbolNamed(commandName());
        sign = symbol ? QString(QChar(symbol->sign)) : QString();
    } else {
        ++at_;
    }
    if (sign.isEmpty() || !QStringLiteral("()[]{}|‖⟨⟩.").contains(sign))
        fail(R"(column {}: expected one of ( ) [ ] \{{ \}} | \| . after {}, found {})", column, of.toStdString(), there);
    return sign;
}

QString FormulaReader::braced()
{
    const qsizetype end = text_.indexOf(QLatin1Char('}'), at_);
    if (at_ == text_.size() || text_[at_] != QLatin1Char('{'))
        fail("column {}: expected {{…}} after \\text, found {}", at_ + 1, found());
    if (end < 0)
        fail("column {}: expected }} for the {{ of column {}, found the end", text_.size() + 1, at_ + 1);
    const QString held = text_.mid(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return held;
}

bool FormulaReader::atRight() const
{
    return typeset_ && QStringView(text_).mid(at_).startsWith(QLatin1String("\\right")) &&
           (at_ + 6 == text_.size() || !text_[at_ + 6].isLetter());
}

std::string FormulaReader::found() const
{
    if (at_ >= text_.size())
        return "the end";
    return atRight() ? "\\right" : text_.mid(at_, 1).toStdString();
}

void FormulaReader::deeper()
{
    if (++depth_ > kDeepest)
        fail("column {}: expected at most {} nested parts, found more", at_ + 1, kDeepest);
}

}  // namespace gauge::ui
