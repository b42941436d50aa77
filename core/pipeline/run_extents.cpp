#include "core/pipeline/run_extents.h"

#include "core/pipeline/snapshot.h"

#include <algorithm>

namespace gauge {
namespace {

void take(MatrixExtents& extents, const RowMatrixd& values, bool logarithms)
{
    extents.plain.take(extentOf(values));
    extents.byRow.take(extentOf(byRow(values, logarithms)));
}

}  // namespace

void RunExtents::takeAttention(const std::vector<RowMatrixd>& betas, const std::vector<RowMatrixd>& energies)
{
    attention.resize(betas.size() + 1);
    logAttention.resize(betas.size() + 1);
    energy.resize(energies.size() + 1);
    const auto takeHead = [&](std::size_t h, const RowMatrixd& beta, const RowMatrixd& nats) {
        take(attention[h], beta, false);
        take(logAttention[h], beta.array().log().matrix(), true);
        take(energy[h], nats, false);
    };
    for (std::size_t h = 0; h < betas.size(); ++h)
        takeHead(h, betas[h], energies[h]);
    takeHead(betas.size(), headMean(betas), headMean(energies) * static_cast<double>(energies.size()));
}

void RunExtents::takeTree(const ScaleLevel& tree)
{
    take(distance, tree.distance, false);
    tallest = std::max(tallest, tallestOf(tree.tree));
}

RunExtents extentsOf(const Backend& backend, const RunLayers& run, const std::vector<ScaleLevel>* trees,
                     const Request& request, const RunControl& control)
{
    RunExtents extents;
    for (std::size_t layer = 0; layer < run.count(); ++layer) {
        const AttentionResult one =
            attentionOf(backend, run.at(layer), request, {.energy = true, .attention = true, .mixture = false}, control);
        extents.takeAttention(one.attention, one.energy);
        if (trees)
            extents.takeTree((*trees)[layer]);
    }
    return extents;
}

}  // namespace gauge
