// What attention averages: beliefs as rows, and beliefs from averaged rows (MATH.md §2).
#pragma once

#include "core/gaussian/beliefs.h"

#include <limits>

namespace gauge {

/// What messages average: a row a token, padded with zeros to whole registers, centred by `shift`.
template <class S>
struct MessageRows {
    enum class Kind { Mean, Moments, Naturals };
    Kind kind = Kind::Mean;
    Index dim = 0;
    bool diagonal = false;
    RowMatrix<S> rows;  // Mean: m; Moments: C + m mᵀ packed, m; Naturals: P packed, h
    Vectord shift;      // d
};

/// natural: what Naturals rows are made of; not read for the other kinds.
template <class S>
MessageRows<S> messageRows(const GaussianBlock& block, bool diagonal, typename MessageRows<S>::Kind kind);

/// Symmetric part of one row of kind Moments or Naturals into `matrix` (d×d); returns the row's vector (m or h), centred.
Vectord unpackRow(const MessageRows<double>& message, const Eigen::Ref<const Eigen::RowVectorXd>& row, Matrixd& matrix);

/// A variance below this share of the square that it was a difference of has lost the digits that count.
template <class S>
inline constexpr double kLostSpread = (sizeof(S) == 4 ? 1e3 : 1e6) * std::numeric_limits<S>::epsilon();

/// Beliefs from averaged rows (N×padded) of kind Mean or Moments, in common coordinates; covariances are 0 for Mean. Receivers
/// without senders (silent: N) get mean 0 and covariance 0.
template <class S>
void beliefsFromMoments(const MessageRows<S>& message, const RowMatrix<S>& averaged, const std::vector<char>& silent,
                        GaussianBlock& out);

/// Natural parameters (P, h) in common coordinates from weighted sums of rows of kind Naturals; logDetCov is left empty. Holds
/// for any weights, zero included.
template <class S>
void naturalsFromRows(const MessageRows<S>& message, const RowMatrix<S>& averaged, NaturalBlock& out);

}  // namespace gauge
