#include "ui/panels/log_panel.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QTime>
#include <QVBoxLayout>

namespace gauge::ui {

LogPanel::LogPanel(QWidget* parent) : QWidget(parent), list_(new QListWidget)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 4, 12, 4);
    list_->setObjectName(QStringLiteral("log-list"));
    list_->setWordWrap(true);
    list_->setAccessibleName(tr("Messages"));
    list_->setToolTip(tr("What went wrong, newest first; lines stay until dismissed."));
    column->addWidget(list_, 1);
    auto* row = new QHBoxLayout;
    const auto button = [&](const QString& text, const QString& tip, bool all) {
        auto* b = new QPushButton(text);
        b->setToolTip(tip);
        connect(b, &QPushButton::clicked, this, [this, all] { dismiss(all); });
        row->addWidget(b);
    };
    button(tr("Dismiss"), tr("Take the chosen line away."), false);
    button(tr("Dismiss all"), tr("Take every line away."), true);
    row->addStretch(1);
    column->addLayout(row);
}

void LogPanel::add(const QString& message)
{
    if (list_->count() > 0 && list_->item(0)->data(Qt::UserRole).toString() == message) {
        const int times = list_->item(0)->data(Qt::UserRole + 1).toInt() + 1;
        list_->item(0)->setData(Qt::UserRole + 1, times);
        list_->item(0)->setText(
            QStringLiteral("%1  %2  (×%3)")
                .arg(QTime::currentTime().toString(QStringLiteral("HH:mm:ss")), message, QString::number(times)));
        return;
    }
    auto* item = new QListWidgetItem(
        QStringLiteral("%1  %2").arg(QTime::currentTime().toString(QStringLiteral("HH:mm:ss")), message));
    item->setData(Qt::UserRole, message);
    item->setData(Qt::UserRole + 1, 1);
    list_->insertItem(0, item);
    constexpr int most = 500;
    while (list_->count() > most)
        delete list_->takeItem(list_->count() - 1);
    emit changed();
}

int LogPanel::count() const
{
    return list_->count();
}

void LogPanel::dismiss(bool all)
{
    all ? list_->clear() : delete list_->takeItem(std::max(0, list_->currentRow()));
    emit changed();
}

}  // namespace gauge::ui
