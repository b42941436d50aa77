// What a hand does with a view's own options: on the picture itself, by keys, and by buttons of the tool bar.
#pragma once

#include "ui/scene/scene.h"

#include <string>
#include <utility>
#include <vector>

namespace gauge::ui {

/// On the picture. Null functions: nothing of the kind. `area` and `scene` are those of one picture of a comparison.
struct ViewHands {
    /// Whether a drag from here takes something of the picture along.
    bool (*grabs)(const QRectF& area, const Scene& scene, const QPointF& at) = nullptr;
    void (*drag)(ViewOptions&, const QRectF& area, const Scene& scene, const QPointF& to) = nullptr;
    /// A click, besides what it selects.
    void (*click)(ViewOptions&, const QRectF& area, const Scene& scene, const QPointF& at) = nullptr;
    /// A key that no view has by itself (Qt::Key); false: it means nothing here.
    bool (*key)(ViewOptions&, const Scene& scene, int key) = nullptr;
};

/// A point of the picture that stands for parameters of the run: a hand drags it, and the window follows. Null: there is none.
using RowTexts = std::vector<std::pair<std::string, std::string>>;  // rows of the parameter table, and what they are set to
struct PointHandle {
    bool (*grabs)(const QRectF& area, const Scene& scene, const QPointF& at) = nullptr;
    RowTexts (*at)(const QRectF& area, const Scene& scene, const QPointF& to) = nullptr;
    RowTexts (*step)(const Scene& scene, int rows, int columns) = nullptr;  // by the arrow keys: down and to the right
};

/// A button of the tool bar: it changes the view's own options, sets a parameter of the run, or with neither asks the window for what its name says.
struct ViewAction {
    const char* name = nullptr;
    const char* label = nullptr;
    const char* tip = nullptr;
    /// Whether it stands in the tool bar.
    bool (*offered)(const Scene&) = nullptr;
    void (*act)(ViewOptions&, const Scene&) = nullptr;  // or
    const char* parameter = nullptr;                    // a row of the parameter table, and
    std::string (*value)(const Scene&) = nullptr;       // what it is set to; or neither
};

}  // namespace gauge::ui
