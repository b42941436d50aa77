// What a person chose for the frames view.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui::frames {

enum Picture { Triads, Ball, Angles, Carry };

struct Options {
    int picture = Triads;
    int block = 0;  // which block of the frame is drawn; 0: the whole
    int trails = 0;
    double azimuth = 0.6;    // radians
    double elevation = 0.5;  // radians

    bool operator==(const Options&) const = default;
};

inline const Options& optionsOf(const Scene& scene)
{
    return scene.options.of<Options>();
}

}  // namespace gauge::ui::frames
