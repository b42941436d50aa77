// The window: docks, menus and shortcuts around a workspace. It shows the document and the run, and says what a hand did.
#pragma once

#include "ui/panels/authoring.h"
#include "ui/panels/classroom.h"
#include "ui/panels/docks.h"
#include "ui/panels/panels.h"
#include "ui/panels/preferences.h"
#include "ui/panels/presenter.h"
#include "ui/panels/view_set.h"
#include "ui/workspace/cost_runner.h"
#include "ui/workspace/workspace.h"

#include <QMainWindow>

class QSettings;

namespace gauge::ui {

class ExportDialog;
class MapDesk;
class PageExport;
struct PaperFigure;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// `backends`: what this program computes on.
    explicit MainWindow(BackendFactory backends, const Places& places = {}, QWidget* parent = nullptr);
    ~MainWindow() override;

    Workspace& workspace() { return workspace_; }
    std::shared_ptr<const Snapshot> snapshot() const { return workspace_.snapshot(); }
    QUndoStack& history() { return workspace_.history(); }
    SelectionModel& selection() { return selection_; }
    Canvas& canvas(const QString& name) { return views_.canvas(name); }
    Shelf& shelf() { return *panels_.shelf; }
    CostRunner& cost() { return cost_; }
    TrainingPanel& training() { return *panels_.training; }
    /// Every visible view shows the present scene.
    bool settled() const
    {
        return views_.settled() && classroom_->settled() && authoring_->settled() && presenter_->settled();
    }
    Classroom& classroom() { return *classroom_; }
    Authoring& authoring() { return *authoring_; }
    Presenter& presenter() { return *presenter_; }
    MapDesk& maps() { return *maps_; }

    void setPreferences(const Preferences& preferences);
    void setTheme(Theme theme);
    void arrange(Preset preset) { docks_.arrange(preset); }
    /// As at the first start: without duplicates.
    void resetLayout();
    void restoreArrangement(const QSettings& settings);
    void saveArrangement(QSettings& settings) const;
    /// Of this view first, or of attention; null while there is no run.
    ExportDialog* showExport(const Canvas* canvas);
    /// Of the lesson that plays, or of the run on show.
    void exportPage();
    PageExport& pages() { return *pages_; }

public slots:
    void pin();
    void showHelp(const QString& topic);
    ViewPanel* duplicate(const QString& name);

signals:
    /// After every view has been given the new snapshot.
    void shown();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void followWorkspace();
    void followViews();
    void followPanels();
    void makeAuthoring();
    // main_window_menus.cpp
    void buildMenu();
    void buildFileMenu();
    void buildEditMenu();
    void buildViewMenu();
    void buildRunMenu();
    void buildHelpMenu();
    void showPreferences();
    void showPalette();
    void cancel();
    // main_window_shown.cpp
    void showDocument();
    void showRun();
    void showNothing();
    void showAll();
    void showLock();
    void holdPair(bool hold);
    void takeAwaited();
    void carryLock(const Snapshot& snapshot);

    void showView(const QString& name);
    void closeDuplicates(const QStringList& names);
    void showPaperFigure(const PaperFigure& figure);
    void followTraining();
    void measure();

    BackendFactory backends_;
    QString settings_;  // where preferences are kept; empty: nowhere
    Preferences preferences_;
    Workspace workspace_;
    SelectionModel selection_;
    CostRunner cost_;
    Docks docks_;
    Panels panels_;
    ViewSet views_;
    MapDesk* maps_ = nullptr;
    Classroom* classroom_ = nullptr;
    PageExport* pages_ = nullptr;
    Authoring* authoring_ = nullptr;
    Presenter* presenter_ = nullptr;
    QMenu* panelMenu_ = nullptr;
    std::shared_ptr<const GroupNames> names_ =
        std::make_shared<GroupNames>();  // one while they stay: nothing is painted anew
    Theme theme_ = Theme::Light;
    /// What was chosen, and the tokens it was chosen among: records of a run may have others.
    struct Chosen {
        Selection lock;
        std::vector<std::string> among;
    };
    Selection locked_;  // as the views were last told
    Chosen chosen_;     // by a hand
    Chosen inspected_;  // the pair when Play was pressed
    std::optional<Selection>
        awaited_;            // of a document whose run is not there yet: the one on show has too few tokens for it
    bool carrying_ = false;  // no hand: a record has other tokens
    std::pair<int, int> held_{-1, -1};  // the inspected pair in the record on show
    double moment_ = -1;                // between two layers while the picture moves
    bool arranged_ = false;             // its docks have the sizes they should have
    bool following_ = false;            // the views took up the model in training once
};

}  // namespace gauge::ui
