// What learned head connections look like: how much of a belief each map lets through, and of square ones how they turn (MATH.md §9).
#pragma once

#include "core/learn/training.h"

namespace gauge::learn {

/// Of a square map W = R S: R the nearest orthogonal one, S symmetric and positive.
struct SquareMap {
    double turn = 0;       // greatest angle of R, radians: 0 … π
    double meanTurn = 0;   // mean of its angles
    double wilson = 0;     // tr(W³)/d: around a triangle of which every side is W
    double deviation = 0;  // ‖W³ − 1‖_F
};

/// One head of one layer.
struct HeadSpectrum {
    int layer = 0, head = 0;         // from 0
    Vectord receiver, sender, back;  // d: singular values, falling
    std::optional<SquareMap> link;   // of the sender's map, where it is an element of a group
};

/// Of a model with head connections; empty for any other.
std::vector<HeadSpectrum> mapSpectra(const TrainedModel& model);

}  // namespace gauge::learn
