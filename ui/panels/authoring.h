// The author's desk in the window: its dock, taking what is on show, going to a state, playing, and the questions it asks.
#pragma once

#include "ui/panels/author_panel.h"
#include "ui/panels/pointing.h"
#include "ui/workspace/present_state.h"

#include <QByteArray>

class QMainWindow;

namespace gauge::ui {

class Classroom;
class Docks;
class ViewSet;
class Workspace;
struct Panels;

class Authoring : public QObject {
    Q_OBJECT
public:
    /// What of a window an author uses.
    struct House {
        QMainWindow& window;
        Workspace& workspace;
        Docks& docks;
        const Panels& panels;
        ViewSet& views;
        Classroom& classroom;
    };

    Authoring(House house, const BackendFactory& backends);
    ~Authoring() override;

    AuthorDesk& desk() { return desk_; }
    AuthorPanel& panel() { return *panel_; }

    // Each asks about what is unsaved first.
    void begin();
    /// A file, or a copy of one of the program's.
    void edit(const CourseLesson& lesson);
    void editFile(const QString& path);
    void askForFile();
    /// The lesson that is played, or what lies on the desk; else a file is asked for.
    void editWhatThereIs();
    void close();
    /// `done` is called where the desk may go: saved, or not wanted.
    void settle(const std::function<void()>& done);
    /// As close(), and nothing is asked: what is unsaved is given up.
    void abandon();
    /// Ends a visit to a state of the lesson: one's own session is back.
    void leaveState();

    void setTheme(Theme theme) { panel_->setTheme(theme); }
    /// Nothing is on its way.
    bool settled() const { return !going_.busy() && !waiting_; }

signals:
    void said(QString message);
    void failed(QString message);
    /// The lesson as a page for students; it has no faults that reading it finds.
    void pageWanted(std::shared_ptr<const gauge::ui::CourseLesson> lesson);

private:
    struct GoJob {
        std::shared_ptr<const lesson::Lesson> lesson;
        Moment moment;
        std::shared_ptr<LessonFiles> files;
    };
    using Gone = std::pair<GoJob, lesson::Situation>;

    static auto going(const BackendFactory& backends);
    void followPanel();
    /// Does it; an Error is told, not thrown.
    void attempt(const std::function<void()>& work);
    /// The same once what is on show is what was asked for.
    void whenCalm(std::function<void()> work);
    void workOn();
    void show();
    void showStep();
    QStringList openViews() const;
    TakenState takenAfter(const std::vector<const lesson::Patch*>& before);
    void addStep();
    void take(const std::string& field);
    void go(const std::string& field);
    void arrive(const Gone& gone);
    void play(bool fromStart);
    void exportPage();
    void comeBack();
    void build(const std::string& field);
    void save(const std::function<void()>& saved = [] {});
    void saveAs(const std::function<void()>& saved = [] {});

    House house_;
    BackendFactory backends_;
    AuthorDesk desk_;
    AuthorPanel* panel_;
    Pointing pointing_;
    QByteArray arrangement_;         // of the window before the desk
    bool inside_ = false;            // the window is arranged for it
    bool playing_ = false;           // from the desk
    std::function<void()> waiting_;  // for the run that is under way
    std::optional<Document> shown_;  // a state of the lesson that was on show before it was played
    Background<GoJob, Gone> going_;
};

}  // namespace gauge::ui
