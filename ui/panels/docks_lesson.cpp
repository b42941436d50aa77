// A lesson, what it shows, and the controls it speaks of.
#include "core/lesson/lesson.h"
#include "ui/panels/docks.h"
#include "ui/panels/view_panel.h"

#include <QMainWindow>

namespace gauge::ui {

void Docks::arrangeLesson(const QStringList& names, const QString& panel)
{
    takeAllOut();
    wanted_[panel] = true;
    window_.addDockWidget(Qt::LeftDockWidgetArea, &at(panel));
    QList<QDockWidget*> views;
    QList<QDockWidget*> sides;
    for (const QString& name : names) {
        if (wanted_[name])
            continue;  // named twice
        wanted_[name] = true;
        (lesson::standsBeside(name.toStdString()) ? sides : views) << &at(name);
    }
    for (qsizetype k = 0; k < views.size(); ++k) {
        if (k == 0)
            window_.addDockWidget(Qt::RightDockWidgetArea, views[0]);
        else if (k == 1)
            window_.splitDockWidget(views[0], views[1], Qt::Vertical);
        else
            window_.splitDockWidget(views[k - 2], views[k], Qt::Horizontal);
    }
    for (qsizetype k = 0; k < sides.size(); ++k) {
        if (k > 0)
            window_.splitDockWidget(sides[k - 1], sides[k], Qt::Vertical);
        else if (views.isEmpty())
            window_.addDockWidget(Qt::RightDockWidgetArea, sides[0]);
        else
            window_.addDockWidget(Qt::RightDockWidgetArea, sides[0], Qt::Horizontal);
    }
    putAway();
    QList<QDockWidget*> columns{&at(panel)};
    QList<int> widths{panel == QLatin1String("author") ? kAuthorWidth : kLessonWidth};
    if (!views.isEmpty()) {
        columns << views[0];
        widths << 720;
    }
    if (!sides.isEmpty()) {
        columns << sides[0];
        widths << kSideWidth;
    }
    window_.resizeDocks(columns, widths, Qt::Horizontal);
    if (views.size() > 1)
        window_.resizeDocks({views[0], views[1]}, {400, 320}, Qt::Vertical);
    updateTitles();
}

void Docks::showLessons()
{
    const QString panel = QStringLiteral("lesson");
    if (!at(panel).isVisible()) {
        window_.tabifyDockWidget(&at(QStringLiteral("parameters")), &at(panel));
        at(panel).show();
        updateTitles();
    }
    raise(panel);
}

}  // namespace gauge::ui
