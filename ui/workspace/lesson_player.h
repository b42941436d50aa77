// A lesson under way, without a widget: which step, what it set, what its numbers are now, and whether its task is done.
#pragma once

#include "ui/background.h"
#include "ui/workspace/lessons.h"
#include "ui/workspace/workspace.h"

#include <optional>
#include <QTimer>

namespace gauge::ui {

/// What the present step says of what is on show.
struct LessonTold {
    std::map<std::string, std::vector<std::string>> numbers;  // of each text, by its key: "text", "answer 1", "take-away"
    std::string fault;                                        // why some of them are none; empty where all are
    bool done = false;                                        // the check holds

    bool operator==(const LessonTold&) const = default;
};

class LessonPlayer : public QObject {
    Q_OBJECT
public:
    LessonPlayer(Workspace& workspace, const BackendFactory& backends, QString settings, QObject* parent = nullptr);
    ~LessonPlayer() override;

    /// Begins a visit of the workspace, at the step given.
    void open(const CourseLesson& chosen, std::size_t step = 0);
    /// Ends it: everything is as it was.
    void leave();

    bool active() const { return lesson_ != nullptr; }
    const CourseLesson& lesson() const { return *lesson_; }
    /// Null while none is under way.
    std::shared_ptr<const CourseLesson> playing() const { return lesson_; }
    std::size_t at() const { return at_; }
    const lesson::Step& step() const { return lesson_->lesson.steps[at_]; }
    /// The answer that was chosen; −1: none yet.
    int chosen() const { return chosen_; }
    /// Its task was done at some time, however things stand now.
    bool accomplished() const { return accomplished_; }
    const LessonTold& told() const { return told_; }
    /// What the step itself does not keep of what it says: a claim, an answer, a task that is done before it begins. Empty: nothing.
    const std::string& broken() const { return broken_; }
    /// What is set shows already, and nothing is on its way.
    bool settled() const { return !setting_.busy() && !approach_.isActive() && !asking_.busy() && !askedLate_; }

    void goTo(std::size_t step);
    /// The same step from its beginning.
    void again() { goTo(at_); }
    /// A prediction: what it says is shown.
    void choose(int answer);

    /// Whether states change at a pace that can be followed.
    void setAnimated(bool animated) { animated_ = animated; }

    // What the window knows and the workspace does not.
    void setLooking(const lesson::Looking& looking);
    void setCost(const std::shared_ptr<const CostReport>& cost);
    /// `model`: where the training has ended, what came of it.
    void setTrained(const std::optional<lesson::Trained>& trained, const std::shared_ptr<const learn::TrainedModel>& model);

signals:
    void opened();
    void left();
    /// Another step, or the same one anew.
    void moved();
    /// told(), chosen() or accomplished() is new.
    void changed();
    /// What is to be open, and what belongs to no document.
    void viewsWanted(QStringList views);
    void measureWanted();
    void trainWanted(int updates);
    void failed(QString message);

private:
    struct SetJob {
        std::shared_ptr<const CourseLesson> of;
        std::size_t step = 0;
        bool then = false;
        lesson::Situation from;
        lesson::Learned learned;
    };
    struct AskJob {
        std::shared_ptr<const CourseLesson> of;
        std::size_t step = 0;
        lesson::Scene scene;
        bool begins = false;    // its claims are asked for too
        bool answered = false;  // its answers are
    };
    struct Asked {
        std::shared_ptr<const CourseLesson> of;
        std::size_t step = 0;
        LessonTold told;
        bool begins = false;
        bool answered = false;
        std::string broken;
    };

    using Situated = std::pair<SetJob, lesson::Situation>;

    static auto setting(const BackendFactory& backends);
    static auto asking(const BackendFactory& backends);
    static LessonTold toldBy(const AskJob& job);
    static std::string brokenIn(const AskJob& job);
    bool worked() const;
    void take(const SetJob& job, const lesson::Situation& situation);
    Document documentOf(const lesson::Situation& situation, bool then) const;
    QStringList viewsAt(bool then) const;
    void approach(const Document& target);
    void advance();
    void arrive();
    void payWork();
    void ask();
    void hear(const Asked& asked);
    void noteProgress();

    Workspace& workspace_;
    QString settings_;
    std::shared_ptr<const CourseLesson> lesson_;
    std::size_t at_ = 0;
    int chosen_ = -1;
    bool accomplished_ = false;
    bool animated_ = true;
    LessonTold told_;
    std::map<std::string, std::vector<std::string>> kept_;  // numbers of what was said before an answer was shown
    std::string broken_;
    bool claimsDue_ = false;  // not asked yet
    bool answersDue_ = false;
    Progress progress_;                      // as it is kept
    lesson::Situation situation_;            // that the step set
    std::shared_ptr<const Snapshot> begun_;  // what it began with
    lesson::Looking looking_;
    std::shared_ptr<const CostReport> cost_;
    std::optional<lesson::Trained> trained_;
    lesson::Learned learned_;
    std::map<int, lesson::Trained> numbersOf_;  // of those
    bool askedLate_ = false;                    // the run that its state asked for has not arrived
    bool owed_ = false;                         // what it measures or trains has not begun
    Document from_;                             // on show before it began to change
    Document target_;
    int frame_ = 0;
    QTimer approach_;
    Background<SetJob, Situated> setting_;
    Background<AskJob, Asked> asking_;
};

/// The texts of a step by their keys.
std::vector<std::pair<std::string, const lesson::Text*>> textsOf(const lesson::Step& step);

}  // namespace gauge::ui
