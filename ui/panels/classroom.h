// Lessons in the window: the panel, the light, the hand that shows, and the window as it was before.
#pragma once

#include "ui/panels/demonstration.h"
#include "ui/panels/lesson_panel.h"
#include "ui/panels/spotlight.h"
#include "ui/scene/selection_model.h"
#include "ui/workspace/cost_runner.h"

#include <memory>
#include <QByteArray>

class QMainWindow;

namespace gauge::ui {

struct Panels;

class Classroom : public QObject {
    Q_OBJECT
public:
    /// What of a window lessons use. `measure`: as its button does.
    struct House {
        QMainWindow& window;
        Workspace& workspace;
        Docks& docks;
        const Panels& panels;
        ViewSet& views;
        SelectionModel& selection;
        CostRunner& cost;
        std::function<void()> pin;
        std::function<void()> measure;
    };

    Classroom(House house, const BackendFactory& backends, const QString& settings);
    ~Classroom() override;

    LessonPlayer& player() { return player_; }
    LessonPanel& panel() { return *panel_; }
    Spotlight& light() { return *light_; }
    Demonstration& demonstration() { return *demonstration_; }

    /// The list of lessons.
    void showList();
    /// Where it was left, or at a step.
    void open(const CourseLesson& chosen, int step = -1);
    void setTheme(Theme theme);
    /// What the step has open; empty outside of a lesson.
    const QStringList& shown() const { return shown_; }
    /// Everything that the step set shows.
    bool settled() const;

signals:
    void failed(QString message);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void followPlayer();
    void followHouse();
    void arrange(const QStringList& views);
    void leave();
    void point();
    void train(int updates);
    void showMe();

    House house_;
    QString settings_;
    LessonPlayer player_;
    LessonPanel* panel_;
    Spotlight* light_ = nullptr;
    Demonstration* demonstration_ = nullptr;
    QByteArray arrangement_;  // of the window before the lesson
    QStringList shown_;       // views as they are arranged
    bool inside_ = false;
    bool training_ = false;  // by a lesson
};

}  // namespace gauge::ui
