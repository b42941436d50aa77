// Mixture covariances of receivers that hear beliefs near one another, but far from the origin of the averages: E[m mᵀ] − E[m] E[m]ᵀ would leave
// rounding alone. Their row of attention is formed again and its spread is taken about its own mean (MATH.md §2).
#include "core/backend/cpu_prepared.h"
#include "core/parallel.h"

#include <limits>

namespace gauge {
namespace {

template <class S>
class Sharpener {
public:
    Sharpener(const CpuPrepared<S>& p, const AttentionOptions& options)
        : p_(p), o_(options), weights_(logWeightsOf(p, options)), n_(p.tokens()),
          stride_((n_ + kPanelWidth<S> - 1) / kPanelWidth<S> * kPanelWidth<S>), energy_(1, stride_), sum_(1, stride_),
          beta_(1, stride_)
    {
    }

    void receiver(std::size_t h, Index i, GaussianBlock& message)
    {
        attend(h, i);
        const GaussianBlock& sent = p_.common.heads[h];
        Vectord mean = Vectord::Zero(sent.dim());
        for (Index j = 0; j < n_; ++j)
            if (beta_(0, j) > 0)
                mean += static_cast<double>(beta_(0, j)) * sent.mean.col(j);
        Matrixd cov = Matrixd::Zero(sent.dim(), sent.dim());
        for (Index j = 0; j < n_; ++j) {
            if (!(beta_(0, j) > 0))
                continue;
            const Vectord apart = sent.mean.col(j) - mean;
            cov += static_cast<double>(beta_(0, j)) * (Matrixd(sent.cov[j]) + apart * apart.transpose());
        }
        if (p_.mixture[h].diagonal)
            cov = Matrixd(cov.diagonal().asDiagonal());
        message.mean.col(i) = mean;
        message.cov[i] = cov;
    }

private:
    /// The row of attention of one head, or of all summed.
    void attend(std::size_t h, Index i)
    {
        const std::size_t first = o_.summedHeads ? 0 : h;
        const std::size_t last = o_.summedHeads ? p_.heads.size() : h + 1;
        sum_.setZero();
        for (std::size_t k = first; k < last; ++k) {
            p_.energies->tile({k, i, i + 1, 0, n_}, energy_.data(), stride_);
            sum_ += energy_;
        }
        attentionRow(sum_.data(), beta_.data(), i, 0, n_, sendersOf(o_.mask, i, n_), weights_[o_.summedHeads ? 0 : h],
                     temperature(o_, p_.heads, h));
    }

    const CpuPrepared<S>& p_;
    const AttentionOptions& o_;
    std::vector<LogWeights> weights_;
    Index n_;
    Index stride_;
    RowMatrix<S> energy_;
    RowMatrix<S> sum_;
    RowMatrix<S> beta_;
};

}  // namespace

template <class S>
bool mayLoseSpread(const CommonBeliefs& common)
{
    for (const GaussianBlock& block : common.heads) {
        const Matrixd apart = block.mean.colwise() - block.mean.rowwise().mean().eval();
        double least = std::numeric_limits<double>::infinity();
        for (Index i = 0; i < block.tokens(); ++i)
            least = std::min(least, block.cov[i].diagonal().minCoeff());
        if (least < kLostSpread<S> * apart.cwiseAbs2().maxCoeff())
            return true;
    }
    return false;
}

template <class S>
void sharpenSpread(const CpuPrepared<S>& p, const AttentionOptions& options, const std::vector<char>& silent,
                   const RunControl& control, std::vector<GaussianBlock>& messages)
{
    for (std::size_t h = 0; h < messages.size() && !p.common.heads.empty(); ++h) {
        GaussianBlock& message = messages[h];
        std::vector<Index> lost;
        for (Index i = 0; i < p.tokens(); ++i) {
            const Vectord apart = message.mean.col(i) - p.mixture[h].shift;
            if (silent[static_cast<std::size_t>(i)] == 0 &&
                (message.cov[i].diagonal().array() < kLostSpread<S> * apart.array().square()).any())
                lost.push_back(i);
        }
        parallelRanges(static_cast<Index>(lost.size()), 4, [&](Index first, Index last) {
            Sharpener<S> sharpener(p, options);
            for (Index k = first; k < last && !control.stop.stop_requested(); ++k)
                sharpener.receiver(h, lost[static_cast<std::size_t>(k)], message);
        });
        control.check();
    }
}

template bool mayLoseSpread<float>(const CommonBeliefs&);
template bool mayLoseSpread<double>(const CommonBeliefs&);
template void sharpenSpread(const CpuPrepared<float>&, const AttentionOptions&, const std::vector<char>&, const RunControl&,
                            std::vector<GaussianBlock>&);
template void sharpenSpread(const CpuPrepared<double>&, const AttentionOptions&, const std::vector<char>&,
                            const RunControl&, std::vector<GaussianBlock>&);

}  // namespace gauge
