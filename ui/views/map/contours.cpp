#include "ui/views/map/contours.h"

#include "ui/painter/axes.h"
#include "ui/scene/words.h"

#include <array>
#include <cmath>
#include <map>

namespace gauge::ui::map {
namespace {

/// Where a line crosses from one cell to the next: the cell, and whether to the one above or to the right.
struct Crossing {
    std::size_t i = 0, j = 0;
    bool up = false;
    auto operator<=>(const Crossing&) const = default;
};

struct Grid {
    const View& view;
    std::size_t nx, ny;
    std::vector<double> value;  // not a number where a cell is not to be drawn through

    explicit Grid(const View& of) : view(of), nx(of.x.size()), ny(of.y.size()), value(nx * ny)
    {
        for (std::size_t i = 0; i < nx; ++i)
            for (std::size_t j = 0; j < ny; ++j)
                value[i * ny + j] = of.known(i, j) ? of.colour(i, j) : NAN;
    }
    double at(std::size_t i, std::size_t j) const { return value[i * ny + j]; }
    QPointF centre(std::size_t i, std::size_t j) const { return {view.x.centre[i], view.y.centre[j]}; }

    QPointF point(const Crossing& c, double level) const
    {
        const std::size_t i = c.i + (c.up ? 0 : 1);
        const std::size_t j = c.j + (c.up ? 1 : 0);
        const double share = (level - at(c.i, c.j)) / (at(i, j) - at(c.i, c.j));
        return centre(c.i, c.j) + share * (centre(i, j) - centre(c.i, c.j));
    }
};

using Segment = std::pair<Crossing, Crossing>;

/// The segments in the square above and to the right of a cell; of a saddle those that the mean of its corners says.
void addSegments(const Grid& g, std::size_t i, std::size_t j, double level, std::vector<Segment>& out)
{
    const std::array<double, 4> corner{g.at(i, j), g.at(i + 1, j), g.at(i + 1, j + 1), g.at(i, j + 1)};
    double mean = 0;
    int mask = 0;
    for (std::size_t k = 0; k < 4; ++k) {
        if (!std::isfinite(corner[k]))
            return;
        mean += corner[k] / 4;
        mask |= corner[k] >= level ? 1 << k : 0;
    }
    const Crossing bottom{i, j, false}, right{i + 1, j, true}, top{i, j + 1, false}, left{i, j, true};
    switch (mask) {
    case 1:
    case 14: out.emplace_back(left, bottom); break;
    case 2:
    case 13: out.emplace_back(bottom, right); break;
    case 4:
    case 11: out.emplace_back(right, top); break;
    case 8:
    case 7: out.emplace_back(top, left); break;
    case 3:
    case 12: out.emplace_back(left, right); break;
    case 6:
    case 9: out.emplace_back(bottom, top); break;
    case 5:
    case 10: {
        const bool joined = (mean >= level) == (mask == 5);  // the lower left and the upper right are one
        out.emplace_back(left, joined ? top : bottom);
        out.emplace_back(right, joined ? bottom : top);
        break;
    }
    default: break;
    }
}

/// Segments joined end to end.
class Chains {
public:
    explicit Chains(const std::vector<Segment>& segments) : segments_(segments), used_(segments.size())
    {
        for (std::size_t k = 0; k < segments.size(); ++k) {
            at_.emplace(segments[k].first, k);
            at_.emplace(segments[k].second, k);
        }
    }

    std::vector<std::vector<Crossing>> all()
    {
        std::vector<std::vector<Crossing>> chains;
        for (std::size_t k = 0; k < segments_.size(); ++k) {
            if (used_[k])
                continue;
            used_[k] = true;
            std::vector<Crossing> back{segments_[k].first};
            walk(back);
            std::vector<Crossing> chain(back.rbegin(), back.rend());
            chain.push_back(segments_[k].second);
            walk(chain);
            chains.push_back(std::move(chain));
        }
        return chains;
    }

private:
    void walk(std::vector<Crossing>& chain)
    {
        for (bool found = true; found;) {
            found = false;
            const auto [from, to] = at_.equal_range(chain.back());
            for (auto it = from; it != to && !found; ++it) {
                if (used_[it->second])
                    continue;
                const Segment& next = segments_[it->second];
                used_[it->second] = true;
                chain.push_back(next.first == chain.back() ? next.second : next.first);
                found = true;
            }
        }
    }

    const std::vector<Segment>& segments_;
    std::vector<bool> used_;
    std::multimap<Crossing, std::size_t> at_;
};

std::vector<std::pair<double, QString>> levelsOf(const View& view, const Range& range)
{
    std::vector<std::pair<double, QString>> levels;
    const bool whole = counts(view.measure) && !view.spread && !view.difference;
    for (const double t : ticks(range.low, range.high, 6)) {
        if ((whole && t != std::round(t)) || (view.difference && t == 0))
            continue;  // where nothing differs, 0 is drawn by rounding
        const double level = whole ? t - 0.5 : t;
        const double rounding = 1e-6 * (range.high - range.low);
        if (level > range.low + rounding && level < range.high - rounding)
            levels.emplace_back(level, whole ? words("%1|%2").arg(t - 1).arg(t) : shortNumber(t));
    }
    return levels;
}

}  // namespace

std::vector<Contour> contoursOf(const View& view, const Range& range)
{
    std::vector<Contour> contours;
    if (view.x.words || view.y.words)
        return contours;  // there is nothing between words
    const Grid grid(view);
    for (const auto& [level, text] : levelsOf(view, range)) {
        std::vector<Segment> segments;
        for (std::size_t i = 0; i + 1 < grid.nx; ++i)
            for (std::size_t j = 0; j + 1 < grid.ny; ++j)
                addSegments(grid, i, j, level, segments);
        for (const std::vector<Crossing>& chain : Chains(segments).all()) {
            Contour contour{level, text, {}};
            for (const Crossing& c : chain)
                contour.points << grid.point(c, level);
            contours.push_back(std::move(contour));
        }
    }
    return contours;
}

}  // namespace gauge::ui::map
