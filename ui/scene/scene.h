// What a view is given to paint: a snapshot, what is selected, how to look.
#pragma once

#include "core/cost/methods.h"
#include "core/pipeline/snapshot.h"
#include "core/stats/extent.h"
#include "core/sweep/branch.h"
#include "core/sweep/map.h"
#include "ui/painter/style.h"
#include "ui/scene/selection.h"
#include "ui/scene/view_options.h"

#include <map>
#include <memory>
#include <QPainter>
#include <QRectF>
#include <vector>

namespace gauge::ui {

/// What the cost view knows.
struct CostState {
    std::shared_ptr<const CostReport> report;
    bool running = false;
    double fraction = 0;
    bool stale = false;  // the state has changed since
    QString failure;

    bool operator==(const CostState&) const = default;
};

/// What the map view knows.
struct MapState {
    std::shared_ptr<const SweepMap> map;        // as far as it is filled; null before the first cells
    std::shared_ptr<const SweptBranch> branch;  // stationary states through the present point; null unless asked for
    bool running = false;
    double fraction = 0;  // of the level that is being filled
    bool stored = false;  // the map of a file: nothing is computed
    QString failure;
    QString branchFailure;

    bool operator==(const MapState&) const = default;
};

/// How far what a view shows reaches along each axis that scales with it.
using Reach = std::vector<Extent>;

/// Names people gave to groups, by their sorted members.
using GroupNames = std::map<std::vector<Index>, QString>;

/// Of a comparison, what this picture shows.
enum class Side { Alone, A, B, Difference };

struct Scene {
    std::shared_ptr<const Snapshot> snapshot;
    Selection selection;
    Style style;
    ViewOptions options;
    std::shared_ptr<const Snapshot> reference;  // A, where states are compared
    Side side = Side::Alone;
    CostState cost;
    MapState map;
    int head = MeanHead;  // that attention beside it shows: a view of one head shows it too, unless another is chosen
    std::pair<int, int> held{-1, -1};  // looked at since the run began to play, where nothing is chosen
    double moment = -1;                // between two layers while the picture moves; −1: at rest on the snapshot's layer
    std::shared_ptr<const GroupNames> names;
    Reach reach = {};  // its axes reach at least so far; empty: as far as what is shown
    QRectF visible;    // the part of the area that is on screen, where zoom made the area larger

    QRectF frame(const QRectF& area) const { return visible.isNull() ? area : visible; }
};

/// What lies under a point of a view.
struct Hit {
    std::vector<int> tokens;
    int receiver = -1;
    int sender = -1;
    bool threshold = false;  // the draggable θ line
    QString text;            // exact value with its unit, for the status bar
    QString value;           // the number alone, for the clipboard
};

/// A token as it is shown (ui/scene/token_text.h), and as it is.
QString tokenName(const Snapshot& snapshot, Index i);
/// What there are several of: layers, or the records of a recorded run.
QString layerWord(const Snapshot& snapshot);
QString tokenText(const Snapshot& snapshot, Index i);
/// A word that the vocabulary lacks: its belief is a guess that it shares with others of its kind (State::guessed).
bool isUnknown(const Snapshot& snapshot, Index i);
/// Pen and brush for the dot of a token: filled with a colour, hollow where its word is unknown.
void setDot(QPainter& painter, const Snapshot& snapshot, const Style& style, Index i, const QColor& colour);
/// Colour of the token's cluster.
QColor tokenColour(const Snapshot& snapshot, const Style& style, Index i);
/// The widest name in pixels, by the longest few.
double widestName(const Snapshot& snapshot, const QFont& font);
/// The pair the inspector looks at: under the pointer, locked, the first locked token and whom it hears most, or of all pairs of
/// different words the one with most attention (while the run plays, the one it began with); −1 without one. Of a comparison it is B's pair in every picture.
std::pair<int, int> pairOf(const Scene& scene);
/// Whom a receiver hears most besides itself; −1 when nobody.
int strongestSender(const Snapshot& snapshot, int receiver);
/// The token that stands so many places further in an order; the first where none is active (−1).
int movedAlong(const std::vector<Index>& order, int token, int by);
/// Full-precision text of a number, for tables.
QString exactNumber(double value);
/// Why there is no consensus; empty where there is.
QString consensusRefusalOf(const Scene& scene);
/// Why two snapshots have no difference; empty when they have.
QString differenceRefusal(const Scene& scene);
/// Why there is nothing to show, in the middle of the view.
void paintRefusal(QPainter& painter, const QRectF& area, const Scene& scene, const QString& text);

}  // namespace gauge::ui
