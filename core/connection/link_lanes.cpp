#include "core/connection/link_lanes.h"

#include <algorithm>

namespace gauge {
namespace {

Index tilesOf(Index n)
{
    return (n + kBatch - 1) / kBatch;
}

}  // namespace

LinkLanes emptyLanes(Index receivers, Index n, Index d)
{
    LinkLanes lanes;
    lanes.dim = d;
    lanes.entry = kBatch;
    lanes.tile = d * d * kBatch;
    lanes.receiver = tilesOf(n) * lanes.tile;
    lanes.logTile = kBatch;
    lanes.logReceiver = tilesOf(n) * kBatch;
    const auto size = static_cast<std::size_t>(receivers * lanes.receiver);
    lanes.link.resize(size);
    lanes.inverse.resize(size);
    lanes.logDet.resize(static_cast<std::size_t>(receivers * lanes.logReceiver));
    return lanes;
}

void storeRow(const LinkRow& row, Index receiver, LinkLanes& lanes)
{
    const Index n = row.link.size();
    const Index d = lanes.dim;
    for (Index t = 0; t < tilesOf(n); ++t) {
        const Tile tile{t * kBatch, std::min(kBatch, n - t * kBatch)};
        const Index from = lanes.origin + receiver * lanes.receiver + t * lanes.tile;
        for (Index lane = 0; lane < kBatch; ++lane) {
            const Index j = tile.token(lane);
            const auto v = row.link[j];
            const auto inverse = row.inverse[j];
            for (Index r = 0; r < d; ++r) {
                for (Index c = 0; c < d; ++c) {
                    const auto at = static_cast<std::size_t>(from + (r * d + c) * kBatch + lane);
                    lanes.link[at] = v(r, c);
                    lanes.inverse[at] = inverse(r, c);
                }
            }
            lanes.logDet[static_cast<std::size_t>(receiver * lanes.logReceiver + t * kBatch + lane)] = row.logDet(j);
        }
    }
}

LinkLanes lanesOfOffsets(const LinkRow& row, Index n)
{
    const Index d = row.link.dim();
    const Index places = 2 * n - 1;
    LinkLanes lanes;
    lanes.dim = d;
    lanes.entry = places + kBatch;  // the last tile reads on beyond the last place
    lanes.receiver = lanes.logReceiver = -1;
    lanes.tile = lanes.logTile = kBatch;
    lanes.origin = lanes.logOrigin = n - 1;
    const auto size = static_cast<std::size_t>(d * d * lanes.entry);
    lanes.link.assign(size, 0.0);
    lanes.inverse.assign(size, 0.0);
    lanes.logDet.assign(static_cast<std::size_t>(lanes.entry), 0.0);
    for (Index place = 0; place < lanes.entry; ++place) {
        const Index from = std::min(place, places - 1);
        lanes.logDet[static_cast<std::size_t>(place)] = row.logDet(from);
        for (Index r = 0; r < d; ++r) {
            for (Index c = 0; c < d; ++c) {
                const auto at = static_cast<std::size_t>((r * d + c) * lanes.entry + place);
                lanes.link[at] = row.link[from](r, c);
                lanes.inverse[at] = row.inverse[from](r, c);
            }
        }
    }
    return lanes;
}

LinkLanes constantLanes(const Matrixd& link, const Matrixd& inverse, double logDet)
{
    const Index d = link.rows();
    LinkLanes lanes = emptyLanes(1, 1, d);
    LinkRow row{Stack(1, d), Stack(1, d), Vectord::Constant(1, logDet)};
    row.link[0] = link;
    row.inverse[0] = inverse;
    storeRow(row, 0, lanes);
    lanes.receiver = lanes.tile = lanes.logReceiver = lanes.logTile = 0;
    return lanes;
}

}  // namespace gauge
