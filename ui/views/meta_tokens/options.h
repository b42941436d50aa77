// What a person chose for the meta-tokens view.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui::meta_tokens {

struct Options {
    int fold = 0;
    int follow = 0;
    int counts = 0;  // agents and divergences by layer

    bool operator==(const Options&) const = default;
};

inline const Options& optionsOf(const Scene& scene)
{
    return scene.options.of<Options>();
}

}  // namespace gauge::ui::meta_tokens
