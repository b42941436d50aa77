#include "ui/panels/command_palette.h"

#include "ui/panels/finding.h"
#include "ui/panels/parameter_panel.h"
#include "ui/panels/parameter_tip.h"

#include <algorithm>
#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
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

std::vector<PaletteEntry> entriesOf(const QMenuBar& menus)
{
    std::vector<PaletteEntry> entries;
    for (QAction* action : actionsOf(menus)) {
        if (action->isSeparator() || action->menu() || !action->isEnabled() || action->text().isEmpty())
            continue;
        const QString name = QString(action->text()).remove(QLatin1Char('&'));
        entries.push_back(
            {name, action->shortcut().toString(QKeySequence::NativeText), name, name, [action = QPointer<QAction>(action)] {
                 if (action)
                     action->trigger();
             }});
    }
    return entries;
}

std::vector<PaletteEntry> entriesOf(ParameterPanel& parameters, const std::function<void()>& raise)
{
    std::vector<PaletteEntry> entries;
    for (const ParameterInfo& info : parameterTable())
        if (parameters.has(info.name))
            entries.push_back({CommandPalette::tr("Parameter: %1").arg(parameterTitle(info)),
                               QString::fromStdString(parameterText(parameters.parameters(), info)), parameterTitle(info),
                               findable(info), [&parameters, &info, raise] {
                                   raise();
                                   parameters.reveal(QLatin1String(info.name));
                               }});
    return entries;
}

CommandPalette::CommandPalette(std::vector<PaletteEntry> entries, QWidget* parent)
    : QDialog(parent), entries_(std::move(entries)), line_(new QLineEdit), list_(new QListWidget)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Commands and parameters"));
    setObjectName(QStringLiteral("command-palette"));
    resize(480, 360);
    line_->setPlaceholderText(tr("A few letters of a command or a parameter…"));
    line_->setAccessibleName(tr("Command or parameter"));
    line_->setToolTip(tr("Letters in their order are enough: 'drk' finds 'Dark or light', 'kappa' the temperature. Enter "
                         "runs the chosen one."));
    line_->installEventFilter(this);
    list_->setAccessibleName(tr("Commands and parameters found"));
    list_->setToolTip(tr("Double-click or Enter runs the command, or goes to the parameter."));
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
    const QString wanted = letters.trimmed();
    std::vector<std::size_t> order;  // what has the letters side by side comes first
    for (const bool together : {true, false})
        for (std::size_t k = 0; k < entries_.size(); ++k)
            if (entries_[k].findable.contains(wanted, Qt::CaseInsensitive) == together &&
                (together || lettersIn(wanted, entries_[k].title)))
                order.push_back(k);
    for (const std::size_t k : order) {
        const PaletteEntry& e = entries_[k];
        auto* item = new QListWidgetItem(e.aside.isEmpty() ? e.name : QStringLiteral("%1    %2").arg(e.name, e.aside));
        item->setData(Qt::UserRole, static_cast<qulonglong>(k));
        list_->addItem(item);
    }
    if (order.empty()) {
        auto* none = new QListWidgetItem(
            tr("No command and no parameter has these letters in this order.\nTry export, dark, kappa or theta."));
        none->setFlags(Qt::NoItemFlags);
        list_->addItem(none);
        return;
    }
    list_->setCurrentRow(0);
}

void CommandPalette::trigger()
{
    const QListWidgetItem* item = list_->currentItem();
    if (!item || !item->flags().testFlag(Qt::ItemIsEnabled))
        return;
    const std::function<void()> run = entries_[item->data(Qt::UserRole).toULongLong()].run;
    accept();
    run();
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
