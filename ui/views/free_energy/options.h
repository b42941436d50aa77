// What a person chose for the free-energy view.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui::free_energy {

struct Options {
    int stacked = 0;
    int logScale = 0;
    int token = 0;  // the selected token alone

    bool operator==(const Options&) const = default;
};

inline const Options& optionsOf(const Scene& scene)
{
    return scene.options.of<Options>();
}

}  // namespace gauge::ui::free_energy
