// A page of the author's desk: fields bound to the draft.
#include "ui/panels/author_step.h"

#include <algorithm>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace gauge::ui {

AuthorPage::AuthorPage(AuthorDesk& desk, QString objectName) : desk_(desk)
{
    setObjectName(std::move(objectName));
}

AuthorField* AuthorPage::addField(QVBoxLayout& column, const AuthorField::About& about)
{
    auto* field = new AuthorField(about);
    fields_.push_back(field);
    column.addWidget(field);
    connect(field, &AuthorField::typed, this,
            [this, field](const QString& text) { desk_.setField(step(), field->field(), text); });
    connect(field, &AuthorField::left, this, [this] { desk_.seal(); });
    connect(field, &AuthorField::buildWanted, this, [this, field] { emit buildWanted(field->field()); });
    connect(field, &AuthorField::refused, this, &AuthorPage::refused);
    return field;
}

void AuthorPage::addRest(QVBoxLayout& column)
{
    rest_ = makeFaultLabel(objectName() + QStringLiteral("-rest"));
    strip_ = authorButton(tr("Remove what no lesson has"), objectName() + QStringLiteral("-strip"),
                          tr("Takes away the keys that are not known, with what they hold."));
    column.addWidget(rest_);
    column.addWidget(strip_, 0, Qt::AlignLeft);
    connect(strip_, &QToolButton::clicked, this, [this] {
        desk_.change(tr("remove what no lesson has"), [this](lesson::Draft& draft) { removeUnknown(draft, step()); });
    });
}

bool AuthorPage::shows(const std::string& field) const
{
    return std::any_of(fields_.begin(), fields_.end(), [&](const AuthorField* f) { return f->field() == field; });
}

void AuthorPage::refresh()
{
    for (AuthorField* field : fields_) {
        field->showText(QString::fromStdString(fieldText(desk_.draft(), step(), field->field())));
        field->setFault(desk_.faultOf(step(), field->field()));
    }
    QStringList rest;
    for (const lesson::FieldFault& fault : desk_.checked().faults)
        if (fault.step == step() && !shows(fault.field))
            rest << QString::fromStdString(fault.field.empty() ? fault.words : fault.field + ": " + fault.words);
    showFault(*rest_, rest.join(QLatin1Char('\n')));
    strip_->setVisible(!unknownKeys(desk_.draft(), step()).empty());
}

void AuthorPage::setTheme(Theme theme)
{
    for (AuthorField* field : fields_)
        field->setTheme(theme);
}

AuthorLessonPage::AuthorLessonPage(AuthorDesk& desk) : AuthorPage(desk, QStringLiteral("author-lesson"))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(8);
    addRest(*column);
    addField(*column, {"title", tr("Title"), tr("What the lesson is called.")});
    addField(*column, {"about", tr("About"), tr("One or two sentences for the list of lessons."), 3});
    addField(*column, {"minutes", tr("Minutes"), tr("How long it takes: a whole number, five to eight are good.")});
    column->addStretch(1);
}

}  // namespace gauge::ui
