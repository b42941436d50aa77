// The window: docks around the views, one request to the worker for every change.
#pragma once

#include "ui/cost_runner.h"
#include "ui/engine_bridge.h"
#include "ui/examples.h"
#include "ui/figure.h"
#include "ui/file_loader.h"
#include "ui/preferences.h"
#include "ui/scene/canvas.h"
#include "ui/scene/selection_model.h"
#include "ui/session_store.h"

#include <map>
#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>
#include <QUndoStack>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QSettings;
class QToolButton;

namespace gauge::ui {

class ExportDialog;
struct PaperFigure;
class HelpPanel;
class LogPanel;
class PanelDock;
class ParameterPanel;
class Shelf;
class Timeline;
class TrainingPanel;
class ViewPanel;

/// Arrangements of the docks: all views at work, one large picture, or a few for an audience.
enum class Preset { Explore, Figure, Teach };

/// Where a window keeps what outlives it; empty: nowhere.
struct Places {
    QString settings;  // an .ini file: preferences, arrangement, recent files
    QString recovery;  // a folder for copies against a crash
};

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// `backends`: what this program computes on.
    explicit MainWindow(BackendFactory backends, const Places& places = {}, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openExample(const Example& example);
    /// Opens a belief file, a session, a recipe or a figure that carries one, in the background; a bad one is reported and the state
    /// stays.
    void openFile(const QString& path);
    /// Writes the session; false when it could not be (the reason is in the log). A file that changed on disk since is not overwritten at
    /// once, but only when asked again.
    bool saveSession(const QString& path);
    /// What a save would write.
    std::string sessionBytes() const;
    QString sessionPath() const { return sessionPath_; }
    Document document() const;
    QUndoStack& history() { return history_; }
    void setPreferences(const Preferences& preferences);
    ExportDialog* showExport(Canvas* canvas);
    void setTheme(Theme theme);
    void arrange(Preset preset);
    void restoreArrangement(const QSettings& settings);
    void saveArrangement(QSettings& settings) const;

    std::shared_ptr<const Snapshot> snapshot() const { return snapshot_; }
    SelectionModel& selection() { return selection_; }
    Canvas& canvas(const QString& name);
    Shelf& shelf() { return *shelf_; }
    CostRunner& cost() { return cost_; }
    TrainingPanel& training() { return *training_; }
    /// Typed texts get their beliefs, and the layers their numbers, from a trained model; null: from the built-in words. One whose
    /// layers cannot be shown is refused in words.
    void useModel(const std::shared_ptr<const learn::TrainedModel>& model);
    const learn::TrainedModel* model() const { return model_.get(); }
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
    bool eventFilter(QObject* watched, QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
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
    void buildEditMenu();
    void buildCompareMenu();
    void buildHelpMenu();
    void about();
    void showShortcuts();

    // main_window_files.cpp
    void buildFileActions(QMenu* file);
    void newSession();
    void saveOrAsk();
    void chooseSavePath();
    void showLoaded(const std::shared_ptr<const Loaded>& loaded);
    void showState(const std::shared_ptr<const State>& state, const QString& path);
    // main_window_learning.cpp
    void followTraining();
    void saveModel();
    void fillWords();
    void remember(const QString& path);
    void fillRecent(QMenu* menu);
    void offerLeftovers();
    void showPreferences();
    void showPaperFigure(const PaperFigure& figure);
    void showPalette();
    std::unique_ptr<QSettings> settings() const;
    // main_window_history.cpp
    friend class DocumentStep;
    void commit();
    void restore(const Document& document);
    void removeDuplicate(const QString& name);
    void adopt();
    void request();
    RunInput input() const;
    void parametersChanged();
    void receive(const std::shared_ptr<const Snapshot>& snapshot);
    void showAll();
    void showLock();
    void chooseFile();
    FigureSpec figureOf() const;
    void exportData(Canvas* canvas);
    void updateTitles();
    void nameGroup(const std::vector<int>& members);
    void dragThreshold(double nats);
    void say(const QString& message);
    void complain(const QString& message);

    BackendFactory backends_;
    Places places_;
    Preferences preferences_;
    EngineBridge bridge_;
    SelectionModel selection_;
    PaintWorker painter_;
    CostRunner cost_;
    std::shared_ptr<const Snapshot> snapshot_;
    std::shared_ptr<const GroupNames> names_ = std::make_shared<GroupNames>();
    std::shared_ptr<const State> file_;  // opened from a file; null: the typed text
    QString filePath_;                   // where that file lies
    std::shared_ptr<const learn::TrainedModel> model_;  // of typed texts; null: the built-in words
    std::vector<Leg> earlier_;           // parameters that earlier layers of this run had
    Parameters last_;
    int layer_ = -1;
    double moment_ = -1;
    QString problem_;
    Theme theme_ = Theme::Light;
    QPlainTextEdit* text_ = nullptr;
    QComboBox* words_ = nullptr;
    QLabel* sourceLabel_ = nullptr;
    TrainingPanel* training_ = nullptr;
    bool following_ = false;  // the views took up the model in training once
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
    SessionStore store_;
    QUndoStack history_;
    Document committed_;  // as after the last step of the history
    bool quiet_ = false;  // what changes now is no step of its own
    int gesture_ = 0;     // changes of one gesture are one step
    bool pressed_ = false;
    QElapsedTimer lastCommit_;
    QString sessionPath_;
    std::pair<qint64, qint64> stamp_{0, 0};  // of the session's file when it was last read or written: time and size
    nlohmann::json newer_ = nlohmann::json::object();
    nlohmann::json newerOfWindow_ = nlohmann::json::object();
    bool closing_ = false;
};

}  // namespace gauge::ui
