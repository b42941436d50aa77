// The text model: a Gaussian belief for every word (resources/model/README.md).
#pragma once

#include "core/io/npz.h"
#include "core/types.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace gauge {

struct WordBelief {
    Vectord mean;  // K
    Matrixd cov;   // K×K, positive definite
};

/// K = 16 numbers read as SO(3) irreps ℓ = 0, 1, 2, 3.
class WordModel {
public:
    static constexpr Index kDim = 16;

    /// From the arrays of a model file; throws Error when they are not one.
    explicit WordModel(const NpzArrays& arrays);

    const std::vector<std::string>& words() const { return words_; }
    const std::string& notice() const { return notice_; }
    bool knows(const std::string& word) const { return index_.contains(word); }

    /// The belief of a lower-case word; of an unknown one, a broad belief at the mean of the known words that share its
    /// character n-grams (n = 3, 4, with word boundaries), or at the vocabulary's mean.
    WordBelief belief(const std::string& word) const;

private:
    WordBelief known(Index i) const;
    WordBelief guessed(const std::string& word) const;

    std::vector<std::string> words_;
    std::unordered_map<std::string, Index> index_;
    std::unordered_map<std::string, std::vector<Index>> byGram_;
    RowMatrixd mean_;    // words×16
    RowMatrixd factor_;  // words×136, lower Cholesky factors by rows
    Vectord centre_;     // mean of the means
    Matrixd broad_;      // covariance of an unknown word
    std::string notice_;
};

/// The model compiled into the program; read once.
const WordModel& builtInModel();

/// A model written by `gaugescope-cli build-model`. Throws Error with the path.
WordModel readWordModel(const std::string& path);

/// Character n-grams of a word with its boundaries marked, n = 3 and 4.
std::vector<std::string> characterGrams(const std::string& word);

}  // namespace gauge
