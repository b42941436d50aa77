#include "core/dynamics/evolve.h"

#include "core/error.h"
#include "core/gaussian/divergence.h"
#include "core/gaussian/mirror.h"
#include "core/parallel.h"

#include <cmath>
#include <optional>

namespace gauge {
namespace {

constexpr int kMostHalvings = 40;
constexpr double kArmijo = 1e-4;  // share of the promised decrease that must arrive

/// Beliefs, frames and prior of the moment.
struct Moment {
    Ensemble ensemble;
    CommonBeliefs prior;
};

class Descent {
public:
    Descent(const Backend& backend, const AttentionOptions& attention, const EvolveOptions& options,
            const RunControl& control)
        : backend_(backend), attention_(attention), o_(options), control_(control)
    {
    }

    FreeEnergy freeEnergyOf(const Moment& at) const
    {
        const AttentionResult r = attendOnce(backend_, at.ensemble, attention_,
                                             {.energy = false, .attention = false, .mixture = false}, control_);
        return freeEnergy(at.ensemble.common, at.prior, r, o_.alpha, o_.lambda);
    }

    FreeEnergyGradient gradientOf(const Moment& at) const
    {
        return freeEnergyGradient(backend_, at.ensemble, at.prior, attention_, {o_.alpha, o_.lambda}, control_);
    }

    /// Natural-gradient step of the beliefs: P ← P + 2r G, m ← m − r C' g. Returns the free energy it arrives at.
    double beliefStep(Moment& at) const
    {
        const FreeEnergyGradient g = gradientOf(at);
        const double slope = naturalSlope(at.ensemble.common, g.heads);
        return search(at, g.value.total(), slope, o_.step / (o_.alpha + o_.lambda), [&](Moment& next, double rate) {
            for (std::size_t h = 0; h < g.heads.size(); ++h)
                if (!moveAlong(next.ensemble.common.heads[h], g.heads[h], rate))
                    return false;
            settle(next.ensemble);
            return true;
        });
    }

    /// Steepest descent of the frames along their group.
    void frameStep(Moment& at, const ExponentialPlan& plan, bool mustFall) const
    {
        const FreeEnergyGradient g = gradientOf(at);
        const auto move = [&](Moment& next, double rate) {
            turnFrames(next, -rate * g.frame, plan);
            return true;
        };
        if (mustFall)
            search(at, g.value.total(), g.frame.squaredNorm(), o_.frameStep, move);
        else
            move(at, o_.frameStep);
    }

private:
    /// Halves the rate until F falls by a share of rate·slope (Armijo); stays where it is when nothing below rounding is left
    /// to gain.
    template <class Move>
    double search(Moment& at, double value, double slope, double rate, Move move) const
    {
        for (int k = 0; k < kMostHalvings && slope > 0; ++k, rate *= 0.5) {
            control_.check();
            if (rate * slope < 1e-15 * std::abs(value))
                break;
            Moment next = at;
            const std::optional<double> arrived = tryMove(next, rate, move);
            if (arrived && *arrived <= value - kArmijo * rate * slope) {
                at = std::move(next);
                return *arrived;
            }
        }
        return value;
    }

    /// The free energy after a move; none where the move leaves what doubles can hold: too long a step, not an error.
    template <class Move>
    std::optional<double> tryMove(Moment& next, double rate, Move move) const
    {
        try {
            if (move(next, rate))
                return freeEnergyOf(next).total();
        } catch (const Error&) {
        }
        return std::nullopt;
    }

    /// −dF/dr of the natural-gradient step at r = 0: Σ gᵀ C g + 2 tr(G C G C).
    static double naturalSlope(const CommonBeliefs& beliefs, const std::vector<BlockGradient>& g)
    {
        double slope = 0;
        for (std::size_t h = 0; h < g.size(); ++h) {
            for (Index i = 0; i < beliefs.tokens(); ++i) {
                const Matrixd gc = g[h].cov[i] * beliefs.heads[h].cov[i];
                slope += g[h].mean.col(i).dot(beliefs.heads[h].cov[i] * g[h].mean.col(i)) +
                         2 * gc.cwiseProduct(gc.transpose()).sum();
            }
        }
        return slope;
    }

    /// False where a precision would lose definiteness.
    static bool moveAlong(GaussianBlock& block, const BlockGradient& g, double rate)
    {
        NaturalBlock eta = naturalParameters(block);
        for (Index i = 0; i < block.tokens(); ++i)
            eta.precision[i] += 2 * rate * g.cov[i];
        GaussianBlock moved;
        if (tryFromNatural(eta.precision, Matrixd::Zero(block.dim(), block.tokens()), moved) >= 0)
            return false;
        for (Index i = 0; i < block.tokens(); ++i)
            moved.mean.col(i) = block.mean.col(i) - rate * (moved.cov[i] * g.mean.col(i));
        block = std::move(moved);
        return true;
    }

    /// U_i ← U_i exp(Σ_a x_ia T_a); local beliefs and priors stay, so the common ones turn back.
    static void turnFrames(Moment& at, const RowMatrixd& x, const ExponentialPlan& plan)
    {
        const Frames turn = framesFromPhi(x, plan);
        at.ensemble.common = turnedBack(at.ensemble.common, turn);
        at.prior = turnedBack(at.prior, turn);
        Frames next;
        for (std::size_t h = 0; h < plan.heads.size(); ++h) {
            Stack u = at.ensemble.frames.u[h];
            Stack inverse = at.ensemble.frames.inverse[h];
            for (Index i = 0; i < u.size(); ++i) {
                u[i] = (u[i] * turn.u[h][i]).eval();
                inverse[i] = (turn.inverse[h][i] * inverse[i]).eval();
            }
            next.u.push_back(std::move(u));
            next.inverse.push_back(std::move(inverse));
            next.blocks.push_back(at.ensemble.frames.blocks[h] == turn.blocks[h] ? turn.blocks[h]
                                                                                 : std::vector<Index>{0, plan.heads[h]});
        }
        at.ensemble.frames = std::move(next);
        at.ensemble.phi.resize(0, 0);  // the frames are no longer exp of these
        settle(at.ensemble);
        projectCovariances(at.prior, at.ensemble.covariance);
    }

    const Backend& backend_;
    const AttentionOptions& attention_;
    const EvolveOptions& o_;
    const RunControl& control_;
};

/// Σ_i γ_i KL(q_i ‖ b_i), nats.
double pulledEnergy(const CommonBeliefs& beliefs, const Pull& pull)
{
    double sum = 0;
    for (std::size_t h = 0; h < pull.belief.heads.size(); ++h) {
        const GaussianBlock& q = beliefs.heads[h];
        const GaussianBlock& b = pull.belief.heads[h];
        sum += pull.weight.dot(klBetween(q.mean, q.cov, b.mean, b.cov));
    }
    return sum;
}

/// Adds the free energy of one more step.
void keepEnergy(Trajectory& trajectory, Matrixd byToken, double meta, Keep keep)
{
    const Eigen::Vector3d parts = byToken.rowwise().sum();
    if (keep == Keep::Layers)
        trajectory.byToken.push_back(std::move(byToken));
    trajectory.history.push_back({parts(0), parts(1), parts(2), meta});
    if (!std::isfinite(trajectory.history.back().total()))
        fail("evolve: expected a finite free energy, found none at step {} (a weight or a step too large)",
             trajectory.history.size() - 1);
}

/// Layers that the backend ran as one.
Trajectory trajectoryOf(const Ensemble& ensemble, MirrorLayers done, Keep keep)
{
    Trajectory trajectory;
    trajectory.layersRun = static_cast<int>(done.layers.size());
    trajectory.layers.push_back(ensemble.common);
    for (CommonBeliefs& layer : done.layers) {
        requireFinite(layer.heads, "evolve");
        if (keep == Keep::Ends && trajectory.layers.size() > 1)
            trajectory.layers.pop_back();
        trajectory.layers.push_back(std::move(layer));
    }
    trajectory.frames.assign(trajectory.layers.size(), ensemble.frames);
    for (Matrixd& parts : done.byToken)
        keepEnergy(trajectory, std::move(parts), 0, keep);
    return trajectory;
}

/// Adds the layer that a run has come to.
void keepLayer(Trajectory& trajectory, const Moment& now, Keep keep)
{
    if (keep == Keep::Ends && trajectory.layers.size() > 1) {
        trajectory.layers.pop_back();
        trajectory.frames.pop_back();
    }
    trajectory.layers.push_back(now.ensemble.common);
    trajectory.frames.push_back(now.ensemble.frames);
}

}  // namespace

double movedBy(const CommonBeliefs& after, const CommonBeliefs& before)
{
    Vectord moved = Vectord::Zero(after.tokens());
    for (std::size_t h = 0; h < after.heads.size(); ++h) {
        const GaussianBlock& to = after.heads[h];
        const GaussianBlock& from = before.heads[h];
        moved += klBetween(to.mean, to.cov, from.mean, from.cov);
    }
    return moved.size() > 0 ? moved.maxCoeff() : 0.0;
}

void mirrorNaturals(NaturalBlock& eta, std::size_t head, const std::vector<NaturalBlock>& prior,
                    const std::vector<NaturalBlock>& messages, const EvolveOptions& o, const std::vector<char>& silent,
                    const Pull* pull)
{
    parallelRanges(eta.precision.size(), 32, [&](Index first, Index last) {
        for (Index i = first; i < last; ++i) {
            const double gamma = pull != nullptr ? pull->weight(i) : 0.0;
            const bool hears = silent.empty() || silent[static_cast<std::size_t>(i)] == 0;
            const MirrorWeights<double> w = mirrorWeights(o.step, o.alpha, o.lambda, gamma, hears);
            eta.precision[i] =
                w.own * eta.precision[i] + w.prior * prior[head].precision[i] + w.message * messages[head].precision[i];
            eta.h.col(i) = w.own * eta.h.col(i) + w.prior * prior[head].h.col(i) + w.message * messages[head].h.col(i);
            if (gamma > 0) {
                eta.precision[i] += w.pull * pull->natural[head].precision[i];
                eta.h.col(i) += w.pull * pull->natural[head].h.col(i);
            }
        }
    });
}

CommonBeliefs mirrorStep(const CommonBeliefs& beliefs, const std::vector<NaturalBlock>& prior,
                         const std::vector<NaturalBlock>& messages, const EvolveOptions& options,
                         const std::vector<char>& silent, const Pull* pull)
{
    CommonBeliefs next;
    for (std::size_t h = 0; h < beliefs.heads.size(); ++h) {
        NaturalBlock eta = naturalParameters(beliefs.heads[h]);
        mirrorNaturals(eta, h, prior, messages, options, silent, pull);
        next.heads.push_back(fromNatural(eta.precision, eta.h));
    }
    return next;
}

Ensemble ensembleOfLayer(const Ensemble& start, const Trajectory& path, std::size_t layer, bool framesMoved)
{
    Ensemble e = start;
    e.common = path.layers[layer];
    e.frames = path.frames[layer];
    if (framesMoved && layer > 0)
        e.phi.resize(0, 0);  // frames have left exp(phi)
    if (layer > 0)
        e.lowRank.clear();  // of the first layer; later ones are compared as they stand
    e.connection.follow([&] { return allMeans(e.common); });
    return e;
}

CommonBeliefs priorOfLayer(const CommonBeliefs& prior, const Ensemble& start, const Trajectory& path, std::size_t layer,
                           bool framesMoved)
{
    return framesMoved && layer > 0 ? pullBack(pushForward(prior, start.frames), path.frames[layer]) : prior;
}

std::string evolveRefusal(const AttentionOptions& attention, const EvolveOptions& options, std::size_t generators)
{
    if (options.frameStep > 0 && generators == 0)
        return "--frame-step: frames move along their generators, found none (a file without generators, or --transport "
               "none)";
    if (options.frameStep > 0 || options.dynamics == Dynamics::Gradient)
        return gradientRefusal(attention);
    return {};
}

Trajectory evolve(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                  const AttentionOptions& attention, const EvolveOptions& options, const RunControl& control,
                  const PullSource& pull, Keep keep)
{
    if (pull && (options.frameStep > 0 || options.dynamics == Dynamics::Gradient))
        fail("--meta-prior: meta-tokens feed back in mirror steps with frames that stay, found --dynamics gradient or a "
             "--frame-step");
    if (const std::string refusal = evolveRefusal(attention, options, ensemble.generators.size()); !refusal.empty())
        throw Error(refusal);
    const Descent descent(backend, attention, options, control);
    const bool gradient = options.dynamics == Dynamics::Gradient;
    const ExponentialPlan plan =
        options.frameStep > 0 ? planExponential(ensemble.generators, ensemble.heads) : ExponentialPlan{};
    Moment now{ensemble, prior};
    std::vector<NaturalBlock> priorNaturals = naturalParameters(prior);
    const std::vector<char> silent = silentReceivers(attention.mask, ensemble.tokens());

    Trajectory trajectory;
    keepLayer(trajectory, now, keep);
    const int total = options.layers * options.steps;
    const Wanted wanted{
        .energy = false, .attention = false, .mixture = false, .product = !gradient && total > 0, .receivers = true};
    if (!gradient && !pull && options.frameStep == 0 && total > 0 && options.until == 0) {
        const MirrorWanted layers{options.layers, options.steps, options.alpha, options.lambda, options.step};
        if (auto done = backend.mirrorLayers(ensemble, prior, attention, layers, control))
            return trajectoryOf(ensemble, std::move(*done), keep);
    }
    std::optional<Pull> held;
    CommonBeliefs before = options.until > 0 ? ensemble.common : CommonBeliefs{};  // the layer
    for (int t = 0; t <= total; ++t) {
        control.check();
        if (pull && t < total && t % options.steps == 0)
            held = pull(now.ensemble);
        const AttentionResult result = attendOnce(backend, now.ensemble, attention, wanted, control);
        keepEnergy(trajectory, tokenFreeEnergy(now.ensemble.common, now.prior, result, options.alpha, options.lambda),
                   held ? pulledEnergy(now.ensemble.common, *held) : 0, keep);
        if (t == total || trajectory.converged)
            break;
        if (gradient) {
            descent.beliefStep(now);
        } else {
            now.ensemble.common =
                mirrorStep(now.ensemble.common, priorNaturals, result.naturals, options, silent, held ? &*held : nullptr);
            requireFinite(now.ensemble.common.heads, "evolve");
            settle(now.ensemble);
        }
        if (options.frameStep > 0) {
            descent.frameStep(now, plan, gradient);
            priorNaturals = naturalParameters(now.prior);
        }
        if ((t + 1) % options.steps == 0) {
            keepLayer(trajectory, now, keep);
            ++trajectory.layersRun;
            if (options.until > 0) {
                trajectory.converged = movedBy(now.ensemble.common, before) < options.until;
                before = now.ensemble.common;
            }
        }
        control.report(static_cast<double>(t + 1) / total);
    }
    return trajectory;
}

}  // namespace gauge
