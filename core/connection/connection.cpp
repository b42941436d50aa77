#include "core/connection/connection.h"

#include "core/connection/link_matrix.h"
#include "core/parallel.h"

#include <algorithm>
#include <numeric>

namespace gauge {
namespace {

std::shared_ptr<const LinkSource> sourceOf(const std::shared_ptr<const BilinearLinks>& links, const Generators& generators,
                                           const ExponentialPlan& plan, Matrixd means)
{
    auto kept = std::make_shared<const Matrixd>(std::move(means));
    return std::make_shared<const LinkSource>(
        [links, kept](Index receiver, const std::vector<Index>& senders, RowMatrixd& delta) {
            delta.resize(static_cast<Index>(senders.size()), static_cast<Index>(links->antisymmetric.size()));
            for (std::size_t k = 0; k < senders.size(); ++k) {
                const Vectord d = links->uncapped(kept->col(receiver), kept->col(senders[k]));
                delta.row(static_cast<Index>(k)) = links->cap(d) * d.transpose();
            }
        },
        generators, plan);
}

std::vector<Index> firstPlaces(Index n)
{
    std::vector<Index> place(static_cast<std::size_t>(n));
    std::iota(place.begin(), place.end(), Index{0});
    return place;
}

}  // namespace

Connection Connection::ofHeads(std::vector<HeadLink> heads)
{
    Connection connection;
    std::vector<LinkLanes> lanes;
    for (const HeadLink& head : heads)
        lanes.push_back(constantLanes(head.w, head.inverse, head.logDet));
    connection.heads_ = std::move(heads);
    connection.lanes_ = std::make_shared<const std::vector<LinkLanes>>(std::move(lanes));
    return connection;
}

Connection Connection::ofPairs(std::shared_ptr<const LinkSource> source, Index n, bool byOffset)
{
    Connection connection;
    connection.source_ = std::move(source);
    connection.place_ = firstPlaces(n);
    connection.keepLanes(byOffset);
    return connection;
}

Connection Connection::ofMeans(BilinearLinks links, const Generators& generators, const ExponentialPlan& plan,
                               Matrixd means)
{
    Connection connection;
    connection.bilinear_ = std::make_shared<const BilinearLinks>(std::move(links));
    connection.generators_ = std::make_shared<const Generators>(generators);
    connection.plan_ = std::make_shared<const ExponentialPlan>(plan);
    connection.follow([&] { return std::move(means); });
    return connection;
}

void Connection::keepLanes(bool byOffset)
{
    const auto n = static_cast<Index>(place_.size());
    double bytes = 0;
    for (std::size_t h = 0; h < source_->heads(); ++h)
        bytes +=
            16.0 * static_cast<double>(source_->dim(h) * source_->dim(h)) * static_cast<double>(n) * static_cast<double>(n);
    lanes_ = nullptr;
    if (!byOffset && bytes > kMostLinkBytes)
        return;
    std::vector<LinkLanes> kept;
    for (std::size_t h = 0; h < source_->heads(); ++h) {
        if (byOffset) {
            LinkRow row;
            source_->row(h, n - 1, firstPlaces(2 * n - 1), row);
            kept.push_back(lanesOfOffsets(row, n));
            continue;
        }
        LinkLanes lanes = emptyLanes(n, n, source_->dim(h));
        parallelRanges(n, 4, [&](Index first, Index last) {
            LinkRow row;
            for (Index i = first; i < last; ++i) {
                source_->row(h, place_[static_cast<std::size_t>(i)], place_, row);
                storeRow(row, i, lanes);
            }
        });
        kept.push_back(std::move(lanes));
    }
    lanes_ = std::make_shared<const std::vector<LinkLanes>>(std::move(kept));
}

Matrixd Connection::link(std::size_t head, Index i, Index j, Index d) const
{
    if (!heads_.empty())
        return heads_[head].w;
    if (source_ == nullptr)
        return Matrixd::Identity(d, d);
    const auto n = static_cast<Index>(place_.size());
    if (i < 0 || j < 0 || i >= n || j >= n)
        fail("link: expected tokens from 0 to {}, found {} and {}", n - 1, i, j);
    if (lanes_ != nullptr) {
        Matrixd v(d, d);
        unpackLink((*lanes_)[head].at(i, j / kBatch), j % kBatch, d, v);
        return v;
    }
    LinkRow one;
    source_->row(head, place_[static_cast<std::size_t>(i)], {place_[static_cast<std::size_t>(j)]}, one);
    return one.link[0];
}

std::vector<Index> Connection::blocks(std::size_t head, Index d) const
{
    return source_ != nullptr ? source_->blocks(head) : std::vector<Index>{0, d};
}

void Connection::row(std::size_t head, Index receiver, LinkRow& out) const
{
    source_->row(head, place_[static_cast<std::size_t>(receiver)], place_, out);
}

void Connection::coordinates(Index receiver, RowMatrixd& delta) const
{
    source_->coordinates(place_[static_cast<std::size_t>(receiver)], place_, delta);
}

Connection Connection::among(const std::vector<Index>& agents) const
{
    if (source_ == nullptr)
        return *this;
    if (agents.empty())
        return {};
    std::vector<Pick> picks;
    for (const Index agent : agents)
        picks.push_back({this, agent});
    return gather(picks, {});
}

Connection Connection::gather(const std::vector<Pick>& picks, const std::function<Matrixd()>& means)
{
    Connection picked = *picks.front().from;
    if (picked.source_ == nullptr)
        return picked;
    std::vector<Index> places;
    bool alike = true;
    for (const Pick& pick : picks) {
        alike = alike && pick.from->source_ == picked.source_;
        places.push_back(pick.from->place_[static_cast<std::size_t>(pick.agent)]);
    }
    if (alike)
        picked.standAt(std::move(places));
    else if (picked.bilinear_ != nullptr)
        picked.follow(means);
    else
        fail("connection: expected agents of one connection, found {} agents of several", picks.size());
    return picked;
}

void Connection::standAt(std::vector<Index> places)
{
    // Of a run of neighbours links still depend on i − j where all did.
    const auto gap = std::adjacent_find(places.begin(), places.end(), [](Index a, Index b) { return b != a + 1; });
    const bool byOffset = lanes_ != nullptr && lanes_->front().receiver == -1;
    place_ = std::move(places);
    keepLanes(byOffset && gap == place_.end());
}

void Connection::follow(const std::function<Matrixd()>& means)
{
    if (bilinear_ == nullptr)
        return;
    Matrixd now = means();
    place_ = firstPlaces(now.cols());
    source_ = sourceOf(bilinear_, *generators_, *plan_, std::move(now));
    keepLanes(false);
}

LinkReader::LinkReader(const Connection& connection, std::size_t head) : connection_(connection), head_(head)
{
    if (connection.lanes_ != nullptr)
        kept_ = &(*connection.lanes_)[head];
    else
        row_ = emptyLanes(1, static_cast<Index>(connection.place_.size()), connection.source_->dim(head));
}

LinkTile LinkReader::tile(Index i, Index t)
{
    if (kept_ != nullptr)
        return kept_->at(i, t);
    if (receiver_ != i) {
        connection_.row(head_, i, made_);
        storeRow(made_, 0, row_);
        receiver_ = i;
    }
    return row_.at(0, t);
}

}  // namespace gauge
