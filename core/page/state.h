// One state of a page: what runs, as the script of a page reads it, layer by layer.
#pragma once

#include "core/page/words.h"

namespace gauge::page {

/// How a page shows a state at first.
struct Look {
    std::vector<std::string> views;  // by name, in order; also those that a page does not draw
    std::map<std::string, std::map<std::string, std::string>> options = {};  // of views, as a lesson's states name them

    bool operator==(const Look&) const = default;
};

struct Shown {
    lesson::Scene scene;  // scene.now runs; scene.run gives its other layers
    Look look;
    int pinned = -1;            // among the page's states, the one that is kept as A
    std::set<int> layersAsked;  // by expressions
};

/// The views that a page draws itself, in its order; of others it has pictures.
const std::vector<std::string>& viewsOnPage();
bool drawnOnPage(const std::string& view);

/// Whether a page shows a view as this control of it says.
bool followedOnPage(const std::string& view, const std::string& control);

/// All but its layers. Throws Error for what a page cannot show at all.
Piece stateOn(const Shown& shown);

/// A layer; `run` shows it. Without `matrices` its energies, which are most of it, are left out.
Piece layerOn(const Shown& shown, const Snapshot& run, const Uses& uses, bool matrices);

/// Bytes of a layer's energies on a page.
std::size_t matrixSize(const Snapshot& run);

/// The same run at another layer.
std::shared_ptr<const Snapshot> runAt(const lesson::Scene& scene, int layer);

}  // namespace gauge::page
