// The literal double loop of the published analysis: per pair two matrix exponentials, the transport, inverses and
// log-determinants (MATH.md §2). Readable, never clever; the reference of the tests and the yardstick of speed.
#include "core/algebra/solvers.h"
#include "core/attention/softmax.h"
#include "core/backend/backend.h"
#include "core/error.h"

#include <cmath>
#include <Eigen/LU>
#include <limits>

namespace gauge {
namespace {

template <class S>
struct NaiveHead {
    std::vector<Matrix<S>> algebra;  // Φ_i, empty when frames were given
    std::vector<Matrix<S>> frame;    // U_i
    std::vector<Vector<S>> mu;       // local
    std::vector<Matrix<S>> sigma;    // local
};

template <class S>
class NaivePrepared : public Prepared {
public:
    Heads heads;
    Frames frames;
    Vectord multiplicity;
    Connection connection;
    std::vector<NaiveHead<S>> head;
};

/// A sender as the receiver sees it.
template <class S>
struct Carried {
    Vector<S> mu;
    Matrix<S> sigma;
};

template <class S>
Matrix<S> pairTransport(const NaiveHead<S>& head, Transport transport, Index i, Index j)
{
    const auto a = static_cast<std::size_t>(i);
    const auto b = static_cast<std::size_t>(j);
    if (head.algebra.empty())
        return head.frame[a] * head.frame[b].inverse();
    if (transport == Transport::FirstOrder)
        return Matrix<S>::Identity(head.mu[a].size(), head.mu[a].size()) + head.algebra[a] - head.algebra[b];
    const Matrix<S> ui = matrixExponential(head.algebra[a]);
    const Matrix<S> ujInverse = matrixExponential(Matrix<S>(-head.algebra[b]));
    return ui * ujInverse;
}

/// Ω_ij = U_i V_ij U_j⁻¹.
template <class S>
Matrix<S> linkedTransport(const NaivePrepared<S>& p, std::size_t h, Index i, Index j)
{
    const NaiveHead<S>& head = p.head[h];
    const auto frameOf = [&](Index k) {
        const auto at = static_cast<std::size_t>(k);
        return head.algebra.empty() ? head.frame[at] : matrixExponential(head.algebra[at]);
    };
    const Matrix<S> link = p.connection.link(h, i, j, p.heads[h]).template cast<S>();
    return frameOf(i) * link * frameOf(j).inverse();
}

template <class S>
Carried<S> carry(const NaivePrepared<S>& p, std::size_t h, const AttentionOptions& options, Index i, Index j)
{
    const NaiveHead<S>& head = p.head[h];
    const auto b = static_cast<std::size_t>(j);
    const Matrix<S> omega =
        options.connection.flat() ? pairTransport(head, options.transport, i, j) : linkedTransport(p, h, i, j);
    Carried<S> carried{omega * head.mu[b], omega * head.sigma[b] * omega.transpose()};
    if (options.covariance.family == CovarianceFamily::DiagonalProjected)
        carried.sigma = carried.sigma.diagonal().eval().asDiagonal();
    return carried;
}

template <class S>
S logDet(const Matrix<S>& a)
{
    return a.partialPivLu().matrixLU().diagonal().array().abs().log().sum();
}

template <class S>
S klOf(const Vector<S>& m1, const Matrix<S>& c1, const Vector<S>& m2, const Matrix<S>& c2)
{
    const Matrix<S> inverse = c2.inverse();
    const Vector<S> difference = m1 - m2;
    return S(0.5) * ((inverse * c1).trace() + difference.dot(inverse * difference) - static_cast<S>(m1.size()) +
                     logDet(c2) - logDet(c1));
}

template <class S>
S pairEnergy(const AttentionOptions& options, const Vector<S>& mi, const Matrix<S>& ci, const Vector<S>& mj,
             const Matrix<S>& cj)
{
    switch (options.divergence) {
    case Divergence::Kl: return klOf(mi, ci, mj, cj);
    case Divergence::ReverseKl: return klOf(mj, cj, mi, ci);
    case Divergence::Jeffreys: return S(0.5) * (klOf(mi, ci, mj, cj) + klOf(mj, cj, mi, ci));
    case Divergence::Renyi: break;
    }
    return static_cast<S>(renyi(options.renyiOrder, mi.template cast<double>(), ci.template cast<double>(),
                                mj.template cast<double>(), cj.template cast<double>()));
}

/// One row of energies, and the senders as receiver i sees them.
template <class S>
void energyRow(const NaivePrepared<S>& p, std::size_t h, const AttentionOptions& options, Index i, RowMatrix<S>& energy,
               std::vector<Carried<S>>& senders)
{
    const NaiveHead<S>& head = p.head[h];
    const auto at = static_cast<std::size_t>(i);
    senders.clear();
    for (Index j = 0; j < energy.cols(); ++j) {
        senders.push_back(carry(p, h, options, i, j));
        if (options.allowedOnly && !options.mask.allows(i, j)) {
            energy(i, j) = std::numeric_limits<S>::quiet_NaN();
            continue;
        }
        if (options.score == Score::DotProduct) {
            const Vectord mi = p.frames.inverse[h][i] * head.mu[at].template cast<double>();
            const Vectord mj = p.frames.inverse[h][j] * head.mu[static_cast<std::size_t>(j)].template cast<double>();
            energy(i, j) = static_cast<S>(-mi.dot(mj));
            continue;
        }
        Matrix<S> own = head.sigma[at];
        if (options.covariance.family == CovarianceFamily::DiagonalProjected)
            own = own.diagonal().eval().asDiagonal();
        energy(i, j) = pairEnergy<S>(options, head.mu[at], own, senders.back().mu, senders.back().sigma);
        if (!std::isfinite(energy(i, j)))
            fail("energy: expected finite divergences, found none between receiver {} and sender {}", i, j);
    }
}

/// The attention of one receiver over the mask's senders, the others left at 0.
template <class S>
RowCoupling attendRow(const RowMatrix<S>& energy, RowMatrix<S>& beta, Index i, const AttentionOptions& options,
                      const LogWeights& weights, double tau)
{
    const Index n = energy.cols();
    RowMatrix<S> finite = energy.row(i);
    for (Index j = 0; j < n; ++j)
        if (!options.mask.allows(i, j))
            finite(0, j) = S(0);
    return attentionRow(finite.data(), beta.row(i).data(), i, 0, n, sendersOf(options.mask, i, n), weights, tau);
}

/// Averages of the transported senders of token i, taken from i's own frame to the common one, where results are exchanged.
template <class S>
void storeMessage(const NaivePrepared<S>& p, std::size_t h, Index i, const RowMatrix<S>& beta,
                  const std::vector<Carried<S>>& senders, const Wanted& wanted, CovarianceFamily family,
                  AttentionResult& result)
{
    const Index d = p.heads[h];
    Vector<S> mean = Vector<S>::Zero(d);
    Matrix<S> cov = Matrix<S>::Zero(d, d);
    Matrix<S> precision = Matrix<S>::Zero(d, d);
    Vector<S> natural = Vector<S>::Zero(d);
    for (Index j = 0; j < beta.cols(); ++j) {
        if (beta(i, j) == S(0))
            continue;
        const Carried<S>& sender = senders[static_cast<std::size_t>(j)];
        mean += beta(i, j) * sender.mu;
        if (!wanted.product)
            continue;
        const Matrix<S> inverse = sender.sigma.inverse();
        precision += beta(i, j) * inverse;
        natural += beta(i, j) * (inverse * sender.mu);
    }
    for (Index j = 0; j < beta.cols(); ++j) {
        const Carried<S>& sender = senders[static_cast<std::size_t>(j)];
        if (beta(i, j) != S(0))
            cov += beta(i, j) * (sender.sigma + (sender.mu - mean) * (sender.mu - mean).transpose());
    }
    const Matrixd inverse = p.frames.inverse[h][i];
    const Matrixd u = p.frames.u[h][i];
    if (wanted.mixture) {
        GaussianBlock& message = result.message.heads[h];
        message.mean.col(i) = inverse * mean.template cast<double>();
        message.cov[i] = inverse * cov.template cast<double>() * inverse.transpose();
        if (family == CovarianceFamily::Diagonal)
            message.cov[i] = message.cov[i].diagonal().eval().asDiagonal();
    }
    if (wanted.product) {
        result.naturals[h].precision[i] = u.transpose() * precision.template cast<double>() * u;
        result.naturals[h].h.col(i) = u.transpose() * natural.template cast<double>();
    }
}

template <class S>
void attendAs(const NaivePrepared<S>& p, const AttentionOptions& options, const Wanted& wanted, const RunControl& control,
              AttentionResult& result)
{
    const Index n = p.multiplicity.size();
    const std::size_t heads = p.heads.size();
    std::vector<RowMatrix<S>> energy(heads, RowMatrix<S>(n, n));
    std::vector<RowMatrix<S>> beta(heads, RowMatrix<S>(n, n));
    std::vector<std::vector<Carried<S>>> senders(heads);
    std::vector<LogWeights> weights;
    for (std::size_t h = 0; h < heads; ++h)
        weights.emplace_back(p.multiplicity, options.prior, options.summedHeads ? 0 : h, options.summedHeads ? 1 : heads);
    result = {};
    for (std::size_t h = 0; h < heads; ++h) {
        const Index d = p.heads[h];
        if (wanted.mixture)
            result.message.heads.push_back({Matrixd(d, n), Stack(n, d)});
        if (wanted.product)
            result.naturals.push_back({Stack(n, d), Matrixd(d, n), Vectord()});
    }
    std::vector<std::vector<RowCoupling>> rows(heads);
    for (Index i = 0; i < n; ++i) {
        control.check();
        for (std::size_t h = 0; h < heads; ++h)
            energyRow(p, h, options, i, energy[h], senders[h]);
        RowMatrix<S> sum = energy.front();
        for (std::size_t h = 1; options.summedHeads && h < heads; ++h)
            sum.row(i) += energy[h].row(i);
        for (std::size_t h = 0; h < heads; ++h) {
            const RowCoupling row = attendRow(options.summedHeads ? sum : energy[h], beta[h], i, options, weights[h],
                                              temperature(options, p.heads, h));
            if (!options.summedHeads || h == 0)
                rows[h].push_back(row);
            if (wanted.mixture || wanted.product)
                storeMessage(p, h, i, beta[h], senders[h], wanted, options.covariance.family, result);
        }
    }
    result.startCoupling(heads);
    for (std::size_t h = 0; h < heads; ++h) {
        if (!rows[h].empty())
            result.addCoupling(h, rows[h], wanted.receivers);
        if (wanted.energy)
            result.energy.push_back(energy[h].template cast<double>());
        if (wanted.attention)
            result.attention.push_back(beta[h].template cast<double>());
    }
}

template <class S>
std::unique_ptr<Prepared> prepareAs(const Ensemble& ensemble)
{
    auto p = std::make_unique<NaivePrepared<S>>();
    p->heads = ensemble.heads;
    p->frames = ensemble.frames;
    p->multiplicity = ensemble.multiplicity;
    p->connection = ensemble.connection;
    const LocalBeliefs local = pushForward(ensemble.common, ensemble.frames);
    for (std::size_t h = 0; h < ensemble.heads.size(); ++h) {
        NaiveHead<S> head;
        const bool fromPhi = ensemble.phi.rows() == ensemble.tokens() && !ensemble.frames.identity;
        const Stack algebra = fromPhi ? algebraElements(ensemble.phi, ensemble.generators, ensemble.heads, h) : Stack();
        for (Index i = 0; i < ensemble.tokens(); ++i) {
            if (fromPhi)
                head.algebra.push_back(algebra[i].template cast<S>());
            head.frame.push_back(ensemble.frames.u[h][i].template cast<S>());
            head.mu.push_back(local.heads[h].mean.col(i).template cast<S>());
            head.sigma.push_back(local.heads[h].cov[i].template cast<S>());
        }
        p->head.push_back(std::move(head));
    }
    return p;
}

class NaiveBackend : public Backend {
public:
    std::string name() const override { return "naive"; }
    std::optional<std::string> refuses(const AttentionOptions& options) const override
    {
        if (needsMatrixUnits(options.precision))
            return fmt::format("--precision {}: needs --backend cuda, found naive", precisionName(options.precision));
        return std::nullopt;
    }

    std::unique_ptr<Prepared> prepare(const Ensemble& ensemble, const AttentionOptions& options,
                                      const Wanted&) const override
    {
        if (const auto refusal = refuses(options))
            throw Error(*refusal);
        return options.precision == Precision::Single ? prepareAs<float>(ensemble) : prepareAs<double>(ensemble);
    }

    void attend(const Prepared& prepared, const AttentionOptions& options, const Wanted& wanted, const RunControl& control,
                AttentionResult& result) const override
    {
        if (options.precision == Precision::Single)
            attendAs(dynamic_cast<const NaivePrepared<float>&>(prepared), options, wanted, control, result);
        else
            attendAs(dynamic_cast<const NaivePrepared<double>&>(prepared), options, wanted, control, result);
    }

    StreamResult stream(const Prepared&, const AttentionOptions&, const StreamWanted&, const RunControl&) const override
    {
        fail("--no-matrix: the naive backend keeps whole matrices, by design; use --backend cpu");
    }
};

}  // namespace

std::unique_ptr<Backend> makeNaiveBackend()
{
    return std::make_unique<NaiveBackend>();
}

}  // namespace gauge
