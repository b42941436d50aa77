#include "ui/panels/answer_choice.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QRadioButton>

namespace gauge::ui {

AnswerChoice::AnswerChoice(const QString& name, QWidget* parent)
    : QWidget(parent), button_(new QRadioButton), words_(new QLabel)
{
    button_->setObjectName(name);
    button_->setToolTip(tr("What you expect, before it is shown."));
    words_->setWordWrap(true);
    words_->setTextFormat(Qt::PlainText);
    words_->setToolTip(button_->toolTip());
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(button_, 0, Qt::AlignTop);
    row->addWidget(words_, 1);
}

void AnswerChoice::setWords(const QString& words, bool right)
{
    const QString shown = right ? tr("%1 ✓ so it is").arg(words) : words;
    words_->setText(shown);
    words_->setProperty("strong", right);
    button_->setAccessibleName(shown);
}

/// The words are part of the button.
void AnswerChoice::mouseReleaseEvent(QMouseEvent*)
{
    button_->setFocus(Qt::MouseFocusReason);
    button_->click();
}

}  // namespace gauge::ui
