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
        auto pairwise = makePairwiseEnergies<S>(ensemble, options);
        if (!options.messagesFactor())
            out.pairwise = pairwise.get();
        out.energies = std::move(pairwise);
        return;
    }
    const bool woodbury = options.score == Score::Divergence && !ensemble.lowRank.empty();
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
    if (prepared->pairwise != nullptr) {
        prepared->frames = ensemble.frames;
        return prepared;
    }
    const bool diagonal = ensemble.covariance.family == CovarianceFamily::Diagonal;
    for (const GaussianBlock& block : ensemble.common.heads) {
        if (wanted.mixture)
            prepared->mixture.push_back(messageRows<S>(block, diagonal, wanted.meanOnly ? Kind::Mean : Kind::Moments));
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
