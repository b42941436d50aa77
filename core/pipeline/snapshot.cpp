#include "core/pipeline/snapshot.h"

namespace gauge {

std::shared_ptr<const Snapshot> atRest(const std::shared_ptr<const Snapshot>& snapshot)
{
    if (!snapshot || !snapshot->extents)
        return snapshot;
    auto still = std::make_shared<Snapshot>(*snapshot);
    still->extents = nullptr;
    still->input.extras.extents = false;
    return still;
}

RowMatrixd headMean(const std::vector<RowMatrixd>& heads)
{
    RowMatrixd mean = heads.front();
    for (std::size_t h = 1; h < heads.size(); ++h)
        mean += heads[h];
    return mean / static_cast<double>(heads.size());
}

}  // namespace gauge
