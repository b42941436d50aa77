// The state that a cell of a map ends in, computed again aside.
#pragma once

#include "core/backend/registry.h"
#include "core/sweep/map.h"
#include "ui/background.h"

namespace gauge::ui {

/// As a title: "κ = 0.36, α = 0.3, up", with its seed where there are several.
std::string cellName(const SweepPlan& plan, const CellPlace& place);

struct CellEndState {
    std::shared_ptr<const State> state;  // by that name
    Parameters parameters;               // that its run had
};

class CellOpener : public QObject {
    Q_OBJECT
public:
    /// `backends`: what its run is computed on.
    explicit CellOpener(BackendFactory backends, QObject* parent = nullptr);

    /// The newest wins.
    void open(std::shared_ptr<const SweepMap> map, const CellPlace& place);
    void cancel() { runs_.cancel(); }
    bool busy() const { return runs_.busy(); }

signals:
    void opened(gauge::ui::CellEndState end);
    void failed(QString message);
    void cancelled();

private:
    struct Job {
        std::shared_ptr<const SweepMap> map;
        CellPlace place;
    };

    Background<Job, CellEndState> runs_;
};

}  // namespace gauge::ui
