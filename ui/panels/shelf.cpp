#include "ui/panels/shelf.h"

#include "ui/panels/plain_text.h"

#include <algorithm>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace gauge::ui {

Shelf::Shelf(QWidget* parent) : QWidget(parent), list_(new QComboBox), differences_(new QLabel)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto* a = new QLabel(tr("A"));
    a->setProperty("strong", true);
    row->addWidget(a);
    list_->setObjectName(QStringLiteral("pinned"));
    list_->setEditable(true);
    list_->setInsertPolicy(QComboBox::NoInsert);
    list_->setMinimumContentsLength(18);
    list_->setToolTip(tr("Pinned states: choose the one to compare with, or type another name for it."));
    list_->setAccessibleName(tr("Pinned state A"));
    row->addWidget(list_);
    auto* drop = new QToolButton;
    drop->setObjectName(QStringLiteral("unpin"));
    drop->setText(tr("unpin"));
    drop->setToolTip(tr("Drop this pinned state; with none left the comparison ends."));
    drop->setAccessibleName(tr("Unpin"));
    row->addWidget(drop);
    auto* b = new QLabel(tr("B is the present state"));
    b->setProperty("quiet", true);
    row->addWidget(b);
    differences_->setTextFormat(Qt::PlainText);
    differences_->setObjectName(QStringLiteral("differences"));
    differences_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    differences_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(differences_, 1);
    connect(drop, &QToolButton::clicked, this, &Shelf::unpin);
    connect(list_, &QComboBox::activated, this, [this] {
        describe();
        emit changed();
    });
    connect(list_->lineEdit(), &QLineEdit::editingFinished, this, [this] {
        const int k = list_->currentIndex();
        if (k < 0 || list_->lineEdit()->text().trimmed().isEmpty())
            return;
        const QString name = list_->lineEdit()->text().trimmed();
        if (pinned_[static_cast<std::size_t>(k)].name == name)
            return;
        pinned_[static_cast<std::size_t>(k)].name = name;
        list_->setItemText(k, name);
        emit changed();
    });
}

void Shelf::pin(const std::shared_ptr<const Snapshot>& snapshot)
{
    named_ = std::max(named_, static_cast<int>(pinned_.size()));
    pinned_.push_back({tr("%1. %2").arg(++named_).arg(QString::fromStdString(snapshot->state->name)), atRest(snapshot)});
    list_->addItem(pinned_.back().name);
    list_->setCurrentIndex(list_->count() - 1);
    describe();
    emit changed();
}

void Shelf::unpin()
{
    const int k = list_->currentIndex();
    if (k < 0)
        return;
    pinned_.erase(pinned_.begin() + k);
    list_->removeItem(k);
    describe();
    emit changed();
}

int Shelf::referenceIndex() const
{
    const int k = list_->currentIndex();
    return k >= 0 && k < static_cast<int>(pinned_.size()) ? k : -1;
}

std::shared_ptr<const Snapshot> Shelf::reference() const
{
    const int k = referenceIndex();
    return k >= 0 ? pinned_[static_cast<std::size_t>(k)].snapshot : nullptr;
}

void Shelf::restore(const std::vector<Pinned>& pinned, int reference)
{
    if (pinned == pinned_ && reference == referenceIndex())
        return;
    pinned_ = pinned;
    list_->clear();
    for (const Pinned& p : pinned_)
        list_->addItem(p.name);
    list_->setCurrentIndex(pinned_.empty() ? -1 : reference);
    describe();
    emit changed();
}

void Shelf::setPresent(const std::shared_ptr<const Snapshot>& snapshot)
{
    present_ = snapshot;
    describe();
}

void Shelf::describe()
{
    const auto a = reference();
    if (!a || !present_)
        return;
    const QStringList found = parameterDifferences(*a, *present_);
    const QString text = found.isEmpty() ? tr("no difference of parameters") : found.join(QStringLiteral("  ·  "));
    differences_->setText(text);
    differences_->setToolTip(plainTip(text));
}

}  // namespace gauge::ui
