// What a person chose for the statistics view.
#pragma once

#include "ui/scene/categories.h"
#include "ui/scene/scene.h"

namespace gauge::ui::statistics {

enum Picture { EntropyByLayer, Agreement, HeadRoles, EntropyByKappa, Equivariance, FrameMap };

struct Options {
    int picture = EntropyByLayer;
    int colour = ByCluster;  // of the frames

    bool operator==(const Options&) const = default;
};

inline const Options& optionsOf(const Scene& scene)
{
    return scene.options.of<Options>();
}

}  // namespace gauge::ui::statistics
