// What is learned, by name: every parameter of a model lies in one vector, so that an optimiser, a checkpoint and a
// gradient check need not know the model.
#pragma once

#include "core/types.h"

#include <string>
#include <vector>

namespace gauge::learn {

/// How a step changes a block of parameters.
enum class Update {
    Plain,   // θ ← θ − step
    Frozen,  // not at all; its gradient is zero
    Frame    // rows are SO(3) coordinates φ: exp(φ·T) ← exp(φ·T) exp(−step·T); the gradient is by ε in U exp(ε·T)
};

struct ParameterBlock {
    std::string name;
    Index rows = 0;
    Index columns = 0;
    Index offset = 0;     // first number within the vector
    bool decays = false;  // decoupled weight decay applies
    Update update = Update::Plain;
    double rate = 1;  // of the learning rate: what acts on many numbers at once moves less

    Index size() const { return rows * columns; }
};

class ParameterLayout {
public:
    /// Appends a block and returns its place in `blocks`.
    Index add(const std::string& name, Index rows, Index columns, bool decays, Update update = Update::Plain,
              double rate = 1)
    {
        blocks_.push_back({name, rows, columns, size_, decays, update, rate});
        size_ += rows * columns;
        return static_cast<Index>(blocks_.size()) - 1;
    }
    const std::vector<ParameterBlock>& blocks() const { return blocks_; }
    const ParameterBlock& operator[](Index k) const { return blocks_[static_cast<std::size_t>(k)]; }
    Index size() const { return size_; }

private:
    std::vector<ParameterBlock> blocks_;
    Index size_ = 0;
};

/// A block of a vector of parameters as a matrix, rows×columns.
template <class S>
Eigen::Map<RowMatrix<S>> view(Aligned<S>& values, const ParameterBlock& block)
{
    return {values.data() + block.offset, block.rows, block.columns};
}
template <class S>
Eigen::Map<const RowMatrix<S>> view(const Aligned<S>& values, const ParameterBlock& block)
{
    return {values.data() + block.offset, block.rows, block.columns};
}

}  // namespace gauge::learn
