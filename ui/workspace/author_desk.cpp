#include "ui/workspace/author_desk.h"

#include "core/error.h"
#include "core/io/file.h"

#include <algorithm>
#include <QFileInfo>
#include <QUndoCommand>
#include <utility>

namespace gauge::ui {
namespace {

constexpr int kMostUndone = 200;   // that can be undone
constexpr int kTypingRest = 1500;  // milliseconds after which typing is another step
constexpr int kTyping = 1;         // the id of edits that may be merged

}  // namespace

/// Whole drafts before and after.
class AuthorDesk::Edit : public QUndoCommand {
public:
    Edit(AuthorDesk& desk, const QString& name, std::shared_ptr<const lesson::Draft> after, int at, std::string typedIn)
        : QUndoCommand(name), desk_(desk), before_(desk.draft_), after_(std::move(after)), from_(desk.at_), to_(at),
          typedIn_(std::move(typedIn))
    {
    }

    int id() const override { return typedIn_.empty() ? -1 : kTyping; }
    bool mergeWith(const QUndoCommand* other) override
    {
        const auto* newer = static_cast<const Edit*>(other);
        if (newer->typedIn_ != typedIn_)
            return false;
        after_ = newer->after_;
        return true;
    }
    void undo() override
    {
        desk_.seal();
        desk_.show(before_, from_);
    }
    void redo() override { desk_.show(after_, to_); }

private:
    AuthorDesk& desk_;
    std::shared_ptr<const lesson::Draft> before_;
    std::shared_ptr<const lesson::Draft> after_;
    int from_;
    int to_;
    std::string typedIn_;  // a field, and which time it was typed in
};

AuthorDesk::AuthorDesk(const BackendFactory& backends, QObject* parent)
    : QObject(parent), check_(makeDraftCheck(backends, {.found =
                                                            [this](const CheckedDraft& checked) {
                                                                if (checked.draft != draft_)
                                                                    return;
                                                                checked_ = checked;
                                                                emit checkedChanged();
                                                            },
                                                        .failed = [this](const QString& words) { emit failed(words); }}))
{
    history_.setUndoLimit(kMostUndone);
    connect(&history_, &QUndoStack::cleanChanged, this, &AuthorDesk::changed);
}

AuthorDesk::~AuthorDesk()
{
    history_.disconnect(this);  // it says that it is clean as it goes
}

lesson::FileReader AuthorDesk::reader() const
{
    return [files = files_](const std::string& name) { return files->at(name); };
}

void AuthorDesk::take(lesson::Draft draft, const QString& path, std::shared_ptr<LessonFiles> files)
{
    draft_ = std::make_shared<const lesson::Draft>(std::move(draft));
    path_ = path;
    files_ = std::move(files);
    at_ = stepsOf(*draft_) > 0 ? 0 : -1;
    checked_ = {};
    history_.clear();
    seal();
    check();
    emit replaced();
}

void AuthorDesk::begin()
{
    take(lesson::newDraft(), {}, std::make_shared<LessonFiles>());
}

void AuthorDesk::openFile(const QString& path)
{
    const std::string file = path.toStdString();
    lesson::Draft draft = lesson::draftFrom(lesson::lessonBytes(file), file);
    lesson::Lesson here;
    here.path = file;
    take(std::move(draft), path, std::make_shared<LessonFiles>(lesson::besideLesson(here)));
}

void AuthorDesk::openCopy(const CourseLesson& lesson)
{
    if (!lesson.lesson.path.empty()) {
        openFile(QString::fromStdString(lesson.lesson.path));
        return;
    }
    take(lesson::draftFrom(courseBytes(lesson.key), lesson.key.toStdString()), {},
         std::make_shared<LessonFiles>(lesson.files));
}

void AuthorDesk::close()
{
    check_->cancel();
    draft_.reset();
    path_.clear();
    files_ = std::make_shared<LessonFiles>();
    checked_ = {};
    at_ = -1;
    history_.clear();
    emit replaced();
}

void AuthorDesk::save(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const bool elsewhere = QFileInfo(path_).absolutePath() != QFileInfo(absolute).absolutePath();
    std::vector<std::string> wanted;
    for (const std::string& name : filesNamedIn(readingOf(*draft_).lesson))
        if (elsewhere || path_.isEmpty() ||
            !QFileInfo::exists(QFileInfo(absolute).absolutePath() + QLatin1Char('/') + QString::fromStdString(name)))
            wanted.push_back(name);
    requireReplaceable(absolute.toStdString());
    files_->write(wanted, QFileInfo(absolute).absolutePath());
    writeFileAtomically(absolute.toStdString(), bytesOf(*draft_));
    path_ = absolute;
    seal();
    history_.setClean();
    emit changed();
}

QString AuthorDesk::faultOf(int step, const std::string& field) const
{
    for (const lesson::FieldFault& fault : checked_.faults)
        if (fault.step == step && fault.field == field)
            return QString::fromStdString(fault.words);
    return {};
}

int AuthorDesk::faultsIn(int step) const
{
    return static_cast<int>(std::count_if(checked_.faults.begin(), checked_.faults.end(),
                                          [step](const lesson::FieldFault& f) { return f.step == step; }));
}

void AuthorDesk::goTo(int step)
{
    const int last = open() ? static_cast<int>(stepsOf(*draft_)) - 1 : -1;
    seal();
    if (std::exchange(at_, std::clamp(step, -1, last)) != at_)
        emit moved();
}

void AuthorDesk::setField(int step, const std::string& field, const QString& text)
{
    lesson::Draft next = *draft_;
    lesson::setField(next, step, field, text.toStdString());
    push(tr("typing"), std::move(next), at_, field);
}

void AuthorDesk::setPart(int step, const std::string& field, const nlohmann::json& part)
{
    change(tr("state"), [&](lesson::Draft& draft) { lesson::setPart(draft, step, field, part); });
}

void AuthorDesk::change(const QString& name, const std::function<void(lesson::Draft&)>& change)
{
    lesson::Draft next = *draft_;
    change(next);
    seal();
    push(name, std::move(next), at_);
}

void AuthorDesk::insertStep(std::size_t at, const nlohmann::json& step, const QString& name)
{
    lesson::Draft next = *draft_;
    lesson::insertStep(next, at, step);
    seal();
    push(name, std::move(next), static_cast<int>(at));
}

void AuthorDesk::removeStep(std::size_t at)
{
    lesson::Draft next = *draft_;
    lesson::removeStep(next, at);
    seal();
    push(tr("remove step"), std::move(next), std::min(static_cast<int>(at), static_cast<int>(stepsOf(*draft_)) - 2));
}

void AuthorDesk::moveStep(std::size_t from, std::size_t to)
{
    lesson::Draft next = *draft_;
    lesson::moveStep(next, from, to);
    seal();
    push(tr("move step"), std::move(next), static_cast<int>(to));
}

void AuthorDesk::push(const QString& name, lesson::Draft draft, int at, const std::string& typedIn)
{
    if (draft == *draft_)
        return;
    if (typedIn.empty() || !typed_.isValid() || typed_.elapsed() > kTypingRest)
        seal();
    typed_.restart();
    gesture_ += std::exchange(sealed_, typedIn.empty()) ? 1 : 0;
    history_.push(new Edit(*this, name, std::make_shared<const lesson::Draft>(std::move(draft)), at,
                           typedIn.empty() ? std::string() : fmt::format("{} {} {}", gesture_, at, typedIn)));
}

void AuthorDesk::show(const std::shared_ptr<const lesson::Draft>& draft, int at)
{
    draft_ = draft;
    const bool elsewhere = std::exchange(at_, at) != at;
    check();
    emit changed();
    if (elsewhere)
        emit moved();
}

void AuthorDesk::check()
{
    check_->submit({draft_, files_});
}

}  // namespace gauge::ui
