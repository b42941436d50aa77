#include "ui/scene/selection.h"

#include <algorithm>

namespace gauge::ui {

bool Selection::lights(int token) const
{
    return std::find(hovered.begin(), hovered.end(), token) != hovered.end() ||
           std::find(locked.begin(), locked.end(), token) != locked.end();
}

Selection lockOf(const Selection& selection)
{
    Selection lock;
    lock.locked = selection.locked;
    lock.lockedReceiver = selection.lockedReceiver;
    lock.lockedSender = selection.lockedSender;
    return lock;
}

}  // namespace gauge::ui
