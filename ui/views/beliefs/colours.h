// A colour for each token, and what colours say.
#pragma once

#include "ui/views/beliefs/options.h"

namespace gauge::ui::beliefs {

struct Colours {
    std::vector<QColor> of;
    QString legend;
};

Colours coloursOf(const Scene& scene);

}  // namespace gauge::ui::beliefs
