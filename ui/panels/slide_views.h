// One or two views before an audience: the window's own once more, with large type and axes that do not jump.
#pragma once

#include "ui/panels/view_set.h"
#include "ui/scene/held_reach.h"

#include <QWidget>

class QLabel;

namespace gauge::ui {

class SlideViews : public QWidget {
    Q_OBJECT
public:
    SlideViews(ViewSet& views, SelectionModel& selection, QWidget* parent);
    ~SlideViews() override;

    /// By their panels' names; the first two are on show, or while states are compared the first, whose three pictures need the width.
    void setNames(const QStringList& names);
    /// The one after the first comes first.
    void turn();
    const QStringList& names() const { return names_; }
    bool compares() const { return shown_.reference != nullptr; }
    Canvas& canvas(const QString& name) const { return *pictures_.at(name).canvas; }
    void show(const Shown& shown);
    using QWidget::show;
    void setTheme(Theme theme);
    void setLook(ColourMap map, const QString& family);
    void setLeast(double pixels);
    bool settled() const;

signals:
    void thresholdDragged(double nats);
    /// Others are on show, or there is a comparison.
    void changed();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Picture {
        QLabel* title;
        Canvas* canvas;
    };

    void add(const QString& name);
    void drop(const QString& name);
    void choose();
    void arrange();
    const std::shared_ptr<const Snapshot>& restOf(const std::shared_ptr<const Snapshot>& snapshot);

    ViewSet& views_;
    SelectionModel& selection_;
    PaintWorker painter_;
    std::map<QString, Picture> pictures_;  // also of views that are not on show now: their axes are held
    QStringList offered_;
    QStringList names_;  // of those, on show
    Shown shown_;
    HeldExtents extents_;
    std::shared_ptr<const Snapshot> run_;   // shown last while states were compared,
    std::shared_ptr<const Snapshot> rest_;  // and without what its layers reach together
    double least_ = 12;
};

/// The panels somebody looks at in a window: the one with the keyboard and the largest, one or two.
QStringList viewsLookedAt(const ViewSet& views, const QWidget* focus);

}  // namespace gauge::ui
