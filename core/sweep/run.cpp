#include "core/sweep/run.h"

#include "core/error.h"
#include "core/parallel.h"
#include "core/pipeline/evolved.h"

#include <algorithm>
#include <limits>
#include <mutex>

namespace gauge {
namespace {

Request withoutNoise(Request request)
{
    request.start.noise = 0;
    return request;
}

/// A backend for each choice that a cell makes.
std::map<BackendChoice, std::shared_ptr<const Backend>> backendsOf(const SweepPlan& plan, const BackendFactory& make)
{
    std::map<BackendChoice, std::shared_ptr<const Backend>> backends;
    const auto add = [&](BackendChoice choice) {
        if (!backends.contains(choice))
            backends[choice] = make(choice);
    };
    bool varied = false;
    for (const Axis& axis : plan.axes) {
        if (std::string_view(axis.row->name) != "backend")
            continue;
        varied = true;
        for (std::size_t k = 0; k < axis.size(); ++k) {
            Parameters p = plan.base;
            setAt(p, axis, k);
            add(p.backend);
        }
    }
    if (!varied)
        add(plan.base.backend);
    return backends;
}

/// The parameters of the first cell that can be: those of the base by themselves need not. Throws Error where none can.
Parameters someCell(const SweepPlan& plan)
{
    std::string why;
    for (std::size_t i = 0; i < plan.axes[0].size(); ++i) {
        for (std::size_t j = 0; j < plan.columns(); ++j) {
            Parameters p = cellParameters(plan, {.first = i, .second = j});
            try {
                resolve(p);
                return p;
            } catch (const Error& e) {
                if (why.empty())
                    why = e.what();
            }
        }
    }
    fail("no cell could be computed: {}", why);
}

}  // namespace

Sweeper::Sweeper(SweepPlan plan, const BackendFactory& backends)
    : plan_(std::move(plan)), units_(unitsOf(plan_)), backends_(backendsOf(plan_, backends)),
      state_(stateUnder({someCell(plan_)}))
{
    if (variesStart(plan_))
        return;
    start_ = std::make_shared<const Start>(startOf(*state_, resolveFor(someCell(plan_), *state_)));
    spread_ = spreadOfMeans(start_->ensemble);
}

std::shared_ptr<const State> Sweeper::stateUnder(const Request& request) const
{
    std::shared_ptr<const State> state = plan_.source.state;
    if (!state)
        state = std::make_shared<const State>(stateOfText(plan_.source.text, plan_.source.model.get(), request));
    if (request.absorbFrames)
        state = std::make_shared<const State>(absorbFrames(*state));
    return state;
}

std::shared_ptr<const State> Sweeper::carriedFrom(NpzArrays ends) const
{
    for (auto& [name, array] : heldArrays(*state_))
        ends[name] = std::move(array);
    return std::make_shared<const State>(stateFromArrays(std::move(ends), state_->name, state_.get()));
}

/// Beliefs of before in a loaded state that makes frames and priors of its own.
std::shared_ptr<const State> Sweeper::carried(const State& loaded, const State& before) const
{
    NpzArrays arrays = loaded.arrays;
    for (auto& [name, array] : heldArrays(loaded))
        arrays[name] = std::move(array);
    for (const char* name : {"mu", "sigma"})
        arrays[name] = before.arrays.at(name);
    return std::make_shared<const State>(stateFromArrays(std::move(arrays), loaded.name, &loaded));
}

Sweeper::Ended Sweeper::runCell(const CellPlace& place, const Carried* before, const RunControl& control) const
{
    const Parameters parameters = cellParameters(plan_, place);
    const bool varies = variesState(plan_);
    const std::shared_ptr<const State> loaded = varies ? stateUnder(resolve(parameters)) : state_;
    const Request request = resolveFor(parameters, *loaded);
    std::shared_ptr<const Start> start = start_;
    if (!start)
        start = std::make_shared<const Start>(startOf(*loaded, request));
    const double spread = start_ ? spread_ : spreadOfMeans(start->ensemble);
    std::shared_ptr<const State> from = loaded;
    if (before)
        from = varies ? carried(*loaded, *before->state) : before->state;
    if (before)
        start = std::make_shared<const Start>(startOf(*from, withoutNoise(request)));
    const CondensedTrajectory ran = runLayers(*backends_.at(request.backend), *start, request, control, Keep::Ends);
    return {std::make_shared<const State>(endState(*from, ran.path, request.evolve.frameStep > 0)), ran.path.history.back(),
            static_cast<int>(ran.path.history.size()) - 1, ran.path.converged, spread};
}

void Sweeper::runUnit(const UnitStart& start, const StepSink& sink, const RunControl& control) const
{
    const SweepUnit& unit = units_[start.unit];
    const std::vector<double> none(plan_.measures.size(), std::numeric_limits<double>::quiet_NaN());
    std::optional<Carried> carried = start.carried;
    for (std::size_t k = start.from; k < unit.steps.size(); ++k) {
        control.check();
        const SweepUnit::Step& step = unit.steps[k];
        SweptStep swept{start.unit, k, {}, {}, nullptr};
        try {
            const Ended ended = runCell(step.run, carried ? &*carried : nullptr, control);
            if (k + 1 < unit.steps.size())
                carried = Carried{k, ended.state};
            const CellEnd end{*ended.state, ended.energy, ended.steps, ended.converged, ended.spread};
            for (const std::size_t cell : step.cells) {
                const Request request = resolveFor(cellParameters(plan_, cellPlace(plan_, cell)), *ended.state);
                swept.values.push_back(measured(plan_.measures, *backends_.at(request.backend), end, request, control));
            }
        } catch (const Error& e) {
            swept.failure = e.what();
            swept.values.assign(step.cells.size(), none);
        }
        if (carried) {
            carried->step = k;
            swept.carried = &*carried;
        }
        sink(swept);
    }
}

void Sweeper::run(const std::vector<UnitStart>& units, const StepSink& sink, const RunControl& control) const
{
    std::mutex telling;
    const StepSink oneAtATime = [&](const SweptStep& step) {
        const std::scoped_lock lock(telling);
        sink(step);
    };
    const RunControl quiet{control.stop, {}};
    parallelRanges(static_cast<Index>(units.size()), 1, [&](Index first, Index last) {
        for (Index u = first; u < last; ++u)
            keptApart([&] { runUnit(units[static_cast<std::size_t>(u)], oneAtATime, quiet); });
    });
}

State Sweeper::endOf(std::size_t cell, const RunControl& control) const
{
    for (const SweepUnit& unit : units_) {
        const auto measures = [&](const SweepUnit::Step& step) {
            return std::find(step.cells.begin(), step.cells.end(), cell) != step.cells.end();
        };
        const auto last = std::find_if(unit.steps.begin(), unit.steps.end(), measures);
        if (last == unit.steps.end())
            continue;
        std::optional<Carried> carried;
        for (auto step = unit.steps.begin(); step != last; ++step) {
            try {
                carried = Carried{0, runCell(step->run, carried ? &*carried : nullptr, control).state};
            } catch (const Error&) {
                continue;  // as it stood before, for the next
            }
        }
        return *runCell(last->run, carried ? &*carried : nullptr, control).state;
    }
    fail("sweep: expected a cell of the plan, found {}", cell);
}

}  // namespace gauge
