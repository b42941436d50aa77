// The CPU backend with a counter of the divergences it was asked for.
#pragma once

#include "core/backend/backend.h"

namespace gauge::test {

class CountingBackend : public Backend {
public:
    std::string name() const override { return "counting"; }
    std::optional<std::string> refuses(const AttentionOptions& options) const override { return inner_->refuses(options); }
    std::unique_ptr<Prepared> prepare(const Ensemble& ensemble, const AttentionOptions& options,
                                      const Wanted& wanted) const override
    {
        tokens_ = ensemble.tokens();
        return inner_->prepare(ensemble, options, wanted);
    }
    void attend(const Prepared& prepared, const AttentionOptions& options, const Wanted& wanted, const RunControl& control,
                AttentionResult& result) const override
    {
        evaluations += tokens_ * tokens_;
        inner_->attend(prepared, options, wanted, control, result);
    }
    StreamResult stream(const Prepared& prepared, const AttentionOptions& options, const StreamWanted& wanted,
                        const RunControl& control) const override
    {
        evaluations += tokens_ * tokens_;
        return inner_->stream(prepared, options, wanted, control);
    }

    mutable Index evaluations = 0;

private:
    std::unique_ptr<Backend> inner_ = makeCpuBackend();
    mutable Index tokens_ = 0;
};

}  // namespace gauge::test
