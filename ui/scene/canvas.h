// One view on the screen: asks for its picture, shows it, and turns the pointer and the keys into selection, zoom and θ.
#pragma once

#include "ui/scene/held_reach.h"
#include "ui/scene/paint_worker.h"
#include "ui/scene/selection_model.h"
#include "ui/scene/view_kind.h"

#include <QWidget>

namespace gauge::ui {

/// What all canvases of a window show.
struct Shown {
    std::shared_ptr<const Snapshot> snapshot;
    std::shared_ptr<const Snapshot> reference;
    CostState cost;
    MapState map;                      // of its own panel
    std::map<QString, MapState> maps;  // of all, by their panels
    std::shared_ptr<const GroupNames> names;
    int head = MeanHead;               // that the attention view shows
    std::pair<int, int> held{-1, -1};  // the pair that stays inspected while the run plays
    double moment = -1;
    QString problem;  // why there is no snapshot, where a run failed before the first
    bool loading = false;
};

/// The same as one panel's canvas shows it.
Shown shownIn(const QString& panel, Shown shown);

class PointerLabel;

class Canvas : public QWidget {
    Q_OBJECT
public:
    Canvas(const ViewKind& kind, SelectionModel& selection, PaintWorker& painter, QWidget* parent = nullptr);
    ~Canvas() override;

    void show(const Shown& shown);
    using QWidget::show;
    void setTheme(Theme theme);
    /// The colour map of matrices and the font of text.
    void setLook(ColourMap map, const QString& family);
    const ViewOptions& options() const { return options_; }
    void setOptions(const ViewOptions& options);
    Scene scene() const;
    const ViewKind& kind() const { return kind_; }
    /// Text of that many pixels, and none below `least`; its axes widen and do not jump.
    void present(double text, double least);
    /// Pictures asked for so far: each change of what is shown asks for one.
    int requests() const { return requests_; }
    /// The picture on screen is of the present scene.
    bool current() const { return painted_ == requests_ && !scheduled_; }
    void fit();

    QSize sizeHint() const override { return {420, 300}; }
    QSize minimumSizeHint() const override { return {160, 100}; }

signals:
    void pointed(QString text);
    void thresholdDragged(double nats);
    /// The point that stands for parameters was moved.
    void parametersDragged(gauge::ui::RowTexts rows);
    void optionsChanged();
    void exportFigureWanted();
    void exportDataWanted();
    void inspectWanted();
    void nameWanted(std::vector<int> members);
    /// Of a map: the state of a cell; the whole as a file.
    void cellWanted(gauge::CellPlace place);
    void sweepWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void schedule();
    void hold()
    {
        if (held_)
            held_->take(kind_, scene());
    }
    void repoint();
    void submit();
    void receive(int canvas, int request, const QImage& image);
    bool concerns(const Shown& next) const;
    void zoomAt(const QPointF& at, double factor);
    void pan(const QPointF& by);
    bool takesPoint(const QPointF& at) const;
    void drag(const QPointF& to);
    void moveActive(int rows, int columns);
    void speak(const QString& text);
    void setDropArea(const QRectF& area);
    Hit hitAt(const QPointF& at) const;
    QString emptyText() const;

    const ViewKind& kind_;
    SelectionModel& selection_;
    PaintWorker& painter_;
    const int number_;
    PointerLabel* value_;
    Shown shown_;
    ViewOptions options_;
    Style style_;
    std::optional<HeldReach> held_;  // while it is presented
    QImage image_;
    int requests_ = 0;
    int painted_ = 0;
    bool scheduled_ = false;
    enum class Drag { None, Threshold, Point, Own, Turn, Pan } drag_ = Drag::None;
    QRectF dropArea_;  // where the label would go that is held over it; empty: nowhere
    QPointF pressed_;
    QPointF last_;
    QPointF pointed_;  // where the pointer was last
};

}  // namespace gauge::ui
