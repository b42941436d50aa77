// The map of one view, filled aside, coarse to fine; and the branch through the present point.
#pragma once

#include "core/backend/registry.h"
#include "ui/background.h"
#include "ui/scene/scene.h"
#include "ui/workspace/gate.h"

#include <optional>

namespace gauge::ui {

/// As far as a map is filled.
struct FilledMap {
    std::shared_ptr<const SweepMap> map;
    bool complete = false;  // to its last level
};

class MapRunner : public QObject {
    Q_OBJECT
public:
    /// `backends`: what its cells are computed on.
    explicit MapRunner(BackendFactory backends, QObject* parent = nullptr);

    const MapState& state() const { return state_; }
    /// What is to be filled, and the measure that is looked at. The same as before: nothing happens, whatever became of it. Another one is begun, and the map of
    /// the one before stays as a draft where its axes are the same.
    void want(const MapWish& wish, Measure shown);
    /// The same of the branch; none: there is none to show.
    void wantBranch(const std::optional<BranchWish>& wish);
    /// There can be no map, in words.
    void refuse(const QString& words);
    /// Another map instead, of a file or of what a cell was opened from, while nothing else is wanted than what is wanted next; and again where that is wanted once
    /// more, after an undo.
    void showStored(std::shared_ptr<const SweepMap> map);
    /// Fills what is wanted, whatever is on show: a stored map is let go.
    void restart();
    /// What is there stays.
    void cancel();
    void clear();
    /// Between a few cells it waits while somebody else computes, or nobody looks.
    void giveWay(bool give) { gate_->setOpen(!give); }
    /// Cells are computed, or a branch is followed.
    bool busy() const { return state_.running || tracing_; }

signals:
    void changed();

private:
    void begin(const MapWish& wish);
    void take(const FilledMap& filled);
    void end(const QString& failure);
    void endBranch(std::shared_ptr<const SweptBranch> branch, const QString& failure);
    bool same(const MapWish& wish, Measure shown) const;

    /// A map that was not filled here, and what was wanted when it came on show.
    struct Kept {
        MapWish wish;
        std::shared_ptr<const SweepMap> map;

        bool serves(const MapWish& other, Measure shown) const;
    };

    MapState state_;
    std::optional<MapWish> wish_;  // what the map on show is of, or is to be
    std::vector<Kept> kept_;       // the newest of those that were on show
    std::optional<BranchWish> branchWish_;
    bool tracing_ = false;
    std::shared_ptr<Gate> gate_ = std::make_shared<Gate>();
    Background<MapWish, FilledMap> cells_;
    Background<BranchWish, std::shared_ptr<const SweptBranch>> branches_;
};

}  // namespace gauge::ui
