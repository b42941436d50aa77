// The four pictures.
#pragma once

#include "core/pipeline/curvature_lens.h"
#include "ui/views/holonomy/layout.h"

#include <optional>

namespace gauge::ui::holonomy {

/// Curvature as the anchor sees it, over all pairs.
void paintMap(QPainter& painter, const QRectF& area, const Scene& scene);
/// The largest entry of a state's map, with what it is compared with and what the scene's axes reach; above 0.
double greatestOf(const Scene& scene);

/// The distribution of Wilson loops.
struct LoopRows {
    std::vector<std::size_t> heads;  // from the top
    QRectF plot;
    double row = 1;  // height
    double low = 0, high = 1;
    std::vector<std::vector<double>> share;  // a head each: of all loops, by bin
    std::vector<std::vector<double>> lit;    // the part of it through a token that is lit
    std::vector<double> mean;
    std::vector<double> most;  // a head each: its largest share, as high as its row

    double x(double wilson) const { return plot.left() + (wilson - low) / (high - low) * plot.width(); }
    double bottom(std::size_t k) const { return plot.top() + (static_cast<double>(k) + 1) * row; }
};
LoopRows loopRows(const QRectF& area, const Scene& scene);
void paintLoops(QPainter& painter, const QRectF& area, const Scene& scene);

/// The frustrated mode as arrows on the axes of frames.
void paintMode(QPainter& painter, const QRectF& area, const Scene& scene);
/// Why there is no mode; empty where there is.
QString modeRefusal(const Snapshot& snapshot, std::size_t head);

/// A walk; what was chosen of it, step by step. None below two tokens.
std::optional<LoopWalk> walkOf(const Scene& scene);
void paintWalk(QPainter& painter, const QRectF& area, const Scene& scene);
/// How the loop fails to come home, in words.
QString failureOf(const LoopWalk& walk);
/// The names of the walk's tokens: "cat → dog → cat".
QString walkText(const Scene& scene, const Path& path);
/// What the loop is made of: "\bar{H} = V_{ij} V_{jk} V_{ki}", letters in the order of the product.
QString walkFormula(std::size_t tokens, bool closed);
/// The letter of the k-th token of a walk of so many: the first is i, and then from the last one back j, k, l …; empty where letters end.
QString letterOf(std::size_t k, std::size_t tokens);
/// H̄ and how it fails, below the beliefs.
void paintNumbers(QPainter& painter, const QRectF& area, const Scene& scene, const LoopWalk& walk);

}  // namespace gauge::ui::holonomy
