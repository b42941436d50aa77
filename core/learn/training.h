// A training under way: one update at a time, so that a command, a window and a test can all run it.
#pragma once

#include "core/learn/corpus.h"
#include "core/learn/optimizer.h"
#include "core/learn/sequence_model.h"
#include "core/run_control.h"

#include <optional>

namespace gauge::learn {

/// What one update did.
struct UpdateReport {
    int update = 0;   // counted from 1
    double loss = 0;  // nats a token, before the update
    double rate = 0;
    double gradientNorm = 0;        // before clipping
    Index tokens = 0;               // learned from so far
    std::optional<double> heldOut;  // nats a token, where it was measured
};

/// A model that can be used: what a model file holds.
struct TrainedModel {
    LearnConfig config;
    Vocabulary vocabulary{"word", {}};
    ParameterLayout layout;
    Aligned<float> theta;
    double heldOutLoss = 0;  // nats a token over all held-out text; 0: not measured
    std::string origin;      // where it is found again: "learned" (built in) or a path; empty: it is being trained

    /// The model in single precision, and in double. Throws Error for a config that cannot be.
    std::unique_ptr<SequenceModel<float>> single() const;
};

class Training {
public:
    virtual ~Training() = default;

    /// Makes one update and reports it. Throws Error when it diverges.
    virtual UpdateReport step(const RunControl& control) = 0;
    virtual int updates() const = 0;
    bool done() const { return updates() >= config().updates; }

    /// Nats a token over the held-out text, or its first `tokens`.
    virtual double heldOutLoss(Index tokens, const RunControl& control) const = 0;
    virtual const LearnConfig& config() const = 0;
    virtual const Vocabulary& vocabulary() const = 0;
    virtual const std::vector<int>& trainingStream() const = 0;
    virtual const std::vector<int>& heldOutStream() const = 0;
    virtual const ParameterLayout& layout() const = 0;

    /// The model as it stands.
    virtual TrainedModel model() const = 0;
    /// Everything needed to go on: parameters, moments, the number of updates, as the bytes of a checkpoint.
    virtual std::string checkpoint() const = 0;
    /// Goes on from there. Throws Error when it is of another training.
    virtual void restore(const std::string& bytes, const std::string& label) = 0;
};

/// Reads the corpus, builds the vocabulary and the model. Throws Error.
std::unique_ptr<Training> makeTraining(const LearnConfig& config);

}  // namespace gauge::learn
