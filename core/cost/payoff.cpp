#include "core/cost/payoff.h"

#include "core/consensus/distance.h"
#include "core/error.h"

#include <algorithm>
#include <chrono>
#include <functional>

namespace gauge {
namespace {

double largestDifference(const CommonBeliefs& a, const CommonBeliefs& b)
{
    double difference = 0;
    double widest = 1e-300;
    for (std::size_t h = 0; h < a.heads.size(); ++h) {
        difference = std::max(difference, (a.heads[h].mean - b.heads[h].mean).cwiseAbs().maxCoeff());
        widest = std::max(widest, a.heads[h].mean.cwiseAbs().maxCoeff());
    }
    return difference / widest;
}

/// Per-layer times from runs of L layers and of one.
Seconds perLayer(const std::vector<double>& many, const std::vector<double>& one, int layers)
{
    std::vector<double> each;
    for (std::size_t k = 0; k < many.size(); ++k)
        each.push_back(std::max(1e-9, (many[k] - one[k]) / (layers - 1)));
    return summarise(std::move(each));
}

/// Detection and formation by themselves, on all tokens, as evolveCondensed does them.
class Agreement {
public:
    Agreement(const Backend& backend, const Ensemble& ensemble, const AttentionOptions& attention,
              const ConsensusOptions& consensus, const RunControl& control)
        : backend_(backend), ensemble_(ensemble), attention_(attention), consensus_(consensus), control_(control),
          streamed_(ensemble.tokens() > kMostInMatrices), prepared_(backend.prepare(ensemble, attention, kWanted))
    {
        attendAndDetect();
    }

    /// The attention alone: with matrices it is done once, and detection reads what is there.
    void attend()
    {
        if (streamed_)
            backend_.stream(*prepared_, attention_, {.pooledCells = 1, .links = 0, .product = true}, control_);
    }

    void attendAndDetect()
    {
        if (streamed_) {
            pairs_ =
                backend_
                    .stream(*prepared_, attention_,
                            {.pooledCells = 1, .links = 0, .edgesBelow = consensus_.threshold, .product = true}, control_)
                    .edges;
        } else {
            if (result_.energy.empty())
                backend_.attend(*prepared_, attention_, kWanted, control_, result_);
            pairs_ = closePairs(result_.energy, consensus_.threshold);
        }
        if (!readsAttention(attention_))
            pairs_ = agreeingPairs(backend_, ensemble_, attention_, consensus_.threshold, control_);
        pairs_ = apartPairs(std::move(pairs_),
                            apartByEither(guessesApart(ensemble_, consensus_), linksApart(ensemble_, consensus_)));
        clusters_ = clustersOfPairs(pairs_, ensemble_.tokens(), consensus_.linkage);
    }

    void form()
    {
        poolClusters(ensemble_, clusters_, distanceAmong(pairs_, [this](Index, Index) { return consensus_.threshold; }),
                     consensus_);
    }

private:
    static constexpr Wanted kWanted{.energy = true, .attention = false, .mixture = false, .product = true};
    const Backend& backend_;
    const Ensemble& ensemble_;
    const AttentionOptions& attention_;
    const ConsensusOptions& consensus_;
    const RunControl& control_;
    bool streamed_;
    std::unique_ptr<Prepared> prepared_;
    AttentionResult result_;
    std::vector<Edge> pairs_;
    Clusters clusters_;
};

}  // namespace

double secondsOf(const std::function<void()>& work)
{
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

Seconds summarise(std::vector<double> seconds)
{
    std::sort(seconds.begin(), seconds.end());
    return {seconds.front(), seconds[seconds.size() / 2]};
}

double PayOff::breakEvenLayers() const
{
    const double gain = fullLayer.median - condensedLayer.median;
    if (!(gain > 0))
        return 0;
    const double first = condensed.median - condensedLayer.median * (layers - 1);
    const double firstFull = full.median - fullLayer.median * (layers - 1);
    return std::max(1.0, 1 + (first - firstFull) / gain);
}

PayOff measurePayOff(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                     const AttentionOptions& attention, const EvolveOptions& options, const ConsensusOptions& consensus,
                     const PayOffOptions& how, const RunControl& control)
{
    if (how.layers < 2 || how.repeats < 1)
        fail("pay-off: expected at least 2 layers and 1 repeat, found {} and {}", how.layers, how.repeats);
    EvolveOptions many = options;
    many.layers = how.layers;
    EvolveOptions one = options;
    one.layers = 1;
    const RunControl quiet{control.stop, {}};
    Agreement agreement(backend, ensemble, attention, consensus, quiet);
    PayOff out;
    Trajectory full;
    CondensedTrajectory condensed;
    std::vector<std::vector<double>> times(7);
    const std::vector<std::function<void()>> sides{
        [&] { full = evolve(backend, ensemble, prior, attention, many, quiet); },
        [&] { evolve(backend, ensemble, prior, attention, one, quiet); },
        [&] { condensed = evolveCondensed(backend, ensemble, prior, attention, many, consensus, quiet); },
        [&] { evolveCondensed(backend, ensemble, prior, attention, one, consensus, quiet); },
        [&] { agreement.attend(); },
        [&] { agreement.attendAndDetect(); },
        [&] { agreement.form(); },
    };
    for (int round = -1; round < how.repeats; ++round) {
        control.check();
        for (std::size_t k = 0; k < sides.size(); ++k) {
            const double seconds = secondsOf(sides[k]);
            if (round >= 0)
                times[k].push_back(seconds);
        }
        control.report(static_cast<double>(round + 1) / how.repeats);
    }
    out.tokens = ensemble.tokens();
    out.layers = how.layers;
    out.agents = condensed.layers[1].agents;
    out.fullEvaluations = out.tokens * out.tokens * how.layers * options.steps;
    for (const CondensedLayer& layer : condensed.layers)
        out.condensedEvaluations += layer.pairEvaluations + layer.memberEvaluations;
    out.full = summarise(times[0]);
    out.condensed = summarise(times[2]);
    out.fullLayer = perLayer(times[0], times[1], how.layers);
    out.condensedLayer = perLayer(times[2], times[3], how.layers);
    for (std::size_t k = 0; k < times[5].size(); ++k)
        times[5][k] = std::max(0.0, times[5][k] - times[4][k]);
    out.detection = summarise(times[5]);
    out.formation = summarise(times[6]);
    out.difference = largestDifference(full.layers.back(), condensed.path.layers.back());
    return out;
}

double breakEvenFraction(const std::vector<double>& fraction, const std::vector<double>& speedUp)
{
    for (std::size_t k = 0; k < fraction.size(); ++k) {
        if (speedUp[k] < 1)
            continue;
        if (k == 0)
            return fraction[0];
        return fraction[k - 1] + (fraction[k] - fraction[k - 1]) * (1 - speedUp[k - 1]) / (speedUp[k] - speedUp[k - 1]);
    }
    return -1;
}

}  // namespace gauge
