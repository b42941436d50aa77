#include "ui/panels/author_state.h"

#include "ui/panels/author_field.h"
#include "ui/panels/author_words.h"
#include "ui/panels/plain_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace gauge::ui {

AuthorState::AuthorState(const std::string& field, const QString& caption, QString none, QWidget* parent)
    : QWidget(parent), field_(field), none_(std::move(none)), words_(new QLabel),
      fault_(makeFaultLabel(authorName(field) + QStringLiteral("-fault")))
{
    const QString name = authorName(field);
    setObjectName(name);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto* head = new QLabel(caption);
    head->setProperty("quiet", true);
    words_->setObjectName(name + QStringLiteral("-words"));
    words_->setWordWrap(true);
    words_->setTextFormat(Qt::PlainText);
    auto* take =
        authorButton(tr("Take what is on show"), name + QStringLiteral("-take"),
                     tr("The state becomes what the window shows now: text, parameters, views and what is locked."));
    go_ = authorButton(tr("Go there"), name + QStringLiteral("-go"), tr("The window shows this state."));
    clear_ = authorButton(tr("Remove"), name + QStringLiteral("-clear"), tr("Takes this state away."));
    for (auto* button : {take, go_, clear_}) {
        button->setProperty("small", true);
        button->setAccessibleName(QStringLiteral("%1: %2").arg(caption, button->text()));
    }
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(take);
    row->addWidget(go_);
    row->addWidget(clear_);
    row->addStretch(1);
    column->addWidget(head);
    column->addWidget(words_);
    column->addLayout(row);
    column->addWidget(fault_);
    connect(take, &QToolButton::clicked, this, &AuthorState::takeWanted);
    connect(go_, &QToolButton::clicked, this, &AuthorState::goWanted);
    connect(clear_, &QToolButton::clicked, this, &AuthorState::clearWanted);
}

void AuthorState::showState(const nlohmann::json& state, bool first)
{
    const QString words = state.is_null() ? none_ : stateWords(state);
    words_->setText(words);
    words_->setToolTip(state.is_null() ? QString() : plainTip(QString::fromStdString(state.dump().substr(0, 2000))));
    clear_->setEnabled(!state.is_null());
    go_->setEnabled(!state.is_null() || !first);
    setAccessibleDescription(words);
}

void AuthorState::setFault(const QString& fault)
{
    showFault(*fault_, fault);
}

}  // namespace gauge::ui
