#include "ui/selection_model.h"

#include <algorithm>

namespace gauge::ui {

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

void SelectionModel::lock(const std::vector<int>& tokens, bool extend)
{
    Selection next = selection_;
    if (!extend)
        next.locked.clear();
    for (const int t : tokens) {
        const auto it = std::find(next.locked.begin(), next.locked.end(), t);
        if (it == next.locked.end())
            next.locked.push_back(t);
        else
            next.locked.erase(it);
    }
    std::sort(next.locked.begin(), next.locked.end());
    set(std::move(next));
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
    set(std::move(next));
}

}  // namespace gauge::ui
