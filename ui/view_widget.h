// A view in the window: its tool row, its pointer, its painter.
#pragma once

#include "ui/selection_model.h"

#include <QComboBox>
#include <QToolButton>
#include <QWidget>

namespace gauge::ui {

/// Paints one ViewKind. Hovering previews, clicking locks, dragging the θ line or the triads acts.
class Canvas : public QWidget {
    Q_OBJECT
public:
    Canvas(const ViewKind& kind, SelectionModel& selection, QWidget* parent = nullptr);

    void setSnapshot(std::shared_ptr<const Snapshot> snapshot);
    void setTheme(Theme theme);
    ViewOptions& options() { return options_; }
    Scene scene() const;
    const ViewKind& kind() const { return kind_; }
    QSize sizeHint() const override { return {420, 300}; }
    QSize minimumSizeHint() const override { return {200, 120}; }

signals:
    void pointed(QString text);
    void thresholdDragged(double nats);

protected:
    void paintEvent(QPaintEvent*) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    Hit hitAt(const QPointF& at) const;

    const ViewKind& kind_;
    SelectionModel& selection_;
    std::shared_ptr<const Snapshot> snapshot_;
    ViewOptions options_;
    Theme theme_ = Theme::Light;
    enum class Drag { None, Threshold, Orbit } drag_ = Drag::None;
    QPointF pressed_;
    QPointF last_;
};

/// The canvas with the controls its kind offers.
class ViewWidget : public QWidget {
    Q_OBJECT
public:
    ViewWidget(const ViewKind& kind, SelectionModel& selection, QWidget* parent = nullptr);
    Canvas& canvas() { return *canvas_; }
    void setSnapshot(std::shared_ptr<const Snapshot> snapshot);

private:
    void addAttentionControls(QWidget& row);
    Canvas* canvas_;
    QComboBox* head_ = nullptr;
};

}  // namespace gauge::ui
