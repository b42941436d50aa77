// How large things are that the last row of a room sees.
#pragma once

#include <QList>
#include <QRect>
#include <QSize>

namespace gauge::ui {

/// The least height of letters on a picture of that size, pixels: 24 pt on one of 1080 lines, and legible on one that is scaled to 480 columns.
double leastTypeIn(const QSize& picture);

/// Which of several screens shows what; −1: none.
struct Screens {
    int audience = 0;
    int presenter = -1;

    bool operator==(const Screens&) const = default;
};

/// The audience has another screen than the one that the window is on, and the presenter that one. Screens that show the same are one. `swapped`: the
/// other way round.
Screens screensFor(const QList<QRect>& screens, int own, bool swapped);

}  // namespace gauge::ui
