// The literal double loop of the published analysis: per pair two matrix exponentials, the transport, inverses and
// log-determinants (MATH.md §2). Readable, never clever; the reference of the tests and the yardstick of speed.
#include "core/attention/softmax.h"
#include "core/backend/backend.h"

#include <cmath>
#include <Eigen/LU>
#include <unsupported/Eigen/MatrixFunctions>

namespace gauge {
namespace {

template <class S>
struct NaiveHead {
    std::vector<Matrix<S>> algebra;  // Φ_i, empty when frames were given
    std::vector<Matrix<S>> frame;    // U_i when frames were given
    std::vector<Vector<S>> mu;       // local
    std::vector<Matrix<S>> sigma;    // local
};

template <class S>
class NaivePrepared : public Prepared {
public:
    Heads heads;
    Frames frames;
    Vectord multiplicity;
    std::vector<NaiveHead<S>> head;
};

template <class S>
Matrix<S> pairTransport(const NaiveHead<S>& head, Index i, Index j)
{
    const auto a = static_cast<std::size_t>(i);
    const auto b = static_cast<std::size_t>(j);
    if (head.algebra.empty())
        return head.frame[a] * head.frame[b].inverse();
    const Matrix<S> ui = head.algebra[a].exp();
    const Matrix<S> ujInverse = Matrix<S>(-head.algebra[b]).exp();
    return ui * ujInverse;
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
S pairEnergy(Divergence kind, const Vector<S>& mi, const Matrix<S>& ci, const Vector<S>& mj, const Matrix<S>& cj)
{
    if (kind == Divergence::Kl)
        return klOf(mi, ci, mj, cj);
    if (kind == Divergence::ReverseKl)
        return klOf(mj, cj, mi, ci);
    return S(0.5) * (klOf(mi, ci, mj, cj) + klOf(mj, cj, mi, ci));
}

template <class S>
RowMatrix<S> energies(const NaiveHead<S>& head, Divergence kind, const RunControl& control)
{
    const auto n = static_cast<Index>(head.mu.size());
    RowMatrix<S> energy(n, n);
    for (Index i = 0; i < n; ++i) {
        control.check();
        for (Index j = 0; j < n; ++j) {
            const Matrix<S> omega = pairTransport(head, i, j);
            const Vector<S> mu = omega * head.mu[static_cast<std::size_t>(j)];
            const Matrix<S> sigma = omega * head.sigma[static_cast<std::size_t>(j)] * omega.transpose();
            energy(i, j) = pairEnergy<S>(kind, head.mu[static_cast<std::size_t>(i)],
                                         head.sigma[static_cast<std::size_t>(i)], mu, sigma);
        }
    }
    return energy;
}

/// Averages of the transported senders of token i, in i's own frame.
template <class S>
struct LocalMessage {
    Vector<S> mean;
    Matrix<S> second;
    Matrix<S> precision;
    Vector<S> h;
};

template <class S>
LocalMessage<S> messageOf(const NaiveHead<S>& head, const RowMatrix<S>& beta, Index i)
{
    const Index d = head.mu.front().size();
    LocalMessage<S> message{Vector<S>::Zero(d), Matrix<S>::Zero(d, d), Matrix<S>::Zero(d, d), Vector<S>::Zero(d)};
    for (Index j = 0; j < beta.cols(); ++j) {
        if (beta(i, j) == S(0))
            continue;
        const Matrix<S> omega = pairTransport(head, i, j);
        const Vector<S> mu = omega * head.mu[static_cast<std::size_t>(j)];
        const Matrix<S> sigma = omega * head.sigma[static_cast<std::size_t>(j)] * omega.transpose();
        const Matrix<S> precision = sigma.inverse();
        message.mean += beta(i, j) * mu;
        message.second += beta(i, j) * (sigma + mu * mu.transpose());
        message.precision += beta(i, j) * precision;
        message.h += beta(i, j) * (precision * mu);
    }
    return message;
}

/// Local averages taken back to the common frame, where results are exchanged.
template <class S>
void storeMessages(const NaivePrepared<S>& p, std::size_t h, const RowMatrix<S>& beta, CovarianceFamily family,
                   const Wanted& wanted, AttentionResult& result)
{
    const auto n = static_cast<Index>(p.head[h].mu.size());
    const Index d = p.heads[h];
    GaussianBlock mixture{Matrixd(d, n), Stack(n, d)};
    NaturalBlock product{Stack(n, d), Matrixd(d, n), Vectord()};
    for (Index i = 0; i < n; ++i) {
        const LocalMessage<S> m = messageOf(p.head[h], beta, i);
        const Matrixd inverse = p.frames.inverse[h][i];
        const Matrixd u = p.frames.u[h][i];
        const Matrixd cov = (m.second - m.mean * m.mean.transpose()).template cast<double>();
        mixture.mean.col(i) = inverse * m.mean.template cast<double>();
        mixture.cov[i] = inverse * cov * inverse.transpose();
        if (family == CovarianceFamily::Diagonal)
            mixture.cov[i] = mixture.cov[i].diagonal().eval().asDiagonal();
        product.precision[i] = u.transpose() * m.precision.template cast<double>() * u;
        product.h.col(i) = u.transpose() * m.h.template cast<double>();
    }
    if (wanted.mixture)
        result.message.heads.push_back(std::move(mixture));
    if (wanted.product)
        result.naturals.push_back(std::move(product));
}

template <class S>
AttentionResult attendAs(const NaivePrepared<S>& p, const AttentionOptions& options, const Wanted& wanted,
                         const RunControl& control)
{
    std::vector<RowMatrix<S>> energy;
    for (std::size_t h = 0; h < p.heads.size(); ++h)
        energy.push_back(energies(p.head[h], options.divergence, control));
    RowMatrix<S> sum = energy.front();
    for (std::size_t h = 1; h < energy.size(); ++h)
        sum += energy[h];

    AttentionResult result;
    const Index n = p.multiplicity.size();
    for (std::size_t h = 0; h < p.heads.size(); ++h) {
        const RowMatrix<S>& used = options.summedHeads ? sum : energy[h];
        RowMatrix<S> beta(n, n);
        RowCoupling coupling;
        for (Index i = 0; i < n; ++i) {
            const RowCoupling row = attentionRow(used.row(i).data(), beta.row(i).data(), i, n, options.mask, p.multiplicity,
                                                 temperature(options, p.heads, h));
            coupling.energy += row.energy;
            coupling.entropy += row.entropy;
        }
        const bool counts = !options.summedHeads || h == 0;
        result.couplingEnergy.push_back(counts ? coupling.energy : 0.0);
        result.couplingEntropy.push_back(counts ? coupling.entropy : 0.0);
        if (wanted.mixture || wanted.product)
            storeMessages(p, h, beta, options.family, wanted, result);
        if (wanted.energy)
            result.energy.push_back(energy[h].template cast<double>());
        if (wanted.attention)
            result.attention.push_back(beta.template cast<double>());
    }
    return result;
}

template <class S>
std::unique_ptr<Prepared> prepareAs(const Ensemble& ensemble)
{
    auto p = std::make_unique<NaivePrepared<S>>();
    p->heads = ensemble.heads;
    p->frames = ensemble.frames;
    p->multiplicity = ensemble.multiplicity;
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
    std::optional<std::string> refuses(const AttentionOptions&) const override { return std::nullopt; }

    std::unique_ptr<Prepared> prepare(const Ensemble& ensemble, const AttentionOptions& options) const override
    {
        return options.precision == Precision::Single ? prepareAs<float>(ensemble) : prepareAs<double>(ensemble);
    }

    AttentionResult attend(const Prepared& prepared, const AttentionOptions& options, const Wanted& wanted,
                           const RunControl& control) const override
    {
        if (options.precision == Precision::Single)
            return attendAs(dynamic_cast<const NaivePrepared<float>&>(prepared), options, wanted, control);
        return attendAs(dynamic_cast<const NaivePrepared<double>&>(prepared), options, wanted, control);
    }
};

}  // namespace

std::unique_ptr<Backend> makeNaiveBackend()
{
    return std::make_unique<NaiveBackend>();
}

}  // namespace gauge
