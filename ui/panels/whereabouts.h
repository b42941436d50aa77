// Where in the window things are that a lesson speaks of: a control, a view, a cell or a token in it.
#pragma once

#include "core/lesson/lesson.h"
#include "ui/scene/scene.h"

#include <optional>
#include <QPoint>
#include <QRect>

class QWidget;

namespace gauge::ui {

class Canvas;
class Docks;
class ParameterPanel;
class ViewSet;

/// Something to point at: all of it, and the spot in it that a hand would go to, in pixels of the window.
struct Whereabouts {
    QRect rect;
    QPoint spot;
    QRect around = {};  // the view it lies in, where it is a part of one
};

class Finder {
public:
    Finder(QWidget& window, const Docks& docks, const ParameterPanel& parameters, const ViewSet& views)
        : window_(window), docks_(docks), parameters_(parameters), views_(views)
    {
    }

    /// Nothing where it is not visible.
    std::optional<Whereabouts> of(const lesson::Spotlight& light) const;
    /// A control of the parameter panel: its slider, where it has one.
    std::optional<Whereabouts> control(const std::string& parameter) const;
    /// Whether what is lit is still there: asked of one point, not of a view's thousands.
    bool still(const lesson::Spotlight& light, const Whereabouts& lit) const;
    std::optional<Whereabouts> widget(const QWidget* widget) const;
    std::optional<Whereabouts> inView(const std::string& view, const lesson::Spotlight& what) const;
    /// Nothing for a view that is not there.
    Canvas* canvas(const std::string& view) const;

private:
    QWidget& window_;
    const Docks& docks_;
    const ParameterPanel& parameters_;
    const ViewSet& views_;
};

/// The pixels of a view under which something lies that meets a condition: their bounds, and one of them near the middle. Nothing where none does.
std::optional<std::pair<QRect, QPoint>> whereHit(const Canvas& canvas, const std::function<bool(const Hit&)>& meets);

}  // namespace gauge::ui
