// What a person chose for the arcs view.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui::arcs {

struct Options {
    int top = 1;       // strongest senders of each receiver: 1, 2, 3, 5, all
    int receiver = 0;  // everyone, or the selected tokens alone
    int head = MeanHead;

    bool operator==(const Options&) const = default;
};

inline const Options& optionsOf(const Scene& scene)
{
    return scene.options.of<Options>();
}

}  // namespace gauge::ui::arcs
