// The CPU backend: picks where energies come from and what messages are made of (MATH.md §3, §4).
#include "core/backend/cpu_prepared.h"
#include "core/error.h"

namespace gauge {
namespace {

/// Energies by the cheapest way that honours the options.
template <class S>
void chooseEnergies(const Ensemble& ensemble, const AttentionOptions& options, CpuPrepared<S>& out)
{
    if (!options.energiesFactor()) {
        const bool common = !options.connection.flat() && options.transport != Transport::Pairwise &&
                            options.covariance.family != CovarianceFamily::DiagonalProjected;
        auto pairwise = common ? makeLinkEnergies<S>(ensemble, options) : makePairwiseEnergies<S>(ensemble, options);
        if (!options.messagesFactor()) {
            out.pairwise = pairwise.get();
            out.diagonal = ensemble.covariance.family == CovarianceFamily::Diagonal;
            out.frames = common ? identityFrames(ensemble.tokens(), ensemble.heads) : ensemble.frames;
        }
        out.energies = std::move(pairwise);
        return;
    }
    // A link takes a diagonal floor off its axes: low rank goes through the dense features there.
    const bool woodbury = options.score == Score::Divergence && !ensemble.lowRank.empty() && options.connection.flat();
    out.energies = woodbury ? makeLowRankEnergies<S>(ensemble, options) : makeFeatureEnergies<S>(ensemble, options);
}

template <class S>
std::unique_ptr<Prepared> prepareAs(const Ensemble& ensemble, const AttentionOptions& options, const Wanted& wanted)
{
    using Kind = typename MessageRows<S>::Kind;
    auto prepared = std::make_unique<CpuPrepared<S>>();
    prepared->heads = ensemble.heads;
    prepared->multiplicity = ensemble.multiplicity;
    chooseEnergies(ensemble, options, *prepared);
    if (prepared->pairwise != nullptr)
        return prepared;
    if (!options.connection.flat())
        prepared->links = ensemble.connection.heads();
    const bool diagonal = ensemble.covariance.family == CovarianceFamily::Diagonal;
    const bool onAxes = diagonal && prepared->links.empty();  // a link turns the spread of the means off the axes
    for (const GaussianBlock& block : ensemble.common.heads) {
        if (wanted.mixture)
            prepared->mixture.push_back(messageRows<S>(block, onAxes, wanted.meanOnly ? Kind::Mean : Kind::Moments));
        if (wanted.product)
            prepared->natural.push_back(messageRows<S>(block, diagonal, Kind::Naturals));
    }
    if (wanted.mixture && !wanted.meanOnly && mayLoseSpread<S>(ensemble.common))
        prepared->common = ensemble.common;
    return prepared;
}

class CpuBackend : public Backend {
public:
    std::string name() const override { return "cpu"; }
    std::optional<std::string> refuses(const AttentionOptions& options) const override
    {
        if (needsMatrixUnits(options.precision))
            return fmt::format(
                "--precision {}: needs --backend cuda (a processor without matrix units gains nothing from it), "
                "found cpu",
                precisionName(options.precision));
        return std::nullopt;
    }

    std::unique_ptr<Prepared> prepare(const Ensemble& ensemble, const AttentionOptions& options,
                                      const Wanted& wanted) const override
    {
        if (const auto refusal = refuses(options))
            throw Error(*refusal);
        return options.precision == Precision::Single ? prepareAs<float>(ensemble, options, wanted)
                                                      : prepareAs<double>(ensemble, options, wanted);
    }

    void attend(const Prepared& prepared, const AttentionOptions& options, const Wanted& wanted, const RunControl& control,
                AttentionResult& result) const override
    {
        if (options.precision == Precision::Single)
            cpuAttend(dynamic_cast<const CpuPrepared<float>&>(prepared), options, wanted, control, result);
        else
            cpuAttend(dynamic_cast<const CpuPrepared<double>&>(prepared), options, wanted, control, result);
    }

    StreamResult stream(const Prepared& prepared, const AttentionOptions& options, const StreamWanted& wanted,
                        const RunControl& control) const override
    {
        if (options.precision == Precision::Single)
            return cpuStream(dynamic_cast<const CpuPrepared<float>&>(prepared), options, wanted, control);
        return cpuStream(dynamic_cast<const CpuPrepared<double>&>(prepared), options, wanted, control);
    }
};

}  // namespace

std::unique_ptr<Backend> makeCpuBackend()
{
    return std::make_unique<CpuBackend>();
}

}  // namespace gauge
