#include "core/cost/methods.h"

#include "core/attention/state_ensemble.h"
#include "core/error.h"
#include "core/parallel.h"
#include "core/pipeline/stages.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gauge {
namespace {

constexpr Wanted kMeanMessages{.energy = true, .attention = true, .mixture = true, .product = false, .meanOnly = true};

/// The loaded state again from its arrays' values: exponentials and pull-back are part of what is timed.
Ensemble load(const State& state, const AttentionOptions& options)
{
    State fresh = state;
    if (!state.exponential.heads.empty() && !state.frames.identity)
        fresh.frames = framesFromPhi(state.phi, state.exponential);
    return makeEnsemble(fresh, options);
}

struct Side {
    MethodTime row;
    AttentionOptions options;
    const Backend* backend;
    Ensemble ensemble;  // of the tokens measured
    std::unique_ptr<Prepared> prepared;
    AttentionResult result;
    std::vector<double> cold, warm;
};

class Rounds {
public:
    Rounds(const State& state, const Request& request, const MethodsOptions& how, const RunControl& control)
        : state_(state), request_(request), how_(how), control_{control.stop, {}}, cpu_(makeCpuBackend()),
          naive_(makeNaiveBackend())
    {
        AttentionOptions exact;
        exact.mask = request.attention.mask;
        truth_ = attendOnce(*cpu_, makeEnsemble(state, exact), exact, {.energy = true, .attention = true, .mixture = false},
                            control_);
        for (const std::string& name : methodNames()) {
            if (name == "window=8" || name == "renyi=0.5" || !methodTable().at(name).options.connection.flat())
                continue;  // other attentions, not other ways to this one
            add(name, Precision::Double);
            if (name == "exact" && how.single)
                add(name, Precision::Single);
        }
    }

    void warmUp(std::size_t k)
    {
        Side& side = sides_[k];
        if (!side.row.refused.empty())
            return;
        chooseTokens(side);
        runCold(side);
        side.row.error = errorOf(side);
    }

    void round()
    {
        for (Side& side : sides_) {
            control_.check();
            if (!side.row.refused.empty())
                continue;
            const double n = static_cast<double>(state_.tokenCount());
            const double scale = std::pow(n / static_cast<double>(side.row.tokensMeasured), 2);
            side.cold.push_back(scale * secondsOf([&] { runCold(side); }));
            side.warm.push_back(scale * secondsOf([&] { runWarm(side); }));
            side.row.cold = summarise(side.cold);
            side.row.warm = summarise(side.warm);
            side.row.greatestCold = *std::max_element(side.cold.begin(), side.cold.end());
            side.row.greatestWarm = *std::max_element(side.warm.begin(), side.warm.end());
        }
    }

    std::size_t count() const { return sides_.size(); }

    std::vector<MethodTime> rows() const
    {
        std::vector<MethodTime> rows;
        for (const Side& side : sides_)
            rows.push_back(side.row);
        return rows;
    }

private:
    void add(const std::string& name, Precision precision)
    {
        const MethodInfo& info = methodTable().at(name);
        Side side;
        side.row.method = name;
        side.row.precision = precision;
        side.options = info.options;
        side.options.precision = precision;
        side.options.mask = request_.attention.mask;
        side.options.kappa = request_.attention.kappa;
        side.backend = info.naive ? naive_.get() : cpu_.get();
        const Organisation organisation = info.naive ? Organisation::Naive : Organisation::Cold;
        side.row.cost = costOf(side.options, organisation, MessageCost::Mean, state_.tokenCount(), state_.heads);
        if (name == "first-order" && state_.phi.size() == 0)
            side.row.refused = "needs frames given by phi";
        else if (const auto refusal = side.backend->refuses(side.options))
            side.row.refused = *refusal;
        sides_.push_back(std::move(side));
    }

    /// All tokens, or as few as keep a round within the time, tried from 16 up.
    void chooseTokens(Side& side)
    {
        const Index all = state_.tokenCount();
        Index n = std::min<Index>(16, all);
        for (;;) {
            control_.check();
            measureOn(side, n);
            if (n == all)
                return;
            const double once = secondsOf([&] { runCold(side); });
            const double quarter = once * 4;  // twice the tokens
            if (quarter > how_.longest)
                return;
            const double whole = once * std::pow(static_cast<double>(all) / static_cast<double>(n), 2);
            n = whole < how_.longest ? all : std::min(all, 2 * n);
        }
    }

    void measureOn(Side& side, Index n)
    {
        side.row.tokensMeasured = n;
        side.ensemble = rangeOf(load(state_, side.options), 0, n);
        side.prepared = side.backend->prepare(side.ensemble, side.options, kMeanMessages);
    }

    void runCold(Side& side) const
    {
        if (side.row.tokensMeasured < state_.tokenCount()) {
            side.backend->attend(*side.backend->prepare(side.ensemble, side.options, kMeanMessages), side.options,
                                 kMeanMessages, control_, side.result);
            return;
        }
        const Ensemble e = load(state_, side.options);
        side.backend->attend(*side.backend->prepare(e, side.options, kMeanMessages), side.options, kMeanMessages, control_,
                             side.result);
    }

    void runWarm(Side& side) const
    {
        side.backend->attend(*side.prepared, side.options, kMeanMessages, control_, side.result);
    }

    double errorOf(const Side& side) const
    {
        const bool dot = side.options.score == Score::DotProduct;
        const auto& found = dot ? side.result.attention : side.result.energy;
        const auto& exact = dot ? truth_.attention : truth_.energy;
        double error = 0;
        if (dot && side.row.tokensMeasured < state_.tokenCount())
            return -1;  // attention among fewer is another attention
        const Index n = side.row.tokensMeasured;
        for (std::size_t h = 0; h < found.size(); ++h) {
            const auto part = exact[h].topLeftCorner(n, n);
            const double widest = std::max(part.cwiseAbs().maxCoeff(), std::numeric_limits<double>::min());
            error = std::max(error, (found[h] - part).cwiseAbs().maxCoeff() / widest);
        }
        return error;
    }

    const State& state_;
    const Request& request_;
    const MethodsOptions& how_;
    const RunControl control_;
    std::unique_ptr<Backend> cpu_;
    std::unique_ptr<Backend> naive_;
    AttentionResult truth_;
    std::vector<Side> sides_;
};

void payOffInto(CostReport& report, const State& state, const Request& request, const BackendFactory& backends,
                const RunControl& control)
{
    const RunControl quiet{control.stop, {}};
    try {
        requireCondensable(request.attention);
        const Start start = startOf(state, request);
        report.payOff = measurePayOff(*backends(request.backend), start.ensemble, start.prior, request.attention,
                                      request.evolve, request.consensus, {5, 4}, quiet);
    } catch (const Error& e) {
        report.payOffRefused = e.what();
    }
}

}  // namespace

double CostReport::breakEven() const
{
    if (!payOff)
        return std::numeric_limits<double>::quiet_NaN();
    const double share = (payOff->detection.median + payOff->formation.median) / payOff->fullLayer.median;
    return share < 1 ? 1 - std::sqrt(1 - share) : std::numeric_limits<double>::quiet_NaN();
}

CostReport measureCosts(const State& state, const Request& request, const BackendFactory& backends,
                        const MethodsOptions& how, const RunControl& control,
                        const std::function<void(const CostReport&)>& found)
{
    const ThreadLimit threads(request.threads);
    CostReport report;
    report.tokens = state.tokenCount();
    report.dim = state.dim();
    report.heads = state.heads.size();
    requireMatricesFit(report.tokens, report.heads, 6);
    Rounds rounds(state, request, how, control);
    const double steps = static_cast<double>(rounds.count()) + how.rounds + 2;
    double done = 0;
    const auto tick = [&](double by) { control.report((done += by) / steps); };
    for (std::size_t k = 0; k < rounds.count(); ++k) {
        control.check();
        rounds.warmUp(k);
        tick(1);
    }
    for (int r = 0; r < how.rounds; ++r) {
        rounds.round();
        report.rounds = r + 1;
        report.methods = rounds.rows();
        found(report);
        tick(1);
    }
    payOffInto(report, state, request, backends, control);
    tick(2);
    found(report);
    return report;
}

const std::vector<std::string>& methodNames()
{
    static const std::vector<std::string> names{
        "naive",       "pairwise",   "exact",      "diagonal",    "diagonal-projected",
        "first-order", "low-rank=2", "low-rank=8", "window=8",    "renyi=0.5",
        "heads",       "power",      "links",      "links-naive", "dot-product"};
    return names;
}

const std::map<std::string, MethodInfo>& methodTable()
{
    static const std::map<std::string, MethodInfo> table = [] {
        std::map<std::string, MethodInfo> t;
        const auto add = [&](const char* name, const char* covariance) -> MethodInfo& {
            t[name].covariance = covariance;
            return t[name];
        };
        add("naive", "full").naive = true;
        add("exact", "full");
        add("pairwise", "full").options.transport = Transport::Pairwise;
        add("diagonal", "diagonal").options.covariance = CovarianceFamily::Diagonal;
        add("diagonal-projected", "diagonal-projected").options.covariance = CovarianceFamily::DiagonalProjected;
        add("first-order", "full").options.transport = Transport::FirstOrder;
        add("low-rank=2", "low-rank=2").options.covariance = {CovarianceFamily::LowRank, 2};
        add("low-rank=8", "low-rank=8").options.covariance = {CovarianceFamily::LowRank, 8};
        MethodInfo& window = add("window=8", "full");
        window.options.mask = {Mask::Kind::Window, 8, true};
        window.options.allowedOnly = true;
        MethodInfo& renyi = add("renyi=0.5", "full");
        renyi.options.divergence = Divergence::Renyi;
        add("heads", "full").options.connection.source = ConnectionSource::ByHead;
        add("power", "full").options.connection = {ConnectionSource::Power, 0.1, 1.5, 0, 1};
        add("links", "full").options.connection = {ConnectionSource::Random, 0.3, 1, 0, 1};
        MethodInfo& literal = add("links-naive", "full");
        literal.options.connection = t.at("links").options.connection;
        literal.naive = true;
        MethodInfo& dot = add("dot-product", "none");
        dot.options.score = Score::DotProduct;
        dot.options.sqrtDim = true;
        return t;
    }();
    return table;
}

}  // namespace gauge
