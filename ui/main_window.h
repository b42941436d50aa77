// The window: docks around the views, one request to the worker for every change.
#pragma once

#include "ui/canvas.h"
#include "ui/cost_runner.h"
#include "ui/engine_bridge.h"
#include "ui/examples.h"
#include "ui/file_loader.h"
#include "ui/selection_model.h"

#include <map>
#include <QMainWindow>
#include <QTimer>

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QSettings;
class QToolButton;

namespace gauge::ui {

class HelpPanel;
class LogPanel;
class PanelDock;
class ParameterPanel;
class Shelf;
class Timeline;
class ViewPanel;

/// Arrangements of the docks: all views at work, one large picture, or a few for an audience.
enum class Preset { Explore, Figure, Teach };

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    void openExample(const Example& example);
    /// Opens a belief file in the background; a bad one is reported and the state stays.
    void openFile(const QString& path);
    void setTheme(Theme theme);
    void arrange(Preset preset);
    void restoreArrangement(const QSettings& settings);
    void saveArrangement(QSettings& settings) const;

    std::shared_ptr<const Snapshot> snapshot() const { return snapshot_; }
    SelectionModel& selection() { return selection_; }
    Canvas& canvas(const QString& name);
    Shelf& shelf() { return *shelf_; }
    CostRunner& cost() { return cost_; }
    /// A file is being read or a run is under way.
    bool busy() const { return loader_.busy() || bridge_.busy(); }
    /// Every visible view shows the present scene.
    bool settled() const;

public slots:
    /// Back to the identical seeded start: first parameters' layers, no changes during the run.
    void resetRun();
    /// Another draw of the start noise.
    void reseed();
    void cancelRun();
    void pin();
    void showHelp(const QString& topic);
    ViewPanel* duplicate(const QString& name);

signals:
    /// After every view has been given the new snapshot.
    void shown();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    // main_window_docks.cpp
    void buildDocks();
    QWidget* buildSource();
    void addPanel(const QString& name, PanelDock* dock);
    ViewPanel* addView(const ViewKind& kind, const QString& name);
    void buildTimeline();
    void buildShelf();
    void buildStatus();
    // main_window_menus.cpp
    void buildMenu();
    void buildFileMenu();
    void buildViewMenu();
    void buildRunMenu();
    void buildCompareMenu();
    void buildHelpMenu();
    void about();
    void showShortcuts();

    void showState(const std::shared_ptr<const State>& state);
    void request();
    void parametersChanged();
    void receive(const std::shared_ptr<const Snapshot>& snapshot);
    void showAll();
    void showLock();
    void chooseFile();
    void exportFigure(Canvas* canvas);
    void exportData(Canvas* canvas);
    void updateTitles();
    void nameGroup(const std::vector<int>& members);
    void dragThreshold(double nats);
    void say(const QString& message);
    void complain(const QString& message);

    EngineBridge bridge_;
    SelectionModel selection_;
    PaintWorker painter_;
    CostRunner cost_;
    std::shared_ptr<const Snapshot> snapshot_;
    std::shared_ptr<const GroupNames> names_ = std::make_shared<GroupNames>();
    std::shared_ptr<const State> file_;  // opened from a file; null: the typed text
    std::vector<Leg> earlier_;           // parameters that earlier layers of this run had
    Parameters last_;
    int layer_ = -1;
    double moment_ = -1;
    QString problem_;
    Theme theme_ = Theme::Light;
    QPlainTextEdit* text_ = nullptr;
    QLabel* sourceLabel_ = nullptr;
    ParameterPanel* panel_ = nullptr;
    Timeline* timeline_ = nullptr;
    Shelf* shelf_ = nullptr;
    QToolBar* shelfBar_ = nullptr;
    LogPanel* log_ = nullptr;
    HelpPanel* help_ = nullptr;
    std::map<QString, ViewPanel*> views_;
    std::map<QString, PanelDock*> docks_;
    QMenu* panels_ = nullptr;
    QLabel* statusText_ = nullptr;
    QLabel* health_ = nullptr;
    QLabel* pointed_ = nullptr;
    QLabel* lock_ = nullptr;
    QToolButton* logButton_ = nullptr;
    QToolButton* cancel_ = nullptr;
    QProgressBar* progress_ = nullptr;
    QTimer patience_;  // a run longer than this shows its progress
    FileLoader loader_;
};

}  // namespace gauge::ui
