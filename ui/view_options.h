// What a person chose for one view, and the controls that choose it.
#pragma once

#include <QPointF>
#include <vector>

namespace gauge::ui {

enum Quantity { Attention, LogAttention, Energy, Distance };
enum HeadChoice { MeanHead = -1, EveryHead = -2 };
enum FramesMode { Triads, Ball, Angles, Carry };
enum BeliefAxes { Pc12, Pc13, Pc23, Dimensions };
enum BeliefColour { ByCluster, ByToken, ByCategory, ByEntropy };
enum ConsensusMode { Tree, Links, Numbers };
enum StatisticsMode { EntropyByLayer, Agreement, HeadRoles, EntropyByKappa, Equivariance, FrameMap };

struct ViewOptions {
    // attention
    int quantity = Attention;
    int head = MeanHead;
    int byCluster = 0;  // order of the dendrogram
    int lockRange = 0;  // keep [least, greatest] whatever the state
    int perRow = 0;     // each row on its own scale
    int threshold = 0;  // hide what is below: none, 1/N, 0.05, 0.1, 0.2
    double least = 0;   // of the locked range
    double greatest = 1;
    // arcs
    int top = 1;       // strongest senders of each receiver: 1, 2, 3, 5, all
    int receiver = 0;  // everyone, or the selected tokens alone
    // frames
    int frames = Triads;
    int block = 0;  // which block of the frame is drawn
    int frameTrails = 0;
    double azimuth = 0.6;    // radians
    double elevation = 0.5;  // radians
    // beliefs
    int axes = Pc12;
    int first = 0;  // with Dimensions: which two
    int local = 0;  // each in its own frame
    int colour = ByCluster;
    int sigma = 0;  // ½, 1, 2
    int trails = 1;
    // consensus
    int consensus = Tree;
    // tower
    int fold = 0;
    int follow = 0;
    int counts = 0;  // agents and divergences by layer
    // energy
    int stacked = 0;
    int logScale = 0;
    int token = 0;  // the selected token alone
    // statistics
    int statistics = EntropyByLayer;
    // inspector
    int step = 0;
    // every view
    double zoom = 1;
    QPointF centre{0.5, 0.5};  // of what is visible, as shares of the whole

    bool operator==(const ViewOptions&) const = default;
};

enum class Choices { Fixed, Heads, Blocks, Dimensions };

/// One control of a view's tool bar: a choice, a switch without choices, or with no member a parameter of the run.
struct ViewControl {
    const char* name;
    const char* label;
    const char* tip;
    int ViewOptions::*member;
    std::vector<const char*> choices;
    Choices source = Choices::Fixed;
};

}  // namespace gauge::ui
