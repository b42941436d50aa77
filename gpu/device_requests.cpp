#include "gpu/device_requests.h"

#include "core/algebra/frames.h"

#include <cmath>

namespace gauge {

using gpu::LoadRequest;
using gpu::PairRequest;

gpu::Number numberOf(Precision precision)
{
    switch (precision) {
    case Precision::Double: return gpu::Number::Double;
    case Precision::Single: return gpu::Number::Single;
    case Precision::Half: return gpu::Number::Half;
    case Precision::Tf32: return gpu::Number::Tf32;
    case Precision::Bf16: return gpu::Number::Bf16;
    }
    return gpu::Number::Double;
}

gpu::Score scoreOf(const AttentionOptions& o)
{
    if (o.score == Score::DotProduct)
        return gpu::Score::DotProduct;
    return o.divergence == Divergence::ReverseKl  ? gpu::Score::ReverseKl
           : o.divergence == Divergence::Jeffreys ? gpu::Score::Jeffreys
                                                  : gpu::Score::Kl;
}

std::vector<gpu::HeadInput> headsOf(const std::vector<GaussianBlock>& blocks)
{
    std::vector<gpu::HeadInput> heads;
    for (const GaussianBlock& block : blocks)
        heads.push_back({static_cast<int>(block.dim()), block.mean.data(), block.cov[0].data()});
    return heads;
}

LoadRequest loadOf(const Ensemble& ensemble, const AttentionOptions& options)
{
    LoadRequest load;
    load.tokens = static_cast<int>(ensemble.tokens());
    load.heads = headsOf(ensemble.common.heads);
    load.diagonal = ensemble.covariance.family == CovarianceFamily::Diagonal;
    load.score = scoreOf(options);
    if (!options.connection.flat())
        for (const HeadLink& link : ensemble.connection.heads())
            load.links.push_back({link.w.data(), link.inverse.data(), link.logDet});
    return load;
}

PairRequest pairRequest(const AttentionOptions& o, const Heads& heads, const Vectord& multiplicity)
{
    PairRequest r;
    r.mask = o.mask.kind == Mask::Kind::Causal         ? PairRequest::Mask::Causal
             : o.mask.kind == Mask::Kind::Window       ? PairRequest::Mask::Window
             : o.mask.kind == Mask::Kind::CausalWindow ? PairRequest::Mask::CausalWindow
                                                       : PairRequest::Mask::Full;
    r.width = static_cast<int>(o.mask.width);
    r.self = o.mask.self;
    r.summed = o.summedHeads;
    const std::size_t count = o.summedHeads ? 1 : heads.size();
    if (!(multiplicity.array() == 1.0).all())
        for (const double n : multiplicity)
            r.logMultiplicity.push_back(std::log(n));
    for (std::size_t h = 0; h < count; ++h) {
        r.temperature.push_back(temperature(o, heads, h));
        if (o.prior.kind == AttentionPrior::Kind::None)
            continue;
        r.distance.emplace_back();
        for (Index k = 0; k < multiplicity.size(); ++k)
            r.distance.back().push_back(o.prior.logWeight(h, count, k));
    }
    return r;
}

PairwiseParts::PairwiseParts(const Ensemble& e, const AttentionOptions& o)
{
    if (o.energiesFactor())
        return;
    using Request = gpu::PairwiseRequest;
    request = std::make_shared<Request>();
    request->diagonal = o.covariance.family == CovarianceFamily::DiagonalProjected;
    request->hear = !o.messagesFactor();
    request->order = o.renyiOrder;
    request->divergence = o.divergence == Divergence::Renyi       ? Request::Divergence::Renyi
                          : o.divergence == Divergence::ReverseKl ? Request::Divergence::ReverseKl
                          : o.divergence == Divergence::Jeffreys  ? Request::Divergence::Jeffreys
                                                                  : Request::Divergence::Kl;
    if (!e.frames.identity && o.transport == Transport::FirstOrder)
        request->carry = Request::Carry::FirstOrder;
    else if (!e.frames.identity && (o.transport == Transport::Pairwise || request->diagonal))
        request->carry = Request::Carry::Frames;
    // Beliefs that nothing carries meet in the common frame: it is every token's own.
    const bool common = request->carry == Request::Carry::Nothing && !e.frames.identity;
    beliefs = pushForward(e.common, common ? identityFrames(e.tokens(), e.heads) : e.frames);
    request->heads = headsOf(beliefs.heads);
    for (std::size_t h = 0; h < e.heads.size(); ++h) {
        if (request->carry == Request::Carry::FirstOrder) {
            algebra.push_back(algebraElements(e.phi, e.generators, e.heads, h));
            request->frame.push_back(algebra.back()[0].data());
        } else if (request->carry == Request::Carry::Frames) {
            request->frame.push_back(e.frames.u[h][0].data());
            request->inverse.push_back(e.frames.inverse[h][0].data());
        }
    }
}

gpu::Watch Watching::watch()
{
    return {[](void* self, double fraction) {
                static_cast<Watching*>(self)->control.check();
                static_cast<Watching*>(self)->control.report(fraction);
            },
            this};
}

}  // namespace gauge
