#include "ui/painter/formula_symbols.h"

#include <algorithm>
#include <array>

namespace gauge::ui {
namespace {

using enum FormulaPart;

constexpr auto kSymbols = std::to_array<FormulaSymbol>({
    {"alpha", u'α', Ordinary, "alpha"},
    {"beta", u'β', Ordinary, "beta"},
    {"gamma", u'γ', Ordinary, "gamma"},
    {"delta", u'δ', Ordinary, "delta"},
    {"epsilon", u'ε', Ordinary, "epsilon"},
    {"zeta", u'ζ', Ordinary, "zeta"},
    {"eta", u'η', Ordinary, "eta"},
    {"theta", u'θ', Ordinary, "theta"},
    {"iota", u'ι', Ordinary, "iota"},
    {"kappa", u'κ', Ordinary, "kappa"},
    {"lambda", u'λ', Ordinary, "lambda"},
    {"mu", u'μ', Ordinary, "mu"},
    {"nu", u'ν', Ordinary, "nu"},
    {"xi", u'ξ', Ordinary, "xi"},
    {"pi", u'π', Ordinary, "pi"},
    {"rho", u'ρ', Ordinary, "rho"},
    {"sigma", u'σ', Ordinary, "sigma"},
    {"tau", u'τ', Ordinary, "tau"},
    {"phi", u'φ', Ordinary, "phi"},
    {"chi", u'χ', Ordinary, "chi"},
    {"psi", u'ψ', Ordinary, "psi"},
    {"omega", u'ω', Ordinary, "omega"},
    {"Gamma", u'Γ', Ordinary, "capital gamma"},
    {"Delta", u'Δ', Ordinary, "capital delta"},
    {"Theta", u'Θ', Ordinary, "capital theta"},
    {"Lambda", u'Λ', Ordinary, "capital lambda"},
    {"Pi", u'Π', Ordinary, "capital pi"},
    {"Sigma", u'Σ', Ordinary, "Sigma"},
    {"Phi", u'Φ', Ordinary, "capital phi"},
    {"Psi", u'Ψ', Ordinary, "capital psi"},
    {"Omega", u'Ω', Ordinary, "Omega"},
    {"infty", u'∞', Ordinary, "infinity"},
    {"partial", u'∂', Ordinary, "partial"},
    {"dots", u'…', Ordinary, "and so on"},
    {"ldots", u'…', Ordinary, "and so on"},
    {"", u'½', Ordinary, "one half"},
    {"", u'/', Ordinary, "over"},
    {"", u'′', Ordinary, "prime"},
    {"cdot", u'·', Binary, "times"},
    {"times", u'×', Binary, "times"},
    {"pm", u'±', Binary, "plus or minus"},
    {"", u'+', Binary, "plus"},
    {"", u'−', Binary, "minus"},
    {"", u'*', Binary, "times"},
    {"to", u'→', Relation, "to"},
    {"leftarrow", u'←', Relation, "becomes"},
    {"rightarrow", u'→', Relation, "to"},
    {"le", u'≤', Relation, "is at most"},
    {"leq", u'≤', Relation, "is at most"},
    {"ge", u'≥', Relation, "is at least"},
    {"geq", u'≥', Relation, "is at least"},
    {"ne", u'≠', Relation, "is not"},
    {"neq", u'≠', Relation, "is not"},
    {"approx", u'≈', Relation, "is about"},
    {"equiv", u'≡', Relation, "is the same as"},
    {"in", u'∈', Relation, "in"},
    {"sim", u'∼', Relation, "is distributed as"},
    {"propto", u'∝', Relation, "is proportional to"},
    {"", u'=', Relation, "equals"},
    {"", u'<', Relation, "is less than"},
    {"", u'>', Relation, "is greater than"},
    {"", u':', Relation, ","},
    {"|", u'‖', Relation, "relative to"},
    {"mid", u'|', Relation, "given"},
    {"{", u'{', Opening, "open brace"},
    {"}", u'}', Closing, "close brace"},
    {"langle", u'⟨', Opening, "open angle bracket"},
    {"rangle", u'⟩', Closing, "close angle bracket"},
    {"", u'(', Opening, "open bracket"},
    {"", u')', Closing, "close bracket"},
    {"", u'[', Opening, "open square bracket"},
    {"", u']', Closing, "close square bracket"},
    {"", u',', Mark, ","},
    {"", u';', Mark, ";"},
});

constexpr auto kWords = std::to_array<FormulaWord>({
    {"ln", "the log"},
    {"log", "the log"},
    {"exp", "exp"},
    {"det", "the determinant"},
    {"tr", "the trace"},
    {"diag", "the diagonal"},
    {"KL", "K L"},
    {"softmax", "softmax"},
    {"sin", "the sine"},
    {"cos", "the cosine"},
    {"max", "the maximum", true},
    {"min", "the minimum", true},
    {"argmax", "the arg max", true},
    {"argmin", "the arg min", true},
    {"lim", "the limit", true},
});

template <class Table>
auto named(const Table& table, QStringView name) -> decltype(table.data())
{
    const auto at = std::ranges::find_if(
        table, [&](const auto& entry) { return *entry.name != '\0' && name == QLatin1StringView(entry.name); });
    return at == table.end() ? nullptr : &*at;
}

}  // namespace

const FormulaSymbol* symbolNamed(QStringView name)
{
    return named(kSymbols, name);
}

const FormulaSymbol* symbolOf(QChar sign)
{
    const auto* const at = std::ranges::find(kSymbols, sign.unicode(), &FormulaSymbol::sign);
    return at == kSymbols.end() ? nullptr : &*at;
}

const FormulaWord* wordNamed(QStringView name)
{
    return named(kWords, name);
}

}  // namespace gauge::ui
