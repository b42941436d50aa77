// A view's controls by their names, for command lines and figures that have names.
#include "core/error.h"
#include "ui/scene/view_kind.h"

#include <optional>

namespace gauge::ui {
namespace {

bool ofHeads(const ViewControl& control)
{
    return control.source == Choices::Heads || control.source == Choices::OneHead;
}

/// The number a text stands for among a control's values; nothing when it stands for none.
std::optional<int> valueOf(const ViewControl& control, const QString& value)
{
    for (std::size_t k = 0; k < control.choices.size(); ++k)
        if (value == QString::fromUtf8(control.nameOf(static_cast<int>(k))))
            return static_cast<int>(k);
    if (!control.names.empty() || control.source == Choices::Rows)
        return std::nullopt;  // a number is a name there
    if (ofHeads(control) && value == QLatin1String("mean"))
        return MeanHead;
    if (ofHeads(control) && value == QLatin1String("all"))
        return EveryHead;
    if (control.isSwitch() && (value == QLatin1String("on") || value == QLatin1String("off")))
        return value == QLatin1String("on") ? 1 : 0;
    bool whole = false;
    const int number = value.toInt(&whole);
    const int most = control.isSwitch()                 ? 1
                     : control.source == Choices::Fixed ? static_cast<int>(control.choices.size()) - 1
                                                        : kMany;
    return whole && number >= 0 && number <= most ? std::optional(number) : std::nullopt;
}

/// "shape, log, token"
std::string controlsOf(const ViewKind& kind)
{
    std::string known;
    for (const ViewControl& control : kind.controls)
        if (control.place.get)
            known += (known.empty() ? "" : ", ") + std::string(control.name);
    for (const ListKey& list : kind.keys.lists)
        known += (known.empty() ? "" : ", ") + std::string(list.key);
    for (const OptionKey<double>& real : kind.keys.real)
        known += (known.empty() ? "" : ", ") + std::string(real.key);
    for (const OptionKey<int>& whole : kind.keys.whole)
        known += (known.empty() ? "" : ", ") + std::string(whole.key);
    return known;
}

std::string valuesOf(const ViewControl& control)
{
    std::string known;
    for (std::size_t k = 0; k < control.choices.size(); ++k)
        known += (known.empty() ? "" : ", ") + std::string(control.nameOf(static_cast<int>(k)));
    if (!known.empty())
        return known;
    return ofHeads(control) ? "mean, all or a number" : control.isSwitch() ? "on or off" : "a number from 0";
}

/// "0,8,4,0"; nothing where one is no whole number or too large. An empty text is an empty list.
std::optional<std::vector<int>> numbersOf(const QString& text, int greatest)
{
    std::vector<int> numbers;
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        bool whole = false;
        const int number = part.toInt(&whole);
        if (!whole || number < 0 || number > greatest)
            return std::nullopt;
        numbers.push_back(number);
    }
    return numbers;
}

/// Whether the name is that of a list, which is then set.
bool setList(const ViewKind& kind, ViewOptions& options, const QString& name, const QString& value)
{
    for (const ListKey& list : kind.keys.lists)
        if (name == QLatin1String(list.key)) {
            const auto numbers = numbersOf(value, list.greatest);
            if (!numbers)
                fail("--option: expected of {} in the view {} whole numbers from 0 to {} with commas, found '{}'", list.key,
                     kind.name, list.greatest, value.toStdString());
            list.place.set(options, *numbers);
            return true;
        }
    return false;
}

/// Whether the name is that of a number, which is then set: what files keep of a view has no control where it is rarely set.
template <class Number>
bool setNumber(const ViewKind& kind, ViewOptions& options, const std::vector<OptionKey<Number>>& keys, const QString& name,
               const QString& value)
{
    for (const OptionKey<Number>& key : keys)
        if (name == QLatin1String(key.key)) {
            bool number = false;
            const double found = value.toDouble(&number);
            if (!number || !(found >= key.least) || !(found <= key.greatest) || found != static_cast<Number>(found))
                fail("--option: expected of {} in the view {} a {}number from {} to {}, found '{}'", key.key, kind.name,
                     std::is_integral_v<Number> ? "whole " : "", key.least, key.greatest, value.toStdString());
            key.place.set(options, static_cast<Number>(found));
            return true;
        }
    return false;
}

}  // namespace

const ViewControl* controlOf(const ViewKind& kind, const QString& name)
{
    for (const ViewControl& control : kind.controls)
        if (control.place.get && name == QLatin1String(control.name))
            return &control;
    return nullptr;
}

void setOption(const ViewKind& kind, ViewOptions& options, const QString& name, const QString& value)
{
    if (setList(kind, options, name, value))
        return;
    const ViewControl* control = controlOf(kind, name);
    if (!control &&
        (setNumber(kind, options, kind.keys.whole, name, value) || setNumber(kind, options, kind.keys.real, name, value)))
        return;
    if (!control)
        fail("--option: expected of the view {} one of {}, found '{}'", kind.name, controlsOf(kind), name.toStdString());
    const std::optional<int> number = valueOf(*control, value);
    if (!number)
        fail("--option: expected of {} in the view {} {}, found '{}'", control->name, kind.name, valuesOf(*control),
             value.toStdString());
    control->place.set(options, *number);
}

void startWith(const ViewKind& kind, ViewOptions& options, const State& state)
{
    const QString colour = QStringLiteral("colour");
    if (!state.category.empty() && controlOf(kind, colour))
        setOption(kind, options, colour, QStringLiteral("category"));
}

}  // namespace gauge::ui
