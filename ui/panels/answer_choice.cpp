#include "ui/panels/answer_choice.h"

#include "ui/panels/lesson_text.h"

#include <QHBoxLayout>
#include <QRadioButton>

namespace gauge::ui {

AnswerChoice::AnswerChoice(const QString& name, Theme theme, QWidget* parent)
    : QWidget(parent), button_(new QRadioButton), words_(new LessonText)
{
    button_->setObjectName(name);
    button_->setToolTip(tr("What you expect, before it is shown."));
    setToolTip(button_->toolTip());
    words_->setTheme(theme);
    words_->setFocusPolicy(Qt::NoFocus);
    words_->setAttribute(Qt::WA_TransparentForMouseEvents);  // they are part of the button
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(button_, 0, Qt::AlignTop);
    row->addWidget(words_, 1);
}

void AnswerChoice::setWords(const lesson::Text& words, const std::vector<std::string>& numbers, bool right)
{
    lesson::Text shown = words;
    if (right)
        shown.push_back({lesson::Piece::Kind::Stress, tr(" ✓ so it is").toStdString(), {}});
    words_->setText(shown, numbers);
    button_->setAccessibleName(words_->spoken());
}

void AnswerChoice::mouseReleaseEvent(QMouseEvent*)
{
    button_->setFocus(Qt::MouseFocusReason);
    button_->click();
}

}  // namespace gauge::ui
