// The links of pairs, from whatever they come from: coordinates δ_ij, or matrices.
#pragma once

#include "core/algebra/exponential_plan.h"
#include "core/connection/link_arrays.h"
#include "core/connection/options.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace gauge {

/// δ of one receiver and a list of senders into S×G; places count the tokens as they were loaded.
using LinkCoordinates = std::function<void(Index receiver, const std::vector<Index>& senders, RowMatrixd& delta)>;

/// The links of one receiver, one head: S of V_ij, V_ij⁻¹ and ln |det V_ij|.
struct LinkRow {
    Stack link;
    Stack inverse;
    Vectord logDet;
};

class LinkSource {
public:
    /// V_ij = exp(Σ_a δ_ij^a T_a).
    LinkSource(LinkCoordinates coordinates, const Generators& generators, const ExponentialPlan& plan);
    /// V_ij as given: H of N²×d×d.
    LinkSource(Index tokens, std::vector<Stack> matrices);

    std::size_t heads() const { return heads_.size(); }
    Index dim(std::size_t head) const { return heads_[head]; }
    /// First coordinates of the blocks that no link of a head mixes, and d at the end.
    std::vector<Index> blocks(std::size_t head) const;
    /// Coordinates are known: links are exponentials of the state's generators.
    bool exponential() const { return static_cast<bool>(coordinates_); }

    /// Links of a receiver from each of the senders, by places; V_ii = 1. Throws Error (receiver, sender) for an exponential that overflows.
    void row(std::size_t head, Index receiver, const std::vector<Index>& senders, LinkRow& out) const;
    /// δ of them. Only where `exponential`.
    void coordinates(Index receiver, const std::vector<Index>& senders, RowMatrixd& delta) const;

private:
    Heads heads_;
    LinkCoordinates coordinates_;
    std::vector<ExponentialPlan> plans_;  // a head each
    RowMatrixd traces_;                   // H×G: tr T_a of the head
    Index tokens_ = 0;
    std::vector<Stack> matrices_;
    std::vector<Stack> inverses_;
    std::vector<Vectord> logDets_;  // H of N²
};

/// Deviates of a standard normal that depend on the seed, the two places and the generator alone: antisymmetric in the places.
double linkDeviate(std::uint64_t seed, Index i, Index j, Index generator);

/// Means in the common frame, K×N, by places: what bilinear links read.
using LinkMeans = std::shared_ptr<const Matrixd>;

/// δ_ij^a = R · ½ (m_iᵀ W^a m_j − m_jᵀ W^a m_i), scaled by ρ and capped: Σ δ^a T_a is divided by √(1 + ‖Σ δ^a T_a‖²/c²), c = 12.
struct BilinearLinks {
    double amount = 0;                   // R·ρ
    std::vector<Matrixd> antisymmetric;  // G of K×K: ½ (W^a − W^aᵀ)
    Matrixd gram;                        // G×G: ⟨T_a, T_b⟩

    static constexpr double kCap = 12;

    BilinearLinks(double scaled, const std::vector<Matrixd>& weights, const Generators& generators);
    /// δ before the cap, G.
    Vectord uncapped(const Eigen::Ref<const Vectord>& receiver, const Eigen::Ref<const Vectord>& sender) const;
    /// What the cap multiplies δ by.
    double cap(const Vectord& delta) const;
};

/// Weights by the seed: G of K×K, normal with deviation 1/√K.
std::vector<Matrixd> seededLinkWeights(std::uint64_t seed, Index generators, Index dim);

}  // namespace gauge
