#include "ui/scene/tree_shape.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui {
namespace {

double heightOf(const Snapshot& s, Index node)
{
    return node < s.tokens() ? 0.0 : s.tree()[static_cast<std::size_t>(node - s.tokens())].height;
}

Index anyLeaf(const Snapshot& s, Index node)
{
    while (node >= s.tokens())
        node = s.tree()[static_cast<std::size_t>(node - s.tokens())].a;
    return node;
}

double highestOf(const Snapshot& s)
{
    const double tallest = s.tree().empty() ? 1.0 : tallestOf(s.tree());
    return 1.08 * std::max({tallest, s.extents ? s.extents->tallest : 0.0, s.levels->front().threshold * 1.05, 1e-9});
}

}  // namespace

TreeShape::TreeShape(const Snapshot& snapshot, std::vector<double> leaf, const Snapshot* beside)
    : snapshot_(snapshot), position_(std::move(leaf)), top_(highestOf(snapshot))
{
    if (beside && beside->consensusRefused.empty())
        top_ = std::max(top_, highestOf(*beside));
    for (const Merge& m : snapshot.tree())
        position_.push_back((position_[static_cast<std::size_t>(m.a)] + position_[static_cast<std::size_t>(m.b)]) / 2);
}

double TreeShape::share(double height) const
{
    return std::sqrt(std::max(0.0, height) / top_);
}

double TreeShape::height(double share) const
{
    const double clamped = std::clamp(share, 0.0, 1.0);
    return clamped * clamped * top_;
}

std::size_t TreeShape::joins() const
{
    const std::vector<Merge>& tree = snapshot_.tree();
    const auto end = std::find_if(tree.begin(), tree.end(), [](const Merge& m) { return !std::isfinite(m.height); });
    return static_cast<std::size_t>(end - tree.begin());
}

TreeShape::Join TreeShape::join(std::size_t merge) const
{
    const Merge& m = snapshot_.tree()[merge];
    const auto group = [&](Index node) {
        return snapshot_.clusters().label[static_cast<std::size_t>(anyLeaf(snapshot_, node))];
    };
    const bool together = group(m.a) == group(m.b);
    return {position_[static_cast<std::size_t>(m.a)],
            position_[static_cast<std::size_t>(m.b)],
            heightOf(snapshot_, m.a),
            heightOf(snapshot_, m.b),
            m.height,
            together,
            together ? snapshot_.clusterColour[static_cast<std::size_t>(group(m.a))] : -2};
}

std::vector<int> TreeShape::tokens(std::size_t merge) const
{
    std::vector<int> found;
    std::vector<Index> nodes{snapshot_.tokens() + static_cast<Index>(merge)};
    while (!nodes.empty()) {
        const Index node = nodes.back();
        nodes.pop_back();
        if (node < snapshot_.tokens()) {
            found.push_back(static_cast<int>(node));
            continue;
        }
        nodes.push_back(snapshot_.tree()[static_cast<std::size_t>(node - snapshot_.tokens())].a);
        nodes.push_back(snapshot_.tree()[static_cast<std::size_t>(node - snapshot_.tokens())].b);
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace gauge::ui
