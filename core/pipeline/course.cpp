#include "core/pipeline/course.h"

#include <algorithm>
#include <iterator>

namespace gauge {
namespace {

/// Where a run goes on: the beliefs the legs before left, in the ensemble of the next one.
Ensemble goOn(const Ensemble& start, const Course& before)
{
    const Trajectory& path = before.run.path;
    Ensemble e = start;
    if (start.frames.identity == path.frames.back().identity) {
        e.frames = path.frames.back();
        e.common = path.layers.back();
    } else {
        e.common = pullBack(pushForward(path.layers.back(), path.frames.back()), e.frames);
    }
    if (before.framesMoved)
        e.phi.resize(0, 0);
    settle(e);
    return e;
}

/// Adds a leg's layers. Condensed legs say what they ran on; beside them the others say that they ran on all tokens.
void append(Course& course, CondensedTrajectory leg, int steps, Index tokens)
{
    Trajectory& path = course.run.path;
    const auto layers = leg.path.layers.size() - 1;
    const auto known = path.layers.size() - 1;
    if (course.run.layers.size() < known && !leg.layers.empty())
        course.run.layers.resize(known, CondensedLayer{tokens, tokens * tokens, 0});
    if (!course.run.layers.empty() && leg.layers.empty())
        leg.layers.resize(layers, CondensedLayer{tokens, tokens * tokens, 0});
    course.run.layers.insert(course.run.layers.end(), leg.layers.begin(), leg.layers.end());
    const auto rest = [](auto& to, auto& from) {
        if (!from.empty())
            to.insert(to.end(), std::make_move_iterator(from.begin() + 1), std::make_move_iterator(from.end()));
    };
    rest(path.layers, leg.path.layers);
    rest(path.frames, leg.path.frames);
    rest(path.history, leg.path.history);
    rest(path.byToken, leg.path.byToken);
    if (path.byToken.size() != path.history.size())
        path.byToken.clear();  // a leg ran on agents
    for (std::size_t k = 0; k < layers; ++k)
        course.layerAt.push_back(course.layerAt.back() + steps);
}

}  // namespace

std::vector<Leg> legsOf(const RunInput& input)
{
    const int layers = input.parameters.evolve.layers;
    std::vector<Leg> all;
    for (const Leg& leg : input.earlier)
        if (leg.until < layers && leg.until > (all.empty() ? 0 : all.back().until))
            all.push_back(leg);
    all.push_back({input.parameters, layers});
    return all;
}

std::vector<Leg> legsTo(const RunInput& input, int layer)
{
    std::vector<Leg> legs = legsOf(input);
    const auto last = std::find_if(legs.begin(), legs.end() - 1, [layer](const Leg& leg) { return leg.until >= layer; });
    last->until = layer;
    legs.erase(last + 1, legs.end());
    return legs;
}

Course firstLeg(const Backend& backend, const Start& start, const Request& request, const RunControl& control)
{
    Course course;
    course.run = runLayers(backend, start, request, control);
    for (int layer = 0; layer <= course.run.path.layersRun; ++layer)
        course.layerAt.push_back(layer * request.evolve.steps);
    course.framesMoved = request.evolve.frameStep > 0;
    return course;
}

Course nextLeg(const Backend& backend, const Course& before, const Start& start, const Request& request,
               const RunControl& control)
{
    Course course = before;
    Start from{goOn(start.ensemble, before), start.prior};
    if (before.framesMoved)
        from.prior = pullBack(pushForward(start.prior, start.ensemble.frames), from.ensemble.frames);
    course.changes.push_back(static_cast<int>(before.run.path.layers.size()) - 1);
    append(course, runLayers(backend, from, request, control), request.evolve.steps, start.ensemble.tokens());
    course.framesMoved = before.framesMoved || request.evolve.frameStep > 0;
    return course;
}

}  // namespace gauge
