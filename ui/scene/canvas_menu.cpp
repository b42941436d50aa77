// What the right button offers on a view.
#include "ui/scene/canvas.h"
#include "ui/scene/table_text.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>

namespace gauge::ui {

void Canvas::contextMenuEvent(QContextMenuEvent* event)
{
    if (!shown_.snapshot)
        return;
    const Hit hit = hitAt(QPointF(event->pos()));
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QClipboard* clipboard = QApplication::clipboard();
    QAction* value = menu->addAction(tr("Copy &value"), this, [clipboard, hit] { clipboard->setText(hit.value); });
    value->setEnabled(!hit.value.isEmpty());
    menu->addAction(tr("Copy as &table"), this,
                    [this, clipboard] { clipboard->setText(tableText(tableView(kind_, scene()), QLatin1Char('\t'))); });
    menu->addAction(tr("Copy as &LaTeX"), this,
                    [this, clipboard] { clipboard->setText(latexTable(tableView(kind_, scene()))); });
    menu->addAction(tr("Copy &picture"), this, [this, clipboard] {
        clipboard->setImage(paintJob({&kind_, scene(), size(), 2 * devicePixelRatioF(), 0}));
    });
    menu->addSeparator();
    menu->addAction(tr("Export &figure…"), this, &Canvas::exportFigureWanted);
    menu->addAction(tr("Export &data…"), this, &Canvas::exportDataWanted);
    menu->addSeparator();
    QAction* inspect = menu->addAction(tr("Show in &inspector"), this, [this, hit] {
        selection_.lockExactly(hit);
        emit inspectWanted();
    });
    inspect->setEnabled(!hit.tokens.empty());
    QAction* name = menu->addAction(tr("&Name this group…"), this, [this, hit] { emit nameWanted(hit.tokens); });
    name->setEnabled(hit.tokens.size() > 1 && hit.receiver < 0);
    if (kind_.mapped) {
        const auto place = cellOnView(kind_, QRectF(rect()), scene(), QPointF(event->pos()));
        menu->addAction(tr("&Open this cell"), this, [this, place] { emit cellWanted(place.value_or(CellPlace{})); })
            ->setEnabled(place.has_value());
        menu->addAction(tr("&Save the sweep…"), this, &Canvas::sweepWanted)->setEnabled(shown_.map.map != nullptr);
    }
    QAction* whole = menu->addAction(tr("Fit (&Home)"), this, &Canvas::fit);
    whole->setEnabled(kind_.zoom != Zoom::None);
    menu->popup(event->globalPos());
}

}  // namespace gauge::ui
