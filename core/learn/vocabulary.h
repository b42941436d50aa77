// The vocabulary of priors π_v = N(μ_v, Σ_v) with frames U_v = exp(φ_v·T) (MATH.md §1), as parameters, and as natural
// parameters pulled back to the common frame. What each family can express is MATH.md §8: frames matter to `Rotated` alone.
#pragma once

#include "core/learn/layout.h"
#include "core/learn/natural.h"

#include <random>

namespace gauge::learn {

enum class WordCovariance {
    Diagonal,  // in the common frame
    Rotated,   // in the word's own frame: an ellipsoid that its frame turns
    LowRank,   // F Fᵀ + a diagonal in the word's own frame, F of `rank` columns a head
    Full       // free, a Cholesky factor of the precision a head
};

/// How many variances a word of the diagonal kinds has of its own.
enum class Variances {
    Free,   // one a coordinate
    Pairs,  // one a coordinate pair of a head, so that turns within pairs keep a diagonal family closed
    Word    // one: isotropic
};

struct VocabularyShape {
    Index words = 0;
    Heads heads;
    WordCovariance covariance = WordCovariance::Diagonal;
    bool frames = false;  // SO(3), each head an irrep of dimension 2ℓ+1
    Index rank = 0;       // LowRank; at most the smallest head's dimension
    Variances variances = Variances::Free;
    double meanSpread = 0.5;  // of the means at the start: words differ by about a nat a coordinate at variance 1
    double shapeRate = 0.2;   // of the learning rate: a variance changes every answer its word gives, a mean one direction

    Family family() const { return covariance == WordCovariance::Diagonal ? Family::Diagonal : Family::Full; }
};

/// The places of its blocks in a layout; −1 where there is none.
struct VocabularyBlocks {
    Index mean = -1;         // V×K, in the word's own frame
    Index logVariance = -1;  // V×K, or fewer columns by `variances`: ln of the variances
    Index factor = -1;       // V×Σd(d+1)/2: L by columns, its diagonal as logarithms, P = L Lᵀ; or V×K·rank: F by columns
    Index frame = -1;        // V×3: φ
};

/// What the names of a model's own words begin with; they are the first blocks of its layout.
constexpr const char* kWordBlocks = "vocabulary.";

VocabularyBlocks addVocabulary(ParameterLayout& layout, const VocabularyShape& shape, const std::string& prefix);

/// Means drawn with the shape's spread, variances near 1.
template <class S>
void initialise(const VocabularyShape& shape, const VocabularyBlocks& blocks, const ParameterLayout& layout,
                Aligned<S>& theta, std::mt19937_64& random);

/// Which of a word's variances each coordinate of the belief space has: K.
std::vector<Index> varianceOf(const VocabularyShape& shape);

/// Rows [P | h] of the words `ids`, head by head, pulled back by their frames: |ids|×rowWidth.
template <class S>
RowMatrix<S> naturals(const VocabularyShape& shape, const VocabularyBlocks& blocks, const ParameterLayout& layout,
                      const Aligned<S>& theta, const std::vector<int>& ids);

/// Adds to `gradient` what a gradient by those rows means for the parameters. Frames: component a by ε in U exp(ε T_a).
template <class S>
void naturalsBackward(const VocabularyShape& shape, const VocabularyBlocks& blocks, const ParameterLayout& layout,
                      const Aligned<S>& theta, const std::vector<int>& ids, const RowMatrix<S>& gNatural,
                      Aligned<S>& gradient);

/// The words that occur, each once and rising; all of 0 … `all` − 1 where `all` is not 0.
std::vector<int> distinctWords(const std::vector<int>& used, Index all);

/// φ of exp(φ·T) exp(−step·T), by quaternions; |φ| ≤ π.
Eigen::Vector3d retract(const Eigen::Vector3d& phi, const Eigen::Vector3d& step);

}  // namespace gauge::learn
