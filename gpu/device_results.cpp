#include "gpu/device_results.h"

#include "core/gaussian/message_rows.h"
#include "gpu/device_words.h"

#include <cstring>
#include <limits>

namespace gauge {
namespace {

MessageRows<double> rowsOf(const DevicePrepared& p, std::size_t h, bool naturals)
{
    using Kind = MessageRows<double>::Kind;
    MessageRows<double> rows;
    rows.kind = naturals ? Kind::Naturals : p.meanOnly ? Kind::Mean : Kind::Moments;
    rows.dim = p.heads[h];
    rows.diagonal = p.diagonal && (naturals || p.links.empty());  // a link turns the spread of the means off the axes
    const std::vector<double> shift = inWords([&] { return p.session->shift(h); });
    rows.shift = Eigen::Map<const Vectord>(shift.data(), static_cast<Index>(shift.size()));
    return rows;
}

/// What receivers heard of one head, from their own frames to the common one.
void fromHeard(const DevicePrepared& p, std::size_t h, const RowMatrixd& rows, bool meanOnly, GaussianBlock& out)
{
    const Index d = p.heads[h];
    out = {Matrixd(d, rows.rows()), Stack(rows.rows(), d)};
    for (Index i = 0; i < rows.rows(); ++i) {
        const auto inverse = p.frames.inverse[h][i];
        const Vectord mean = rows.row(i).head(d).transpose();
        const Eigen::Map<const RowMatrixd> second(rows.row(i).data() + d, d, d);
        out.mean.col(i) = inverse * mean;
        if (!meanOnly)
            out.cov[i] = inverse * (second - mean * mean.transpose()) * inverse.transpose();
    }
}

void fromHeard(const DevicePrepared& p, std::size_t h, const RowMatrixd& rows, NaturalBlock& out)
{
    const Index d = p.heads[h];
    out = {Stack(rows.rows(), d), Matrixd(d, rows.rows()), Vectord()};
    for (Index i = 0; i < rows.rows(); ++i) {
        const auto u = p.frames.u[h][i];
        out.precision[i] = u.transpose() * Eigen::Map<const RowMatrixd>(rows.row(i).data() + d, d, d) * u;
        out.h.col(i) = u.transpose() * rows.row(i).head(d).transpose();
    }
}

}  // namespace

Averages::Averages(const DevicePrepared& p, bool wanted, bool naturals, gpu::PairOutput& out)
{
    std::vector<double*>& places = p.hears    ? (naturals ? out.heardNaturals : out.heard)
                                   : naturals ? out.naturals
                                              : out.mixture;
    for (std::size_t h = 0; wanted && h < p.heads.size(); ++h) {
        const Index d = p.heads[h];
        rows.emplace_back(p.tokens(), p.hears ? d + d * d : p.session->width(h, naturals));
        places.push_back(rows.back().data());
    }
}

void mixtureOf(const DevicePrepared& p, std::size_t h, const RowMatrixd& rows, const std::vector<char>& silent,
               GaussianBlock& out)
{
    if (p.hears)
        fromHeard(p, h, rows, p.meanOnly, out);
    else
        beliefsFromMoments(rowsOf(p, h, false), rows, silent, out);
}

NaturalBlock productOf(const DevicePrepared& p, std::size_t h, const RowMatrixd& rows)
{
    NaturalBlock block;
    if (p.hears)
        fromHeard(p, h, rows, block);
    else
        naturalsFromRows(rowsOf(p, h, true), rows, block);
    return block;
}

Couplings::Couplings(std::size_t count, Index n)
    : energy(count, std::vector<double>(static_cast<std::size_t>(n))), entropy(energy)
{
}

void Couplings::place(gpu::PairOutput& out)
{
    for (std::size_t h = 0; h < energy.size(); ++h) {
        out.rowEnergy.push_back(energy[h].data());
        out.rowEntropy.push_back(entropy[h].data());
    }
}

std::vector<RowCoupling> Couplings::rows(std::size_t h) const
{
    std::vector<RowCoupling> all;
    for (std::size_t i = 0; i < energy[h].size(); ++i)
        all.push_back({energy[h][i], entropy[h][i]});
    return all;
}

void makeRoom(std::vector<RowMatrixd>& matrices, std::vector<double*>& places, bool wanted, std::size_t heads, Index n)
{
    matrices.resize(wanted ? heads : 0);
    for (RowMatrixd& m : matrices) {
        m.resize(n, n);
        places.push_back(m.data());
    }
}

void hideMasked(std::vector<RowMatrixd>& energy, const Mask& mask)
{
    for (RowMatrixd& e : energy)
        for (Index i = 0; i < e.rows(); ++i)
            for (Index j = 0; j < e.cols(); ++j)
                if (!mask.allows(i, j))
                    e(i, j) = std::numeric_limits<double>::quiet_NaN();
}

MirrorLayers roomForLayers(const Heads& heads, Index n, const MirrorWanted& wanted, gpu::LayersOutput& out)
{
    MirrorLayers result;
    for (int layer = 0; layer < wanted.layers; ++layer) {
        CommonBeliefs& beliefs = result.layers.emplace_back();
        out.mean.emplace_back();
        out.cov.emplace_back();
        for (const Index d : heads) {
            GaussianBlock& block = beliefs.heads.emplace_back(GaussianBlock{Matrixd(d, n), Stack(n, d)});
            out.mean.back().push_back(block.mean.data());
            out.cov.back().push_back(block.cov[0].data());
        }
    }
    for (int t = 0; t <= wanted.layers * wanted.steps; ++t)
        out.byToken.push_back(result.byToken.emplace_back(3, n).data());
    return result;
}

}  // namespace gauge
