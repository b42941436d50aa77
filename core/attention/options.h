// What an attention computation is asked for, in types (the words are in pipeline/parameters.h).
#pragma once

#include "core/attention/mask.h"
#include "core/attention/prior.h"
#include "core/connection/options.h"
#include "core/gaussian/covariance.h"
#include "core/gaussian/divergence.h"

#include <array>
#include <vector>

namespace gauge {

/// Of the pair products. Half (three bf16 products), Tf32 and Bf16 (one product) are rounded by matrix units; everything else is then single.
enum class Precision { Double, Single, Half, Tf32, Bf16 };
inline constexpr std::array kPrecisions{Precision::Double, Precision::Single, Precision::Half, Precision::Tf32,
                                        Precision::Bf16};

/// The word of --precision.
constexpr const char* precisionName(Precision precision)
{
    constexpr std::array names{"double", "single", "half", "tf32", "bf16"};
    return names.at(static_cast<std::size_t>(precision));
}

/// Precisions that only matrix units round to.
constexpr bool needsMatrixUnits(Precision precision)
{
    return precision != Precision::Double && precision != Precision::Single;
}

enum class MessageKind { Mixture, Product };

/// Exact goes through the common frame, Pairwise forms one Ω_ij a pair: equal results. FirstOrder takes
/// Ω_ij ≈ I + Φ_i − Φ_j. None compares local beliefs as they stand.
enum class Transport { Exact, Pairwise, FirstOrder, None };

/// What attention is the softmax of: −divergence, or the dot product m_i·m_j of the means in the common frame.
enum class Score { Divergence, DotProduct };

struct AttentionOptions {
    double kappa = 1.0;                   // nats
    bool sqrtDim = false;                 // tau_h = kappa sqrt(d_h)
    std::vector<double> headTemperature;  // H, multiplies tau_h; empty: 1
    bool summedHeads = false;             // energies of all heads added, one beta (tau = kappa, or kappa sqrt(K))
    Score score = Score::Divergence;
    Divergence divergence = Divergence::Kl;
    double renyiOrder = 0.5;
    Covariance covariance;
    Transport transport = Transport::Exact;
    MessageKind message = MessageKind::Mixture;
    Mask mask;
    AttentionPrior prior;
    ConnectionOptions connection;
    bool allowedOnly = false;  // energies of pairs the mask allows; the others are not computed and NaN
    Precision precision = Precision::Double;

    /// Messages of first-order transport, of locally diagonal covariances and of links by pairs differ from pair to pair.
    bool messagesFactor() const
    {
        return connection.factors() && transport != Transport::FirstOrder &&
               covariance.family != CovarianceFamily::DiagonalProjected;
    }
    /// Energies are a matrix product of features in the common frame (MATH.md §3).
    bool energiesFactor() const
    {
        return score == Score::DotProduct ||
               (messagesFactor() && transport != Transport::Pairwise && divergence != Divergence::Renyi);
    }

    bool operator==(const AttentionOptions&) const = default;
};

/// tau_h in nats.
double temperature(const AttentionOptions& options, const Heads& heads, std::size_t head);

}  // namespace gauge
