// The docks of a window and how they are arranged.
#pragma once

#include "ui/painter/style.h"

#include <map>
#include <QObject>
#include <QStringList>

class QMainWindow;

namespace gauge::ui {

class PanelDock;

/// Arrangements of the docks: all views at work, one large picture, or a few for an audience.
enum class Preset { Explore, Figure, Teach };

constexpr int kLessonWidth = 372;  // of a lesson: Next stays where it is from step to step
constexpr int kAuthorWidth = 420;  // of the author's desk
constexpr int kSideWidth = 296;    // of the source and parameter docks, pixels

class Docks : public QObject {
    Q_OBJECT
public:
    explicit Docks(QMainWindow& window);

    /// Takes a dock in under a name, which is its topic in the manual too unless it says another.
    void add(const QString& name, PanelDock* dock);
    /// Takes it away and deletes it.
    void remove(const QString& name);
    PanelDock& at(const QString& name) const { return *docks_.at(name); }
    const std::map<QString, PanelDock*>& all() const { return docks_; }
    /// In front of its tabs.
    void raise(const QString& name);
    /// Beside another one, where there is more room.
    void putBeside(const QString& name, const QString& other);
    void putBelow(const QString& name, const QString& other);

    void arrange(Preset preset);
    /// The lesson, or the desk where one is made, beside the views it names, one to four, and the parameters or the training where it names them.
    void arrangeLesson(const QStringList& names, const QString& panel = QStringLiteral("lesson"));
    /// The list of lessons, at the left of whatever is arranged.
    void showLessons();
    /// Sizes of the arrangement again, once there is a window to share out.
    void shareOut() { resize(preset_); }
    void setTheme(Theme theme);

private:
    void takeAllOut();
    void putAway();
    void arrangeFigure();
    void arrangeTeach();
    void arrangeExplore();
    void tabTheRest(const char* name);
    void show(std::initializer_list<const char*> names);
    void resize(Preset preset);
    void split(const QString& name, const QString& other, Qt::Orientation along);
    /// A dock that stands alone says its name; a tab says it already.
    void updateTitles();

    QMainWindow& window_;
    std::map<QString, PanelDock*> docks_;
    std::map<QString, bool> wanted_;  // by the arrangement being made
    Preset preset_ = Preset::Explore;
};

}  // namespace gauge::ui
