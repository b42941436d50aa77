#include "ui/scene/selection.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace gauge::ui {

bool Selection::lights(int token) const
{
    return std::find(hovered.begin(), hovered.end(), token) != hovered.end() ||
           std::find(locked.begin(), locked.end(), token) != locked.end();
}

Selection renumbered(const Selection& selection, const std::vector<std::ptrdiff_t>& places)
{
    const auto now = [&](int token) {
        return token >= 0 && static_cast<std::size_t>(token) < places.size()
                   ? static_cast<int>(places[static_cast<std::size_t>(token)])
                   : -1;
    };
    const auto all = [&](const std::vector<int>& tokens) {
        std::vector<int> there;
        for (const int token : tokens)
            if (now(token) >= 0)
                there.push_back(now(token));
        std::sort(there.begin(), there.end());
        return there;
    };
    const auto pair = [&](int receiver, int sender) {
        return now(receiver) >= 0 && now(sender) >= 0 ? std::pair(now(receiver), now(sender)) : std::pair(-1, -1);
    };
    Selection next;
    next.hovered = all(selection.hovered);
    next.locked = all(selection.locked);
    std::tie(next.receiver, next.sender) = pair(selection.receiver, selection.sender);
    std::tie(next.lockedReceiver, next.lockedSender) = pair(selection.lockedReceiver, selection.lockedSender);
    return next;
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
