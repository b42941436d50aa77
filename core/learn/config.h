// What a training is asked to do: the keys of CONFIG.json, checked (docs/learning.md lists them).
#pragma once

#include "core/learn/dot_model.h"
#include "core/learn/gauge_model.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace gauge::learn {

struct LearnConfig {
    // data
    std::string corpus = "wordnet";  // or the path of a UTF-8 text
    std::string wordnet = "/usr/share/wordnet";
    std::string tokenizer = "word";  // or byte
    int vocabulary = 8000;           // word tokenizer: words, the two special ones included
    double heldOut = 0.05;           // share of synsets, or the end of a text
    // model
    std::string model = "gauge";  // or dot-product
    std::vector<int> heads{12, 12, 12, 12};
    int layers = 2;
    int steps = 1;
    std::string covariance = "diagonal";  // rotated, low-rank=R, full
    std::string frames = "none";          // learned
    std::string positions = "rotary";     // none
    double slowest = 0.01;
    std::string output = "untied";  // tied, linear
    bool shareLayers = false;
    bool self = true;
    bool learnKappa = true;
    double kappa = 0;
    int width = 0;  // dot-product: 0 = parameters equal to the gauge model of the same keys
    bool checkpointing = false;
    bool halfStorage = false;
    // training
    int length = 64;
    int batch = 32;
    int accumulate = 1;
    int updates = 3000;
    double learningRate = 3e-3;
    int warmUp = 200;
    double finalRate = 0.05;  // share of the rate at the end of the cosine
    double weightDecay = 0.01;
    double clip = 1;
    bool naturalGradient = false;
    std::string precision = "single";  // double
    int seed = 1;
    int evaluateEvery = 500;
    int evaluateTokens = 20000;  // of the held-out ones, while training
    int saveEvery = 500;

    bool operator==(const LearnConfig&) const = default;
};

/// Throws Error: which key, what was expected and found; an unknown key is one.
LearnConfig configFromJson(const nlohmann::json& json);
nlohmann::ordered_json configJson(const LearnConfig& config);

/// Reads CONFIG.json. Throws Error with the path in front.
LearnConfig readConfig(const std::string& path);

/// The model's shape for a vocabulary of so many words. Throws Error for what cannot be.
GaugeShape gaugeShape(const LearnConfig& config, Index words);
DotShape dotShape(const LearnConfig& config, Index words);

template <class S>
std::unique_ptr<SequenceModel<S>> makeModel(const LearnConfig& config, Index words);

}  // namespace gauge::learn
