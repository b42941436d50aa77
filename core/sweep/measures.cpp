#include "core/sweep/measures.h"

#include "core/consensus/distance.h"
#include "core/consensus/statistics.h"
#include "core/dynamics/step_eigenvalue.h"
#include "core/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/ranges.h>
#include <limits>
#include <optional>

namespace gauge {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Named {
    Measure measure;
    const char* name;
    const char* label;
    const char* unit;
};

constexpr std::array kNamed{
    Named{Measure::Agents, "agents", "agents", ""},
    Named{Measure::Groups, "groups", "groups", ""},
    Named{Measure::Largest, "largest", "largest group's share", ""},
    Named{Measure::Order, "order", "order Ψ", ""},
    Named{Measure::Distance, "distance", "mean distance", "nat"},
    Named{Measure::Rank, "rank", "effective rank", ""},
    Named{Measure::Entropy, "entropy", "attention entropy / ln N", ""},
    Named{Measure::Modularity, "modularity", "modularity", ""},
    Named{Measure::FreeEnergy, "free-energy", "free energy", "nat"},
    Named{Measure::BeliefEnergy, "belief-energy", "belief energy", "nat"},
    Named{Measure::CouplingEnergy, "coupling-energy", "coupling energy", "nat"},
    Named{Measure::EntropyTerm, "entropy-term", "entropy term", "nat"},
    Named{Measure::Steps, "steps", "steps", ""},
    Named{Measure::Converged, "converged", "stood still", ""},
    Named{Measure::Susceptibility, "susceptibility", "susceptibility", ""},
    Named{Measure::Slowest, "slowest", "slowest eigenvalue", ""},
    Named{Measure::MeanNorm, "mean-norm", "root mean square of the means", ""},
};

const Named& named(Measure measure)
{
    return *std::find_if(kNamed.begin(), kNamed.end(), [&](const Named& n) { return n.measure == measure; });
}

bool ofTree(Measure measure)
{
    return measure == Measure::Agents || measure == Measure::Groups || measure == Measure::Largest ||
           measure == Measure::Distance || measure == Measure::Modularity;
}

bool ofAttention(Measure measure)
{
    return measure == Measure::Entropy || measure == Measure::Modularity;
}

double meanDistance(const Matrixd& distance)
{
    double sum = 0;
    for (Index j = 0; j < distance.cols(); ++j)
        for (Index i = 0; i < j; ++i)
            sum += distance(i, j);
    const auto n = static_cast<double>(distance.rows());
    return n > 1 ? sum / (0.5 * n * (n - 1)) : kNone;
}

double meanEntropy(const std::vector<RowMatrixd>& attention, Index n)
{
    const RowMatrixd entropy = attentionSpread(attention).entropy;
    double sum = 0;
    Index rows = 0;
    for (Index k = 0; k < entropy.size(); ++k) {
        if (std::isnan(entropy.data()[k]))
            continue;
        sum += entropy.data()[k];
        ++rows;
    }
    return rows > 0 && n > 1 ? sum / static_cast<double>(rows) / std::log(static_cast<double>(n)) : kNone;
}

double meanNorm(const Ensemble& e)
{
    double sum = 0;
    for (const GaussianBlock& block : e.common.heads)
        sum += block.mean.colwise().squaredNorm().transpose().dot(e.multiplicity);
    return std::sqrt(sum / e.multiplicity.sum());
}

/// What several measures are made of, each made once.
class Measuring {
public:
    Measuring(const Backend& backend, const CellEnd& end, Request request, const RunControl& control)
        : backend_(backend), end_(end), request_(std::move(request)), control_(control),
          start_(startOf(end.state, request_))
    {
    }

    /// One attention for all that reads it, and the tree of its energies where they are those that consensus reads.
    void attend(bool tree, bool attention)
    {
        const bool agreement = tree && consensusRefusal(request_.attention).empty();
        const bool own = agreement && readsAttention(request_.attention);
        requireMatricesFit(tokens(), end_.state.heads.size() + 2, 3);
        AttentionResult base;
        if (attention || own)
            base = attentionOf(backend_, start_.ensemble, request_,
                               {.energy = own, .attention = attention, .mixture = false}, control_);
        attention_ = std::move(base.attention);
        if (!agreement)
            return;
        ScaleLevel first = own ? treeFrom(backend_, start_.ensemble, start_.prior, base.energy, request_, control_)
                               : treeAt(backend_, start_.ensemble, start_.prior, request_, control_);
        if (request_.consensus.scales > 1)
            levels_ = levelsAt(backend_, start_.ensemble, std::move(first), request_, {}, control_);
        else
            cutAlone(std::move(first));
    }

    double value(Measure measure) const
    {
        if (ofTree(measure) && levels_.empty())
            return kNone;
        switch (measure) {
        case Measure::Agents: return agents();
        case Measure::Groups: return groups();
        case Measure::Largest: return largest();
        case Measure::Order:
            return end_.spreadAtStart > 0 ? 1 - spreadOfMeans(start_.ensemble) / end_.spreadAtStart : kNone;
        case Measure::Distance: return meanDistance(levels_.front().distance);
        case Measure::Rank: return effectiveRank(start_.ensemble.common, start_.ensemble.multiplicity).means;
        case Measure::Entropy: return meanEntropy(attention_, tokens());
        case Measure::Modularity:
            return clusterStatistics(levels_.front().clusters, levels_.front().distance, attention_).modularity;
        case Measure::FreeEnergy: return end_.energy.total();
        case Measure::BeliefEnergy: return end_.energy.belief;
        case Measure::CouplingEnergy: return end_.energy.coupling;
        case Measure::EntropyTerm: return end_.energy.entropy;
        case Measure::Steps: return end_.steps;
        case Measure::Converged: return standstill();
        case Measure::Susceptibility: return kNone;
        case Measure::Slowest:
            return slowest(backend_, start_.ensemble, start_.prior, request_.attention, request_.evolve, control_);
        case Measure::MeanNorm: return meanNorm(start_.ensemble);
        }
        return kNone;
    }

private:
    Index tokens() const { return start_.ensemble.tokens(); }

    /// With one scale nothing but the clusters is read: no meta-token is made.
    void cutAlone(ScaleLevel first)
    {
        cutLevel(first, 1, stages().cut.given(request_).consensus, {});
        levels_.clear();
        levels_.push_back(std::move(first));
    }

    double agents() const
    {
        if (!canCondense(request_.attention))
            return kNone;
        if (levels_.size() == 1 && request_.consensus.crossScale == CrossScale::Active)
            return static_cast<double>(levels_.front().clusters.members.size());
        return static_cast<double>(activeAgents(start_.ensemble, levels_, request_.consensus.crossScale).id.size());
    }

    double standstill() const
    {
        if (request_.evolve.until > 0)
            return end_.converged ? 1 : 0;
        return kNone;
    }

    double groups() const
    {
        const auto& members = levels_.front().clusters.members;
        return static_cast<double>(
            std::count_if(members.begin(), members.end(), [](const auto& m) { return m.size() > 1; }));
    }

    double largest() const
    {
        std::size_t most = 0;
        for (const auto& members : levels_.front().clusters.members)
            most = std::max(most, members.size());
        return static_cast<double>(most) / static_cast<double>(tokens());
    }

    const Backend& backend_;
    const CellEnd& end_;
    const Request request_;
    const RunControl& control_;
    const Start start_;
    std::vector<RowMatrixd> attention_;
    std::vector<ScaleLevel> levels_;  // empty where there is no consensus
};

}  // namespace

const std::vector<Measure>& allMeasures()
{
    static const std::vector<Measure> all = [] {
        std::vector<Measure> measures;
        measures.reserve(kNamed.size());
        for (const Named& n : kNamed)
            measures.push_back(n.measure);
        return measures;
    }();
    return all;
}

const char* measureName(Measure measure)
{
    return named(measure).name;
}

const char* measureLabel(Measure measure)
{
    return named(measure).label;
}

const char* measureUnit(Measure measure)
{
    return named(measure).unit;
}

Measure measureFrom(const std::string& name)
{
    std::vector<std::string> names;
    for (const Named& n : kNamed) {
        if (name == n.name)
            return n.measure;
        names.emplace_back(n.name);
    }
    fail("--measure: expected some of {}, found '{}'", fmt::join(names, ", "), name);
}

std::vector<Measure> usualMeasures(const Request& request, bool seeds)
{
    std::vector<Measure> measures;
    for (const Measure measure : allMeasures())
        if (measure != Measure::Slowest && measureRefusal(measure, request, seeds).empty())
            measures.push_back(measure);
    return measures;
}

std::string measureRefusal(Measure measure, const Request& request, bool seeds)
{
    const auto refused = [&](const std::string& why) {
        return why.empty() ? why : fmt::format("--measure {}: {}", measureName(measure), why);
    };
    switch (measure) {
    case Measure::Agents:
        return canCondense(request.attention) ? std::string()
                                              : refused("needs a full mask, no attention prior and divergences as scores");
    case Measure::Groups:
    case Measure::Largest:
    case Measure::Distance:
    case Measure::Modularity: return refused(consensusRefusal(request.attention));
    case Measure::Converged:
        return request.evolve.until > 0
                   ? std::string()
                   : refused("expected --until above 0, found 0 (beliefs are not asked to stand still)");
    case Measure::Susceptibility:
        return seeds ? std::string() : refused("expected --seeds with start noise or random links, found no seeds");
    case Measure::Slowest:
        if (request.condensed || request.metaPrior > 0)
            return refused("is of mirror steps of the tokens, found --condensed or --meta-prior");
        return refused(stepMapRefusal(request.attention, request.evolve));
    default: return {};
    }
}

double spreadOfMeans(const Ensemble& ensemble)
{
    const Vectord& n = ensemble.multiplicity;
    double sum = 0;
    for (const GaussianBlock& block : ensemble.common.heads) {
        const Vectord mean = block.mean * n / n.sum();
        sum += (block.mean.colwise() - mean).colwise().squaredNorm().transpose().dot(n);
    }
    return sum / n.sum();
}

std::vector<double> measured(const std::vector<Measure>& measures, const Backend& backend, const CellEnd& end,
                             const Request& request, const RunControl& control)
{
    const auto any = [&](bool (*of)(Measure)) { return std::any_of(measures.begin(), measures.end(), of); };
    Request still = request;
    still.start.noise = 0;  // the end is as it is
    Measuring measuring(backend, end, std::move(still), control);
    if (any(ofTree) || any(ofAttention))
        measuring.attend(any(ofTree), any(ofAttention));
    std::vector<double> values;
    values.reserve(measures.size());
    for (const Measure measure : measures) {
        const double value = measuring.value(measure);
        values.push_back(std::isnan(value) ? kNone : value);  // of one kind, so that equal results are equal bytes
    }
    return values;
}

double susceptibility(const std::vector<double>& orders, Index tokens)
{
    double mean = 0;
    for (const double order : orders)
        mean += order / static_cast<double>(orders.size());
    double variance = 0;
    for (const double order : orders)
        variance += (order - mean) * (order - mean) / static_cast<double>(orders.size());
    return std::isnan(variance) ? kNone : variance * static_cast<double>(tokens);
}

}  // namespace gauge
