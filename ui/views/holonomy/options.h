// What a person chose for the holonomy view.
#pragma once

#include "ui/scene/scene.h"

#include <algorithm>
#include <vector>

namespace gauge::ui::holonomy {

enum Picture { Map, Loops, Frustrated, Walk };

struct Options {
    int picture = Map;
    int head = MeanHead;    // the one that attention shows; a head that is not there: the first
    int weighted = 0;       // loops count by their faces' weight β_ij β_jk β_ki
    int anchor = 0;         // token of the map
    std::vector<int> walk;  // tokens in the order in which they were chosen; the first again at the end: closed

    bool operator==(const Options&) const = default;
};

inline const Options& optionsOf(const Scene& scene)
{
    return scene.options.of<Options>();
}

/// Which head is looked at.
inline std::size_t headOf(const Scene& scene)
{
    const int heads = static_cast<int>(scene.snapshot->state->heads.size());
    const int chosen = optionsOf(scene).head >= 0 ? optionsOf(scene).head : scene.head;
    return static_cast<std::size_t>(chosen >= 0 && chosen < heads ? chosen : 0);
}

/// The anchor, or the last token where a shorter text has not that many.
inline Index anchorOf(const Scene& scene)
{
    return std::min<Index>(optionsOf(scene).anchor, scene.snapshot->tokens() - 1);
}

/// The walk as far as its tokens are there: without the first at its end.
struct Path {
    std::vector<Index> tokens;
    bool closed = false;
};
Path pathOf(const Scene& scene);

}  // namespace gauge::ui::holonomy
