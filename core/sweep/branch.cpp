#include "core/sweep/branch.h"

#include "core/error.h"
#include "core/pipeline/evolved.h"

#include <algorithm>
#include <cmath>

namespace gauge {
namespace {

constexpr double kStill = 1e-12;  // nats: near enough for Newton's method

bool reads(const Stage& stage, const ParameterInfo& row)
{
    return std::find(stage.reads().begin(), stage.reads().end(), row.name) != stage.reads().end();
}

Request requestAt(const BranchWish& wish, double value)
{
    Parameters p = wish.base;
    setParameter(p, *wish.row, fmt::format("{}", value));
    p.start.noise = 0;  // a stationary state does not know where it came from
    return resolve(p);
}

/// The state under the parameters at a value, and where its runs begin.
struct Place {
    std::shared_ptr<const State> state;
    Request request;
    Start start;
};

Place placeAt(const BranchWish& wish, double value)
{
    Request request = requestAt(wish, value);
    std::shared_ptr<const State> state = wish.source.state;
    if (!state)
        state = std::make_shared<const State>(stateOfText(wish.source.text, wish.source.model.get(), request));
    if (request.absorbFrames)
        state = std::make_shared<const State>(absorbFrames(*state));
    request = resolveFor(request, *state);
    Start start = startOf(*state, request);
    return {std::move(state), std::move(request), std::move(start)};
}

/// Where the run comes to rest, in the common frame.
CommonBeliefs restOf(const BranchWish& wish, const Backend& backend, double value, const RunControl& control)
{
    Parameters p = wish.base;
    p.evolve.until = kStill;
    p.evolve.layers = kLayersUntilStill;
    BranchWish still = wish;
    still.base = p;
    Place place = placeAt(still, value);
    if (wish.base.start.noise > 0) {
        place.request.start.noise = wish.base.start.noise;
        place.start.ensemble = ensembleOf(*place.state, place.request);
    }
    const Trajectory path = runLayers(backend, place.start, place.request, {control.stop, {}}, Keep::Ends).path;
    if (!path.converged)
        fail("branch: expected a run that comes to rest, found beliefs that still move by {} nats a layer after {} layers",
             kStill, path.layersRun);
    return path.layers.back();
}

std::vector<Measure> stationaryMeasures(const Request& request)
{
    std::vector<Measure> measures;
    for (const Measure measure : allMeasures()) {
        const bool ofRun = measure == Measure::Steps || measure == Measure::Converged ||
                           measure == Measure::Susceptibility || measure == Measure::Slowest;
        if (!ofRun && measureRefusal(measure, request, false).empty())
            measures.push_back(measure);
    }
    return measures;
}

SweptPoint pointOf(const BranchWish& wish, const Backend& backend, const BranchPoint& point,
                   const std::vector<Measure>& measures, const RunControl& control)
{
    const Place place = placeAt(wish, point.value);
    Trajectory path;
    path.layers = {point.beliefs};
    path.frames = {place.start.ensemble.frames};
    const State state = endState(*place.state, path, false);
    Ensemble there = place.start.ensemble;
    there.common = point.beliefs;
    there.connection.follow([&] { return allMeans(there.common); });
    const EvolveOptions& o = place.request.evolve;
    const AttentionResult heard = attendOnce(backend, there, place.request.attention,
                                             {.energy = false, .attention = false, .mixture = false}, control);
    const CellEnd end{state, freeEnergy(there.common, place.start.prior, heard, o.alpha, o.lambda), 0, true,
                      spreadOfMeans(place.start.ensemble)};
    SweptPoint swept{point.value, measured(measures, backend, end, place.request, control), point.eigenvalue.measure(),
                     point.stable, point.fold};
    return swept;
}

}  // namespace

std::string branchRefusal(const BranchWish& wish)
{
    const auto refused = [&](const char* why) { return fmt::format("branch in {}: {}", wish.row->name, why); };
    if (wish.row->kind != ParameterInfo::Kind::Real)
        return refused("expected a parameter of real numbers, found whole ones or words");
    const std::string_view name = wish.row->name;
    const bool moves =
        reads(stages().layers, *wish.row) || reads(stages().start, *wish.row) || reads(stages().embed, *wish.row);
    if (!moves || name == "start-noise" || name == "until" || name == "frame-step" || name == "step")
        return refused("no stationary state depends on it");
    if (wish.base.condensed || wish.base.metaPrior > 0)
        return refused("is of mirror steps of the tokens, found --condensed or --meta-prior");
    if (const std::string why = stepMapRefusal(wish.base.attention, wish.base.evolve); !why.empty())
        return refused(why.c_str());
    return {};
}

SweptBranch branchThrough(const BranchWish& wish, const BackendFactory& backends, const RunControl& control)
{
    if (const std::string why = branchRefusal(wish); !why.empty())
        throw Error(why);
    const auto backend = backends(wish.base.backend);
    const double value = wish.row->number(wish.base);
    const Place here = placeAt(wish, value);
    const StepMapAt problem = [&](double at) {
        Place place = placeAt(wish, at);
        return StepMap(*backend, std::move(place.start.ensemble), place.start.prior, place.request.attention,
                       place.request.evolve);
    };
    if (const std::string why = continuationRefusal(problem(value).unknowns()); !why.empty())
        throw Error(why);
    ContinuationOptions options;
    options.from = wish.from;
    options.to = wish.to;
    options.logarithmic = wish.logarithmic;
    options.mostPoints = wish.mostPoints;
    const Branch branch = follow(problem, value, restOf(wish, *backend, value, control), options, control);
    SweptBranch swept{wish.row, stationaryMeasures(here.request), {}, branch.start, branch.first.words, branch.last.words};
    swept.points.reserve(branch.points.size());
    for (const BranchPoint& point : branch.points) {
        control.check();
        swept.points.push_back(pointOf(wish, *backend, point, swept.measures, control));
    }
    return swept;
}

}  // namespace gauge
