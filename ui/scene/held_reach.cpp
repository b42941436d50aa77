#include "ui/scene/held_reach.h"

#include <algorithm>
#include <utility>

namespace gauge::ui {
namespace {

constexpr double kAboveThreshold = 1.05;  // of the line at θ: a tree has room for it

/// Zoom moves what is seen, not how far the whole reaches.
ViewOptions unzoomed(ViewOptions options)
{
    const ViewOptions fresh;
    options.zoom = fresh.zoom;
    options.centre = fresh.centre;
    return options;
}

}  // namespace

void HeldReach::take(const ViewKind& kind, const Scene& scene)
{
    if (!kind.reach || !scene.snapshot || !refusalOf(kind, scene).isEmpty())
        return;
    const ViewOptions options = unzoomed(scene.options);
    const Reach now = kind.reach(scene);
    const bool goesOn = of_ && sameSource(of_->source, scene.snapshot->input) && of_->options == options;
    if (!goesOn || reach_.size() != now.size())
        reach_ = now;
    for (std::size_t k = 0; k < now.size(); ++k)
        reach_[k].take(now[k]);
    of_ = Of{scene.snapshot->input, options};
}

std::shared_ptr<const Snapshot> HeldExtents::with(const std::shared_ptr<const Snapshot>& snapshot)
{
    if (!snapshot || !snapshot->extents)
        return snapshot;
    if (snapshot == asked_)
        return held_;
    RunExtents reached = *snapshot->extents;
    if (!snapshot->levels->empty())
        reached.tallest = std::max(reached.tallest, kAboveThreshold * snapshot->levels->front().threshold);
    if (held_ && sameSource(held_->input, snapshot->input) && held_->extents->energy.size() == reached.energy.size())
        reached.take(*held_->extents);
    auto wider = std::make_shared<Snapshot>(*snapshot);
    wider->extents = std::make_shared<const RunExtents>(std::move(reached));
    asked_ = snapshot;
    held_ = std::move(wider);
    return held_;
}

}  // namespace gauge::ui
