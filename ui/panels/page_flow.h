// Pieces of a text, one below the other, over the columns of a page and over pages.
#pragma once

#include <vector>

namespace gauge::ui {

struct FlowPiece {
    int unit = 0;  // what belongs together stands on one page, where a page has room for it
    int height = 0;
};

struct FlowPlace {
    int page = 0;
    int column = 0;
    int top = 0;

    bool operator==(const FlowPlace&) const = default;
};

struct FlowPage {
    int columns = 1;
    int height = 0;
    int gap = 0;  // between two pieces
};

/// The place of each. One that is higher than a page has a column of its own, which it leaves.
std::vector<FlowPlace> flowed(const std::vector<FlowPiece>& pieces, const FlowPage& page);

}  // namespace gauge::ui
