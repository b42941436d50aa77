// What may be tried against a trouble: one control, one value.
#pragma once

#include "core/pipeline/trouble.h"

#include <string>
#include <vector>

namespace gauge {

struct Candidate {
    std::string parameter;  // name of its row
    std::string value;      // as a person would type it: two digits, three where two would miss
    double distance = 0;    // how great a change it is: doublings, or halvings, of what is in force
};

/// The least change first; none that is in force already, that means nothing for the source, or that would make of a trained model another one.
/// What θ, M and fewer layers give is read from the merge tree and the groups of earlier layers, κ from the energies of the layer; the others
/// are doublings and halvings of what is in force.
std::vector<Candidate> candidatesAgainst(Trouble trouble, const Snapshot& snapshot);

/// A cut of a merge tree.
struct Cut {
    double theta =
        0;  // nats: more than the highest merge it applies, not more than the next one; two digits, three where two would miss
    Index agents = 0;
};
/// One that shows something: of the cuts that leave a third to two thirds of N tokens as agents, the one that holds over the widest range of θ; a factor
/// of three is wide enough, and of those it is the one next to the θ in force. Where there is none, of all cuts with a group and at most three quarters of
/// the tokens in it (of two tokens: both). Nothing where there is none of those either, or none that three digits can name.
std::optional<Cut> bestCut(const std::vector<Merge>& tree, Index n, double thetaNow);

}  // namespace gauge
