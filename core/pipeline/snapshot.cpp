#include "core/pipeline/snapshot.h"

namespace gauge {

RowMatrixd headMean(const std::vector<RowMatrixd>& heads)
{
    RowMatrixd mean = heads.front();
    for (std::size_t h = 1; h < heads.size(); ++h)
        mean += heads[h];
    return mean / static_cast<double>(heads.size());
}

}  // namespace gauge
