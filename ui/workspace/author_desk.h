// The author's desk, without a widget: a lesson's draft, its history, the file it lies in, and what is wrong with it.
#pragma once

#include "ui/workspace/draft_check.h"
#include "ui/workspace/lessons.h"

#include <QElapsedTimer>
#include <QObject>
#include <QUndoStack>

namespace gauge::ui {

class AuthorDesk : public QObject {
    Q_OBJECT
public:
    explicit AuthorDesk(const BackendFactory& backends, QObject* parent = nullptr);
    ~AuthorDesk() override;

    /// A lesson lies on it.
    bool open() const { return draft_ != nullptr; }
    const lesson::Draft& draft() const { return *draft_; }
    /// Where it is saved; empty: nowhere yet.
    const QString& path() const { return path_; }
    LessonFiles& files() { return *files_; }
    const std::shared_ptr<LessonFiles>& filesShared() const { return files_; }
    /// The same, for a lesson that is played.
    lesson::FileReader reader() const;
    QUndoStack& history() { return history_; }
    bool unsaved() const { return open() && !history_.isClean(); }
    /// The step on show, from 0; −1: the lesson itself.
    int at() const { return at_; }
    void goTo(int step);

    /// What was found out about the draft; of an older one until the check has ended.
    const CheckedDraft& checked() const { return checked_; }
    bool checking() const { return check_->busy(); }
    /// Of a field; empty: none is known.
    QString faultOf(int step, const std::string& field) const;
    int faultsIn(int step) const;

    void begin();
    /// Throws Error for a file that is no lesson at all. Leaves the desk as it is then.
    void openFile(const QString& path);
    /// A copy of a lesson of the program's.
    void openCopy(const CourseLesson& lesson);
    void close();
    /// With the beliefs it names beside it. Throws Error.
    void save(const QString& path);

    // Each is a step to undo; typing in one field is one, until it is left.
    void setField(int step, const std::string& field, const QString& text);
    void setPart(int step, const std::string& field, const nlohmann::json& part);
    /// Any other change, by its name. It may throw Error, and nothing has changed then.
    void change(const QString& name, const std::function<void(lesson::Draft&)>& change);
    void insertStep(std::size_t at, const nlohmann::json& step, const QString& name);
    void removeStep(std::size_t at);
    void moveStep(std::size_t from, std::size_t to);
    /// What is typed next is another step.
    void seal() { sealed_ = true; }

signals:
    /// Another lesson lies on it, or none.
    void replaced();
    void changed();
    void moved();
    void checkedChanged();
    void failed(QString message);

private:
    class Edit;

    void take(lesson::Draft draft, const QString& path, std::shared_ptr<LessonFiles> files);
    void push(const QString& name, lesson::Draft draft, int at, const std::string& typedIn = {});
    void show(const std::shared_ptr<const lesson::Draft>& draft, int at);
    void check();

    std::shared_ptr<const lesson::Draft> draft_;
    QString path_;
    std::shared_ptr<LessonFiles> files_ = std::make_shared<LessonFiles>();
    int at_ = -1;
    CheckedDraft checked_;
    QUndoStack history_;
    bool sealed_ = true;
    int gesture_ = 0;
    QElapsedTimer typed_;
    std::unique_ptr<DraftCheck> check_;
};

}  // namespace gauge::ui
