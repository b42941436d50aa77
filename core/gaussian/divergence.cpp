#include "core/gaussian/divergence.h"

#include <cmath>

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

double divergence(Divergence kind, const Vectord& mq, const Matrixd& cq, const Vectord& mp, const Matrixd& cp)
{
    switch (kind) {
    case Divergence::Kl: return klParts(mq, cq, mp, cp).total();
    case Divergence::ReverseKl: return klParts(mp, cp, mq, cq).total();
    case Divergence::Jeffreys: break;
    }
    return 0.5 * (klParts(mq, cq, mp, cp).total() + klParts(mp, cp, mq, cq).total());
}

}  // namespace gauge
