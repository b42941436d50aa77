#include "ui/workspace/pinned.h"

#include "ui/workspace/parameter_words.h"

#include <QObject>

namespace gauge::ui {

QStringList parameterChanges(const Parameters& a, const Parameters& b)
{
    QStringList found;
    for (const ParameterInfo& info : parameterTable()) {
        const std::string x = parameterText(a, info);
        const std::string y = parameterText(b, info);
        if (x != y)
            found << QStringLiteral("%1 %2 → %3")
                         .arg(parameterName(info), QString::fromStdString(x), QString::fromStdString(y));
    }
    return found;
}

QStringList parameterDifferences(const Snapshot& a, const Snapshot& b)
{
    QStringList found;
    if (a.state->tokens != b.state->tokens)
        found << QObject::tr("text");
    else if (a.state != b.state && a.state->name != b.state->name)
        found << QObject::tr("state");
    found << parameterChanges(a.input.parameters, b.input.parameters);
    if (a.layer != b.layer)
        found << QObject::tr("layer %1 → %2").arg(a.layer).arg(b.layer);
    return found;
}

}  // namespace gauge::ui
