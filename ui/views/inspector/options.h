// What a person chose for the inspector view.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui::inspector {

struct Options {
    int step = 0;
    int head = MeanHead;  // the one that attention shows; a head that is not there: the first

    bool operator==(const Options&) const = default;
};

inline const Options& optionsOf(const Scene& scene)
{
    return scene.options.of<Options>();
}

/// Which head is looked at.
inline int headOf(const Scene& scene)
{
    const int heads = static_cast<int>(scene.snapshot->energy.size());
    const int chosen = optionsOf(scene).head >= 0 ? optionsOf(scene).head : scene.head;
    return chosen >= 0 && chosen < heads ? chosen : 0;
}

}  // namespace gauge::ui::inspector
