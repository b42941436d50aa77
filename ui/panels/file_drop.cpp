#include "ui/panels/file_drop.h"

#include <QAbstractScrollArea>
#include <QDropEvent>
#include <QMimeData>
#include <QUrl>

namespace gauge::ui {

FileDrop::FileDrop(QWidget& window) : QObject(&window)
{
    window.setAcceptDrops(true);
    window.installEventFilter(this);
    for (QAbstractScrollArea* area :
         window.findChildren<QAbstractScrollArea*>())  // those that take text would type the path
        if (area->viewport()->acceptDrops())
            area->viewport()->installEventFilter(this);
}

bool FileDrop::eventFilter(QObject* watched, QEvent* event)
{
    const bool drags = event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove;
    if (!drags && event->type() != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto& drop = static_cast<QDropEvent&>(*event);  // a drag that enters is one too
    if (!drop.mimeData()->hasUrls())
        return watched == parent();  // text dropped on a text is that text's
    drop.acceptProposedAction();
    if (drags)
        return true;
    QStringList paths;
    for (const QUrl& url : drop.mimeData()->urls())
        if (url.toLocalFile().isEmpty())
            emit refused(tr("Only files on this machine can be opened, found %1").arg(url.toString()));
        else
            paths << url.toLocalFile();
    if (!paths.isEmpty())
        emit dropped(paths);
    return true;
}

}  // namespace gauge::ui
