#include "core/algebra/solvers.h"

#include <Eigen/Eigenvalues>
#include <Eigen/SVD>
#include <unsupported/Eigen/MatrixFunctions>

namespace gauge {

SymmetricEigen symmetricEigen(const Matrixd& symmetric)
{
    const Eigen::SelfAdjointEigenSolver<Matrixd> solver(symmetric);
    return {solver.eigenvalues(), solver.eigenvectors()};
}

Vectord symmetricEigenvalues(const Matrixd& symmetric)
{
    return Eigen::SelfAdjointEigenSolver<Matrixd>(symmetric, Eigen::EigenvaluesOnly).eigenvalues();
}

SingularDecomposition singularDecomposition(const Matrixd& a)
{
    const Eigen::JacobiSVD<Matrixd> svd(a, Eigen::ComputeFullU | Eigen::ComputeFullV);
    return {svd.matrixU(), svd.singularValues(), svd.matrixV()};
}

Vectord singularValues(const Matrixd& a)
{
    return Eigen::JacobiSVD<Matrixd>(a).singularValues();
}

Eigen::VectorXcd eigenvaluesOf(const Matrixd& a)
{
    return Eigen::EigenSolver<Matrixd>(a, false).eigenvalues();
}

Matrixd matrixExponential(const Matrixd& a)
{
    return a.exp();
}

Eigen::MatrixXf matrixExponential(const Eigen::MatrixXf& a)
{
    return a.exp();
}

Matrixd matrixLogarithm(const Matrixd& a)
{
    return a.log();
}

}  // namespace gauge
