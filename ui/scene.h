// What a view is given to paint: a snapshot, what is selected, how to look.
#pragma once

#include "core/pipeline/snapshot.h"
#include "ui/painter/style.h"

#include <memory>
#include <QPainter>
#include <QRectF>
#include <vector>

namespace gauge::ui {

/// Tokens lit up in every view. Hover previews, a click locks.
struct Selection {
    std::vector<int> hovered;
    std::vector<int> locked;
    int receiver = -1;  // the pair under the pointer, if there is one
    int sender = -1;

    bool operator==(const Selection&) const = default;
    bool lights(int token) const;
};

enum class Quantity { Attention, LogAttention, Energy };

/// What a person chose for one view.
struct ViewOptions {
    Quantity quantity = Quantity::Attention;
    int head = -1;  // −1: mean over heads (energies: their sum)
    bool byCluster = false;
    double azimuth = 0.6;    // radians
    double elevation = 0.5;  // radians
    bool trails = true;
};

struct Scene {
    std::shared_ptr<const Snapshot> snapshot;
    Selection selection;
    Style style;
    ViewOptions options;
};

/// What lies under a point of a view.
struct Hit {
    std::vector<int> tokens;
    int receiver = -1;
    int sender = -1;
    bool threshold = false;  // the draggable θ line
    QString text;            // exact value with its unit, for the status bar
};

/// A view is two functions; widgets and figures share them.
struct ViewKind {
    const char* name;  // as in --view
    const char* title;
    const char* empty;  // what to do when there is nothing to show
    void (*paint)(QPainter&, const QRectF&, const Scene&);
    Hit (*hit)(const QRectF&, const Scene&, const QPointF&);
    double aspect;  // height/width of a figure
};

/// attention, frames, beliefs, dendrogram, tower.
const std::vector<ViewKind>& viewKinds();
/// Null for an unknown name.
const ViewKind* findView(const QString& name);

/// The matrix that the attention view shows (N×N) and its range.
struct ShownMatrix {
    RowMatrixd values;
    double least = 0;
    double greatest = 1;
    QString symbol;
    QString unit;
};
ShownMatrix shownMatrix(const Snapshot& snapshot, const ViewOptions& options);

QString tokenName(const Snapshot& snapshot, Index i);
/// Colour of the token's cluster.
QColor tokenColour(const Snapshot& snapshot, const Style& style, Index i);

void paintAttention(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hitAttention(const QRectF& area, const Scene& scene, const QPointF& at);
void paintFrames(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hitFrames(const QRectF& area, const Scene& scene, const QPointF& at);
void paintBeliefs(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hitBeliefs(const QRectF& area, const Scene& scene, const QPointF& at);
void paintDendrogram(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hitDendrogram(const QRectF& area, const Scene& scene, const QPointF& at);
/// θ in nats at a height of the dendrogram view.
double dendrogramThreshold(const QRectF& area, const Scene& scene, const QPointF& at);
void paintTower(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hitTower(const QRectF& area, const Scene& scene, const QPointF& at);

}  // namespace gauge::ui
