// The right factor of every pair product, laid out once so that no product has to repack it (MATH.md §3).
#pragma once

#include "core/kernels/lanes.h"

#include <vector>

namespace gauge {

/// Columns a panel holds: two registers.
template <class S>
inline constexpr Index kPanelWidth = 2 * kLanes<S>;

/// A depth×columns matrix in panels of kPanelWidth columns; inside a panel the rows are contiguous. Columns beyond the
/// last are zero.
template <class S>
class Panels {
public:
    Panels() = default;
    Panels(Index depth, Index columns)
        : depth_(depth), columns_(columns), panels_((columns + kPanelWidth<S> - 1) / kPanelWidth<S>),
          data_(static_cast<std::size_t>(panels_ * depth * kPanelWidth<S>), S(0))
    {
    }

    Index depth() const { return depth_; }
    Index columns() const { return columns_; }
    Index count() const { return panels_; }
    /// Columns with the padding: what a row of a product tile must hold.
    Index padded() const { return panels_ * kPanelWidth<S>; }
    const S* panel(Index p) const { return data_.data() + p * depth_ * kPanelWidth<S>; }
    /// Row l of column c lies at column(c)[l * kPanelWidth].
    S* column(Index c) { return data_.data() + (c / kPanelWidth<S>)*depth_ * kPanelWidth<S> + c % kPanelWidth<S>; }
    S operator()(Index l, Index c) const
    {
        return data_[static_cast<std::size_t>(((c / kPanelWidth<S>)*depth_ + l) * kPanelWidth<S> + c % kPanelWidth<S>)];
    }

private:
    Index depth_ = 0;
    Index columns_ = 0;
    Index panels_ = 0;
    Aligned<S> data_;
};

}  // namespace gauge
