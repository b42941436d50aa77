// What a view is given to paint: a snapshot, what is selected, how to look.
#pragma once

#include "core/cost/methods.h"
#include "core/pipeline/snapshot.h"
#include "ui/painter/style.h"
#include "ui/view_options.h"

#include <map>
#include <memory>
#include <QPainter>
#include <QRectF>
#include <vector>

namespace gauge::ui {

/// Tokens lit up in every view, and the pair under the lens. Hover previews, a click locks.
struct Selection {
    std::vector<int> hovered;
    std::vector<int> locked;
    int receiver = -1;  // the pair under the pointer, if there is one
    int sender = -1;
    int lockedReceiver = -1;
    int lockedSender = -1;

    bool operator==(const Selection&) const = default;
    bool lights(int token) const;
};

/// What the cost view knows.
struct CostState {
    std::shared_ptr<const CostReport> report;
    bool running = false;
    double fraction = 0;
    bool stale = false;  // the state has changed since
    QString failure;
};

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
    double moment = -1;  // between two layers while the picture moves; −1: at rest on the snapshot's layer
    std::shared_ptr<const GroupNames> names;
    QRectF visible;  // the part of the area that is on screen, where zoom made the area larger

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

/// How a view zooms: not; as a whole; along its tokens; or by its own axes.
enum class Zoom { None, Whole, Along, Own };

/// A view is a few functions; widgets and figures share them.
struct ViewKind {
    const char* name;  // as in --view
    const char* title;
    const char* empty;  // what to do when there is nothing to show
    const char* icon;   // resources/icons/NAME.svg
    void (*paint)(QPainter&, const QRectF&, const Scene&);
    Hit (*hit)(const QRectF&, const Scene&, const QPointF&);
    /// B − A of two snapshots, scene.reference being A.
    void (*difference)(QPainter&, const QRectF&, const Scene&);
    /// What is shown, as rows of cells: for the clipboard and data files.
    QList<QStringList> (*table)(const Scene&);
    /// Where its axes lie: for zooming about a point, and to line panels up. Null for a view without; an empty rectangle for a picture
    /// without.
    QRectF (*plot)(const QRectF&, const Scene&);
    double aspect;  // height/width of a figure
    Zoom zoom;
    std::vector<ViewControl> controls;  // at most six
    /// Why a scene has nothing to show here, in words; empty where it has. Null: it always has.
    QString (*refusal)(const Scene&) = nullptr;
};

/// attention, arcs, frames, beliefs, dendrogram, tower, energy, cost, inspector, statistics, next.
const std::vector<ViewKind>& viewKinds();
/// Null for an unknown name.
const ViewKind* findView(const QString& name);

/// A view, or with a reference A | B | B−A side by side; zoomed as its options say.
void paintView(const ViewKind& kind, QPainter& painter, const QRectF& area, const Scene& scene);
/// What is under a point of it, whichever of the pictures it lies in.
Hit hitView(const ViewKind& kind, const QRectF& area, const Scene& scene, const QPointF& at);
/// The θ under a point of the consensus view's tree or of the tree on the attention view's margin, nats; without a tree the present one.
double thresholdAt(const ViewKind& kind, const QRectF& area, const Scene& scene, const QPointF& at);
/// Why two snapshots have no difference; empty when they have.
QString differenceRefusal(const Scene& scene);
/// Why a view has nothing to show of a scene, or of one of the two whose difference it is; empty where it has. Who paints, points at or
/// lists a view asks this first.
QString refusalOf(const ViewKind& kind, const Scene& scene);
/// What a view shows, as rows of cells; or why it shows nothing, in one.
QList<QStringList> tableView(const ViewKind& kind, const Scene& scene);

QString tokenName(const Snapshot& snapshot, Index i);
/// Colour of the token's cluster.
QColor tokenColour(const Snapshot& snapshot, const Style& style, Index i);
/// The widest name in pixels, by the longest few.
double widestName(const Snapshot& snapshot, const QFont& font);
/// The pair the inspector looks at: under the pointer, locked, the first locked token and whom it hears most, or of all pairs of
/// different words the one with most attention; −1 without one.
std::pair<int, int> pairOf(const Scene& scene);
/// Whom a receiver hears most besides itself; −1 when nobody.
int strongestSender(const Snapshot& snapshot, int receiver);
/// Full-precision text of a number, for tables.
QString exactNumber(double value);
/// Why there is no consensus; empty where there is.
QString consensusRefusalOf(const Scene& scene);
/// Why there is nothing to show, in the middle of the view.
void paintRefusal(QPainter& painter, const QRectF& area, const Scene& scene, const QString& text);

// The views (ui/views/*.cpp).
void paintAttention(QPainter& painter, const QRectF& area, const Scene& scene);
void paintAttentionDifference(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hitAttention(const QRectF& area, const Scene& scene, const QPointF& at);
QRectF attentionPlot(const QRectF& area, const Scene& scene);
double attentionThreshold(const QRectF& area, const Scene& scene, const QPointF& at);
QList<QStringList> tableOfAttention(const Scene& scene);
QString attentionRefusal(const Scene& scene);

void paintArcs(QPainter& painter, const QRectF& area, const Scene& scene);
void paintArcsDifference(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hitArcs(const QRectF& area, const Scene& scene, const QPointF& at);
QList<QStringList> tableOfArcs(const Scene& scene);

void paintFrames(QPainter& painter, const QRectF& area, const Scene& scene);
void paintFramesDifference(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hitFrames(const QRectF& area, const Scene& scene, const QPointF& at);
QList<QStringList> tableOfFrames(const Scene& scene);

void paintBeliefs(QPainter& painter, const QRectF& area, const Scene& scene);
void paintBeliefsDifference(QPainter& painter, const QRectF& area, const Scene& scene);
QRectF beliefsPlot(const QRectF& area, const Scene& scene);
Hit hitBeliefs(const QRectF& area, const Scene& scene, const QPointF& at);
QList<QStringList> tableOfBeliefs(const Scene& scene);

void paintDendrogram(QPainter& painter, const QRectF& area, const Scene& scene);
void paintDendrogramDifference(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hitDendrogram(const QRectF& area, const Scene& scene, const QPointF& at);
QRectF dendrogramPlot(const QRectF& area, const Scene& scene);
double dendrogramThreshold(const QRectF& area, const Scene& scene, const QPointF& at);
QList<QStringList> tableOfDendrogram(const Scene& scene);

void paintTower(QPainter& painter, const QRectF& area, const Scene& scene);
void paintTowerDifference(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hitTower(const QRectF& area, const Scene& scene, const QPointF& at);
QList<QStringList> tableOfTower(const Scene& scene);

void paintEnergy(QPainter& painter, const QRectF& area, const Scene& scene);
void paintEnergyDifference(QPainter& painter, const QRectF& area, const Scene& scene);
QRectF energyPlot(const QRectF& area, const Scene& scene);
Hit hitEnergy(const QRectF& area, const Scene& scene, const QPointF& at);
QList<QStringList> tableOfEnergy(const Scene& scene);

void paintCost(QPainter& painter, const QRectF& area, const Scene& scene);
void paintCostDifference(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hitCost(const QRectF& area, const Scene& scene, const QPointF& at);
QList<QStringList> tableOfCost(const Scene& scene);

void paintStatistics(QPainter& painter, const QRectF& area, const Scene& scene);
void paintStatisticsDifference(QPainter& painter, const QRectF& area, const Scene& scene);
QRectF statisticsPlot(const QRectF& area, const Scene& scene);
Hit hitStatistics(const QRectF& area, const Scene& scene, const QPointF& at);
QList<QStringList> tableOfStatistics(const Scene& scene);
QString statisticsRefusal(const Scene& scene);

void paintNextToken(QPainter& painter, const QRectF& area, const Scene& scene);
void paintNextTokenDifference(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hitNextToken(const QRectF& area, const Scene& scene, const QPointF& at);
QList<QStringList> tableOfNextToken(const Scene& scene);
QString nextTokenRefusal(const Scene& scene);

void paintInspector(QPainter& painter, const QRectF& area, const Scene& scene);
void paintInspectorDifference(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hitInspector(const QRectF& area, const Scene& scene, const QPointF& at);
QList<QStringList> tableOfInspector(const Scene& scene);

}  // namespace gauge::ui
