#include "ui/panels/author_step.h"

#include "ui/panels/author_light.h"
#include "ui/panels/author_state.h"

#include <algorithm>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace gauge::ui {
namespace {

constexpr int kMostShownHere = 12;  // states that show, as a lesson may have

QString numberButton()
{
    return AuthorStepPage::tr("Insert a number…");
}

QString conditionButton()
{
    return AuthorStepPage::tr("Build…");
}

std::string answerField(int number, const char* key)
{
    return fmt::format("answer {}: {}", number, key);
}

}  // namespace

AuthorStepPage::AuthorStepPage(AuthorDesk& desk) : AuthorPage(desk, QStringLiteral("author-step")), light_(new AuthorLight)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(8);
    addRest(*column);
    addState(*column, "state", tr("What the step begins with"), tr("nothing new: it goes on from the step before"));
    addField(*column, {"text", tr("Text"),
                       tr("At most 60 words. *stress*, $formula$, {a number}; an empty line begins a paragraph."), 4,
                       numberButton()});
    column->addWidget(light_);
    connect(light_, &AuthorLight::chosen, this,
            [this](const nlohmann::json& light) { this->desk().setPart(step(), "spotlight", light); });
    connect(light_, &AuthorLight::pointWanted, this, &AuthorStepPage::pointWanted);
    addQuestion(*column);
    addTask(*column);
    addField(*column,
             {"take-away", tr("To take away"), tr("One sentence, shown when the step is done."), 2, numberButton()});
    addField(*column, {"claims", tr("Claims"),
                       tr("What the text says without a number: a condition a line, each true when the step begins."),
                       1 + 1, conditionButton()});
    addField(*column, {"note", tr("Note for the presenter"), tr("What to say or watch for; students do not see it."), 2});
    passedOver_ = new QLabel(tr("What is measured or trained here is checked when the step is played."));
    passedOver_->setProperty("quiet", true);
    passedOver_->setWordWrap(true);
    column->addWidget(passedOver_);
    column->addStretch(1);
}

AuthorState* AuthorStepPage::addState(QVBoxLayout& column, const std::string& field, const QString& caption,
                                      const QString& none)
{
    auto* state = new AuthorState(field, caption, none);
    states_.push_back(state);
    column.addWidget(state);
    connect(state, &AuthorState::takeWanted, this, [this, field] { emit takeWanted(field); });
    connect(state, &AuthorState::goWanted, this, [this, field] { emit goWanted(field); });
    connect(state, &AuthorState::clearWanted, this, [this, field] { desk().setPart(step(), field, {}); });
    return state;
}

QVBoxLayout* AuthorStepPage::addFold(QVBoxLayout& column, const QString& add, const QString& remove, const QString& name,
                                     const std::function<void(lesson::Draft&, int)>& begin,
                                     const std::vector<std::string>& keys)
{
    auto* button = authorButton(add, name + QStringLiteral("-add"), add);
    auto* body = new QFrame;
    body->setObjectName(name + QStringLiteral("-body"));
    body->setProperty("fold", true);
    auto* inside = new QVBoxLayout(body);
    inside->setContentsMargins(8, 6, 8, 8);
    inside->setSpacing(8);
    auto* away = authorButton(remove, name + QStringLiteral("-remove"), remove);
    inside->addWidget(away, 0, Qt::AlignRight);
    column.addWidget(button, 0, Qt::AlignLeft);
    column.addWidget(body);
    folds_.push_back({body, button, keys});
    connect(button, &QToolButton::clicked, this, [this, add, begin, body] {
        desk().change(add, [&](lesson::Draft& draft) { begin(draft, step()); });
        if (auto* field = body->findChild<QPlainTextEdit*>(); field && field->isVisible())
            field->setFocus(Qt::OtherFocusReason);
    });
    connect(away, &QToolButton::clicked, this, [this, remove, keys] {
        desk().change(remove, [&](lesson::Draft& draft) { removeKeys(draft, step(), keys); });
    });
    return inside;
}

void AuthorStepPage::addQuestion(QVBoxLayout& column)
{
    QVBoxLayout* inside =
        addFold(column, tr("Add a question"), tr("Remove the question"), QStringLiteral("author-question"),
                [](lesson::Draft& draft, int step) {
                    lesson::addAnswer(draft, step);
                    lesson::addAnswer(draft, step);
                    lesson::setRight(draft, step, 0);
                },
                {"question", "answers", "then"});
    addField(*inside, {"question", tr("Question"), tr("A prediction, asked before the result is shown. At most 40 words."),
                       2, numberButton()});
    answersFault_ = makeFaultLabel(QStringLiteral("author-answers-fault"));
    inside->addWidget(answersFault_);
    for (int number = 1; number <= 4; ++number)
        addAnswer(*inside, number);
    addAnswer_ = authorButton(tr("One more answer"), QStringLiteral("author-answer-add"), tr("Two to four answers."));
    inside->addWidget(addAnswer_, 0, Qt::AlignLeft);
    connect(addAnswer_, &QToolButton::clicked, this, [this] {
        desk().change(tr("one more answer"), [this](lesson::Draft& draft) { lesson::addAnswer(draft, step()); });
    });
    addState(*inside, "then", tr("What an answer brings: the result"), tr("nothing: what is on show stays"));
}

void AuthorStepPage::addAnswer(QVBoxLayout& column, int number)
{
    auto* box = new QWidget;
    auto* inside = new QVBoxLayout(box);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(4);
    auto* head = new QHBoxLayout;
    auto* right = new QRadioButton(tr("Answer %1 is the right one").arg(number));
    right->setObjectName(QStringLiteral("author-right-%1").arg(number));
    right->setToolTip(tr("One of the answers is right: its condition is true, those of the others are false."));
    right->setAutoExclusive(false);
    auto* away =
        authorButton(tr("Remove"), QStringLiteral("author-answer-%1-remove").arg(number), tr("Takes this answer away."));
    away->setAccessibleName(tr("Remove answer %1").arg(number));
    head->addWidget(right);
    head->addStretch(1);
    head->addWidget(away);
    inside->addLayout(head);
    addField(*inside,
             {answerField(number, "text"), tr("Answer %1").arg(number), tr("At most 25 words."), 1 + 1, numberButton()});
    addField(*inside,
             {answerField(number, "holds"), tr("Condition of answer %1").arg(number),
              tr("True for the right answer, false for the others, once the result is shown."), 1, conditionButton()});
    addField(*inside, {answerField(number, "because"), tr("Why, after answer %1").arg(number),
                       tr("What is true, and why a wrong answer tempts. At most 55 words."), 2, numberButton()});
    column.addWidget(box);
    answers_.push_back({box, right});
    const auto at = static_cast<std::size_t>(number) - 1;
    connect(right, &QRadioButton::clicked, this, [this, at] {
        desk().change(tr("the right answer"), [&](lesson::Draft& draft) { lesson::setRight(draft, step(), at); });
        refresh();
    });
    connect(away, &QToolButton::clicked, this, [this, at] {
        desk().change(tr("remove an answer"), [&](lesson::Draft& draft) { lesson::removeAnswer(draft, step(), at); });
    });
}

void AuthorStepPage::addTask(QVBoxLayout& column)
{
    QVBoxLayout* inside =
        addFold(column, tr("Add a task"), tr("Remove the task"), QStringLiteral("author-task"),
                [](lesson::Draft& draft, int step) { draft.lesson["steps"][static_cast<std::size_t>(step)]["task"] = ""; },
                {"task", "check", "hint", "show"});
    addField(*inside, {"task", tr("Task"), tr("Something to bring about. At most 45 words."), 2, numberButton()});
    addField(*inside, {"check", tr("Done when"),
                       tr("The condition that says the task is done: false at first, true after what shows it."), 1,
                       conditionButton()});
    addField(*inside, {"hint", tr("Hint"), tr("Given after 20 seconds. At most 40 words."), 2, numberButton()});
    for (int number = 1; number <= kMostShownHere; ++number)
        addState(*inside, fmt::format("show {}", number), tr("“Show me”, part %1").arg(number),
                 number == 1 ? tr("none yet: do the task by hand, then take what is on show") : QString());
}

bool AuthorStepPage::shows(const std::string& field) const
{
    const bool state =
        std::any_of(states_.begin(), states_.end(), [&](const AuthorState* s) { return s->field() == field; });
    const bool claim = field.starts_with("claim ");
    return AuthorPage::shows(field) || state || claim || field == "spotlight" || field == "answers";
}

void AuthorStepPage::refresh()
{
    if (step() < 0)
        return;
    const lesson::Draft& draft = desk().draft();
    const nlohmann::json& object = draft.lesson["steps"][static_cast<std::size_t>(step())];
    for (const Fold& fold : folds_) {
        const bool there =
            std::any_of(fold.keys.begin(), fold.keys.end(), [&](const std::string& key) { return object.contains(key); });
        fold.body->setVisible(there);
        fold.add->setVisible(!there);
    }
    const std::size_t answers = answersOf(draft, step());
    for (std::size_t k = 0; k < answers_.size(); ++k) {
        answers_[k].box->setVisible(k < answers);
        if (k < answers)
            answers_[k].right->setChecked(isRight(draft, step(), k));
    }
    addAnswer_->setEnabled(answers < answers_.size());
    showFault(*answersFault_, desk().faultOf(step(), "answers"));
    light_->showLight(partOf(draft, step(), "spotlight"));
    light_->setFault(desk().faultOf(step(), "spotlight"));
    AuthorPage::refresh();
    for (AuthorField* field : fields())
        if (field->field() == "claims")
            for (const lesson::FieldFault& fault : desk().checked().faults)
                if (fault.step == step() && fault.field.starts_with("claim "))
                    field->setFault(QString::fromStdString(fault.field + ": " + fault.words));
    refreshStates();
    refreshRead();
}

void AuthorStepPage::refreshStates()
{
    const lesson::Draft& draft = desk().draft();
    const std::size_t shown = shownOf(draft, step());
    for (AuthorState* state : states_) {
        state->showState(partOf(draft, step(), state->field()), step() == 0 && state->field() == "state");
        state->setFault(desk().faultOf(step(), state->field()));
        int number = 0;
        if (std::sscanf(state->field().c_str(), "show %d", &number) == 1)
            state->setVisible(static_cast<std::size_t>(number) <= shown + 1);
    }
}

/// As students read it: the numbers are those of the last check.
void AuthorStepPage::refreshRead()
{
    const CheckedDraft& checked = desk().checked();
    const auto at = static_cast<std::size_t>(step());
    passedOver_->setVisible(at < checked.steps.size() && checked.steps[at].passedOver);
    if (at >= checked.lesson.steps.size() || at >= checked.steps.size())
        return;
    for (const auto& [name, text] : fieldTexts(checked.lesson.steps[at]))
        for (AuthorField* field : fields())
            if (field->field() == name) {
                const auto numbers = checked.steps[at].numbers.find(name);
                field->setRead(*text,
                               numbers == checked.steps[at].numbers.end() ? std::vector<std::string>() : numbers->second);
            }
    QStringList tokens;
    if (const auto& begun = checked.steps[at].begun; begun && begun->tokens() <= 400)
        for (Index i = 0; i < begun->tokens(); ++i)
            tokens << QString::fromStdString(lesson::labelOf(*begun, i));
    light_->setTokens(tokens);
}

}  // namespace gauge::ui
