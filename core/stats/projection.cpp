#include "core/stats/projection.h"

#include "core/algebra/solvers.h"

namespace gauge {

Projection principalAxes(const std::vector<CommonBeliefs>& layers)
{
    const Index k = fullMean(layers.front(), 0).size();
    Index count = 0;
    for (const CommonBeliefs& layer : layers)
        count += layer.tokens();
    Matrixd points(k, count);
    Index at = 0;
    for (const CommonBeliefs& layer : layers)
        for (Index i = 0; i < layer.tokens(); ++i)
            points.col(at++) = fullMean(layer, i);
    Projection plane;
    plane.centre = points.rowwise().mean();
    points.colwise() -= plane.centre;
    const Matrixd cov = points * points.transpose() / static_cast<double>(points.cols());
    const SymmetricEigen eigen = symmetricEigen(cov);
    // What rounding left of means that are one point spreads them by some units in the last place of where they are.
    const double rounding = 1e-13 * plane.centre.norm();
    const double spread = eigen.values.cwiseMax(0).sum();
    const double total = spread > rounding * rounding ? spread : 0;
    plane.axes = Matrixd::Zero(k, 3);
    for (Index a = 0; a < std::min<Index>(3, k); ++a) {
        Vectord axis = eigen.vectors.col(k - 1 - a);
        Index largest = 0;
        axis.cwiseAbs().maxCoeff(&largest);
        plane.axes.col(a) = axis(largest) < 0 ? Vectord(-axis) : axis;
        plane.explained[a] = total > 0 ? std::max(0.0, eigen.values(k - 1 - a)) / total : 0.0;
    }
    return plane;
}

std::vector<ProjectedBelief> project(const Projection& plane, const CommonBeliefs& beliefs)
{
    std::vector<ProjectedBelief> result;
    for (Index i = 0; i < beliefs.tokens(); ++i)
        result.push_back({plane.axes.transpose() * (fullMean(beliefs, i) - plane.centre),
                          plane.axes.transpose() * fullCovariance(beliefs, i) * plane.axes});
    return result;
}

FlatBelief projectLocal(const Projection& space, const CommonBeliefs& beliefs, const Frames& frames, Index token, Index a,
                        Index b)
{
    Matrixd axes(space.axes.rows(), 2);
    axes << space.axes.col(a), space.axes.col(b);
    const Matrixd turned = frameMatrix(frames, token).transpose() * axes;
    return {turned.transpose() * fullMean(beliefs, token) - axes.transpose() * space.centre,
            turned.transpose() * fullCovariance(beliefs, token) * turned};
}

}  // namespace gauge
