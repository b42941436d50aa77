#include "ui/workspace/map_runner.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui {
namespace {

constexpr std::size_t kMostKept = 16;

bool sameSource(const SweepSource& a, const SweepSource& b)
{
    return a.state == b.state && a.text == b.text && a.model == b.model;
}

bool sameBranch(const BranchWish& a, const BranchWish& b)
{
    return sameSource(a.source, b.source) && a.base == b.base && a.row == b.row && a.from == b.from && a.to == b.to &&
           a.logarithmic == b.logarithmic && a.mostPoints == b.mostPoints;
}

/// Whether the cells of one stand where those of the other do, and are measured alike.
bool sameCells(const MapWish& a, const MapWish& b)
{
    return a.axes == b.axes && a.plan.path == b.plan.path && a.plan.measures == b.plan.measures &&
           a.plan.seeds == b.plan.seeds;
}

bool holds(const std::vector<Measure>& measures, Measure measure)
{
    return std::find(measures.begin(), measures.end(), measure) != measures.end();
}

auto filling(BackendFactory backends, std::shared_ptr<Gate> gate)
{
    return [backends = std::move(backends), gate = std::move(gate)](const MapWish& wish, const RunControl& control,
                                                                    const std::function<void(FilledMap)>& found) {
        FilledMap filled;
        const auto pause = [&] { gate->pass(control.stop); };
        const MapFound told = [&](std::shared_ptr<const SweepMap> map) {
            filled.map = std::move(map);
            found(filled);
        };
        pause();  // a hand that still drags asks for many, one after the other
        control.check();
        fillMap(wish, backends, told, pause, control);
        filled.complete = true;
        return filled;
    };
}

auto tracing(BackendFactory backends, std::shared_ptr<Gate> gate)
{
    return [backends = std::move(backends), gate = std::move(gate)](const BranchWish& wish, const RunControl& control) {
        gate->pass(control.stop);
        control.check();
        return std::make_shared<const SweptBranch>(branchThrough(wish, backends, control));
    };
}

}  // namespace

MapRunner::MapRunner(BackendFactory backends, QObject* parent)
    : QObject(parent), cells_(Newer::Replaces, filling(backends, gate_),
                              {.found = [this](const FilledMap& filled) { take(filled); },
                               .failed =
                                   [this](const QString& words) {
                                       state_.map = nullptr;
                                       end(words);
                                   },
                               .cancelled = [this] { end({}); },
                               .progress =
                                   [this](double fraction) {
                                       if (std::floor(100 * fraction) == std::floor(100 * state_.fraction))
                                           return;
                                       state_.fraction = fraction;
                                       emit changed();
                                   }}),
      branches_(Newer::Replaces, tracing(std::move(backends), gate_),
                {.found = [this](std::shared_ptr<const SweptBranch> branch) { endBranch(std::move(branch), {}); },
                 .failed = [this](const QString& words) { endBranch(nullptr, words); },
                 .cancelled = [this] { endBranch(state_.branch, state_.branchFailure); }})
{
}

/// Any measure that it has will do.
bool MapRunner::Kept::serves(const MapWish& other, Measure shown) const
{
    MapWish measured = other;
    measured.plan.measures = wish.plan.measures;
    return wish == measured && holds(map->plan.measures, shown);
}

bool MapRunner::same(const MapWish& wish, Measure shown) const
{
    if (!wish_)
        return false;
    return state_.stored ? Kept{*wish_, state_.map}.serves(wish, shown) : *wish_ == wish;
}

void MapRunner::want(const MapWish& wish, Measure shown)
{
    if (state_.stored && !wish_) {
        wish_ = wish;
        kept_.push_back({wish, state_.map});
        if (kept_.size() > kMostKept)
            kept_.erase(kept_.begin());
        return;
    }
    if (same(wish, shown))
        return;
    const auto kept = std::find_if(kept_.rbegin(), kept_.rend(), [&](const Kept& k) { return k.serves(wish, shown); });
    if (kept == kept_.rend()) {
        begin(wish);
        return;
    }
    const MapWish of = kept->wish;
    showStored(kept->map);
    wish_ = of;
}

void MapRunner::begin(const MapWish& wish)
{
    MapState next;
    next.branch = state_.branch;
    next.branchFailure = state_.branchFailure;
    if (wish_ && !state_.stored && sameCells(*wish_, wish))
        next.map = state_.map;
    next.running = true;
    state_ = next;
    wish_ = wish;
    cells_.submit(wish);
    emit changed();
}

void MapRunner::restart()
{
    if (!wish_)
        return;
    const MapWish wish = *wish_;
    std::erase_if(kept_, [&](const Kept& k) { return k.wish == wish; });
    begin(wish);
}

void MapRunner::wantBranch(const std::optional<BranchWish>& wish)
{
    if (!wish) {
        if (!std::exchange(branchWish_, std::nullopt))
            return;
        branches_.cancel();
        endBranch(nullptr, {});
        return;
    }
    if (branchWish_ && sameBranch(*branchWish_, *wish))
        return;
    if (state_.branch && state_.branch->row != wish->row)
        state_.branch = nullptr;
    branchWish_ = wish;
    tracing_ = true;
    branches_.submit(*wish);
}

void MapRunner::refuse(const QString& words)
{
    if (!wish_ && !state_.running && !state_.stored && state_.failure == words)
        return;
    wantBranch(std::nullopt);
    cells_.cancel();
    wish_.reset();
    state_ = {};
    state_.failure = words;
    emit changed();
}

void MapRunner::clear()
{
    refuse({});
}

void MapRunner::showStored(std::shared_ptr<const SweepMap> map)
{
    cells_.cancel();
    wish_.reset();
    state_.map = std::move(map);
    state_.stored = true;
    state_.running = false;
    state_.fraction = 1;
    state_.failure.clear();
    emit changed();
}

void MapRunner::cancel()
{
    cells_.cancel();
    branches_.cancel();
}

void MapRunner::take(const FilledMap& filled)
{
    if (!wish_ || state_.stored)
        return;  // it was cancelled meanwhile
    state_.map = filled.map;
    state_.running = !filled.complete;
    emit changed();
}

void MapRunner::end(const QString& failure)
{
    if (!wish_ || state_.stored)
        return;
    state_.running = false;
    state_.failure = failure;
    emit changed();
}

void MapRunner::endBranch(std::shared_ptr<const SweptBranch> branch, const QString& failure)
{
    tracing_ = false;
    if (state_.branch == branch && state_.branchFailure == failure)
        return;
    state_.branch = std::move(branch);
    state_.branchFailure = failure;
    emit changed();
}

}  // namespace gauge::ui
