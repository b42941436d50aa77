#include "ui/panels/commands.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace gauge::ui {

void fill(QMenu* menu, const std::vector<Command>& commands)
{
    for (const Command& command : commands) {
        if (command.text.isEmpty()) {
            menu->addSeparator();
            continue;
        }
        QAction* action = menu->addAction(command.text, menu, command.act);
        action->setShortcut(QKeySequence(QLatin1String(command.keys)));
        if (!command.tip.isEmpty())
            action->setToolTip(command.tip);
    }
}

QWidget* makeCorner(const std::function<void()>& pin, const std::function<void()>& exportFigure)
{
    auto* corner = new QWidget;
    auto* row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 2, 8, 2);
    auto* pinButton = new QPushButton(QObject::tr("Pin as A"));
    pinButton->setObjectName(QStringLiteral("pin"));
    pinButton->setToolTip(QObject::tr("Keep the present state as A; every view then shows A, B and B − A (Ctrl+B)."));
    pinButton->setAccessibleName(QObject::tr("Pin as A"));
    auto* exportButton = new QPushButton(QObject::tr("Export figure"));
    exportButton->setProperty("primary", true);
    exportButton->setToolTip(QObject::tr("The view with the focus, as PDF, SVG or PNG (Ctrl+E)."));
    exportButton->setAccessibleName(QObject::tr("Export figure"));
    row->addWidget(pinButton);
    row->addWidget(exportButton);
    QObject::connect(pinButton, &QPushButton::clicked, corner, pin);
    QObject::connect(exportButton, &QPushButton::clicked, corner, exportFigure);
    return corner;
}

}  // namespace gauge::ui
