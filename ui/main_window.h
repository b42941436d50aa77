// The window: docks around the views, one request to the worker for every change.
#pragma once

#include "ui/engine_bridge.h"
#include "ui/examples.h"
#include "ui/selection_model.h"

#include <map>
#include <QDockWidget>
#include <QMainWindow>

class QLabel;
class QPlainTextEdit;
class QProgressBar;

namespace gauge::ui {

class Canvas;
class ParameterPanel;
class Timeline;
class ViewWidget;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    void openExample(const Example& example);
    /// Opens a belief file; a bad one is reported in the status bar and the state stays.
    void openFile(const QString& path);
    void setTheme(Theme theme);

    std::shared_ptr<const Snapshot> snapshot() const { return snapshot_; }
    SelectionModel& selection() { return selection_; }
    Canvas& canvas(const QString& name);

signals:
    /// After every view has been given the new snapshot.
    void shown();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildDocks();
    void buildMenu();
    void buildStatus();
    void resetLayout();
    void request();
    void receive(const std::shared_ptr<const Snapshot>& snapshot);
    void chooseFile();
    void exportFigure();
    void say(const QString& message, bool problem);
    void about();

    EngineBridge bridge_;
    SelectionModel selection_;
    std::shared_ptr<const Snapshot> snapshot_;
    std::shared_ptr<const State> file_;  // opened from a file; null: the typed text
    int layer_ = -1;
    Theme theme_ = Theme::Light;
    QPlainTextEdit* text_ = nullptr;
    QLabel* sourceLabel_ = nullptr;
    ParameterPanel* panel_ = nullptr;
    Timeline* timeline_ = nullptr;
    std::map<QString, ViewWidget*> views_;
    std::map<QString, QDockWidget*> docks_;
    QLabel* statusText_ = nullptr;
    QLabel* pointed_ = nullptr;
    QProgressBar* progress_ = nullptr;
};

}  // namespace gauge::ui
