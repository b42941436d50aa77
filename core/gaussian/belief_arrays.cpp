#include "core/gaussian/belief_arrays.h"

#include <algorithm>

namespace gauge {

NpyArray meansArray(const std::vector<GaussianBlock>& heads)
{
    const Index n = heads.front().tokens();
    std::vector<double> values;
    for (Index i = 0; i < n; ++i) {
        const Vectord mean = fullMean(heads, i);
        values.insert(values.end(), mean.data(), mean.data() + mean.size());
    }
    const Index k = static_cast<Index>(values.size()) / std::max<Index>(n, 1);
    return numbersArray({n, k}, std::move(values));
}

NpyArray covariancesArray(const std::vector<GaussianBlock>& heads)
{
    const Index n = heads.front().tokens();
    std::vector<double> values;
    Index k = 0;
    for (Index i = 0; i < n; ++i) {
        const Matrixd cov = fullCovariance(heads, i);
        k = cov.rows();
        values.insert(values.end(), cov.data(), cov.data() + cov.size());
    }
    return numbersArray({n, k, k}, std::move(values));
}

NpyArray framesArray(const Frames& frames)
{
    std::vector<double> values;
    Index k = 0;
    for (Index i = 0; i < frames.tokens(); ++i) {
        const RowMatrixd u = frameMatrix(frames, i);
        k = u.rows();
        values.insert(values.end(), u.data(), u.data() + u.size());
    }
    return numbersArray({frames.tokens(), k, k}, std::move(values));
}

}  // namespace gauge
