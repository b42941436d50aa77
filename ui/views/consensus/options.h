// What a person chose for the consensus view.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui::consensus {

enum Picture { Tree, Links, Numbers };

struct Options {
    int picture = Tree;

    bool operator==(const Options&) const = default;
};

inline const Options& optionsOf(const Scene& scene)
{
    return scene.options.of<Options>();
}

}  // namespace gauge::ui::consensus
