// A view as a dock: header with its name, its controls and its menu, and the canvas below.
#pragma once

#include "ui/scene/canvas.h"

#include <QDockWidget>
#include <vector>

class QComboBox;
class QLabel;
class QToolButton;

namespace gauge::ui {

class ParameterPanel;
class ToolRow;

/// The header of any dock: a title to drag it by, a tool bar, a menu with float and close.
class DockHeader : public QWidget {
    Q_OBJECT
public:
    DockHeader(QDockWidget* dock, const QString& title, const QString& iconName);
    ToolRow& tools() { return *tools_; }
    QMenu& menu() { return *menu_; }
    void setTheme(Theme theme);
    /// A tab says the name already.
    void setTitled(bool titled);

private:
    QString iconName_;
    QLabel* title_;
    QLabel* icon_;
    ToolRow* tools_;
    QMenu* menu_;
    QToolButton* more_;
};

/// A dock with that header and a card's border around its content.
class PanelDock : public QDockWidget {
    Q_OBJECT
public:
    PanelDock(const QString& name, const QString& title, const QString& iconName, QWidget* content,
              QWidget* parent = nullptr);
    DockHeader& header() { return *header_; }

signals:
    /// By its menu or the list of panels, not with the window.
    void closedByHand();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    DockHeader* header_;
};

class ViewPanel : public PanelDock {
    Q_OBJECT
public:
    /// `name` tells duplicates apart; the first of a kind has the kind's.
    ViewPanel(const ViewKind& kind, const QString& name, SelectionModel& selection, PaintWorker& painter,
              ParameterPanel& parameters, QWidget* parent = nullptr);
    Canvas& canvas() { return *canvas_; }
    /// On screen and the front one of its tabs; a dock behind another counts as visible to Qt.
    bool seen() const { return seen_; }
    void show(const Shown& shown);
    using QDockWidget::show;
    void setTheme(Theme theme);

signals:
    void duplicateWanted();
    void measureWanted();
    void cancelWanted();
    /// Of a map: to fill it, or no more.
    void fillWanted();
    /// By a button that asks the window for what its name says.
    void actionWanted(QString action);

private:
    void addControl(const ViewControl& control, ParameterPanel& parameters);
    void addChoice(const ViewControl& control);
    void addSwitch(const ViewControl& control);
    void addAction(const ViewAction& action, ParameterPanel& parameters);
    void addMeasureButton();
    void addFillButton();
    void tellFilling(const MapState& map);
    void addCompared();
    void fillDynamic(const Snapshot& snapshot);
    void set(const ViewControl& control, int value);
    void refresh();

    struct Bound {
        const ViewControl* control;
        QComboBox* choice;  // or
        QToolButton* toggle;
    };
    Canvas* canvas_;
    bool seen_ = false;
    std::vector<Bound> bound_;
    std::vector<std::pair<const ViewAction*, QToolButton*>> actions_;
    QToolButton* measure_ = nullptr;
    QToolButton* fill_ = nullptr;
    QComboBox* compared_ = nullptr;  // offered while states are compared
};

}  // namespace gauge::ui
