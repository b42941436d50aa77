// Eigen's decompositions and functions of matrices, compiled here alone: each costs a compiler ten seconds wherever it is spelt out.
#pragma once

#include "core/types.h"

namespace gauge {

struct SymmetricEigen {
    Vectord values;   // d, ascending
    Matrixd vectors;  // d×d, a column each, orthonormal
};

/// Of a symmetric d×d matrix; its lower triangle is read.
SymmetricEigen symmetricEigen(const Matrixd& symmetric);
/// The values alone, ascending.
Vectord symmetricEigenvalues(const Matrixd& symmetric);

/// a = u diag(values) vᵀ of a square d×d matrix.
struct SingularDecomposition {
    Matrixd u;       // d×d
    Vectord values;  // d, descending
    Matrixd v;       // d×d
};

SingularDecomposition singularDecomposition(const Matrixd& a);
/// The values alone, descending.
Vectord singularValues(const Matrixd& a);

/// All eigenvalues of a square matrix, in the order its Schur form has them.
Eigen::VectorXcd eigenvaluesOf(const Matrixd& a);

/// exp(a) of a square matrix by scaling and squaring with Padé approximants (Higham 2005).
Matrixd matrixExponential(const Matrixd& a);
Eigen::MatrixXf matrixExponential(const Eigen::MatrixXf& a);

/// The principal logarithm of a square matrix by the inverse scaling and squaring of its Schur form (Higham 2008, ch. 11); not finite where
/// there is none.
Matrixd matrixLogarithm(const Matrixd& a);

}  // namespace gauge
