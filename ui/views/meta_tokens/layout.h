// Where agents stand: tokens on the ground floor, a floor of meta-tokens for every scale above.
#pragma once

#include "ui/views/meta_tokens/options.h"

#include <QPointF>
#include <vector>

namespace gauge::ui::meta_tokens {

/// A meta-token of two or more agents of the floor below.
struct Node {
    QPointF at;
    double radius = 0;
    Index scale = 1;
    Index label = -1;
    std::vector<QPointF> below;  // where its agents stand: meta-tokens, or tokens of their own
    std::vector<Index> tokens;
};

struct Layout {
    std::vector<QPointF> token;  // N
    std::vector<Node> meta;      // floor by floor
    std::vector<double> floor;   // height of each scale, 0 the ground
    double step = 1;
    double dot = 4;
};

Layout layoutOf(const QRectF& area, const Scene& scene);

/// Where an active agent is drawn.
QPointF agentAt(const Layout& layout, const AgentId& id);

/// Its tokens in the order of the text.
std::vector<Index> sortedTokens(const Node& node);

}  // namespace gauge::ui::meta_tokens
