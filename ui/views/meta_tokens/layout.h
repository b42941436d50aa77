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
    QString members;  // their names, on the first floor and where there is room for them
    double half = 0;  // how far it reaches to either side, names included
};

struct Layout {
    std::vector<QPointF> token;  // N
    std::vector<Node> meta;      // floor by floor
    std::vector<double> floor;   // height of each scale, 0 the ground
    double step = 1;
    double dot = 4;
    bool byTree = false;  // tokens in the order of the merge tree instead of the text
};

Layout layoutOf(const QRectF& area, const Scene& scene);

/// Who stands at a place of the ground floor, from the left.
Index tokenAt(const Layout& layout, const Snapshot& snapshot, Index place);

/// Where an active agent is drawn.
QPointF agentAt(const Layout& layout, const AgentId& id);

/// Its tokens in the order of the text.
std::vector<Index> sortedTokens(const Node& node);

}  // namespace gauge::ui::meta_tokens
