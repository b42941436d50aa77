#include "ui/panels/recovery_bar.h"

#include "ui/workspace/workspace.h"

#include <QLabel>
#include <QPushButton>

namespace gauge::ui {
namespace {

QPushButton* makeButton(QToolBar* bar, const char* name, const QString& label, const QString& tip)
{
    auto* button = new QPushButton(label);
    button->setObjectName(QLatin1String(name));
    button->setToolTip(tip);
    bar->addWidget(button);
    return button;
}

}  // namespace

QToolBar* makeRecoveryBar(Workspace& workspace)
{
    const std::vector<Leftover> found = workspace.leftovers();
    if (found.empty())
        return nullptr;
    auto* bar = new QToolBar(QObject::tr("Recovery"));
    bar->setObjectName(QStringLiteral("recovery-bar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    const QString when = found.front().written.toString(QStringLiteral("d MMM, HH:mm:ss"));
    const QString offer = QObject::tr("Gaugescope ended without saving; work from %1 was kept.").arg(when);
    auto* text = new QLabel(offer);
    text->setContentsMargins(8, 0, 8, 0);
    bar->addWidget(text);
    const QPushButton* restore = makeButton(bar, "recover", QObject::tr("Restore"),
                                            QObject::tr("Open what was kept; it is not saved until you save it."));
    const QPushButton* discard = makeButton(bar, "discard-recovery", QObject::tr("Discard"), QObject::tr("Throw it away."));
    const auto close = [bar, found] {
        bar->hide();
        for (const Leftover& each : found)
            SessionStore::discard(each);
    };
    const auto offerAgain = [bar, text, offer] {
        bar->setEnabled(true);
        text->setText(offer);
    };
    QObject::connect(restore, &QPushButton::clicked, bar, [bar, text, when, &workspace, found] {
        bar->setEnabled(false);
        text->setText(QObject::tr("Restoring work from %1…").arg(when));
        workspace.recover(found.front());
    });
    QObject::connect(discard, &QPushButton::clicked, bar, close);
    QObject::connect(&workspace, &Workspace::openFailed, bar, offerAgain);
    QObject::connect(&workspace, &Workspace::opened, bar,
                     [close, offerAgain](bool recovered) { recovered ? close() : offerAgain(); });
    return bar;
}

}  // namespace gauge::ui
