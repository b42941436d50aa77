// What a person chose for the beliefs view.
#pragma once

#include "ui/scene/categories.h"
#include "ui/scene/scene.h"

namespace gauge::ui::beliefs {

enum Axes { Pc12, Pc13, Pc23, Dimensions };

struct Options {
    int axes = Pc12;
    int first = 0;  // with Dimensions: which two
    int local = 0;  // each in its own frame
    int colour = ByCluster;
    int sigma = 0;  // ½, 1, 2
    int trails = 1;

    bool operator==(const Options&) const = default;
};

inline const Options& optionsOf(const Scene& scene)
{
    return scene.options.of<Options>();
}

}  // namespace gauge::ui::beliefs
