#include "ui/panels/counted.h"

#include <algorithm>
#include <limits>
#include <QObject>

namespace gauge::ui {

// The forms of one and of many are a catalogue's: ours too (resources/translations/gaugescope_en.ts).

int counted(Index n)
{
    return static_cast<int>(std::min<Index>(n, std::numeric_limits<int>::max()));
}

QString groupCount(Index n)
{
    return QObject::tr("%n groups", nullptr, counted(n));
}

QString agentCount(Index n)
{
    return QObject::tr("%n agents", nullptr, counted(n));
}

QString tokenCount(Index n)
{
    return QObject::tr("%n tokens", nullptr, counted(n));
}

QString headCount(Index n)
{
    return QObject::tr("%n heads", nullptr, counted(n));
}

QString pairCount(Index n)
{
    return QObject::tr("%1 pairs", nullptr, counted(n)).arg(n);  // more than an int holds
}

QString divergenceCount(Index n)
{
    return QObject::tr("%1 divergences", nullptr, counted(n)).arg(n);
}

QString stepCount(Index n)
{
    return QObject::tr("%n steps", "after 'in', 'after'", counted(n));
}

QString otherCount(Index n)
{
    return QObject::tr("%n others", "after 'of'", counted(n));
}

}  // namespace gauge::ui
