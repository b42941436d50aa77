// Building the text model from WordNet's glosses: counts, shifted positive pointwise mutual information (Levy & Goldberg,
// NeurIPS 2014), truncated SVD, covariances of contexts.
#pragma once

#include "core/io/npz.h"
#include "core/run_control.h"
#include "core/text/word_model.h"
#include "core/text/wordnet.h"

#include <functional>

namespace gauge {

struct ModelOptions {
    Index words = 10000;         // vocabulary: the most frequent words
    double shift = 1.0;          // PMI is lowered by ln(shift)
    double covarianceScale = 4;  // contexts' covariance times this
    double shrinkage = 10;       // occurrences at which own and common covariance weigh the same
    double floor = 0.5;          // isotropic part added, in units of the common covariance's mean variance
};

/// Members of the model file, in order.
std::vector<NpzMember> buildWordModel(const std::vector<Synset>& synsets, const std::string& notice,
                                      const ModelOptions& options, const RunControl& control);

/// How well symmetrised KL (frames off) tells a noun and one of its relatives (any sense; every noun drawn equally often) from
/// random pairs of equal frequency.
struct ModelQuality {
    double auc = 0;     // area under the ROC curve
    Index related = 0;  // pairs: one a hypernym of the other, or sharing one
    Index random = 0;
};

/// Words by falling frequency, and what each one's belief is.
struct MeasuredWords {
    std::vector<std::string> words;
    std::function<WordBelief(const std::string&)> belief;
};

/// Deterministic.
ModelQuality measureWords(const MeasuredWords& measured, const std::vector<Synset>& synsets, Index pairs);

/// Arrays as read back from the file, so that what is measured is what is shipped. Deterministic.
ModelQuality measureModel(const NpzArrays& model, const std::vector<Synset>& synsets, Index pairs);

}  // namespace gauge
