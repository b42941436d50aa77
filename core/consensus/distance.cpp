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

Matrixd mutualDistance(const std::vector<RowMatrixd>& energy, const std::vector<RowMatrixd>& priorEnergy)
{
    const Index n = energy.empty() ? 0 : energy.front().rows();
    Matrixd worst = Matrixd::Zero(n, n);
    for (const auto* each : {&energy, &priorEnergy}) {
        RowMatrixd sum = RowMatrixd::Zero(n, n);
        for (const RowMatrixd& e : *each)
            sum += e;
        worst = worst.cwiseMax(sum).cwiseMax(sum.transpose()).eval();
    }
    worst.diagonal().setZero();
    return worst;
}

}  // namespace gauge
