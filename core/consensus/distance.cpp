#include "core/consensus/distance.h"

namespace gauge {

Matrixd consensusDistance(const std::vector<RowMatrixd>& energy)
{
    const Index n = energy.empty() ? 0 : energy.front().rows();
    Matrixd d = Matrixd::Zero(n, n);
    for (const RowMatrixd& e : energy)
        d += 0.5 * (e + e.transpose());
    d.diagonal().setZero();
    return d;
}

}  // namespace gauge
