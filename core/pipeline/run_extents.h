// What the layers of a run reach together: what pictures hold on to while it plays.
#pragma once

#include "core/pipeline/stages.h"
#include "core/stats/extent.h"

namespace gauge {

/// Of a matrix at every layer, as it is and by rows.
struct MatrixExtents {
    Extent plain, byRow;

    void take(const MatrixExtents& other);
};

struct RunExtents {
    // Of every head, and behind them of the heads' mean (energies, in nats: their sum).
    std::vector<MatrixExtents> attention, logAttention, energy;
    MatrixExtents distance;  // nats; empty without consensus
    double tallest = 0;      // join of any layer's tree, nats

    /// Takes what other layers of the same heads reach.
    void take(const RunExtents& others);
    /// Takes another layer. Matrices N×N a head.
    void takeAttention(const std::vector<RowMatrixd>& betas, const std::vector<RowMatrixd>& energies);
    void takeTree(const ScaleLevel& tree);
};

/// Of one layer: N² divergences. `tree` may be null: without consensus. Throws Error or Cancelled.
RunExtents layerExtents(const Backend& backend, const Ensemble& layer, const ScaleLevel* tree, const Request& request,
                        const RunControl& control);

}  // namespace gauge
