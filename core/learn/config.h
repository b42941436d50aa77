// What a training is asked to do: the keys of CONFIG.json, checked (docs/learning.md lists them).
#pragma once

#include "core/types.h"

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
    int dimension = 0;                 // K of a model with connections; 0: the sum of the heads
    std::string connections = "none";  // free, linear, rotation, random, identity
    std::string returnMap = "own";     // energy
    bool sharedSender = false;
    bool outputMap = true;
    std::string covariance = "diagonal";  // rotated, low-rank=R, full
    std::string variances = "auto";       // free, pair, word
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
    double learningRate = 0;  // 0: what works for the kind of model, peakRate
    int warmUp = 200;
    double finalRate = 0.05;  // share of the rate at the end of the cosine
    double weightDecay = 0.01;
    double clip = 1;
    double mapRate = 0.2;     // shares of the learning rate: of head connections,
    double shapeRate = 0.2;   // of variances,
    double numberRate = 0.2;  // of κ, α, λ, the step, τ
    double meanSpread = 0;    // of the words' means, or embeddings, at the start; 0: what works for the kind of model
    double mapSpread = 0.05;  // of free maps around the heads' own blocks
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

/// The learning rate at its highest: the config's, or what works for the kind of model (docs/learning.md).
double peakRate(const LearnConfig& config);
/// The spread of the words' means at the start, likewise.
double meanSpread(const LearnConfig& config);

/// R of "low-rank=R" in `covariance`; 0 for the other families. Throws Error for anything else.
Index rankOf(const std::string& covariance);

}  // namespace gauge::learn
