// The CPU backend's own form of an ensemble, and its two verbs.
#pragma once

#include "core/attention/energies.h"
#include "core/attention/softmax.h"
#include "core/backend/backend.h"
#include "core/backend/cpu_carried.h"
#include "core/gaussian/message_rows.h"

namespace gauge {

template <class S>
class CpuPrepared : public Prepared {
public:
    Heads heads;
    Vectord multiplicity;
    std::unique_ptr<PairEnergies<S>> energies;
    const PairwiseEnergies<S>* pairwise = nullptr;  // set when messages do not factor: they come from there
    Frames frames;                                  // of what those messages are heard in; for them alone
    bool diagonal = false;                          // their covariances keep their diagonal in the common frame
    std::vector<HeadLink> links;  // a head each, which messages are carried by once they are averaged; empty: as they are
    std::vector<MessageRows<S>> mixture;  // a head each; empty when not wanted, or when messages do not factor
    std::vector<MessageRows<S>> natural;
    CommonBeliefs common;  // what mixtures are sharpened from; empty where none can lose its spread to rounding

    Index tokens() const { return multiplicity.size(); }
};

template <class S>
void cpuAttend(const CpuPrepared<S>& prepared, const AttentionOptions& options, const Wanted& wanted,
               const RunControl& control, AttentionResult& result);

template <class S>
StreamResult cpuStream(const CpuPrepared<S>& prepared, const AttentionOptions& options, const StreamWanted& wanted,
                       const RunControl& control);

/// Whether averages about one common origin can lose the spread of what some receiver hears to rounding.
template <class S>
bool mayLoseSpread(const CommonBeliefs& common);

/// Takes the mixtures again whose variances are rounding of the squares they were differences of, about the mean of what is heard. Nothing where
/// `prepared.common` or `messages` are empty.
template <class S>
void sharpenSpread(const CpuPrepared<S>& prepared, const AttentionOptions& options, const std::vector<char>& silent,
                   const RunControl& control, std::vector<GaussianBlock>& messages);

/// ln w_ij of every head (of the one row of heads when they are summed).
template <class S>
std::vector<LogWeights> logWeightsOf(const CpuPrepared<S>& prepared, const AttentionOptions& options);

/// What receiver i hears pair by pair, in common coordinates.
template <class S>
void storeHeard(const CpuPrepared<S>& prepared, std::size_t head, Index i, const S* beta, bool mixture, bool natural,
                std::vector<GaussianBlock>& messages, std::vector<NaturalBlock>& naturals);

/// Shapes messages of heads×N for storeHeard.
template <class S>
void shapeHeard(const CpuPrepared<S>& prepared, bool mixture, bool natural, std::vector<GaussianBlock>& messages,
                std::vector<NaturalBlock>& naturals);

[[noreturn]] void energyOverflows(Index receiver, bool single);

}  // namespace gauge
