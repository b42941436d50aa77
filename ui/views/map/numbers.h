// The numbers of a map that its picture shows.
#pragma once

#include "ui/views/map/options.h"
#include "ui/views/map/ruler.h"

namespace gauge::ui::map {

/// A measure in one cell, over its seeds.
struct CellValue {
    double mean = 0;     // not a number where no seed has one
    double spread = 0;   // standard deviation (of n − 1); 0 with one number, not a number with none
    int numbers = 0;     // seeds with a number
    bool known = false;  // of all seeds: computed
};
/// `first` and `second` are places of the plan's axes; of a measure that is made of all seeds there is one number. The measure is one of the plan's.
CellValue cellValue(const SweepMap& map, Measure measure, std::size_t first, std::size_t second, std::size_t direction);

bool measures(const SweepMap& map, Measure measure);

/// What is looked at of a map: its rulers, and which of its numbers.
struct View {
    std::shared_ptr<const SweepMap> map;
    Ruler x, y;  // y of one axis alone: no places
    Measure measure = Measure::Order;
    bool difference = false;    // colours are up − down
    std::size_t direction = 0;  // of colours
    bool spread = false;        // colours are the standard deviation over seeds

    bool plane() const { return map->plan.axes.size() > 1; }
    bool both() const { return map->plan.directions() > 1; }
    bool seeds() const { return map->plan.seedCount() > 1 && measure != Measure::Susceptibility; }
    /// By places along the rulers.
    CellValue cell(std::size_t i, std::size_t j, std::size_t direction) const;
    /// What a colour stands for.
    double colour(std::size_t i, std::size_t j) const;
    bool known(std::size_t i, std::size_t j) const;
};
/// Of a scene whose map has the measure.
View viewOf(const Scene& scene);

struct Range {
    double low = 0, high = 1;
    double share(double value) const { return (value - low) / (high - low); }
};
/// Of the colours, symmetric about 0 where they are a difference.
Range colourRange(const View& view);
/// Of the measure itself, in all directions, with the branch's and with the spread over seeds: of cuts.
Range cutRange(const View& view, const SweptBranch* branch);

/// Cells that are drafts, and cells without a number.
struct Gaps {
    bool drafts = false;
    bool none = false;
};
Gaps gapsOf(const View& view);

/// Where the run stands on the map; nothing along an axis that has no such word. The places of cuts, which are there in any case.
struct Cross {
    std::optional<double> x, y;  // shares, which may be beyond the ends
    std::size_t column = 0, row = 0;

    bool onMap(bool plane) const { return within(x) && (!plane || within(y)); }
    static bool within(const std::optional<double>& share) { return share && *share >= 0 && *share <= 1; }
};
Cross crossOf(const View& view, const Parameters& parameters);

/// Whole numbers: contours lie between them.
bool counts(Measure measure);
/// "Ψ, order parameter"; with its unit.
QString measureTitle(Measure measure);
/// "Ψ"; "mean D".
QString measureSymbol(Measure measure);

/// The measure's numbers on a branch; empty where it has none.
std::vector<double> branchValues(const SweptBranch& branch, Measure measure);

}  // namespace gauge::ui::map
