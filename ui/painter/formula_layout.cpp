#include "ui/painter/formula_layout.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gauge::ui {
namespace {

using enum FormulaKind;
using enum FormulaPart;

constexpr std::array kScale{1.0, 0.78, 0.62};

/// Between two parts, in eighteenths of an em (TeX's table); `only`: not in scripts.
struct Gap {
    int width = 0;
    bool only = false;
};

Gap gapBetween(FormulaPart left, FormulaPart right)
{
    // One row a left part, one column a right part, in the order of FormulaPart: 1 thin, 2 medium, 3 thick; capitals only outside
    // scripts (A thin, B medium, C thick).
    static constexpr std::array<const char*, 8> table{"01BC000A", "110C000A", "BB00B00B", "CC00C00C",
                                                      "00000000", "01BC000A", "AA0AAAAA", "A1BCA0AA"};
    const char sign = table[static_cast<std::size_t>(left)][static_cast<std::size_t>(right)];
    const int kind = sign >= 'A' ? sign - 'A' + 1 : sign - '0';
    return {kind == 0 ? 0 : kind + 2, sign >= 'A'};
}

/// A fence opens to its left and closes to its right; all others are the same from both sides.
FormulaPart seenFrom(const FormulaNode& node, bool left)
{
    if (node.kind != Fence)
        return node.part;
    return left ? Opening : Closing;
}

bool takesLimits(const FormulaNode& node, const FormulaSetting& setting)
{
    return node.kind == BigSign && setting.display;
}

/// A space typed between two factors is a thin one.
bool isFactor(FormulaPart part)
{
    return part == Ordinary || part == Closing || part == Inner;
}

double gap(const FormulaNode& left, const FormulaNode& right, const FormulaSetting& setting)
{
    if (!setting.typeset || left.kind == Space || right.kind == Space)
        return 0;
    const FormulaPart a = seenFrom(left, false);
    const FormulaPart b = seenFrom(right, true);
    Gap between = gapBetween(a, b);
    if (left.kind == BigSign && b == Opening)
        between = {3, false};
    if (between.width == 0 && right.spaced && isFactor(a) && (isFactor(b) || b == Opening))
        between = {3, true};
    return between.only && setting.level > 0 ? 0 : between.width / 18.0 * setting.em();
}

FormulaBox text(const FormulaNode& node, const FormulaSetting& setting)
{
    FormulaBox box = textBox(node.text, setting.font(node.italic), setting.measured);
    if (!setting.typeset) {
        box.width += node.italic && setting.level == 0 ? 0.6 : 0;
    } else if (node.italic) {
        box.slant = std::max(0.03 * setting.em(), box.extent.right() - box.width);
        box.width += box.slant;
    }
    return box;
}

FormulaBox nucleus(const FormulaNode& node, const FormulaSetting& setting)
{
    switch (node.kind) {
    case Text: return text(node, setting);
    case Fraction: return fractionBox(node, setting);
    case Root: return rootBox(node, setting);
    case BigSign: return bigSignBox(node, setting);
    case Accent: return accentBox(node, setting);
    case Fence: return fenceBox(node, setting);
    case Group: return rowBox(node.content.front(), setting);
    case Space: break;
    }
    FormulaBox space;
    space.width = node.space * setting.em();
    return space;
}

/// How far scripts are raised and lowered: the same beside every letter, further beside what is tall.
struct Lifts {
    double up = 0;
    double down = 0;
};

Lifts liftsOf(const FormulaNode& node, const FormulaBox& base, const FormulaBox& sub, const FormulaBox& super,
              const FormulaSetting& setting)
{
    const double em = setting.em();
    Lifts lifts{0.42 * em, 0.24 * em};
    if (!setting.typeset)
        return lifts;
    const bool letter = node.kind == Text || (node.kind == Accent && !accentedLetter(node).isEmpty());
    if (!letter) {
        lifts.up = std::max(lifts.up, base.ascent() - 0.3 * em);
        lifts.down = std::max(lifts.down, base.descent() + 0.08 * em);
    }
    if (!sub.ink.empty() && !super.ink.empty()) {
        const double missing = 0.12 * em - (lifts.up - super.descent() - (sub.ascent() - lifts.down));
        lifts.down += std::max(0.0, missing);
    }
    return {setting.snapped(lifts.up), setting.snapped(lifts.down)};
}

/// Scripts beside their base, the upper one above the lower.
FormulaBox withScripts(const FormulaNode& node, const FormulaBox& base, const FormulaSetting& setting)
{
    const FormulaBox sub = rowBox(node.sub, setting.script());
    const FormulaBox super = rowBox(node.super, setting.script());
    const Lifts lifts = liftsOf(node, base, sub, super, setting);
    FormulaBox box = base;
    const double after = setting.typeset ? 0.05 * setting.em() : 0;
    place(box, sub, {base.width - base.slant, lifts.down});
    place(box, super, {base.width, -lifts.up});
    const double below = node.sub.empty() ? 0 : base.width - base.slant + sub.width + after;
    const double above = node.super.empty() ? 0 : base.width + super.width + after;
    box.width = std::max({base.width, below, above});
    box.slant = 0;
    return box;
}

/// Scripts below and above their sign, in the middle.
FormulaBox withLimits(const FormulaNode& node, const FormulaBox& sign, const FormulaSetting& setting)
{
    const FormulaBox sub = rowBox(node.sub, setting.script());
    const FormulaBox super = rowBox(node.super, setting.script());
    const double clear = 0.2 * setting.em();
    FormulaBox box;
    box.width = std::max({sign.width, sub.width, super.width});
    const double middle = box.width / 2;
    place(box, sign, {middle - sign.width / 2, 0});
    const double lean = node.text == QString(QChar(u'∫')) ? 0.14 * sign.width : 0;
    if (!sub.ink.empty())
        place(box, sub, {middle - sub.width / 2 - lean, setting.snapped(sign.descent() + clear + sub.ascent())});
    if (!super.ink.empty())
        place(box, super, {middle - super.width / 2 + lean, -setting.snapped(sign.ascent() + clear + super.descent())});
    return box;
}

FormulaBox nodeBox(const FormulaNode& node, const FormulaSetting& setting)
{
    FormulaBox base = nucleus(node, setting);
    if (node.sub.empty() && node.super.empty())
        return base;
    return takesLimits(node, setting) ? withLimits(node, base, setting) : withScripts(node, base, setting);
}

}  // namespace

double FormulaSetting::em() const
{
    return style.font * factor * kScale[static_cast<std::size_t>(level)];
}

QFont FormulaSetting::font(bool italic) const
{
    QFont f;
    f.setFamilies({QStringLiteral("Liberation Serif"), QStringLiteral("Times New Roman"), QStringLiteral("DejaVu Serif")});
    f.setPixelSize(std::max(1, static_cast<int>(std::lround(em()))));
    f.setItalic(italic);
    return f;
}

double FormulaSetting::snapped(double y) const
{
    return style.paper || style.dot <= 0 ? y : std::round(y / style.dot) * style.dot;
}

double FormulaSetting::dots(double stroke) const
{
    return style.paper ? stroke : std::max(style.dot, snapped(stroke));
}

FormulaSetting FormulaSetting::script() const
{
    return {style, factor, typeset, false, measured, std::min(level + 1, 2)};
}

FormulaSetting FormulaSetting::inner() const
{
    return display ? plain() : script();
}

FormulaSetting FormulaSetting::plain() const
{
    return {style, factor, typeset, false, measured, level};
}

FormulaAxis axisOf(const FormulaSetting& setting)
{
    const QRectF minus = textBox(QChar(u'−'), setting.font(false)).extent;
    return {-minus.center().y(), setting.dots(minus.height())};
}

FormulaBox rowBox(const FormulaRow& row, const FormulaSetting& setting)
{
    FormulaBox box;
    for (std::size_t k = 0; k < row.size(); ++k) {
        const FormulaBox part = nodeBox(row[k], setting);
        if (k > 0)
            box.width += gap(row[k - 1], row[k], setting);
        if (setting.typeset && (k == 0 || row[k - 1].part == Opening))
            box.width += std::max(0.0, -part.extent.left());
        place(box, part, {box.width, 0});
        box.width += part.width;
        box.slant = part.slant;
    }
    return box;
}

FormulaBox formulaBox(const FormulaTree& tree, const Style& style, double factor, bool display, bool measured)
{
    FormulaBox box = rowBox(tree.row, {style, factor, tree.typeset, tree.typeset && display, tree.typeset || measured, 0});
    if (tree.typeset)
        box.width = std::max(box.width, box.extent.right());
    return box;
}

}  // namespace gauge::ui
