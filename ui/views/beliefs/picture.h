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

/// Whether both states of a comparison are shown along the principal axes of one, B.
bool seenAlongB(const Scene& scene);

/// The scene's beliefs of the shown layer along another state's principal axes; how they came there is not known along those.
Scene alongAxesOf(const Scene& scene, const Snapshot& other);

/// Pictures that share the axes, the scene's first: both states of a comparison, and all layers of a run that plays.
std::vector<Picture> picturesTogether(const Scene& scene);

/// Standard deviations that ellipses span.
double sigmaOf(const Scene& scene);

/// Principal axes shown, by number.
std::pair<Index, Index> principal(const Scene& scene);

}  // namespace gauge::ui::beliefs
