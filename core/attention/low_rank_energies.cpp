// Energies of C = F Fᵀ + diag(s) without a d×d matrix a pair (MATH.md §4):
//
//   P_j = D_j − G_j G_jᵀ,  D = 1/s,  G = D F R⁻ᵀ,  R Rᵀ = I + Fᵀ D F      (Woodbury)
//   ln det C = Σ ln s + 2 ln det R                                        (determinant lemma)
//   2 KL(q_i ‖ q_j) = ⟨D_j, diag C_i + m_i²⟩ − ⟨diag G_jG_jᵀ, s_i⟩ − 2 h_jᵀ m_i − ‖G_jᵀ [F_i, m_i]‖² + biases
//
// so that the pair stage is one product of length 3d and one of r×d by d×(r+1) a pair.
#include "core/attention/energies.h"
#include "core/kernels/product.h"
#include "core/parallel.h"

#include <cmath>
#include <Eigen/Cholesky>

namespace gauge {
namespace {

/// Rows and columns of one direction: E(i,j) from rows of i and columns of j.
template <class S>
struct Direction {
    RowMatrix<S> left;      // N×3d
    Panels<S> right;        // 3d×N
    Vector<S> leftBias;     // N
    Vector<S> rightBias;    // padded
    Index rowsEach = 0;     // vectors a receiver
    Index columnsEach = 0;  // vectors a sender
    RowMatrix<S> vectors;   // N·rowsEach×d
    Panels<S> against;      // d×N·columnsEach
};

/// One head's beliefs, centred and scaled by coordinate.
struct LowRankHead {
    Index d, n, r;
    Matrixd mean;                 // d×N
    Matrixd s;                    // d×N
    std::vector<Matrixd> factor;  // N of d×r
    std::vector<Matrixd> g;       // N of d×r
    Matrixd h;                    // d×N
    Vectord logDet;               // N
};

LowRankHead describe(const GaussianBlock& block, const LowRankBlock& low)
{
    const Index n = block.tokens();
    const Index d = block.dim();
    LowRankHead head{d,         n,  low.rank, block.mean.colwise() - block.mean.rowwise().mean().eval(),
                     low.floor, {}, {},       Matrixd(d, n),
                     Vectord(n)};
    Vectord pooled = Vectord::Zero(d);
    for (Index i = 0; i < n; ++i)
        pooled += block.cov[i].diagonal() / static_cast<double>(n);
    const Vectord scale = pooled.cwiseSqrt().cwiseInverse();
    head.mean = scale.asDiagonal() * head.mean;
    head.s = scale.cwiseAbs2().asDiagonal() * head.s;
    head.factor.resize(static_cast<std::size_t>(n));
    head.g.resize(static_cast<std::size_t>(n));
    parallelFor(n, [&](Index i) {
        const auto at = static_cast<std::size_t>(i);
        const Matrixd f = scale.asDiagonal() * low.token(i);
        const Vectord inverse = head.s.col(i).cwiseInverse();
        const Eigen::LLT<Matrixd> llt(Matrixd::Identity(low.rank, low.rank) + f.transpose() * inverse.asDiagonal() * f);
        const Matrixd df = inverse.asDiagonal() * f;
        head.g[at] = llt.matrixL().solve(df.transpose()).transpose();
        head.factor[at] = f;
        head.h.col(i) = inverse.cwiseProduct(head.mean.col(i)) - head.g[at] * (head.g[at].transpose() * head.mean.col(i));
        head.logDet(i) = head.s.col(i).array().log().sum() + 2 * llt.matrixLLT().diagonal().array().log().sum();
    });
    return head;
}

template <class S>
void setColumn(Panels<S>& panels, Index column, Index from, const Vectord& values)
{
    S* target = panels.column(column) + from * kPanelWidth<S>;
    for (Index a = 0; a < values.size(); ++a)
        target[a * kPanelWidth<S>] = static_cast<S>(values(a));
}

/// receiverLeft: KL(q_i ‖ q_j); otherwise KL(q_j ‖ q_i).
template <class S>
Direction<S> makeDirection(const LowRankHead& head, bool receiverLeft)
{
    const Index d = head.d;
    const Index r = head.r;
    Direction<S> out;
    out.left.resize(head.n, 3 * d);
    out.right = Panels<S>(3 * d, head.n);
    out.leftBias.resize(head.n);
    out.rightBias = Vector<S>::Zero(out.right.padded());
    out.rowsEach = receiverLeft ? r + 1 : r;
    out.columnsEach = receiverLeft ? r : r + 1;
    out.vectors.resize(head.n * out.rowsEach, d);
    out.against = Panels<S>(d, head.n * out.columnsEach);
    for (Index i = 0; i < head.n; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const Matrixd& f = head.factor[at];
        const Matrixd& g = head.g[at];
        const Vectord m = head.mean.col(i);
        Vectord receiver(3 * d);
        receiver << head.s.col(i) + f.rowwise().squaredNorm() + m.cwiseAbs2(), head.s.col(i), m;
        Vectord sender(3 * d);
        sender << head.s.col(i).cwiseInverse(), -g.rowwise().squaredNorm(), -2 * head.h.col(i);
        const double receiverBias = -head.logDet(i) - static_cast<double>(d);
        const double senderBias = head.h.col(i).dot(m) + head.logDet(i);
        Matrixd moments(d, r + 1);
        moments << f, m;
        out.left.row(i) = (receiverLeft ? receiver : sender).transpose().template cast<S>();
        setColumn(out.right, i, 0, receiverLeft ? sender : receiver);
        out.leftBias(i) = static_cast<S>(receiverLeft ? receiverBias : senderBias);
        out.rightBias(i) = static_cast<S>(receiverLeft ? senderBias : receiverBias);
        const Matrixd& rows = receiverLeft ? moments : g;
        const Matrixd& columns = receiverLeft ? g : moments;
        out.vectors.middleRows(i * out.rowsEach, out.rowsEach) = rows.transpose().template cast<S>();
        for (Index c = 0; c < columns.cols(); ++c)
            setColumn(out.against, i * out.columnsEach + c, 0, columns.col(c));
    }
    return out;
}

/// out(i,j) −= Σ of squares of the block of products of receiver i and sender j.
template <class S>
void subtractSquares(const Direction<S>& d, const PairTile& t, S* out, Index stride)
{
    constexpr Index senders = kPanelWidth<S>;  // so that every chunk starts at a panel
    thread_local std::vector<S> buffer;
    const Index width = senders * d.columnsEach;
    buffer.resize(static_cast<std::size_t>(d.rowsEach * width));
    for (Index j = t.j0; j < t.j1; j += senders) {
        const Index lastPanel = std::min(d.against.count(), (j + senders) * d.columnsEach / kPanelWidth<S>);
        for (Index i = t.i0; i < t.i1; ++i) {
            multiplyRows(d.vectors.data() + i * d.rowsEach * d.vectors.cols(), d.vectors.cols(), d.rowsEach, d.against,
                         j * d.columnsEach / kPanelWidth<S>, lastPanel, Epilogue<S>{}, buffer.data(), width);
            for (Index k = 0; k < std::min(senders, t.j1 - j); ++k) {
                S sum = 0;
                for (Index a = 0; a < d.rowsEach; ++a)
                    for (Index b = 0; b < d.columnsEach; ++b) {
                        const S x = buffer[static_cast<std::size_t>(a * width + k * d.columnsEach + b)];
                        sum += x * x;
                    }
                out[(i - t.i0) * stride + j - t.j0 + k] -= sum;
            }
        }
    }
}

template <class S>
class LowRankEnergies : public PairEnergies<S> {
public:
    LowRankEnergies(const Ensemble& ensemble, const AttentionOptions& options)
        : factor_(options.divergence == Divergence::Jeffreys ? S(0.25) : S(0.5))
    {
        for (std::size_t h = 0; h < ensemble.heads.size(); ++h) {
            std::vector<Direction<S>> directions;
            if (!lowRankIsWellConditioned(ensemble, h, options.precision)) {
                if (!dense_)
                    dense_ = makeFeatureEnergies<S>(ensemble, options);
                heads_.push_back(std::move(directions));
                continue;
            }
            const LowRankHead head = describe(ensemble.common.heads[h], ensemble.lowRank[h]);
            if (options.divergence != Divergence::ReverseKl)
                directions.push_back(makeDirection<S>(head, true));
            if (options.divergence != Divergence::Kl)
                directions.push_back(makeDirection<S>(head, false));
            heads_.push_back(std::move(directions));
        }
    }

    void tile(const PairTile& t, S* out, Index stride) const override
    {
        if (heads_[t.head].empty())
            return dense_->tile(t, out, stride);
        const Index rows = t.i1 - t.i0;
        const Index firstPanel = t.j0 / kPanelWidth<S>;
        const Index lastPanel = (t.j1 + kPanelWidth<S> - 1) / kPanelWidth<S>;
        thread_local std::vector<S> second;
        bool first = true;
        for (const Direction<S>& d : heads_[t.head]) {
            S* target = out;
            if (!first) {
                second.resize(static_cast<std::size_t>(rows * stride));
                target = second.data();
            }
            Epilogue<S> e;
            e.rowBias = d.leftBias.data() + t.i0;
            e.columnBias = d.rightBias.data();
            multiplyRows(d.left.data() + t.i0 * d.left.cols(), d.left.cols(), rows, d.right, firstPanel, lastPanel, e,
                         target, stride);
            subtractSquares(d, t, target, stride);
            for (Index k = 0; !first && k < rows * stride; ++k)
                out[k] += target[k];
            first = false;
        }
        for (Index i = t.i0; i < t.i1; ++i) {
            for (Index j = t.j0; j < t.j1; ++j) {
                S& value = out[(i - t.i0) * stride + j - t.j0];
                value = i == j ? S(0) : std::max(S(0), factor_ * value);
            }
        }
    }

private:
    S factor_;
    std::vector<std::vector<Direction<S>>> heads_;  // a head's one or two directions; empty: dense
    std::unique_ptr<PairEnergies<S>> dense_;
};

}  // namespace

template <class S>
std::unique_ptr<PairEnergies<S>> makeLowRankEnergies(const Ensemble& ensemble, const AttentionOptions& options)
{
    return std::make_unique<LowRankEnergies<S>>(ensemble, options);
}

bool lowRankIsWellConditioned(const Ensemble& ensemble, std::size_t h, Precision precision)
{
    const double largest = precision == Precision::Single ? 100 : 1e5;
    for (Index i = 0; i < ensemble.tokens(); ++i)
        if (!((ensemble.common.heads[h].cov[i].diagonal().array() <= largest * ensemble.lowRank[h].floor.col(i).array())
                  .all()))
            return false;
    return true;
}

template std::unique_ptr<PairEnergies<float>> makeLowRankEnergies(const Ensemble&, const AttentionOptions&);
template std::unique_ptr<PairEnergies<double>> makeLowRankEnergies(const Ensemble&, const AttentionOptions&);

}  // namespace gauge
