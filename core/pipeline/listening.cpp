#include "core/pipeline/listening.h"

#include "core/attention/softmax.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace gauge {
namespace {

/// One row of attention: its entropy in nats and what of it is its own; NaN where it hears nobody.
struct Row {
    double entropy = std::numeric_limits<double>::quiet_NaN();
    double self = 0;
};

/// Means over rows as they come.
class Mean {
public:
    explicit Mean(const Mask& mask, Index n) : mask_(mask), n_(n) {}

    void take(Index i, const Row& row)
    {
        const bool hears = !std::isnan(row.entropy);
        const double senders = hears ? std::exp(row.entropy) : 0;
        const double others = std::max(0.0, 1 - row.self) * senders;
        ++all_;
        sum_.others += others;
        if (othersAllowed(mask_, i, n_) > 0) {
            ++reached_;
            sum_.reached += others;
        }
        if (!hears)
            return;
        ++hearing_;
        sum_.senders += senders;
        sum_.self += row.self;
    }

    Listening mean() const
    {
        const auto over = [](double sum, Index count) { return count > 0 ? sum / static_cast<double>(count) : 0; };
        return {over(sum_.senders, hearing_), over(sum_.others, all_), over(sum_.self, hearing_),
                over(sum_.reached, reached_)};
    }

private:
    const Mask& mask_;
    Index n_;
    Listening sum_;
    Index all_ = 0;
    Index hearing_ = 0;
    Index reached_ = 0;
};

/// Softmax(ln w − E/τ) over whom the mask allows: N, all 0 where that is nobody.
Eigen::RowVectorXd attentionAt(const Snapshot& s, std::size_t h, Index i, double tau)
{
    const AttentionOptions& o = s.request.attention;
    const LogWeights weights(s.state->multiplicity, o.prior, o.summedHeads ? 0 : h, o.summedHeads ? 1 : s.energy.size());
    constexpr double never = -std::numeric_limits<double>::infinity();
    Eigen::RowVectorXd logits = Eigen::RowVectorXd::Constant(s.tokens(), never);
    for (Index j = 0; j < s.tokens(); ++j) {
        double energy = s.energy[h](i, j);
        for (std::size_t g = 0; o.summedHeads && g < s.energy.size(); ++g)
            energy += g == h ? 0 : s.energy[g](i, j);
        if (o.mask.allows(i, j) && std::isfinite(energy))
            logits(j) = weights(i, j) - energy / tau;
    }
    const double most = logits.maxCoeff();
    if (most == never)
        return Eigen::RowVectorXd::Zero(s.tokens());
    logits = (logits.array() - most).exp();
    return logits / logits.sum();
}

/// Of a row of attention, its copies taken together.
Row rowOf(const Eigen::RowVectorXd& beta, Index i, const std::vector<Index>& copies)
{
    Eigen::RowVectorXd share = Eigen::RowVectorXd::Zero(beta.size());
    for (Index j = 0; j < beta.size(); ++j)
        share(copies[static_cast<std::size_t>(j)]) += beta(j);
    if (share.maxCoeff() <= 0)
        return {};
    Row row{0, share(copies[static_cast<std::size_t>(i)])};
    for (const double b : share)
        row.entropy -= b > 0 ? b * std::log(b) : 0;
    return row;
}

/// Every token its own.
std::vector<Index> noCopies(Index n)
{
    std::vector<Index> own(static_cast<std::size_t>(n));
    std::iota(own.begin(), own.end(), Index{0});
    return own;
}

Index stride(const Snapshot& s)
{
    return std::max<Index>(1, s.tokens() / 256);
}

Listening meanAt(const Snapshot& s, const std::vector<Index>& copies, double kappa)
{
    const AttentionOptions& o = s.request.attention;
    const std::size_t heads = o.summedHeads ? 1 : s.energy.size();
    Mean mean(o.mask, s.tokens());
    for (std::size_t h = 0; h < heads; ++h) {
        const double tau = temperature(o, s.state->heads, h) / o.kappa * kappa;
        for (Index i = 0; i < s.tokens(); i += stride(s))
            mean.take(i, rowOf(attentionAt(s, h, i, tau), i, copies));
    }
    return mean.mean();
}

}  // namespace

Index othersAllowed(const Mask& mask, Index receiver, Index n)
{
    Mask others = mask;
    others.self = false;
    return sendersOf(others, receiver, n).count();
}

Listening listeningOf(const Snapshot& s)
{
    Mean mean(s.request.attention.mask, s.tokens());
    for (std::size_t h = 0; h < s.attention.size(); ++h)
        for (Index i = 0; i < s.tokens(); ++i)
            mean.take(i, {s.numbers->spread.entropy(static_cast<Index>(h), i), s.attention[h](i, i)});
    return mean.mean();
}

Listening listeningAt(const Snapshot& s, double kappa)
{
    return meanAt(s, noCopies(s.tokens()), kappa);
}

std::vector<Index> copiesOf(const Snapshot& s)
{
    std::vector<Index> first = noCopies(s.tokens());
    const Matrixd& distance = s.distance();
    for (Index i = 1; i < distance.rows(); ++i)
        for (Index j = 0; j < i; ++j)
            if (first[static_cast<std::size_t>(j)] == j && distance(j, i) < kCopies) {
                first[static_cast<std::size_t>(i)] = j;
                break;
            }
    return first;
}

double beliefsHeard(const Snapshot& s, const std::vector<Index>& copies)
{
    Mean mean(s.request.attention.mask, s.tokens());
    for (const RowMatrixd& beta : *s.attention)
        for (Index i = 0; i < s.tokens(); i += stride(s))
            mean.take(i, rowOf(beta.row(i), i, copies));
    return mean.mean().reached;
}

double beliefsHeardAt(const Snapshot& s, const std::vector<Index>& copies, double kappa)
{
    return meanAt(s, copies, kappa).reached;
}

}  // namespace gauge
