// Links in register lanes: what the loops over pairs read, a receiver and a batch of senders at a time.
#pragma once

#include "core/connection/link_sources.h"
#include "core/kernels/batch.h"

namespace gauge {

/// Entries (r, c) of V_ij or its inverse for the senders of one tile: lanes at link + (r·d + c)·entry.
struct LinkTile {
    const double* link;
    const double* inverse;
    const double* logDet;  // ln |det V_ij|: one lane
    Index entry;

    Lane at(const double* matrix, Index d, Index r, Index c) const
    {
        return {matrix + (r * d + c) * entry, stdx::element_aligned};
    }
    /// d×d into a batch matrix.
    void load(const double* matrix, Index d, BatchMatrix& out) const { loadBlock(matrix, d, 0, d, out); }
    /// Rows and columns first … last − 1 alone.
    void loadBlock(const double* matrix, Index d, Index first, Index last, BatchMatrix& out) const
    {
        for (Index r = first; r < last; ++r)
            for (Index c = first; c < last; ++c)
                out(r, c) = at(matrix, d, r, c);
    }
    Lane logDeterminant() const { return {logDet, stdx::element_aligned}; }
};

/// One head's links of many receivers, or of one. Receiver i and tile t begin at origin + i·receiver + t·tile.
struct LinkLanes {
    Index dim = 0;
    Index entry = 0, receiver = 0, tile = 0, origin = 0;
    Index logReceiver = 0, logTile = 0, logOrigin = 0;
    Aligned<double> link, inverse, logDet;

    LinkTile at(Index i, Index t) const
    {
        const Index from = origin + i * receiver + t * tile;
        return {link.data() + from, inverse.data() + from, logDet.data() + logOrigin + i * logReceiver + t * logTile,
                entry};
    }
};

/// Shapes lanes for so many receivers and n senders, a block of tiles a receiver.
LinkLanes emptyLanes(Index receivers, Index n, Index d);

/// Puts a receiver's links of n senders where lanes of emptyLanes keep them; what lies beyond n takes copies of the last.
void storeRow(const LinkRow& row, Index receiver, LinkLanes& lanes);

/// Links that depend on i − j alone, of 2n−1 places: `row` holds V for senders 0 … 2n−2 of the receiver at n−1. Lanes are read out of one table.
LinkLanes lanesOfOffsets(const LinkRow& row, Index n);

/// One link for every pair.
LinkLanes constantLanes(const Matrixd& link, const Matrixd& inverse, double logDet);

}  // namespace gauge
