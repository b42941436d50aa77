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
        if (value == QString::fromUtf8(control.choices[k]))
            return static_cast<int>(k);
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
    return known;
}

std::string valuesOf(const ViewControl& control)
{
    std::string known;
    for (const char* choice : control.choices)
        known += (known.empty() ? "" : ", ") + std::string(choice);
    if (!known.empty())
        return known;
    return ofHeads(control) ? "mean, all or a number" : control.isSwitch() ? "on or off" : "a number from 0";
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
    const ViewControl* control = controlOf(kind, name);
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
