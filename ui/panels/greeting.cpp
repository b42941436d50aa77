#include "ui/panels/greeting.h"

#include <QLabel>
#include <QPushButton>
#include <QSettings>

namespace gauge::ui {

QToolBar* makeGreeting(const QString& settings)
{
    const QString key = QStringLiteral("window/greeted");
    if (settings.isEmpty())
        return nullptr;
    QSettings kept(settings, QSettings::IniFormat);
    if (kept.value(key, false).toBool())
        return nullptr;
    kept.setValue(key, true);
    auto* bar = new QToolBar(QObject::tr("First steps"));
    bar->setObjectName(QStringLiteral("greeting-bar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    auto* text =
        new QLabel(QObject::tr("Press ▶, then drag θ: tokens that agree become one. Or type a sentence of your own."));
    text->setContentsMargins(8, 0, 8, 0);
    bar->addWidget(text);
    auto* close = new QPushButton(QObject::tr("Got it"));
    close->setObjectName(QStringLiteral("close-greeting"));
    close->setToolTip(QObject::tr("Closes this line; it does not come again."));
    bar->addWidget(close);
    QObject::connect(close, &QPushButton::clicked, bar, &QWidget::hide);
    return bar;
}

}  // namespace gauge::ui
