// Where the tree stands, and the circle of links.
#pragma once

#include "ui/scene/tree_shape.h"
#include "ui/views/consensus/options.h"

namespace gauge::ui::consensus {

struct Layout {
    QRectF plot;
    double step = 1;  // between leaves
    double labelWidth = 0;
};

Layout layoutOf(const QRectF& area, const Scene& scene);

TreeShape treeOf(const Layout& layout, const Scene& scene);

double yOf(const Layout& layout, const TreeShape& tree, double height);

/// Tokens on a circle in the order of the tree: where the k-th stands.
QPointF onCircle(const QRectF& area, const Scene& scene, std::size_t k);

}  // namespace gauge::ui::consensus
