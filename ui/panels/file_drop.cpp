#include "ui/panels/file_drop.h"

#include <QDropEvent>
#include <QMimeData>
#include <QUrl>

namespace gauge::ui {

FileDrop::FileDrop(QWidget& window) : QObject(&window)
{
    window.setAcceptDrops(true);
    window.installEventFilter(this);
}

bool FileDrop::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto& drop = static_cast<QDropEvent&>(*event);  // a drag that enters is one too
    if (!drop.mimeData()->hasUrls())
        return true;
    drop.acceptProposedAction();
    if (event->type() == QEvent::DragEnter)
        return true;
    const QUrl url = drop.mimeData()->urls().first();
    if (url.toLocalFile().isEmpty())
        emit refused(tr("Only files on this machine can be opened, found %1").arg(url.toString()));
    else
        emit dropped(url.toLocalFile());
    return true;
}

}  // namespace gauge::ui
