#include "ui/views/beliefs/picture.h"

#include "core/gaussian/recording.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace gauge::ui::beliefs {
namespace {

/// Between two layers straight lines of means and covariances: a picture of the step, not of what lies between.
FlatBelief between(const FlatBelief& a, const FlatBelief& b, double t)
{
    return {(1 - t) * a.mean + t * b.mean, (1 - t) * a.cov + t * b.cov};
}

/// An axis along which rounding alone spreads the means is none.
QString axisName(const Projection& space, Index a, const QString& of)
{
    const QString name = words("PC%1%2").arg(a + 1).arg(of);
    if (space.explained[0] <= 0)
        return words("%1: all means are one point").arg(name);
    return words("%1 (%2 % of the means’ variance)").arg(name, QString::number(100 * space.explained[a], 'f', 0));
}

Picture principalPicture(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const auto [a, b] = principal(scene);
    const auto seen = [&s, x = a, y = b](std::size_t layer, Index token) -> std::optional<FlatBelief> {
        const Index i = placeAt(s, layer, token);
        if (i < 0)
            return std::nullopt;
        const ProjectedBelief& belief = s.projected[layer][static_cast<std::size_t>(i)];
        return inCoordinates(belief.mean, belief.cov, x, y);
    };
    Picture p;
    const QString of = scene.side == Side::A && seenAlongB(scene) ? words(" of B") : QString();
    p.x = axisName(s.space, a, of);
    p.y = axisName(s.space, b, of);
    const double moment = scene.moment >= 0 && scene.moment <= s.layers ? scene.moment : s.layer;
    const auto low = static_cast<std::size_t>(std::floor(moment));
    const std::size_t high = std::min(low + 1, s.projected.size() - 1);
    const double t = moment - std::floor(moment);
    p.from = moment;
    for (Index i = 0; i < s.tokens(); ++i) {
        // A token that comes, or goes, stands where it is seen.
        const std::optional<FlatBelief> before = seen(low, i);
        const std::optional<FlatBelief> after = seen(high, i);
        const FlatBelief from = before.value_or(after.value_or(FlatBelief{}));
        p.now.push_back(between(from, after.value_or(from), t));
        if (!optionsOf(scene).trails)
            continue;
        std::vector<Eigen::Vector2d> trail;
        for (std::size_t layer = 0; layer <= low; ++layer)
            if (const auto there = seen(layer, i))
                trail.push_back(there->mean);
        trail.push_back(p.now.back().mean);
        p.trail.push_back(std::move(trail));
    }
    return p;
}

/// Two dimensions of one head's beliefs, common or local.
Picture dimensionPicture(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const Index k = s.state->dim();
    const Index a = std::clamp<Index>(optionsOf(scene).first, 0, k - 1);
    const Index b = k > 1 ? (a + 1) % k : a;
    Picture p;
    const QString where = optionsOf(scene).local ? words("own frame") : words("common frame");
    p.x = words("dimension %1, %2").arg(a).arg(where);
    p.y = words("dimension %1").arg(b);
    for (Index i = 0; i < s.tokens(); ++i) {
        const Belief belief = optionsOf(scene).local ? pushForward(*s.common, s.frames, i)
                                                     : Belief{fullMean(*s.common, i), fullCovariance(*s.common, i)};
        p.now.push_back(inCoordinates(belief.mean, belief.cov, a, b));
    }
    return p;
}

/// Local beliefs along the same principal directions as the common ones.
Picture localPrincipalPicture(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const auto [a, b] = principal(scene);
    Picture p;
    p.x = words("PC%1 of the common frame, own frame").arg(a + 1);
    p.y = words("PC%1").arg(b + 1);
    for (Index i = 0; i < s.tokens(); ++i)
        p.now.push_back(projectLocal(s.space, *s.common, s.frames, i, a, b));
    return p;
}

Scene atLayer(const Scene& scene, std::size_t layer)
{
    auto there = std::make_shared<Snapshot>(*scene.snapshot);
    there->common = {scene.snapshot, scene.snapshot->path->layers[layer]};
    there->frames = scene.snapshot->path->frames[layer];
    there->layer = static_cast<int>(layer);
    there->places.clear();  // it is on show now
    if (there->recording() != nullptr)
        there->state = there->recording()->records[layer].state;
    Scene result = scene;
    result.snapshot = std::move(there);
    result.moment = -1;
    result.options.of<Options>().trails = 0;  // where it is, not how it came there
    return result;
}

/// Of a run that plays, what its other layers show.
void addLayers(std::vector<Picture>& pictures, const Scene& scene)
{
    for (std::size_t layer = 0; scene.snapshot->extents && layer < scene.snapshot->path->layers.size(); ++layer)
        pictures.push_back(pictureOf(atLayer(scene, layer)));
}

}  // namespace

double sigmaOf(const Scene& scene)
{
    constexpr std::array<double, 3> sigmas{0.5, 1, 2};
    return sigmas[static_cast<std::size_t>(std::clamp(optionsOf(scene).sigma, 0, 2))];
}

std::pair<Index, Index> principal(const Scene& scene)
{
    if (optionsOf(scene).axes == Pc13)
        return {0, 2};
    if (optionsOf(scene).axes == Pc23)
        return {1, 2};
    return {0, 1};
}

bool seenAlongB(const Scene& scene)
{
    return scene.reference && optionsOf(scene).axes != Dimensions &&
           scene.reference->state->dim() == scene.snapshot->state->dim();
}

Scene alongAxesOf(const Scene& scene, const Snapshot& other)
{
    auto turned = std::make_shared<Snapshot>(*scene.snapshot);
    turned->projected = std::vector<std::vector<ProjectedBelief>>{project(other.space, scene.snapshot->common)};
    turned->space = other.space;
    turned->layer = turned->layers = 0;
    turned->places.clear();
    Scene result = scene;
    result.snapshot = std::move(turned);
    result.moment = -1;
    return result;
}

Picture pictureOf(const Scene& scene)
{
    if (scene.side == Side::A && seenAlongB(scene)) {
        Scene turned = alongAxesOf(scene, *scene.reference);
        return optionsOf(scene).local ? localPrincipalPicture(turned) : principalPicture(turned);
    }
    if (optionsOf(scene).axes == Dimensions)
        return dimensionPicture(scene);
    return optionsOf(scene).local ? localPrincipalPicture(scene) : principalPicture(scene);
}

std::vector<Picture> picturesTogether(const Scene& scene)
{
    std::vector<Picture> pictures{pictureOf(scene)};
    addLayers(pictures, scene);
    if (scene.reference && scene.reference->state->dim() == scene.snapshot->state->dim()) {
        Scene other = scene;
        std::swap(other.snapshot, other.reference);
        other.side = scene.side == Side::A ? Side::B : Side::A;
        other.moment = -1;
        pictures.push_back(pictureOf(other));
        addLayers(pictures, other);
    }
    return pictures;
}

}  // namespace gauge::ui::beliefs
