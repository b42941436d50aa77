// What a person chose for the attention view.
#pragma once

#include "ui/scene/matrix.h"
#include "ui/scene/scene.h"

namespace gauge::ui::attention {

struct Options {
    int quantity = Attention;
    int head = MeanHead;
    int byCluster = 0;  // order of the merge tree
    int lockRange = 0;  // keep [least, greatest] whatever the state
    int perRow = 0;     // each row on its own scale
    int threshold = 0;  // hide what is below: none, 1/N, 0.05, 0.1, 0.2
    double least = 0;   // of the locked range
    double greatest = 1;

    bool operator==(const Options&) const = default;
};

inline const Options& optionsOf(const Scene& scene)
{
    return scene.options.of<Options>();
}

}  // namespace gauge::ui::attention
