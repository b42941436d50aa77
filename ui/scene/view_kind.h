// A view, as everybody else knows it: what it is called, what it paints, and an answer to all that may be asked of it.
#pragma once

#include "ui/scene/scene.h"
#include "ui/scene/view_control.h"
#include "ui/scene/view_hands.h"

#include <optional>

namespace gauge::ui {

/// How a view zooms: not; as a whole; along its tokens; or by its own axes.
enum class Zoom { None, Whole, Along, Own };

/// A line at θ that a hand drags.
struct ThresholdLine {
    double (*at)(const QRectF&, const Scene&,
                 const QPointF&) = nullptr;  // the θ under a point, nats; null: there is no line
    Qt::CursorShape cursor = Qt::SizeVerCursor;
};

/// A picture that a drag turns instead of moving it.
struct Turning {
    bool (*turns)(const ViewOptions&) = nullptr;  // null: never
    void (*turn)(ViewOptions&, const QPointF& by) = nullptr;
    void (*back)(ViewOptions&) = nullptr;  // as it stood at first
};

/// Null functions and false: the view has nothing of the kind.
struct ViewKind {
    const char* name = nullptr;              // as in --view and in files
    std::vector<const char*> oldNames = {};  // of earlier versions, still read
    const char* title = nullptr;
    const char* empty = nullptr;   // what to do when there is nothing to show
    const char* icon = nullptr;    // resources/icons/NAME.svg
    const char* manual = nullptr;  // its passage, Markdown
    double aspect = 0.6;           // height/width of a figure
    Zoom zoom = Zoom::None;
    std::vector<ViewControl> controls = {};  // at most six
    OptionKeys keys = {};

    void (*paint)(QPainter&, const QRectF&, const Scene&) = nullptr;
    Hit (*hit)(const QRectF&, const Scene&, const QPointF&) = nullptr;
    /// B − A of two snapshots, scene.reference being A.
    void (*difference)(QPainter&, const QRectF&, const Scene&) = nullptr;
    /// What is shown, as rows of cells: for the clipboard and data files.
    QList<QStringList> (*table)(const Scene&) = nullptr;
    /// Where its axes lie: for zooming about a point, and to line panels up. An empty rectangle for a picture without.
    QRectF (*plot)(const QRectF&, const Scene&) = nullptr;
    /// Why a scene has nothing to show here, in words; empty where it has.
    QString (*refusal)(const Scene&) = nullptr;
    /// How far it reaches by itself, whatever the scene says. Null: its axes stay, or follow what a run's layers reach together.
    Reach (*reach)(const Scene&) = nullptr;
    /// The arrow keys: what is active after so many rows and columns. Null: the next token of the text.
    Hit (*step)(const Scene&, int rows, int columns) = nullptr;
    /// What a referee would object to in a figure of it, in words; empty: nothing.
    QString (*objection)(const ViewOptions&, const Style&) = nullptr;
    ThresholdLine threshold = {};
    Turning turning = {};
    PointHandle point = {};
    ViewHands hands = {};
    /// What a parameter's label means that is dropped there, which the options then have; false: nothing.
    bool (*drop)(ViewOptions&, const QRectF&, const Scene&, const QPointF&, const std::string& row) = nullptr;
    /// The part of the picture that such a label would be of.
    QRectF (*dropArea)(const QRectF&, const Scene&, const QPointF&) = nullptr;
    /// The cell of its map under a point.
    std::optional<CellPlace> (*cell)(const QRectF&, const Scene&, const QPointF&) = nullptr;
    std::vector<ViewAction> actions = {};

    bool moves = false;      // between two layers the picture is another
    bool curves = false;     // shows the curves of a snapshot, which are computed for it alone
    bool measured = false;   // shows costs, which the window measures: there are no figures of it
    bool mapped = false;     // shows a map, which the window or a figure fills
    bool names = false;      // has names of tokens that can be left out
    bool colourBar = false;  // has a colour bar that can be left out
};

/// A view, or with a reference A | B | B−A side by side; zoomed as its options say.
void paintView(const ViewKind& kind, QPainter& painter, const QRectF& area, const Scene& scene);
/// What is under a point of it, whichever of the pictures it lies in.
Hit hitView(const ViewKind& kind, const QRectF& area, const Scene& scene, const QPointF& at);
/// The θ under a point of a view with a line at θ, nats; the present one where there is none.
double thresholdAt(const ViewKind& kind, const QRectF& area, const Scene& scene, const QPointF& at);
/// Whether a drag from a point takes something of the picture there along; and what a drag to a point or a click makes of the options.
bool grabbedAt(const ViewKind& kind, const QRectF& area, const Scene& scene, const QPointF& at);
void dragView(const ViewKind& kind, ViewOptions& options, const QRectF& area, const Scene& scene, const QPointF& to);
void clickView(const ViewKind& kind, ViewOptions& options, const QRectF& area, const Scene& scene, const QPointF& at);
/// Whether the point of the view that stands for parameters can be taken there; and what these are where it is dragged to.
bool pointGrabbedAt(const ViewKind& kind, const QRectF& area, const Scene& scene, const QPointF& at);
RowTexts pointDraggedTo(const ViewKind& kind, const QRectF& area, const Scene& scene, const QPointF& to);
/// A parameter's label dropped on a view: false where it means nothing there.
bool dropOnView(const ViewKind& kind, ViewOptions& options, const QRectF& area, const Scene& scene, const QPointF& at,
                const std::string& row);
/// Of a view that shows a map, the cell under a point.
std::optional<CellPlace> cellOnView(const ViewKind& kind, const QRectF& area, const Scene& scene, const QPointF& at);
/// What is active after a step by the arrow keys.
Hit stepView(const ViewKind& kind, const Scene& scene, int rows, int columns);
/// Why a view has nothing to show of a scene, or of one of the two whose difference it is; empty where it has. Who paints, points at or
/// lists a view asks this first.
QString refusalOf(const ViewKind& kind, const Scene& scene);
/// What a view shows, as rows of cells; or why it shows nothing, in one.
QList<QStringList> tableView(const ViewKind& kind, const Scene& scene);

/// A control by its name; null for one that sets a parameter of the run, or none.
const ViewControl* controlOf(const ViewKind& kind, const QString& name);
/// Sets one of a view's controls by its name and the text of a choice ("colour", "category"), a number, or on and off for a switch. "head"
/// takes a number, mean or all; a list of its keys, such as a walk, whole numbers with commas. Throws Error: the view, what it has, and what was found.
void setOption(const ViewKind& kind, ViewOptions& options, const QString& name, const QString& value);

/// How a view first shows a state from a file: research data says what belongs together, so where it has categories they are the colours.
void startWith(const ViewKind& kind, ViewOptions& options, const State& state);

}  // namespace gauge::ui
