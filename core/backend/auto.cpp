// The choice between the CPU and a device that has to be reached first: by the size of the pair stage.
#include "core/backend/backend.h"

namespace gauge {
namespace {

/// Multiplications of the pair stage from which a device is worth its launches and copies. Not yet measured on a device.
constexpr double kWorthwhile = 2e9;

class AutoPrepared : public Prepared {
public:
    const Backend* backend = nullptr;
    std::unique_ptr<Prepared> inner;
};

class AutoBackend : public Backend {
public:
    explicit AutoBackend(std::unique_ptr<Backend> fast) : fast_(std::move(fast)) {}

    std::string name() const override { return "auto (cpu, " + fast_->name() + ")"; }

    std::optional<std::string> refuses(const AttentionOptions& options) const override
    {
        const auto refusal = cpu_->refuses(options);
        return refusal && fast_->refuses(options) ? refusal : std::nullopt;
    }

    std::unique_ptr<Prepared> prepare(const Ensemble& ensemble, const AttentionOptions& options,
                                      const Wanted& wanted) const override
    {
        auto prepared = std::make_unique<AutoPrepared>();
        prepared->backend = &chosen(ensemble, options);
        prepared->inner = prepared->backend->prepare(ensemble, options, wanted);
        return prepared;
    }

    void attend(const Prepared& prepared, const AttentionOptions& options, const Wanted& wanted, const RunControl& control,
                AttentionResult& result) const override
    {
        const auto& p = dynamic_cast<const AutoPrepared&>(prepared);
        p.backend->attend(*p.inner, options, wanted, control, result);
    }

    StreamResult stream(const Prepared& prepared, const AttentionOptions& options, const StreamWanted& wanted,
                        const RunControl& control) const override
    {
        const auto& p = dynamic_cast<const AutoPrepared&>(prepared);
        return p.backend->stream(*p.inner, options, wanted, control);
    }

    std::optional<MirrorLayers> mirrorLayers(const Ensemble& ensemble, const CommonBeliefs& prior,
                                             const AttentionOptions& options, const MirrorWanted& wanted,
                                             const RunControl& control) const override
    {
        return chosen(ensemble, options).mirrorLayers(ensemble, prior, options, wanted, control);
    }

private:
    const Backend& chosen(const Ensemble& ensemble, const AttentionOptions& options) const
    {
        if (cpu_->refuses(options))
            return *fast_;
        const bool diagonal = ensemble.covariance.family == CovarianceFamily::Diagonal;
        double length = 0;
        for (const Index d : ensemble.heads)
            length += static_cast<double>(diagonal ? 2 * d : d * (d + 3) / 2);
        const auto n = static_cast<double>(ensemble.tokens());
        return n * n * length >= kWorthwhile && !fast_->refuses(options) ? *fast_ : *cpu_;
    }

    std::unique_ptr<Backend> cpu_ = makeCpuBackend();
    std::unique_ptr<Backend> fast_;
};

}  // namespace

std::unique_ptr<Backend> makeAutoBackend(std::unique_ptr<Backend> fast)
{
    return std::make_unique<AutoBackend>(std::move(fast));
}

}  // namespace gauge
