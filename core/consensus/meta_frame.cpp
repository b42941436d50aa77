#include "core/consensus/meta_frame.h"

#include "core/algebra/generators.h"
#include "core/algebra/solvers.h"
#include "core/error.h"

#include <cmath>
#include <Eigen/Geometry>
#include <Eigen/LU>

namespace gauge {
namespace {

constexpr int kMostRounds = 100;
constexpr double kCentred = 1e-13;  // length of the mean tangent at which the centre is found

Eigen::Vector3d rotationVector(const Eigen::Matrix3d& r)
{
    const Eigen::AngleAxisd turn(r);
    return turn.angle() * turn.axis();
}

Eigen::Matrix3d rotationOf(const Eigen::Vector3d& v)
{
    const double angle = v.norm();
    return angle > 0 ? Eigen::AngleAxisd(angle, v / angle).toRotationMatrix() : Eigen::Matrix3d::Identity();
}

Eigen::Vector3d rotationAt(const RowMatrixd& phi, Index i)
{
    return {phi(i, 0), phi(i, 1), phi(i, 2)};
}

[[noreturn]] void noCentre(Index token)
{
    fail("--meta-frame karcher: expected members whose frames lie within half a turn of one another, found the frame of "
         "token "
         "{} opposite its group's",
         token);
}

Eigen::Vector3d centreOf(const RowMatrixd& phi, const std::vector<Index>& members, const Vectord& w, Index medoid)
{
    Eigen::Matrix3d centre = rotationOf(rotationAt(phi, medoid));
    for (int round = 0; round < kMostRounds; ++round) {
        Eigen::Vector3d mean = Eigen::Vector3d::Zero();
        for (std::size_t k = 0; k < members.size(); ++k) {
            const Eigen::Vector3d away = rotationVector(centre.transpose() * rotationOf(rotationAt(phi, members[k])));
            if (away.norm() > M_PI - 1e-6)
                noCentre(members[k]);
            mean += w(static_cast<Index>(k)) * away;
        }
        centre = centre * rotationOf(mean);
        if (mean.norm() < kCentred)
            break;
    }
    return rotationVector(centre);
}

void requireRotation(const Matrixd& u, Index token)
{
    const double off = (u.transpose() * u - Matrixd::Identity(u.rows(), u.cols())).norm();
    if (!(off < 1e-8) || u.determinant() < 0)
        fail("--meta-frame karcher: expected frames that are rotations, found token {} with |UᵀU − I| = {:.3g} and "
             "determinant "
             "{:.3g}",
             token, off, u.determinant());
}

Matrixd centreOf(const Stack& u, const std::vector<Index>& members, const Vectord& w, Index medoid)
{
    Matrixd centre = u[medoid];
    for (const Index i : members)
        requireRotation(u[i], i);
    for (int round = 0; round < kMostRounds && members.size() > 1; ++round) {
        Matrixd mean = Matrixd::Zero(centre.rows(), centre.cols());
        for (std::size_t k = 0; k < members.size(); ++k) {
            const Matrixd away = matrixLogarithm(centre.transpose() * u[members[k]]);
            if (!away.allFinite())
                noCentre(members[k]);
            mean += w(static_cast<Index>(k)) * 0.5 * (away - away.transpose());
        }
        centre = (centre * matrixExponential(mean)).eval();
        if (mean.norm() < kCentred)
            break;
    }
    return centre;
}

}  // namespace

Index medoidOf(const std::vector<Index>& members, const DistanceOf& distance)
{
    Index best = members.front();
    if (members.size() == 1)
        return best;
    double least = -1;
    for (const Index i : members) {
        double total = 0;
        for (const Index j : members)
            total += distance(i, j);
        if (least < 0 || total < least) {
            least = total;
            best = i;
        }
    }
    return best;
}

GroupFrames medoidFrames(const Ensemble& e, const std::vector<Index>& medoid)
{
    const auto m = static_cast<Index>(medoid.size());
    GroupFrames out;
    out.frames.identity = e.frames.identity;
    out.frames.blocks = e.frames.blocks;
    for (std::size_t h = 0; h < e.heads.size(); ++h) {
        Stack u(m, e.heads[h]);
        Stack inverse(m, e.heads[h]);
        for (Index c = 0; c < m; ++c) {
            u[c] = e.frames.u[h][medoid[static_cast<std::size_t>(c)]];
            inverse[c] = e.frames.inverse[h][medoid[static_cast<std::size_t>(c)]];
        }
        out.frames.u.push_back(std::move(u));
        out.frames.inverse.push_back(std::move(inverse));
    }
    if (e.phi.size() > 0) {
        out.phi.resize(m, e.phi.cols());
        for (Index c = 0; c < m; ++c)
            out.phi.row(c) = e.phi.row(medoid[static_cast<std::size_t>(c)]);
    }
    return out;
}

GroupFrames karcherFrames(const Ensemble& e, const std::vector<std::vector<Index>>& members,
                          const std::vector<Vectord>& shares, const std::vector<Index>& medoid)
{
    if (e.frames.identity)
        return medoidFrames(e, medoid);
    GroupFrames out;
    const bool so3 = e.phi.rows() == e.tokens() && allSkew(e.generators) && isSo3(e.generators);
    if (so3) {
        out.phi.resize(static_cast<Index>(members.size()), 3);
        for (std::size_t c = 0; c < members.size(); ++c)
            out.phi.row(static_cast<Index>(c)) = centreOf(e.phi, members[c], shares[c], medoid[c]).transpose();
        out.frames = framesFromPhi(out.phi, planExponential(e.generators, e.heads));
        return out;
    }
    const auto m = static_cast<Index>(members.size());
    for (std::size_t h = 0; h < e.heads.size(); ++h) {
        Stack u(m, e.heads[h]);
        Stack inverse(m, e.heads[h]);
        for (Index c = 0; c < m; ++c) {
            const auto at = static_cast<std::size_t>(c);
            u[c] = centreOf(e.frames.u[h], members[at], shares[at], medoid[at]);
            inverse[c] = u[c].transpose();
        }
        out.frames.u.push_back(std::move(u));
        out.frames.inverse.push_back(std::move(inverse));
        out.frames.blocks.push_back({0, e.heads[h]});
    }
    return out;
}

}  // namespace gauge
