#include "core/pipeline/run_extents.h"

#include "core/pipeline/snapshot.h"

#include <algorithm>

namespace gauge {
namespace {

void widen(MatrixExtents& extents, const RowMatrixd& values, bool logarithms)
{
    extents.plain.take(extentOf(values));
    extents.byRow.take(extentOf(byRow(values, logarithms)));
}

void takeAll(std::vector<MatrixExtents>& all, const std::vector<MatrixExtents>& others)
{
    all.resize(others.size());
    for (std::size_t h = 0; h < others.size(); ++h)
        all[h].take(others[h]);
}

}  // namespace

void MatrixExtents::take(const MatrixExtents& other)
{
    plain.take(other.plain);
    byRow.take(other.byRow);
}

void RunExtents::take(const RunExtents& others)
{
    takeAll(attention, others.attention);
    takeAll(logAttention, others.logAttention);
    takeAll(energy, others.energy);
    distance.take(others.distance);
    tallest = std::max(tallest, others.tallest);
}

void RunExtents::takeAttention(const std::vector<RowMatrixd>& betas, const std::vector<RowMatrixd>& energies)
{
    attention.resize(betas.size() + 1);
    logAttention.resize(betas.size() + 1);
    energy.resize(energies.size() + 1);
    const auto takeHead = [&](std::size_t h, const RowMatrixd& beta, const RowMatrixd& nats) {
        widen(attention[h], beta, false);
        widen(logAttention[h], beta.array().log().matrix(), true);
        widen(energy[h], nats, false);
    };
    for (std::size_t h = 0; h < betas.size(); ++h)
        takeHead(h, betas[h], energies[h]);
    takeHead(betas.size(), headMean(betas), headMean(energies) * static_cast<double>(energies.size()));
}

void RunExtents::takeTree(const ScaleLevel& tree)
{
    widen(distance, tree.distance, false);
    tallest = std::max(tallest, tallestOf(tree.tree));
}

RunExtents layerExtents(const Backend& backend, const Ensemble& layer, const ScaleLevel* tree, const Request& request,
                        const RunControl& control)
{
    RunExtents extents;
    const AttentionResult one =
        attentionOf(backend, layer, request, {.energy = true, .attention = true, .mixture = false}, control);
    extents.takeAttention(one.attention, one.energy);
    if (tree != nullptr)
        extents.takeTree(*tree);
    return extents;
}

}  // namespace gauge
