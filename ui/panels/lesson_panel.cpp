#include "ui/panels/lesson_panel.h"

#include "ui/panels/answer_choice.h"
#include "ui/panels/icons.h"
#include "ui/panels/lesson_text.h"

#include <QAccessible>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace gauge::ui {
namespace {

constexpr int kHintAfter = 20000;  // milliseconds

QLabel* caption(const QString& text, const char* name)
{
    auto* label = new QLabel(text.toUpper());
    label->setObjectName(QLatin1String(name));
    label->setProperty("caption", true);
    return label;
}

QPushButton* button(const QString& text, const char* name, const QString& tip)
{
    auto* b = new QPushButton(text);
    b->setObjectName(QLatin1String(name));
    b->setToolTip(tip);
    b->setAccessibleName(text);
    return b;
}

LessonText* lessonText(const char* name, double factor = 1.0)
{
    auto* text = new LessonText(factor);
    text->setObjectName(QLatin1String(name));
    return text;
}

QString howFar(const lesson::Lesson& lesson, const Progress& progress)
{
    if (progress.finished)
        return LessonPanel::tr("✓ finished");
    if (progress.reached > 0)
        return LessonPanel::tr("step %1 of %2").arg(progress.reached + 1).arg(lesson.steps.size());
    return LessonPanel::tr("%n minutes", nullptr, lesson.minutes);
}

}  // namespace

LessonPanel::LessonPanel(LessonPlayer& player, QString settings, QWidget* parent)
    : QWidget(parent), player_(player), settings_(std::move(settings)), pages_(new QStackedWidget)
{
    setObjectName(QStringLiteral("lesson-panel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(pages_);
    pages_->addWidget(makeList());
    pages_->addWidget(makeStep());
    late_.setObjectName(QStringLiteral("lesson-hint-timer"));
    late_.setParent(this);
    late_.setSingleShot(true);
    late_.setInterval(kHintAfter);
    connect(&late_, &QTimer::timeout, this, [this] {
        hinted_ = true;
        tellTask();
    });
    connect(&player_, &LessonPlayer::opened, this, [this] { pages_->setCurrentIndex(1); });
    connect(&player_, &LessonPlayer::moved, this, &LessonPanel::showStep);
    connect(&player_, &LessonPlayer::changed, this, &LessonPanel::tell);
    connect(&player_, &LessonPlayer::left, this, [this] {
        late_.stop();
        fillList();
        pages_->setCurrentIndex(0);
    });
    fillList();
}

QWidget* LessonPanel::makeList()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(12, 4, 12, 8);
    auto* about =
        new QLabel(tr("Guided experiments in this window, five to eight minutes each. Your own session waits meanwhile and "
                      "comes back as it was."));
    about->setWordWrap(true);
    about->setProperty("quiet", true);
    column->addWidget(about);
    list_ = new QListWidget;
    list_->setObjectName(QStringLiteral("lesson-list"));
    list_->setAccessibleName(tr("Lessons"));
    list_->setToolTip(tr("Enter or a double-click begins a lesson where you left it."));
    list_->setWordWrap(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(list_, 1);
    auto* row = new QHBoxLayout;
    auto* begin = button(tr("Begin"), "lesson-begin", tr("Begins the chosen lesson, or goes on with it."));
    begin->setProperty("primary", true);
    auto* open = button(tr("Open a lesson…"), "lesson-open", tr("A lesson of your own, from a file."));
    row->addWidget(begin);
    row->addWidget(open);
    row->addStretch(1);
    column->addLayout(row);
    connect(list_, &QListWidget::itemActivated, this, [this] { emit lessonChosen(list_->currentRow()); });
    connect(begin, &QPushButton::clicked, this, [this] {
        if (list_->currentRow() >= 0)
            emit lessonChosen(list_->currentRow());
    });
    connect(open, &QPushButton::clicked, this, &LessonPanel::openWanted);
    auto* own = new QHBoxLayout;
    own->addWidget(button(tr("New lesson"), "lesson-new", tr("A lesson of your own, made in this window (Ctrl+Shift+L).")));
    own->addWidget(button(tr("Edit a copy"), "lesson-edit",
                          tr("The chosen lesson at the author's desk, to make one of your own of it.")));
    own->addStretch(1);
    column->addLayout(own);
    return page;
}

int LessonPanel::chosenLesson() const
{
    return list_->currentRow();
}

void LessonPanel::fillList()
{
    const int row = std::max(0, list_->currentRow());
    list_->clear();
    for (const CourseLesson& one : course()) {
        auto* item = new QListWidgetItem(QStringLiteral("%1. %2\n%3")
                                             .arg(QString::number(one.key.section(QLatin1Char('-'), 0, 0).toInt()),
                                                  QString::fromStdString(one.lesson.title),
                                                  howFar(one.lesson, progressIn(settings_, one.key))));
        item->setToolTip(QString::fromStdString(one.lesson.about));
        list_->addItem(item);
    }
    list_->setCurrentRow(std::min(row, list_->count() - 1));
}

QWidget* LessonPanel::makeStep()
{
    auto* page = new QWidget;
    auto* outer = new QVBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("lesson-step"));
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(12, 4, 12, 4);
    column->setSpacing(6);
    title_ = new QLabel;
    title_->setObjectName(QStringLiteral("lesson-title"));
    title_->setWordWrap(true);
    title_->setTextFormat(Qt::PlainText);
    title_->setProperty("strong", true);
    place_ = new QLabel;
    place_->setObjectName(QStringLiteral("lesson-place"));
    place_->setProperty("quiet", true);
    text_ = lessonText("lesson-text", 1.12);
    question_ = lessonText("lesson-question", 1.05);
    because_ = lessonText("lesson-because");
    taskCaption_ = caption(tr("To do"), "lesson-task-caption");
    task_ = lessonText("lesson-task", 1.05);
    hint_ = lessonText("lesson-hint");
    show_ = button(tr("Show me"), "lesson-show", tr("The real controls do it, slowly."));
    takeAwayCaption_ = caption(tr("To take away"), "lesson-take-away-caption");
    takeAway_ = lessonText("lesson-take-away", 1.05);
    fault_ = new QLabel;
    fault_->setObjectName(QStringLiteral("lesson-fault"));
    fault_->setProperty("quiet", true);
    fault_->setWordWrap(true);
    fault_->setTextFormat(Qt::PlainText);
    again_ = button(tr("Begin this step again"), "lesson-again", tr("What the step set is set again."));
    column->addWidget(title_);
    column->addWidget(place_);
    column->addWidget(text_);
    column->addWidget(question_);
    column->addWidget(makeAnswers());
    column->addWidget(because_);
    column->addWidget(taskCaption_);
    column->addWidget(task_);
    column->addWidget(hint_);
    column->addWidget(show_, 0, Qt::AlignLeft);
    column->addWidget(takeAwayCaption_);
    column->addWidget(takeAway_);
    column->addWidget(fault_);
    column->addWidget(again_, 0, Qt::AlignLeft);
    column->addStretch(1);
    connect(show_, &QPushButton::clicked, this, [this] { showing_ ? emit stopWanted() : emit showWanted(); });
    connect(again_, &QPushButton::clicked, &player_, &LessonPlayer::again);
    scroll_ = new QScrollArea;
    scroll_->setWidget(content);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    outer->addWidget(scroll_, 1);
    outer->addWidget(makeFoot());
    return page;
}

QWidget* LessonPanel::makeAnswers()
{
    auto* holder = new QWidget;
    holder->setObjectName(QStringLiteral("lesson-answers"));
    choices_ = new QVBoxLayout(holder);
    choices_->setContentsMargins(4, 0, 0, 0);
    choices_->setSpacing(4);
    group_ = new QButtonGroup(this);
    connect(group_, &QButtonGroup::idClicked, &player_, &LessonPlayer::choose);
    return holder;
}

QWidget* LessonPanel::makeFoot()
{
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(12, 4, 12, 4);
    back_ = button(tr("Back"), "lesson-back", tr("The step before (Alt+Left)."));
    next_ = button(tr("Next"), "lesson-next", tr("The next step (Alt+Right)."));
    next_->setProperty("primary", true);
    back_->setShortcut(QKeySequence(QStringLiteral("Alt+Left")));
    next_->setShortcut(QKeySequence(QStringLiteral("Alt+Right")));
    auto* leave = button(tr("Leave"), "lesson-leave", tr("Ends the lesson; your own session comes back as it was."));
    reset_ = new QToolButton;
    reset_->setObjectName(QStringLiteral("lesson-reset"));
    reset_->setToolTip(tr("Begin this step again: what it set is set again."));
    reset_->setAccessibleName(tr("Begin this step again"));
    connect(reset_, &QToolButton::clicked, &player_, &LessonPlayer::again);
    auto* edit = button(tr("Edit"), "lesson-edit-played", tr("This step at the author's desk (Ctrl+Alt+L)."));
    connect(edit, &QPushButton::clicked, this, &LessonPanel::editPlayedWanted);
    row->addWidget(leave);
    row->addWidget(edit);
    row->addStretch(1);
    row->addWidget(reset_);
    row->addWidget(back_);
    row->addWidget(next_);
    connect(leave, &QPushButton::clicked, &player_, &LessonPlayer::leave);
    connect(back_, &QPushButton::clicked, this, [this] {
        if (player_.at() > 0)
            player_.goTo(player_.at() - 1);
    });
    connect(next_, &QPushButton::clicked, this, [this] {
        if (player_.at() + 1 < player_.lesson().lesson.steps.size())
            player_.goTo(player_.at() + 1);
        else
            player_.leave();
    });
    return foot;
}

const std::vector<std::string>& LessonPanel::numbers(const std::string& key) const
{
    static const std::vector<std::string> none;
    const auto found = player_.told().numbers.find(key);
    return found == player_.told().numbers.end() ? none : found->second;
}

void LessonPanel::showStep()
{
    const lesson::Lesson& lesson = player_.lesson().lesson;
    title_->setText(QString::fromStdString(lesson.title));
    place_->setText(tr("step %1 of %2").arg(player_.at() + 1).arg(lesson.steps.size()));
    hinted_ = false;
    late_.start();
    showAnswers();
    tell();
    scroll_->verticalScrollBar()->setValue(0);
    back_->setEnabled(player_.at() > 0);
    next_->setText(player_.at() + 1 < lesson.steps.size() ? tr("Next") : tr("Finish"));
    next_->setShortcut(QKeySequence(QStringLiteral("Alt+Right")));  // a new text takes it away
    takeFocus();
}

void LessonPanel::showAnswers()
{
    for (AnswerChoice* old : answers_) {
        group_->removeButton(&old->button());
        delete old;
    }
    answers_.clear();
    const lesson::Step& step = player_.step();
    for (std::size_t k = 0; k < step.answers.size(); ++k) {
        answers_.push_back(new AnswerChoice(QStringLiteral("lesson-answer-%1").arg(k + 1), theme_));
        group_->addButton(&answers_.back()->button(), static_cast<int>(k));
        choices_->addWidget(answers_.back());
    }
    choices_->parentWidget()->setVisible(!step.answers.empty());
    QWidget* before = question_;
    for (AnswerChoice* answer : answers_) {
        setTabOrder(before, &answer->button());
        before = &answer->button();
    }
    setTabOrder(before, because_);
}

/// Numbers and outcomes as they are now.
void LessonPanel::tell()
{
    if (!player_.active())
        return;
    const lesson::Step& step = player_.step();
    text_->setText(step.text, numbers("text"));
    question_->setText(step.question, numbers("question"));
    const int chosen = player_.chosen();
    const bool broken = !player_.broken().empty();
    for (std::size_t k = 0; k < answers_.size(); ++k)
        answers_[k]->setWords(step.answers[k].text, numbers(fmt::format("answer {}", k + 1)),
                              chosen >= 0 && step.answers[k].right && !broken);
    if (chosen >= 0)
        because_->setText(step.answers[static_cast<std::size_t>(chosen)].because,
                          numbers(fmt::format("because {}", chosen + 1)));
    else
        because_->setText({}, {});
    tellTask();
    announce();
    const QString fault = QString::fromStdString(broken ? player_.broken() : player_.told().fault);
    const QString said = broken ? tr("The lesson does not keep what it says here: %1")
                                : tr("A number of this step has no meaning for what is on show: %1");
    fault_->setText(fault.isEmpty() ? QString() : said.arg(fault));
    fault_->setVisible(!fault.isEmpty());
    again_->setVisible(!fault.isEmpty());
}

/// What has just appeared is heard too: why an answer holds or not, and what to take away.
void LessonPanel::announce()
{
    const std::pair<LessonText*, QString*> heard[] = {{because_, &heardBecause_}, {takeAway_, &heardTakeAway_}};
    for (const auto& [text, before] : heard) {
        const QString now = text->isHidden() ? QString() : text->spoken();
        if (std::exchange(*before, now) == now || now.isEmpty())
            continue;
        QAccessibleEvent event(text, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

void LessonPanel::tellTask()
{
    if (!player_.active())
        return;
    const lesson::Step& step = player_.step();
    const bool open = step.answers.empty() || player_.chosen() >= 0;  // a prediction comes first
    const bool task = step.check.has_value() && open;
    const bool done = player_.accomplished();
    taskCaption_->setVisible(task);
    taskCaption_->setText((done ? tr("Done") : tr("To do")).toUpper() + (done ? QStringLiteral(" ✓") : QString()));
    task_->setText(task ? step.task : lesson::Text(), numbers("task"));
    hint_->setText(task && hinted_ && !done ? step.hint : lesson::Text(), numbers("hint"));
    if (done && show_->hasFocus())  // it goes: what comes next has the keyboard
        next_->setFocus(Qt::OtherFocusReason);
    show_->setVisible(task && !done);
    show_->setText(showing_ ? tr("Stop") : tr("Show me"));
    show_->setAccessibleName(show_->text());
    const bool ended = open && (!step.check || done);
    takeAwayCaption_->setVisible(ended && !step.takeAway.empty());
    takeAway_->setText(ended ? step.takeAway : lesson::Text(), numbers("take-away"));
}

void LessonPanel::setShowing(bool showing)
{
    showing_ = showing;
    tellTask();
}

bool LessonPanel::fits() const
{
    return scroll_->widget()->sizeHint().height() <= scroll_->viewport()->height();
}

void LessonPanel::setTheme(Theme theme)
{
    theme_ = theme;
    for (LessonText* text : findChildren<LessonText*>())
        text->setTheme(theme);
    reset_->setIcon(icon(QStringLiteral("reset"), Style{theme}.text()));
}

/// A screen reader hears the step by its text having the focus.
void LessonPanel::takeFocus()
{
    if (!player_.active()) {
        list_->setFocus(Qt::OtherFocusReason);
        return;
    }
    text_->setFocus(Qt::OtherFocusReason);
    QAccessibleEvent event(text_, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

}  // namespace gauge::ui
