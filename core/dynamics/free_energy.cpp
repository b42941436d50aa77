#include "core/dynamics/free_energy.h"

#include "core/gaussian/divergence.h"

#include <numeric>

namespace gauge {

double divergenceFromPrior(const CommonBeliefs& beliefs, const CommonBeliefs& prior)
{
    double sum = 0;
    for (std::size_t h = 0; h < beliefs.heads.size(); ++h) {
        const GaussianBlock& q = beliefs.heads[h];
        const GaussianBlock& p = prior.heads[h];
        sum += klBetween(q.mean, q.cov, p.mean, p.cov).sum();
    }
    return sum;
}

Matrixd tokenFreeEnergy(const CommonBeliefs& beliefs, const CommonBeliefs& prior, const AttentionResult& attention,
                        double alpha, double lambda)
{
    Matrixd parts = Matrixd::Zero(3, beliefs.tokens());
    for (std::size_t h = 0; h < beliefs.heads.size(); ++h) {
        const GaussianBlock& q = beliefs.heads[h];
        const GaussianBlock& p = prior.heads[h];
        parts.row(0) += alpha * klBetween(q.mean, q.cov, p.mean, p.cov).transpose();
        if (attention.receiverEnergy[h].size() > 0) {
            parts.row(1) += lambda * attention.receiverEnergy[h].transpose();
            parts.row(2) += lambda * attention.receiverEntropy[h].transpose();
        }
    }
    return parts;
}

FreeEnergy freeEnergy(const CommonBeliefs& beliefs, const CommonBeliefs& prior, const AttentionResult& attention,
                      double alpha, double lambda)
{
    FreeEnergy f;
    f.belief = alpha * divergenceFromPrior(beliefs, prior);
    f.coupling = lambda * std::accumulate(attention.couplingEnergy.begin(), attention.couplingEnergy.end(), 0.0);
    f.entropy = lambda * std::accumulate(attention.couplingEntropy.begin(), attention.couplingEntropy.end(), 0.0);
    return f;
}

}  // namespace gauge
