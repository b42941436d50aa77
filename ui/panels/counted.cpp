#include "ui/panels/counted.h"

#include <QObject>

namespace gauge::ui {

// Plural forms are a catalogue's; without one the text stands as it is written here, so that one is spelt out.

QString groupCount(Index n)
{
    return n == 1 ? QObject::tr("one group") : QObject::tr("%n groups", nullptr, static_cast<int>(n));
}

QString agentCount(Index n)
{
    return n == 1 ? QObject::tr("one agent") : QObject::tr("%n agents", nullptr, static_cast<int>(n));
}

QString stepCount(Index n)
{
    return n == 1 ? QObject::tr("one step") : QObject::tr("%n steps", nullptr, static_cast<int>(n));
}

QString otherCount(Index n)
{
    return n == 1 ? QObject::tr("the one other") : QObject::tr("%n others", nullptr, static_cast<int>(n));
}

}  // namespace gauge::ui
