// Rows of the parameter table: where in Parameters a value lies, and its words.
#pragma once

#include "core/error.h"
#include "core/pipeline/parameters.h"

#include <charconv>
#include <optional>
#include <string_view>

namespace gauge {

/// The value at the end of a path of members: at(&Parameters::attention, &AttentionOptions::kappa).
template <class... Path>
auto at(Path... path)
{
    return [path...](auto& parameters) -> auto& { return (parameters.*....*path); };
}

/// The whole of a text as a number; none when it is not one.
template <class T>
std::optional<T> numberIn(std::string_view text)
{
    T value{};
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (status != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

template <class At>
ParameterInfo number(const char* name, const char* symbol, const char* label, const char* section, At at, double least,
                     bool open, double greatest, double sliderLeast, double sliderGreatest, bool logarithmic,
                     const char* unit, unsigned commands, const char* help)
{
    using T = std::decay_t<decltype(at(std::declval<Parameters&>()))>;
    constexpr bool whole = std::is_integral_v<T>;
    ParameterInfo row{
        name,        symbol,   label, section,     whole ? ParameterInfo::Kind::Whole : ParameterInfo::Kind::Real,
        least,       greatest, open,  sliderLeast, sliderGreatest,
        logarithmic, unit,     {},    commands,    help,
        {},          {},       {},    {}};
    row.number = [at](const Parameters& p) { return static_cast<double>(at(p)); };
    row.text = [at](const Parameters& p) { return fmt::format("{}", at(p)); };
    row.parse = [at, name](Parameters& p, const std::string& text) {
        const std::optional<T> value = numberIn<T>(text);
        if (!value)
            fail("--{}: expected a {}, found '{}'", name, whole ? "whole number" : "number", text);
        at(p) = *value;
    };
    row.copy = [at](const Parameters& from, Parameters& to) { at(to) = at(from); };
    return row;
}

/// A flag that is on where the value is off.
template <class At>
struct Inverse {
    At at;
};
template <class At>
Inverse<At> inverse(At at)
{
    return {at};
}

template <class At>
ParameterInfo flagRow(const char* name, const char* label, const char* section, At at, bool on, unsigned commands,
                      const char* help)
{
    ParameterInfo row{name, "", label, section, ParameterInfo::Kind::Flag, 0, 1, false, 0, 1, false, "", {}, commands, help,
                      {},   {}, {},    {}};
    row.number = [at, on](const Parameters& p) { return at(p) == on ? 1.0 : 0.0; };
    row.text = [at, on](const Parameters& p) { return at(p) == on ? "true" : "false"; };
    row.parse = [at, on, name](Parameters& p, const std::string& text) {
        if (text != "true" && text != "false")
            fail("--{}: expected true or false, found '{}'", name, text);
        at(p) = (text == "true") == on;
    };
    row.copy = [at](const Parameters& from, Parameters& to) { at(to) = at(from); };
    return row;
}
template <class At>
ParameterInfo flag(const char* name, const char* label, const char* section, At at, unsigned commands, const char* help)
{
    return flagRow(name, label, section, at, true, commands, help);
}
template <class At>
ParameterInfo flag(const char* name, const char* label, const char* section, Inverse<At> at, unsigned commands,
                   const char* help)
{
    return flagRow(name, label, section, at.at, false, commands, help);
}

/// A word of a choice and what it stands for. "window=W" takes an amount.
template <class T>
struct Word {
    const char* pattern;
    T value;

    bool takesAmount() const { return std::string_view(pattern).find('=') != std::string_view::npos; }
    /// "window=" of "window=W".
    std::string_view stem() const
    {
        const std::string_view whole = pattern;
        return whole.substr(0, whole.find('=') + 1);
    }
};

/// Where the amount of a choice's words lies, which amounts can be, and in words what is expected.
template <class At>
struct Amount {
    At at;
    bool (*fits)(double);
    const char* expected;
};
template <class At>
Amount<At> amount(At at, bool (*fits)(double), const char* expected)
{
    return {at, fits, expected};
}

/// The choice without words that take amounts.
struct NoAmount {};

/// Puts a word's amount into its place, or the default where the word has none.
template <class T, class At>
void setAmount(Parameters& p, const char* name, const Word<T>& word, const Amount<At>& amount, const std::string& text)
{
    using N = std::decay_t<decltype(amount.at(p))>;
    const Parameters defaults;
    if (!word.takesAmount()) {
        amount.at(p) = amount.at(defaults);
        return;
    }
    const std::optional<N> value = numberIn<N>(std::string_view(text).substr(word.stem().size()));
    if (!value || !amount.fits(static_cast<double>(*value)))
        fail("--{}: expected {}, found '{}'", name, amount.expected, text);
    amount.at(p) = *value;
}
template <class T>
void setAmount(Parameters&, const char*, const Word<T>&, NoAmount, const std::string&)
{
}

/// The word in full; empty where another word of the same value says it shorter or must be taken instead.
template <class T, class At>
std::string wordText(const Parameters& p, const Word<T>& word, const std::vector<Word<T>>& words, const Amount<At>& amount)
{
    const Parameters defaults;
    if (word.takesAmount())
        return fmt::format("{}{}", word.stem(), amount.at(p));
    bool another = false;  // of the same value with an amount
    for (const Word<T>& other : words)
        another = another || (other.value == word.value && other.takesAmount());
    return another && amount.at(p) != amount.at(defaults) ? std::string() : std::string(word.pattern);
}
template <class T>
std::string wordText(const Parameters&, const Word<T>& word, const std::vector<Word<T>>&, NoAmount)
{
    return word.pattern;
}

template <class At>
void copyAmount(const Parameters& from, Parameters& to, const Amount<At>& amount)
{
    amount.at(to) = amount.at(from);
}
inline void copyAmount(const Parameters&, Parameters&, NoAmount) {}

[[noreturn]] void refuseWord(const char* name, const std::vector<std::string>& choices, const std::string& text);

/// T: the enum (or truth value) that the words stand for; `at` leads to it. "alibi" beside "alibi=SLOPE" stands for the default amount.
template <class T, class At, class How = NoAmount>
ParameterInfo choice(const char* name, const char* label, const char* section, At at, std::vector<Word<T>> words, How how,
                     unsigned commands, const char* help)
{
    ParameterInfo row{
        name, "", label, section, ParameterInfo::Kind::Choice, 0, 0, false, 0, 0, false, "", {}, commands, help,
        {},   {}, {},    {}};
    for (const Word<T>& word : words)
        row.choices.emplace_back(word.pattern);
    row.number = [at](const Parameters& p) { return static_cast<double>(at(p)); };
    row.text = [at, words, how](const Parameters& p) {
        for (const Word<T>& word : words)
            if (word.value == at(p))
                if (std::string text = wordText(p, word, words, how); !text.empty())
                    return text;
        return std::string();
    };
    row.parse = [at, words, how, name, choices = row.choices](Parameters& p, const std::string& text) {
        for (const Word<T>& word : words) {
            const std::string_view stem = word.stem();
            if (!(word.takesAmount() ? text.size() > stem.size() && text.starts_with(stem) : text == word.pattern))
                continue;
            setAmount(p, name, word, how, text);
            at(p) = word.value;
            return;
        }
        refuseWord(name, choices, text);
    };
    row.copy = [at, how](const Parameters& from, Parameters& to) {
        at(to) = at(from);
        copyAmount(from, to, how);
    };
    return row;
}
template <class T, class At>
ParameterInfo choice(const char* name, const char* label, const char* section, At at, std::vector<Word<T>> words,
                     unsigned commands, const char* help)
{
    return choice<T>(name, label, section, at, std::move(words), NoAmount{}, commands, help);
}

/// The words of --connection, of which power takes two numbers and a generator.
template <class At>
ParameterInfo connection(const char* name, const char* label, const char* section, At at, unsigned commands,
                         const char* help)
{
    ParameterInfo row{
        name, "", label, section, ParameterInfo::Kind::Choice, 0, 0, false, 0, 0, false, "", {}, commands, help,
        {},   {}, {},    {}};
    row.choices = {"flat", "links", "random=EPS", "power=F,P", "power=F,P@A", "bilinear=R", "heads"};
    row.number = [at](const Parameters& p) { return static_cast<double>(at(p).source); };
    row.text = [at](const Parameters& p) { return connectionText(at(p)); };
    row.parse = [at, name, choices = row.choices](Parameters& p, const std::string& text) {
        const std::optional<ConnectionOptions> options = connectionFrom(at(p), text);
        if (!options)
            refuseWord(name, choices, text);
        at(p) = *options;
    };
    row.copy = [at](const Parameters& from, Parameters& to) {
        const double scale = at(to).scale;
        at(to) = at(from);
        at(to).scale = scale;
    };
    return row;
}

}  // namespace gauge
