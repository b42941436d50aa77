#include "core/dynamics/step_map.h"

#include "core/error.h"
#include "core/parallel.h"

#include <cmath>

namespace gauge {
namespace {

/// Of an unknown's scale: how far it is moved at most for a difference.
constexpr double kMoved = 2e-5;

/// So often an eighth of it is tried, where a state lies beside what is none.
constexpr int kEighths = 4;

/// Unknowns of one token in a head of d dimensions.
Index unknownsOf(Index d, bool diagonal)
{
    return d + (diagonal ? d : d * (d + 1) / 2);
}

/// Calls at(k, a, b) for every entry of the precision that is an unknown, the k-th after h.
template <class At>
void forPrecision(Index d, bool diagonal, At at)
{
    Index k = d;
    for (Index b = 0; b < d; ++b)
        for (Index a = b; a < (diagonal ? b + 1 : d); ++a)
            at(k++, a, b);
}

}  // namespace

std::string stepMapRefusal(const AttentionOptions& attention, const EvolveOptions& options)
{
    if (options.dynamics == Dynamics::Gradient)
        return "--dynamics: the linear part of a step is that of mirror steps, found gradient";
    if (options.frameStep > 0)
        return fmt::format("--frame-step: the linear part of a step is that of frames at rest, found {}",
                           options.frameStep);
    if (attention.covariance.family == CovarianceFamily::LowRank)
        return fmt::format(
            "--covariance: the linear part of a step is that of full or diagonal covariances, found low-rank={}",
            attention.covariance.rank);
    if (attention.precision != Precision::Double)
        return fmt::format("--precision: the linear part of a step is a difference of energies in double, found {}",
                           precisionName(attention.precision));
    return {};
}

StepMap::StepMap(const Backend& backend, Ensemble ensemble, const CommonBeliefs& prior, AttentionOptions attention,
                 EvolveOptions options)
    : backend_(&backend), ensemble_(std::move(ensemble)), attention_(std::move(attention)), options_(options)
{
    if (const std::string refusal = stepMapRefusal(attention_, options_); !refusal.empty())
        throw Error(refusal);
    prior_ = naturalParameters(prior);
    silent_ = silentReceivers(attention_.mask, ensemble_.tokens());
}

Index StepMap::unknowns() const
{
    Index n = 0;
    for (const Index d : ensemble_.heads)
        n += unknownsOf(d, diagonal());
    return n * ensemble_.tokens();
}

Vectord StepMap::packed(const std::vector<NaturalBlock>& naturals) const
{
    Vectord x(unknowns());
    Index at = 0;
    for (Index i = 0; i < ensemble_.tokens(); ++i)
        for (const NaturalBlock& eta : naturals) {
            const Index d = eta.h.rows();
            x.segment(at, d) = eta.h.col(i);
            forPrecision(d, diagonal(), [&](Index k, Index a, Index b) { x(at + k) = eta.precision[i](a, b); });
            at += unknownsOf(d, diagonal());
        }
    return x;
}

std::vector<NaturalBlock> StepMap::naturals(const Vectord& x) const
{
    const Index n = ensemble_.tokens();
    std::vector<NaturalBlock> naturals;
    for (const Index d : ensemble_.heads)
        naturals.push_back({Stack(n, d), Matrixd(d, n), Vectord::Zero(n)});
    Index at = 0;
    for (Index i = 0; i < n; ++i)
        for (NaturalBlock& eta : naturals) {
            const Index d = eta.h.rows();
            eta.h.col(i) = x.segment(at, d);
            forPrecision(d, diagonal(), [&](Index k, Index a, Index b) {
                eta.precision[i](a, b) = x(at + k);
                eta.precision[i](b, a) = x(at + k);
            });
            at += unknownsOf(d, diagonal());
        }
    return naturals;
}

Vectord StepMap::pack(const CommonBeliefs& beliefs) const
{
    return packed(naturalParameters(beliefs));
}

std::optional<CommonBeliefs> StepMap::beliefs(const Vectord& x) const
{
    if (!x.allFinite())
        return std::nullopt;
    CommonBeliefs out;
    for (const NaturalBlock& eta : naturals(x)) {
        out.heads.emplace_back();
        if (tryFromNatural(eta.precision, eta.h, out.heads.back()) >= 0)
            return std::nullopt;
    }
    return out;
}

std::optional<Vectord> StepMap::tryStep(const Vectord& x, const RunControl& control) const
{
    std::optional<CommonBeliefs> now = beliefs(x);
    if (!now)
        return std::nullopt;
    control.check();
    Ensemble e = ensemble_;
    e.common = std::move(*now);
    settle(e);
    const AttentionResult result = attendOnce(
        *backend_, e, attention_, {.energy = false, .attention = false, .mixture = false, .product = true}, control);
    std::vector<NaturalBlock> next = naturals(x);
    for (std::size_t h = 0; h < next.size(); ++h)
        mirrorNaturals(next[h], h, prior_, result.naturals, options_, silent_, nullptr);
    if (!diagonal())
        return packed(next);
    for (std::size_t h = 0; h < next.size(); ++h)  // along links what is heard need not be diagonal
        e.common.heads[h] = fromNatural(next[h].precision, next[h].h);
    settle(e);
    return pack(e.common);
}

Vectord StepMap::step(const Vectord& x, const RunControl& control) const
{
    std::optional<Vectord> next = tryStep(x, control);
    if (!next)
        fail("step: expected positive definite precisions, found a token without one");
    return *std::move(next);
}

std::optional<Vectord> StepMap::residual(const Vectord& x, const RunControl& control) const
{
    try {
        std::optional<Vectord> next = tryStep(x, control);
        if (next)
            *next = (*next - x) / options_.step;
        return next;
    } catch (const Error&) {  // a state whose energies doubles do not hold
        return std::nullopt;
    }
}

Vectord StepMap::scale(const Vectord& x) const
{
    Vectord scale(x.size());
    Index at = 0;
    for (Index i = 0; i < ensemble_.tokens(); ++i)
        for (const Index d : ensemble_.heads) {
            Vectord root(d);
            forPrecision(d, diagonal(), [&](Index k, Index a, Index b) {
                if (a == b)
                    root(a) = std::sqrt(x(at + k));
            });
            scale.segment(at, d) = root + x.segment(at, d).cwiseAbs();
            forPrecision(d, diagonal(), [&](Index k, Index a, Index b) { scale(at + k) = root(a) * root(b); });
            at += unknownsOf(d, diagonal());
        }
    return scale;
}

Vectord StepMap::derivative(const Vectord& x, const Vectord& scale, const Vectord& direction,
                            const RunControl& control) const
{
    const double most = direction.cwiseQuotient(scale).cwiseAbs().maxCoeff();
    if (!(most > 0))
        return Vectord::Zero(x.size());
    double moved = kMoved / most;
    for (int k = 0; k < kEighths; ++k, moved /= 8) {
        const std::optional<Vectord> above = tryStep(x + moved * direction, control);
        const std::optional<Vectord> below = tryStep(x - moved * direction, control);
        if (above && below)
            return (*above - *below) / (2 * moved);
    }
    fail("step: expected states beside the one whose linear part is asked for, found a precision that {} of it makes "
         "indefinite",
         kMoved / std::pow(8, kEighths - 1));
}

Matrixd StepMap::residualJacobian(const Vectord& x, const RunControl& control) const
{
    const Index n = x.size();
    const Vectord scale = this->scale(x);
    Matrixd jacobian(n, n);
    parallelRanges(n, 1, [&](Index first, Index last) {
        for (Index k = first; k < last; ++k) {
            const Vectord unit = Vectord::Unit(n, k);
            keptApart([&] { jacobian.col(k) = (derivative(x, scale, unit, control) - unit) / options_.step; });
        }
    });
    return jacobian;
}

}  // namespace gauge
