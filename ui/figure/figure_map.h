// The maps of a figure: computed where a panel has none, and kept in its recipe.
#pragma once

#include "ui/figure/figure.h"

namespace gauge::ui {

/// Fills the first level of the map of every panel that shows one and has none, and follows its branch where one is asked for; a branch that cannot be followed is
/// said in the picture. Throws Error: a map that cannot be.
void computeMaps(FigureSpec& spec, const BackendFactory& backends);

/// A map as a recipe keeps it: its numbers of the one measure that the panel shows, as arrays of a sweep (FORMATS.md) with the prefix, and what arrays do not say.
struct MapParts {
    nlohmann::json json;
    NpzArrays arrays;
};
MapParts mapParts(const FigurePanel& panel, const std::string& prefix);
/// Throws Error: which key or array, what was expected and found. The words of a text are the session's.
MapState mapFrom(const nlohmann::json& json, const NpzArrays& arrays,
                 const std::shared_ptr<const learn::TrainedModel>& model);

}  // namespace gauge::ui
