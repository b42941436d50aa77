#include "ui/scene/selection_model.h"

#include <algorithm>

namespace gauge::ui {
namespace {

std::vector<int> sorted(std::vector<int> tokens)
{
    std::sort(tokens.begin(), tokens.end());
    return tokens;
}

}  // namespace

void SelectionModel::set(Selection next)
{
    if (next == selection_)
        return;
    selection_ = std::move(next);
    emit changed();
}

void SelectionModel::hover(const Hit& hit)
{
    Selection next = selection_;
    next.hovered = hit.tokens;
    next.receiver = hit.receiver;
    next.sender = hit.sender;
    set(std::move(next));
}

void SelectionModel::lock(const Hit& hit, bool extend)
{
    Selection next = selection_;
    const bool again = !extend && !hit.tokens.empty() && next.locked == sorted(hit.tokens) &&
                       next.lockedReceiver == hit.receiver && next.lockedSender == hit.sender;
    if (!extend)
        next.locked.clear();
    next.lockedReceiver = again || extend ? -1 : hit.receiver;
    next.lockedSender = again || extend ? -1 : hit.sender;
    for (const int t : again ? std::vector<int>{} : hit.tokens) {
        const auto it = std::find(next.locked.begin(), next.locked.end(), t);
        if (it == next.locked.end())
            next.locked.push_back(t);
        else
            next.locked.erase(it);
    }
    std::sort(next.locked.begin(), next.locked.end());
    set(std::move(next));
}

void SelectionModel::lockExactly(const Hit& hit)
{
    Selection next = selection_;
    next.locked = sorted(hit.tokens);
    next.lockedReceiver = hit.receiver;
    next.lockedSender = hit.sender;
    set(std::move(next));
}

void SelectionModel::restore(const Selection& locked)
{
    set(lockOf(locked));
}

void SelectionModel::clear()
{
    set({});
}

void SelectionModel::limit(Index tokens)
{
    Selection next = selection_;
    const auto beyond = [&](int t) { return t >= tokens; };
    std::erase_if(next.locked, beyond);
    std::erase_if(next.hovered, beyond);
    if (next.receiver >= tokens || next.sender >= tokens)
        next.receiver = next.sender = -1;
    if (next.lockedReceiver >= tokens || next.lockedSender >= tokens)
        next.lockedReceiver = next.lockedSender = -1;
    set(std::move(next));
}

}  // namespace gauge::ui
