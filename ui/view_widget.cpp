#include "ui/view_widget.h"

#include <algorithm>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QVBoxLayout>

namespace gauge::ui {

Canvas::Canvas(const ViewKind& kind, SelectionModel& selection, QWidget* parent)
    : QWidget(parent), kind_(kind), selection_(selection)
{
    setObjectName(QLatin1String(kind.name));
    setAccessibleName(QCoreApplication::translate("views", kind.title));
    setToolTip(QString());
    setMouseTracking(true);
    setFocusPolicy(Qt::ClickFocus);
    connect(&selection_, &SelectionModel::changed, this, qOverload<>(&QWidget::update));
}

void Canvas::setSnapshot(std::shared_ptr<const Snapshot> snapshot)
{
    snapshot_ = std::move(snapshot);
    update();
}

void Canvas::setTheme(Theme theme)
{
    theme_ = theme;
    update();
}

Scene Canvas::scene() const
{
    return {snapshot_, selection_.value(), Style{theme_}, options_};
}

Hit Canvas::hitAt(const QPointF& at) const
{
    return snapshot_ ? kind_.hit(QRectF(rect()), scene(), at) : Hit{};
}

void Canvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Style style{theme_};
    painter.fillRect(rect(), style.panel());
    if (snapshot_) {
        kind_.paint(painter, QRectF(rect()), scene());
        return;
    }
    painter.setFont(style.textFont());
    painter.setPen(style.quiet());
    painter.drawText(rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap,
                     QCoreApplication::translate("views", kind_.empty));
}

void Canvas::mouseMoveEvent(QMouseEvent* event)
{
    if (drag_ == Drag::Threshold && snapshot_) {
        emit thresholdDragged(dendrogramThreshold(QRectF(rect()), scene(), event->position()));
        return;
    }
    if (drag_ == Drag::Orbit) {
        const QPointF d = event->position() - last_;
        options_.azimuth -= d.x() * 0.01;
        options_.elevation = std::clamp(options_.elevation + d.y() * 0.01, -1.5, 1.5);
        last_ = event->position();
        update();
        return;
    }
    const Hit hit = hitAt(event->position());
    setCursor(hit.threshold ? Qt::SizeVerCursor : Qt::ArrowCursor);
    selection_.hover(hit);
    emit pointed(hit.text);
}

void Canvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    pressed_ = last_ = event->position();
    if (hitAt(pressed_).threshold)
        drag_ = Drag::Threshold;
    else if (QLatin1String(kind_.name) == QLatin1String("frames"))
        drag_ = Drag::Orbit;
}

void Canvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Drag ended = std::exchange(drag_, Drag::None);
    if (ended == Drag::Threshold)
        return;
    if ((event->position() - pressed_).manhattanLength() > 4)
        return;
    const bool extend = (event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier)) != 0;
    selection_.lock(hitAt(event->position()).tokens, extend);
}

void Canvas::leaveEvent(QEvent*)
{
    selection_.hover({});
    emit pointed(QString());
}

ViewWidget::ViewWidget(const ViewKind& kind, SelectionModel& selection, QWidget* parent)
    : QWidget(parent), canvas_(new Canvas(kind, selection, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* row = new QWidget(this);
    new QHBoxLayout(row);
    row->layout()->setContentsMargins(8, 4, 8, 2);
    if (QLatin1String(kind.name) == QLatin1String("attention")) {
        addAttentionControls(*row);
        layout->addWidget(row);
    } else if (QLatin1String(kind.name) == QLatin1String("beliefs")) {
        auto* trails = new QToolButton(row);
        trails->setText(tr("trails"));
        trails->setCheckable(true);
        trails->setChecked(true);
        trails->setToolTip(tr("Show where each belief came from, layer by layer."));
        trails->setAccessibleName(tr("Trails over layers"));
        connect(trails, &QToolButton::toggled, this, [this](bool on) {
            canvas_->options().trails = on;
            canvas_->update();
        });
        row->layout()->addWidget(trails);
        static_cast<QHBoxLayout*>(row->layout())->addStretch(1);
        layout->addWidget(row);
    } else {
        row->hide();
    }
    row->setAutoFillBackground(true);
    row->setBackgroundRole(QPalette::AlternateBase);
    layout->addWidget(canvas_, 1);
}

void ViewWidget::addAttentionControls(QWidget& row)
{
    auto* quantity = new QComboBox(&row);
    quantity->setObjectName(QStringLiteral("quantity"));
    quantity->addItems({tr("attention β"), tr("ln β"), tr("energy E (nat)")});
    quantity->setToolTip(tr("What the cells show: attention, its logarithm, or the energy KL(i ‖ Ω j)."));
    quantity->setAccessibleName(tr("Quantity"));
    head_ = new QComboBox(&row);
    head_->setObjectName(QStringLiteral("head"));
    head_->setToolTip(tr("One head, or all: the mean of attention, the sum of energies."));
    head_->setAccessibleName(tr("Head"));
    head_->addItem(tr("all heads"), -1);
    auto* order = new QToolButton(&row);
    order->setObjectName(QStringLiteral("by-cluster"));
    order->setText(tr("by cluster"));
    order->setCheckable(true);
    order->setToolTip(tr("Order tokens as the dendrogram does, so that clusters stand together."));
    order->setAccessibleName(tr("Order by cluster"));
    connect(quantity, &QComboBox::currentIndexChanged, this, [this](int index) {
        canvas_->options().quantity = static_cast<Quantity>(index);
        canvas_->update();
    });
    connect(head_, &QComboBox::currentIndexChanged, this, [this] {
        canvas_->options().head = head_->currentData().toInt();
        canvas_->update();
    });
    connect(order, &QToolButton::toggled, this, [this](bool on) {
        canvas_->options().byCluster = on;
        canvas_->update();
    });
    auto* layout = static_cast<QHBoxLayout*>(row.layout());
    layout->addWidget(quantity);
    layout->addWidget(head_);
    layout->addWidget(order);
    layout->addStretch(1);
}

void ViewWidget::setSnapshot(std::shared_ptr<const Snapshot> snapshot)
{
    if (head_ && snapshot && head_->count() != static_cast<int>(snapshot->energy.size()) + 1) {
        const QSignalBlocker quiet(head_);
        head_->clear();
        head_->addItem(tr("all heads"), -1);
        for (std::size_t h = 0; h < snapshot->energy.size(); ++h)
            head_->addItem(tr("head %1 (d = %2)").arg(h).arg(snapshot->state->heads[h]), static_cast<int>(h));
        canvas_->options().head = -1;
    }
    canvas_->setSnapshot(std::move(snapshot));
}

}  // namespace gauge::ui
