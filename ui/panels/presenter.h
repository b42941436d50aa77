// Presenting: a lesson, or the views somebody looks at, on the screen an audience sees; the window behind it stays as it is.
#pragma once

#include "ui/painter/style.h"
#include "ui/panels/room_type.h"
#include "ui/scene/canvas.h"

#include <optional>
#include <QElapsedTimer>
#include <QObject>
#include <QPointer>

class QMainWindow;

namespace gauge::ui {

class Classroom;
class Presentation;
class PresenterNote;
class Timeline;
class ViewSet;
class Workspace;

class Presenter : public QObject {
    Q_OBJECT
public:
    struct House {
        QMainWindow& window;
        Workspace& workspace;
        ViewSet& views;
        SelectionModel& selection;
        Timeline& timeline;
        Classroom& classroom;
    };

    explicit Presenter(House house);
    ~Presenter() override;

    /// Fills a screen; with a size it is a picture of that size instead, for a screenshot.
    void begin(const std::optional<QSize>& size = {});
    void end();
    bool active() const { return stage_ != nullptr; }
    Presentation& stage() { return *stage_; }
    void show(const Shown& shown);
    void setTheme(Theme theme);
    void setLook(ColourMap map, const QString& family);
    bool settled() const;

    /// Which screens there are, and the window's among them: tests say others.
    void setScreens(const std::function<std::pair<QList<QRect>, int>()>& screens) { screens_ = screens; }

private:
    void followStage();
    void followHouse();
    void place();
    void placeNote(int screen);
    void chooseViews();
    void tell();
    void tellParameters();
    void step(int by);
    void goTo(bool last);
    void showNote();

    House house_;
    Presentation* stage_ = nullptr;
    QPointer<QWidget> gone_;     // left, and not deleted yet
    std::optional<QSize> size_;  // no screen is filled
    QPointer<QWidget> focus_;    // in the window, before
    Shown shown_;
    bool swapped_ = false;
    bool noted_ = false;  // the note is on show
    QElapsedTimer since_;
    std::function<std::pair<QList<QRect>, int>()> screens_;
};

}  // namespace gauge::ui
