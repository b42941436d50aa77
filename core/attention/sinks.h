// What a streamed attention keeps: nothing that grows with N² (DESIGN.md, Streaming).
#pragma once

#include "core/attention/options.h"
#include "core/gaussian/beliefs.h"

#include <vector>

namespace gauge {

struct StreamWanted {
    Index pooledCells = 256;  // sides of the pooled maps, at most N
    Index links = 8;          // strongest senders kept a receiver
    double edgesBelow = -1;   // nats: pairs with consensus distance D below it are kept; < 0: none
    bool product = false;     // messages as natural parameters instead of the mixture
};

/// Receiver i < sender j with D_ij = ½ Σ_h (E_ij + E_ji) below the threshold.
struct Edge {
    Index i, j;
    double distance;  // nats
};

struct StreamResult {
    CommonBeliefs message;                      // mixture, common frame
    std::vector<NaturalBlock> naturals;         // product, common frame
    std::vector<RowMatrixd> pooled;             // H of B×B: mean attention of a cell's pairs
    std::vector<RowMatrix<double>> linkWeight;  // H of N×links, falling; 0 where there are fewer senders
    std::vector<RowMatrix<Index>> linkSender;   // H of N×links; −1 where there are fewer senders
    std::vector<Edge> edges;                    // by receiver, then sender
    std::vector<double> couplingEnergy;         // H, nats
    std::vector<double> couplingEntropy;
    std::vector<Vectord> receiverEnergy;  // the same by receiver: H of N; with summed heads all of it is the first head's
    std::vector<Vectord> receiverEntropy;
};

/// First token of each of B cells over N tokens, and N at the end: cell c holds [bounds[c], bounds[c+1]).
std::vector<Index> pooledBounds(Index n, Index cells);

/// Throws Error for what cannot be streamed.
void requireStreamable(const AttentionOptions& options, const StreamWanted& wanted);

/// Every part but the messages, shaped and empty.
StreamResult emptyStream(Index n, std::size_t heads, bool summedHeads, const StreamWanted& wanted);

/// From sums over the pairs of a cell to their means.
void meansOfCells(const std::vector<Index>& bounds, std::vector<RowMatrixd>& pooled);

/// Pairs of which both directions (receiver, sender, E_ij of all heads) are listed and whose mean is below theta, by receiver, then
/// sender.
std::vector<Edge> pairUp(std::vector<Edge> directed, double theta);

}  // namespace gauge
