// A connection: the links V_ij between pulled-back beliefs, Ω_ij = U_i V_ij U_j⁻¹ (MATH.md §9).
#pragma once

#include "core/connection/link_lanes.h"
#include "core/error.h"

#include <optional>

namespace gauge {

/// W_h of one head, for every pair and i = j too.
struct HeadLink {
    Matrixd w;          // d×d
    Matrixd inverse;    // d×d
    double logDet = 0;  // ln |det W|
};

/// Links of two matrices a head may keep for its pairs, in bytes; more are made anew whenever a row is read.
inline constexpr double kMostLinkBytes = 0x1p29;

/// A value: copies share what is large. Without links it is flat.
class Connection {
public:
    Connection() = default;
    static Connection ofHeads(std::vector<HeadLink> heads);
    /// Of n tokens at places 0 … n−1. `byOffset`: links depend on i − j alone.
    static Connection ofPairs(std::shared_ptr<const LinkSource> source, Index n, bool byOffset);
    /// Links that read the means and follow them.
    static Connection ofMeans(BilinearLinks links, const Generators& generators, const ExponentialPlan& plan,
                              Matrixd means);

    bool flat() const { return heads_.empty() && source_ == nullptr; }
    /// Empty unless links are the same for every pair.
    const std::vector<HeadLink>& heads() const { return heads_; }
    /// Links differ from pair to pair, and V_ii = 1.
    bool byPair() const { return source_ != nullptr; }
    /// Where δ is known: links are exponentials of the state's generators.
    bool exponential() const { return source_ != nullptr && source_->exponential(); }
    /// Null unless links read the means.
    const std::shared_ptr<const BilinearLinks>& bilinear() const { return bilinear_; }

    /// V_ij, d×d; the identity where flat. Throws Error for tokens that links by pair have not.
    Matrixd link(std::size_t head, Index i, Index j, Index d) const;
    /// First coordinates of the blocks of a head that no link mixes, and d at the end.
    std::vector<Index> blocks(std::size_t head, Index d) const;
    /// A whole row of a head, every sender; only `byPair`.
    void row(std::size_t head, Index receiver, LinkRow& out) const;
    /// δ of a row, n×G; only `exponential`.
    void coordinates(Index receiver, RowMatrixd& delta) const;

    /// Agents picked by their index, each with the links of the token that it is, or that stands for it.
    Connection among(const std::vector<Index>& agents) const;
    /// The same of several connections: an agent of each. Where links read the means and those of the connections differ, they are made anew from `means` (K×n).
    struct Pick {
        const Connection* from;
        Index agent;
    };
    static Connection gather(const std::vector<Pick>& picks, const std::function<Matrixd()>& means);
    /// After the means have changed (K×n, common frame): only links that read them do. Agents are then tokens of their own.
    void follow(const std::function<Matrixd()>& means);

private:
    friend class LinkReader;
    void keepLanes(bool byOffset);
    void standAt(std::vector<Index> places);

    std::vector<HeadLink> heads_;
    std::shared_ptr<const LinkSource> source_;
    std::vector<Index> place_;                             // of every agent
    std::shared_ptr<const std::vector<LinkLanes>> lanes_;  // a head each; null where they are made row by row
    std::shared_ptr<const BilinearLinks> bilinear_;
    std::shared_ptr<const Generators> generators_;  // what bilinear links are made anew from
    std::shared_ptr<const ExponentialPlan> plan_;
};

/// Reads one head's links tile by tile, of pairs or of heads; for one thread.
class LinkReader {
public:
    LinkReader(const Connection& connection, std::size_t head);
    /// Links of receiver i from the senders of tile t, tiles of kBatch from 0. Valid until the next call.
    LinkTile tile(Index i, Index t);

private:
    const Connection& connection_;
    std::size_t head_;
    const LinkLanes* kept_ = nullptr;
    LinkLanes row_;  // of one receiver, where none are kept
    LinkRow made_;
    Index receiver_ = -1;
};

}  // namespace gauge
