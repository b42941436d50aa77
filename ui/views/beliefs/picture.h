// What is drawn of the beliefs: where each is, and where it came from.
#pragma once

#include "core/gaussian/plane.h"
#include "ui/views/beliefs/options.h"

namespace gauge::ui::beliefs {

struct Picture {
    std::vector<FlatBelief> now;
    std::vector<std::vector<Eigen::Vector2d>> trail;  // N of the layers so far; empty where only the shown layer is known
    QString x, y;
    double from = 0;  // the moment
};

Picture pictureOf(const Scene& scene);

/// Pictures that share the axes: both states of a comparison.
std::vector<Picture> pairOfPictures(const Scene& scene);

/// Standard deviations that ellipses span.
double sigmaOf(const Scene& scene);

/// Principal axes shown, by number.
std::pair<Index, Index> principal(const Scene& scene);

}  // namespace gauge::ui::beliefs
