#include "ui/panels/page_flow.h"

#include <algorithm>
#include <utility>

namespace gauge::ui {
namespace {

using Unit = std::pair<std::vector<FlowPiece>::const_iterator, std::vector<FlowPiece>::const_iterator>;

FlowPlace nextColumn(const FlowPlace& at, const FlowPage& page)
{
    return at.column + 1 < page.columns ? FlowPlace{at.page, at.column + 1, 0} : FlowPlace{at.page + 1, 0, 0};
}

/// The places of a unit that begins at one, and behind them where the next piece would begin.
std::vector<FlowPlace> placed(const Unit& unit, FlowPlace at, const FlowPage& page)
{
    std::vector<FlowPlace> places;
    for (auto piece = unit.first; piece != unit.second; ++piece) {
        if (at.top > 0 && at.top + piece->height > page.height)
            at = nextColumn(at, page);
        places.push_back(at);
        at.top += piece->height + page.gap;
    }
    places.push_back(at);
    return places;
}

bool inOneColumn(const std::vector<FlowPlace>& places, const Unit& unit, const FlowPage& page)
{
    const FlowPlace& last = places[places.size() - 2];
    return last.page == places.front().page && last.column == places.front().column &&
           last.top + (unit.second - 1)->height <= page.height;
}

/// Rather in one column, then on one page, and only then on as many as it takes.
std::vector<FlowPlace> bestPlaced(const Unit& unit, const FlowPlace& at, const FlowPage& page)
{
    std::vector<FlowPlace> here = placed(unit, at, page);
    if (inOneColumn(here, unit, page))
        return here;
    std::vector<FlowPlace> beside = placed(unit, nextColumn(at, page), page);
    if (at.column + 1 < page.columns && inOneColumn(beside, unit, page))
        return beside;
    const bool fresh = at.column == 0 && at.top == 0;
    if (fresh || here[here.size() - 2].page == at.page)
        return here;
    return placed(unit, {at.page + 1, 0, 0}, page);
}

}  // namespace

std::vector<FlowPlace> flowed(const std::vector<FlowPiece>& pieces, const FlowPage& page)
{
    std::vector<FlowPlace> all;
    FlowPlace at;
    for (auto first = pieces.begin(); first != pieces.end();) {
        const auto end =
            std::find_if(first, pieces.end(), [&](const FlowPiece& piece) { return piece.unit != first->unit; });
        const std::vector<FlowPlace> places = bestPlaced({first, end}, at, page);
        all.insert(all.end(), places.begin(), places.end() - 1);
        at = places.back();
        first = end;
    }
    return all;
}

}  // namespace gauge::ui
