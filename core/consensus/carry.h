// Links that carry beliefs to the place of the agent that stands for them, and back (MATH.md §9).
#pragma once

#include "core/consensus/linkage.h"
#include "core/gaussian/ensemble.h"

namespace gauge {

/// One link an agent: in the coordinates of the place it is carried to its belief is V·q. Nothing is carried where it is empty.
class Carry {
public:
    Carry() = default;
    /// Every member to the medoid of its cluster; an agent of no cluster stays. medoid: of each cluster, an agent.
    Carry(const Ensemble& ensemble, const Clusters& clusters, const std::vector<Index>& medoid);

    bool empty() const { return links_.u.empty(); }
    CommonBeliefs there(const CommonBeliefs& beliefs) const;
    CommonBeliefs back(const CommonBeliefs& beliefs) const;
    /// Natural parameters from there back: Vᵀ P V, Vᵀ h; ln det C is left out.
    std::vector<NaturalBlock> back(const std::vector<NaturalBlock>& naturals) const;
    /// One agent's V, d×d.
    Matrixd link(std::size_t head, Index agent) const { return links_.u[head][agent]; }

    /// First there, and from there on: agent i by the link of label[i]. N rows.
    Carry then(const Carry& next, const std::vector<Index>& label, const Heads& heads) const;
    /// These agents are where they were.
    void leave(const std::vector<Index>& agents);

private:
    Frames links_;  // u: V, inverse: V⁻¹
};

}  // namespace gauge
