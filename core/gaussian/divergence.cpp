#include "core/gaussian/divergence.h"

#include "core/error.h"
#include "core/kernels/batch.h"

#include <cmath>
#include <limits>

namespace gauge {

KlParts klParts(const Vectord& m1, const Matrixd& c1, const Vectord& m2, const Matrixd& c2)
{
    const Eigen::LLT<Matrixd> llt1(c1);
    const Eigen::LLT<Matrixd> llt2(c2);
    const Matrixd half = llt2.matrixL().solve(Matrixd(llt1.matrixL()));
    const Vectord difference = llt2.matrixL().solve(m1 - m2);
    KlParts parts;
    parts.trace = 0.5 * (half.squaredNorm() - static_cast<double>(m1.size()));
    parts.mean = 0.5 * difference.squaredNorm();
    parts.logDet = llt2.matrixLLT().diagonal().array().log().sum() - llt1.matrixLLT().diagonal().array().log().sum();
    return parts;
}

Vectord klBetween(const Matrixd& qMean, const Stack& qCov, const Matrixd& pMean, const Stack& pCov)
{
    const Index d = qMean.rows();
    Vectord result(qMean.cols());
    parallelTiles(qMean.cols(), [&](Tile tile) {
        BatchMatrix q(d);
        BatchMatrix p(d);
        BatchMatrix inverseT(d);
        loadTile(qCov, tile, q);
        loadTile(pCov, tile, p);
        for (BatchMatrix* each : {&q, &p})
            if (const Index bad = firstIndefinite(cholesky(*each, d), tile); bad >= 0)
                fail("covariance: expected positive definite matrices, found token {} losing definiteness", bad);
        invertTriangular(p, inverseT, d);
        std::vector<Lane> a(static_cast<std::size_t>(d));
        std::vector<Lane> b(static_cast<std::size_t>(d));
        loadTile(qMean, tile, a.data());
        loadTile(pMean, tile, b.data());
        // ‖L_p⁻¹ L_q‖² + ‖L_p⁻¹ (m_q − m_p)‖²; row k of inverseT is column k of L_p⁻¹.
        Lane squares = 0.0;
        for (Index r = 0; r < d; ++r) {
            for (Index c = 0; c <= r; ++c) {
                Lane sum = 0.0;
                for (Index k = c; k <= r; ++k)
                    sum += inverseT(k, r) * q(k, c);
                squares += sum * sum;
            }
            Lane sum = 0.0;
            for (Index k = 0; k <= r; ++k)
                sum += inverseT(k, r) * (a[static_cast<std::size_t>(k)] - b[static_cast<std::size_t>(k)]);
            squares += sum * sum;
        }
        const Lane kl = 0.5 * (squares - static_cast<double>(d) + logDetFromCholesky(p, d) - logDetFromCholesky(q, d));
        for (Index lane = 0; lane < tile.count; ++lane)
            result(tile.first + lane) = kl[static_cast<std::size_t>(lane)];
    });
    return result;
}

double renyi(double order, const Vectord& m1, const Matrixd& c1, const Vectord& m2, const Matrixd& c2)
{
    const Eigen::LLT<Matrixd> between((1 - order) * c1 + order * c2);
    if (between.info() != Eigen::Success)
        return std::numeric_limits<double>::quiet_NaN();
    const auto logDet = [](const Eigen::LLT<Matrixd>& llt) { return 2.0 * llt.matrixLLT().diagonal().array().log().sum(); };
    const double quadratic = between.matrixL().solve(m1 - m2).squaredNorm();
    const double volumes = logDet(between) - (1 - order) * logDet(c1.llt()) - order * logDet(c2.llt());
    return 0.5 * order * quadratic - volumes / (2 * (order - 1));
}

double divergence(Divergence kind, double order, const Vectord& mq, const Matrixd& cq, const Vectord& mp, const Matrixd& cp)
{
    switch (kind) {
    case Divergence::Kl: return klParts(mq, cq, mp, cp).total();
    case Divergence::ReverseKl: return klParts(mp, cp, mq, cq).total();
    case Divergence::Renyi: return renyi(order, mq, cq, mp, cp);
    case Divergence::Jeffreys: break;
    }
    return 0.5 * (klParts(mq, cq, mp, cp).total() + klParts(mp, cp, mq, cq).total());
}

}  // namespace gauge
