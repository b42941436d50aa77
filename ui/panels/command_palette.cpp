#include "ui/panels/command_palette.h"

#include <algorithm>
#include <functional>
#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QVBoxLayout>

namespace gauge::ui {
namespace {

QList<QAction*> actionsOf(const QMenuBar& menus)
{
    QList<QAction*> found;
    const std::function<void(const QList<QAction*>&)> collect = [&](const QList<QAction*>& actions) {
        for (QAction* action : actions)
            action->menu() ? collect(action->menu()->actions()) : found.append(action);
    };
    collect(menus.actions());
    return found;
}

}  // namespace

bool lettersIn(const QString& letters, const QString& text)
{
    qsizetype at = 0;
    for (const QChar c : letters) {
        if (c.isSpace())
            continue;
        at = text.indexOf(c, at, Qt::CaseInsensitive);
        if (at < 0)
            return false;
        ++at;
    }
    return true;
}

CommandPalette::CommandPalette(const QMenuBar& menus, QWidget* parent)
    : QDialog(parent), line_(new QLineEdit), list_(new QListWidget)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Commands"));
    setObjectName(QStringLiteral("command-palette"));
    resize(480, 360);
    for (QAction* action : actionsOf(menus))
        if (!action->isSeparator() && !action->menu() && action->isEnabled() && !action->text().isEmpty())
            actions_.append(action);
    line_->setPlaceholderText(tr("A few letters of a command…"));
    line_->setAccessibleName(tr("Command"));
    line_->setToolTip(tr("Letters in their order are enough: 'drk' finds 'Dark or light'. Enter runs the chosen one."));
    line_->installEventFilter(this);
    list_->setAccessibleName(tr("Commands found"));
    list_->setToolTip(tr("Double-click or Enter runs the command."));
    list_->setFocusPolicy(Qt::NoFocus);
    auto* column = new QVBoxLayout(this);
    column->addWidget(line_);
    column->addWidget(list_, 1);
    connect(line_, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(line_, &QLineEdit::returnPressed, this, &CommandPalette::trigger);
    connect(list_, &QListWidget::itemActivated, this, &CommandPalette::trigger);
    fill({});
}

void CommandPalette::fill(const QString& letters)
{
    list_->clear();
    std::vector<int> order;  // what has the letters side by side comes first
    const auto nameOf = [&](int k) { return QString(actions_[k]->text()).remove(QLatin1Char('&')); };
    for (const bool together : {true, false})
        for (int k = 0; k < actions_.size(); ++k)
            if (nameOf(k).contains(letters, Qt::CaseInsensitive) == together && lettersIn(letters, nameOf(k)))
                order.push_back(k);
    for (const int k : order) {
        const QString name = nameOf(k);
        const QString keys = actions_[k]->shortcut().toString(QKeySequence::NativeText);
        auto* item = new QListWidgetItem(keys.isEmpty() ? name : QStringLiteral("%1    %2").arg(name, keys));
        item->setData(Qt::UserRole, k);
        list_->addItem(item);
    }
    list_->setCurrentRow(0);
}

void CommandPalette::trigger()
{
    const QListWidgetItem* item = list_->currentItem();
    if (!item)
        return;
    QAction* action = actions_[item->data(Qt::UserRole).toInt()];
    accept();
    action->trigger();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int row = list_->currentRow() + (key == Qt::Key_Down ? 1 : -1);
            list_->setCurrentRow(std::clamp(row, 0, std::max(0, list_->count() - 1)));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

}  // namespace gauge::ui
