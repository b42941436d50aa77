// What is lit up in every view.
#pragma once

#include <cstddef>
#include <vector>

namespace gauge::ui {

/// Tokens, and the pair under the lens. Hover previews, a click locks.
struct Selection {
    std::vector<int> hovered;
    std::vector<int> locked;
    int receiver = -1;  // the pair under the pointer, if there is one
    int sender = -1;
    int lockedReceiver = -1;
    int lockedSender = -1;

    bool operator==(const Selection&) const = default;
    bool lights(int token) const;
};

/// The same tokens where they are numbered otherwise: token i is now number places[i], −1: not there.
Selection renumbered(const Selection& selection, const std::vector<std::ptrdiff_t>& places);

/// What is locked of it, without what is under the pointer.
Selection lockOf(const Selection& selection);

}  // namespace gauge::ui
