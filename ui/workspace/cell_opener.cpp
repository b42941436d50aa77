#include "ui/workspace/cell_opener.h"

#include "core/sweep/run.h"

namespace gauge::ui {
namespace {

std::string valueText(const Axis& axis, std::size_t place)
{
    const std::string symbol = axis.row->symbol[0] == '\0' ? axis.row->label : axis.row->symbol;
    const bool real = axis.row->kind == ParameterInfo::Kind::Real;
    return symbol + " = " + (real ? fmt::format("{:.4g}", axis.values[place]) : axis.words[place]);
}

}  // namespace

std::string cellName(const SweepPlan& plan, const CellPlace& place)
{
    std::string name = valueText(plan.axes[0], place.first);
    if (plan.axes.size() > 1)
        name += ", " + valueText(plan.axes[1], place.second);
    if (plan.path != SweepPath::Cold)
        name += std::string(", ") + (plan.path == SweepPath::Down || place.direction == 1 ? "down" : "up");
    if (!plan.seeds.empty())
        name += fmt::format(", seed {}", plan.seeds[place.seed]);
    return name;
}

CellOpener::CellOpener(BackendFactory backends, QObject* parent)
    : QObject(parent),
      runs_(Newer::Replaces,
            [backends = std::move(backends)](const Job& job, const RunControl& control) {
                const SweepPlan& plan = job.map->plan;
                auto end = std::make_shared<State>(Sweeper(plan, backends).endOf(cellNumber(plan, job.place), control));
                end->name = cellName(plan, job.place);
                return CellEndState{end, cellParameters(plan, job.place)};
            },
            {.found = [this](const CellEndState& end) { emit opened(end); },
             .failed = [this](const QString& words) { emit failed(words); },
             .cancelled = [this] { emit cancelled(); }})
{
}

void CellOpener::open(std::shared_ptr<const SweepMap> map, const CellPlace& place)
{
    runs_.submit({std::move(map), place});
}

}  // namespace gauge::ui
