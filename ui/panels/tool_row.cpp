#include "ui/panels/tool_row.h"

#include <algorithm>
#include <QAbstractButton>
#include <QEvent>
#include <QFormLayout>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QScreen>
#include <QToolButton>

namespace gauge::ui {
namespace {

constexpr int kGap = 4;

}  // namespace

ToolRow::ToolRow(QWidget* parent) : QWidget(parent), row_(new QHBoxLayout(this)), more_(new QToolButton(this))
{
    row_->setContentsMargins(0, 0, 0, 0);
    row_->setSpacing(kGap);
    more_->setObjectName(QStringLiteral("overflow"));
    more_->setAutoRaise(true);
    more_->setToolTip(tr("Controls that the width has no room for."));
    more_->setAccessibleName(tr("More controls"));
    more_->hide();
    row_->addWidget(more_);
    row_->addStretch(1);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(more_, &QToolButton::clicked, this, &ToolRow::openRest);
}

void ToolRow::add(QWidget* control)
{
    row_->insertWidget(static_cast<int>(items_.size()), control);
    items_.push_back({control, true});
    arrange();
}

void ToolRow::setOffered(QWidget* control, bool offered)
{
    const auto item = std::find_if(items_.begin(), items_.end(), [&](const Item& i) { return i.control == control; });
    if (item == items_.end() || item->offered == offered)
        return;
    item->offered = offered;
    if (rest_ && control->parentWidget() == rest_)
        static_cast<QFormLayout*>(rest_->layout())->setRowVisible(control, offered);
    else if (!offered)
        control->hide();
    arrange();
}

std::vector<QWidget*> ToolRow::waiting() const
{
    std::vector<QWidget*> found;
    for (const Item& i : items_)
        if (i.offered && (i.control->isHidden() || i.control->parentWidget() != this))
            found.push_back(i.control);
    return found;
}

int ToolRow::widthOf(const QWidget& control) const
{
    return std::clamp(control.sizeHint().width(), control.minimumWidth(), control.maximumWidth()) + kGap;
}

/// From the left as many as fit, and the button where some do not.
void ToolRow::arrange()
{
    if (rest_)
        return;  // the hand is in them
    int whole = 0;
    for (const Item& i : items_)
        whole += i.offered ? widthOf(*i.control) : 0;
    const bool fits = whole - kGap <= width();
    int room = fits ? whole : width() - more_->sizeHint().width();
    for (const Item& i : items_) {
        if (!i.offered)
            continue;
        room -= widthOf(*i.control);
        i.control->setVisible(fits || room >= 0);
        if (!fits && room < 0)
            room = -1;  // those behind wait too: their order stays
    }
    more_->setVisible(!fits);
}

void ToolRow::openRest()
{
    const std::vector<QWidget*> controls = waiting();
    if (controls.empty())
        return;
    rest_ = new QFrame(this, Qt::Popup);
    rest_->setObjectName(QStringLiteral("overflow-window"));
    rest_->setAttribute(Qt::WA_DeleteOnClose);
    auto* form = new QFormLayout(rest_);
    form->setContentsMargins(12, 8, 12, 8);
    for (QWidget* control : controls) {
        const bool named = qobject_cast<QAbstractButton*>(control) != nullptr;  // it says its name itself
        form->addRow(named ? nullptr : new QLabel(control->accessibleName()), control);
        control->show();
    }
    rest_->installEventFilter(this);
    rest_->adjustSize();
    QPoint at = more_->mapToGlobal(QPoint(0, more_->height() + 2));
    if (const QScreen* screen = more_->screen())
        at.setX(std::max(screen->availableGeometry().left(),
                         std::min(at.x(), screen->availableGeometry().right() - rest_->width())));
    rest_->move(at);
    rest_->show();
    controls.front()->setFocus(Qt::PopupFocusReason);
}

/// Its controls go back to their places before it goes.
void ToolRow::closeRest()
{
    rest_ = nullptr;
    for (std::size_t k = 0; k < items_.size(); ++k)
        if (items_[k].control->parentWidget() != this)
            row_->insertWidget(static_cast<int>(k), items_[k].control);
    arrange();
}

bool ToolRow::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == rest_ && event->type() == QEvent::Close)
        closeRest();
    return QWidget::eventFilter(watched, event);
}

/// A list whose choices changed has another width.
bool ToolRow::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

void ToolRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

QSize ToolRow::minimumSizeHint() const
{
    return {more_->sizeHint().width(), sizeHint().height()};
}

QSize ToolRow::sizeHint() const
{
    int width = 0;
    int height = more_->sizeHint().height();
    for (const Item& i : items_) {
        width += i.offered ? widthOf(*i.control) : 0;
        height = std::max(height, i.control->sizeHint().height());
    }
    return {width, height};
}

}  // namespace gauge::ui
