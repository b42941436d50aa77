// The maps of a window: each map view's is filled while it is seen, its cells open, and it is saved.
#pragma once

#include "ui/panels/view_set.h"
#include "ui/workspace/cell_opener.h"
#include "ui/workspace/map_runner.h"

#include <memory>
#include <QTimer>

namespace gauge::ui {

class StatusLine;
class Workspace;

class MapDesk : public QObject {
    Q_OBJECT
public:
    struct House {
        QWidget& window;
        Workspace& workspace;
        Docks& docks;
        ViewSet& views;
        StatusLine& status;
    };

    MapDesk(House house, BackendFactory backends);

    /// By their panels.
    const std::map<QString, MapState>& states() const { return states_; }
    /// A map is being filled that somebody sees, or a cell is opened.
    bool busy() const;
    /// What is there stays.
    void cancel();
    /// The state of a cell takes the place of what is on show; the map stays, so that others can be opened.
    void openCell(const QString& panel, const CellPlace& place);
    /// Asks where, and writes what is computed of it as a sweep's file.
    void save(const QString& panel);
    /// Cancels what fills; else back from a stored map, or anew what was cancelled.
    void fill(const QString& panel);

signals:
    void changed();

private:
    void follow();
    void schedule();
    void consider();
    void consider(const QString& panel, ViewPanel& view);
    void giveWay();
    void act(const QString& panel, const QString& action);
    void takeCell(const CellEndState& end);
    void showSweep(const std::shared_ptr<const SweepMap>& sweep, const QString& path);
    MapRunner& runner(const QString& panel);

    House house_;
    BackendFactory backends_;
    std::map<QString, std::unique_ptr<MapRunner>> runners_;
    std::map<QString, MapState> states_;
    CellOpener cells_;
    QString openedFrom_;                         // the panel that a cell is opened from,
    std::shared_ptr<const SweepMap> openedMap_;  // and its map, which stays on show
    QTimer rest_;                                // since the engine's last run
    bool scheduled_ = false;
};

}  // namespace gauge::ui
