#include "core/stats/curves.h"

#include "core/algebra/solvers.h"
#include "core/consensus/statistics.h"
#include "core/error.h"

#include <cmath>
#include <limits>
#include <random>
#include <Spectra/MatOp/DenseSymMatProd.h>
#include <Spectra/SymEigsSolver.h>

namespace gauge {
namespace {

constexpr int kKappas = 25;
constexpr double kKappaRange = 30;  // least and greatest κ are that many times less and more
constexpr Wanted kBoth{.energy = true, .attention = true, .mixture = false};
constexpr Wanted kAttention{.energy = false, .attention = true, .mixture = false};
constexpr Wanted kEnergy{.energy = true, .attention = false, .mixture = false};

Vectord entropyByHead(const std::vector<RowMatrixd>& attention)
{
    return meanOverReceivers(attentionSpread(attention).entropy);
}

/// Mean distance over pairs of one group, or over the others.
double meanDistance(const Matrixd& distance, const std::vector<Index>& group, bool inside)
{
    double sum = 0;
    double pairs = 0;
    for (Index i = 0; i < distance.rows(); ++i) {
        for (Index j = i + 1; j < distance.rows(); ++j) {
            const Index a = group[static_cast<std::size_t>(i)];
            const bool together = a >= 0 && a == group[static_cast<std::size_t>(j)];
            if (together == inside) {
                sum += distance(i, j);
                ++pairs;
            }
        }
    }
    return pairs > 0 ? sum / pairs : std::numeric_limits<double>::quiet_NaN();
}

HeadRole roleOf(const RowMatrixd& attention, const RowMatrixd& energy)
{
    HeadRole role;
    double receivers = 0;
    for (Index i = 0; i < attention.rows(); ++i) {
        if (attention.row(i).sum() <= 0)
            continue;
        ++receivers;
        role.self += attention(i, i);
        for (Index j = 0; j < attention.cols(); ++j) {
            const double beta = attention(i, j);
            if (beta <= 0)
                continue;
            role.entropy -= beta * std::log(beta);
            role.concentration += beta * beta;
            role.reach += beta * static_cast<double>(std::abs(i - j));
            role.energy += beta * energy(i, j);
        }
    }
    if (receivers > 0)
        for (double* sum : {&role.self, &role.entropy, &role.concentration, &role.reach, &role.energy})
            *sum /= receivers;
    return role;
}

Matrixd drawnMap(std::mt19937_64& engine, Index d, double size)
{
    std::normal_distribution<double> normal;
    Matrixd a(d, d);
    for (double& x : a.reshaped())
        x = normal(engine);
    const double norm = singularValues(a)(0);
    return matrixExponential(Matrixd(a * (size / norm)));
}

/// The same beliefs with every token's local frame changed by a map of its own.
Ensemble changedFrames(const Ensemble& e, double size, std::uint64_t seed)
{
    std::mt19937_64 engine(seed);
    LocalBeliefs local = pushForward(e.common, e.frames);
    const Index n = e.frames.tokens();
    Index k = 0;
    for (const Index d : e.heads)
        k += d;
    Stack frames(n, k);
    for (Index i = 0; i < n; ++i) {
        Matrixd u = frameMatrix(e.frames, i);
        Index offset = 0;
        for (std::size_t h = 0; h < e.heads.size(); ++h) {
            const Index d = e.heads[h];
            const Matrixd g = drawnMap(engine, d, size);
            u.middleRows(offset, d) = g * u.middleRows(offset, d);
            local.heads[h].mean.col(i) = Vectord(g * local.heads[h].mean.col(i));
            const Matrixd cov = g * local.heads[h].cov[i] * g.transpose();
            local.heads[h].cov[i] = 0.5 * (cov + cov.transpose());
            offset += d;
        }
        frames[i] = u;
    }
    Ensemble changed = e;
    changed.frames = framesFromMatrices(frames, e.heads);
    changed.common = pullBack(local, changed.frames);
    settle(changed);
    return changed;
}

void findResiduals(ResearchCurves& curves, const Backend& backend, const Ensemble& e, const AttentionOptions& attention,
                   const std::vector<RowMatrixd>& energy, std::uint64_t seed, const RunControl& control)
{
    if (attention.transport == Transport::None || attention.transport == Transport::FirstOrder) {
        curves.equivarianceRefused = "without exact transport energies depend on the local frames by construction";
        return;
    }
    double scale = 0;
    for (const RowMatrixd& head : energy)
        scale = std::max(scale, head.cwiseAbs().maxCoeff());
    for (const double size : {0.1, 0.3, 0.6, 1.0, 2.0}) {
        const AttentionResult changed = attendOnce(backend, changedFrames(e, size, seed), attention, kEnergy, control);
        double most = 0;
        for (std::size_t h = 0; h < energy.size(); ++h)
            most = std::max(most, (changed.energy[h] - energy[h]).cwiseAbs().maxCoeff());
        curves.equivariance.push_back({size, scale > 0 ? most / scale : most});
    }
}

/// The two largest eigenvalues and their vectors: all of them for a small matrix, the leading ones by iteration for a large one.
std::pair<Vectord, Matrixd> leadingTwo(const Matrixd& symmetric)
{
    constexpr Index small = 256;
    const Index n = symmetric.rows();
    if (n > small) {
        Spectra::DenseSymMatProd<double> product(symmetric);
        Spectra::SymEigsSolver<Spectra::DenseSymMatProd<double>> solver(product, 2, 20);
        solver.init();
        if (solver.compute(Spectra::SortRule::LargestAlge, 1000, 1e-10) == 2)
            return {solver.eigenvalues(), solver.eigenvectors()};
    }
    const SymmetricEigen eigen = symmetricEigen(symmetric);
    return {eigen.values.tail<2>().reverse(), eigen.vectors.rightCols<2>().rowwise().reverse()};
}

/// By the N×N products of the centred entries: N is far below their number.
FramePlane planeOf(const Frames& frames)
{
    const Index n = frames.tokens();
    Index size = 0;
    for (const Stack& u : frames.u)
        size += u.dim() * u.dim();
    Matrixd entries(size, n);
    for (Index i = 0; i < n; ++i) {
        Index at = 0;
        for (const Stack& u : frames.u) {
            const Index count = u.dim() * u.dim();
            entries.col(i).segment(at, count) = u[i].reshaped();
            at += count;
        }
    }
    entries.colwise() -= Vectord(entries.rowwise().mean());
    const Matrixd gram = entries.transpose() * entries;
    FramePlane plane;
    plane.at = RowMatrixd::Zero(n, 2);
    const double total = gram.trace();
    if (total <= 1e-20 * static_cast<double>(size) || n < 3)
        return plane;  // all alike
    const auto [values, vectors] = leadingTwo(gram);
    for (int a = 0; a < 2; ++a) {
        const double value = std::max(0.0, values(a));
        Vectord axis = vectors.col(a);
        Index largest = 0;
        axis.cwiseAbs().maxCoeff(&largest);
        if (axis(largest) < 0)
            axis = -axis;
        plane.at.col(a) = std::sqrt(value) * axis;
        plane.explained[a] = value / total;
    }
    return plane;
}

}  // namespace

ResearchCurves researchCurves(const Backend& backend, const CurvesInput& input, const AttentionOptions& attention,
                              const RunControl& control)
{
    ResearchCurves curves;
    AttentionOptions every = attention;
    for (std::size_t layer = 0; layer < input.layers.size(); ++layer) {
        const AttentionResult r = attendOnce(backend, input.layers[layer], attention, kAttention, control);
        curves.entropy.push_back(entropyByHead(r.attention));
        if (input.distance.empty())
            continue;
        curves.within.push_back(meanDistance(*input.distance[layer], input.group[layer], true));
        curves.between.push_back(meanDistance(*input.distance[layer], input.group[layer], false));
    }
    const Ensemble& shown = input.layers[input.shown];
    const AttentionResult now = attendOnce(backend, shown, attention, kBoth, control);
    for (std::size_t h = 0; h < now.attention.size(); ++h)
        curves.heads.push_back(roleOf(now.attention[h], now.energy[h]));
    for (int k = 0; k < kKappas; ++k) {
        every.kappa = attention.kappa * std::pow(kKappaRange, 2.0 * k / (kKappas - 1) - 1);
        curves.kappa.push_back(every.kappa);
        curves.entropyOfKappa.push_back(entropyByHead(attendOnce(backend, shown, every, kAttention, control).attention));
    }
    curves.frames = planeOf(shown.frames);
    findResiduals(curves, backend, shown, attention, now.energy, input.seed, control);
    return curves;
}

}  // namespace gauge
