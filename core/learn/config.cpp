#include "core/learn/config.h"

#include "core/error.h"
#include "core/io/file.h"
#include "core/io/json.h"

#include <algorithm>
#include <charconv>
#include <fmt/ranges.h>
#include <variant>

namespace gauge::learn {
namespace {

using nlohmann::json;
using Member = std::variant<std::string LearnConfig::*, int LearnConfig::*, double LearnConfig::*, bool LearnConfig::*,
                            std::vector<int> LearnConfig::*>;

struct Key {
    const char* name;
    Member member;
    double least = 0;
    double greatest = 0;
    std::vector<std::string> choices;  // of a text; empty: any
};

const std::vector<Key>& keys()
{
    using C = LearnConfig;
    static const std::vector<Key> table{
        {"corpus", &C::corpus, 0, 0, {}},
        {"wordnet", &C::wordnet, 0, 0, {}},
        {"tokenizer", &C::tokenizer, 0, 0, {"word", "byte"}},
        {"vocabulary", &C::vocabulary, 3, 1e6, {}},
        {"held-out", &C::heldOut, 0.001, 0.5, {}},
        {"model", &C::model, 0, 0, {"gauge", "dot-product"}},
        {"heads", &C::heads, 1, 256, {}},
        {"layers", &C::layers, 0, 64, {}},
        {"steps", &C::steps, 1, 64, {}},
        {"dimension", &C::dimension, 0, 65536, {}},
        {"connections", &C::connections, 0, 0, {"none", "free", "linear", "rotation", "random", "identity"}},
        {"return", &C::returnMap, 0, 0, {"own", "energy"}},
        {"shared-sender", &C::sharedSender, 0, 0, {}},
        {"output-map", &C::outputMap, 0, 0, {}},
        {"covariance", &C::covariance, 0, 0, {}},
        {"variances", &C::variances, 0, 0, {"auto", "free", "pair", "word"}},
        {"frames", &C::frames, 0, 0, {"none", "learned"}},
        {"positions", &C::positions, 0, 0, {"rotary", "none"}},
        {"slowest", &C::slowest, 1e-6, 1, {}},
        {"output", &C::output, 0, 0, {"untied", "tied", "linear"}},
        {"share-layers", &C::shareLayers, 0, 0, {}},
        {"self", &C::self, 0, 0, {}},
        {"learn-kappa", &C::learnKappa, 0, 0, {}},
        {"kappa", &C::kappa, 0, 1e6, {}},
        {"width", &C::width, 0, 65536, {}},
        {"checkpointing", &C::checkpointing, 0, 0, {}},
        {"half-storage", &C::halfStorage, 0, 0, {}},
        {"length", &C::length, 1, 65536, {}},
        {"batch", &C::batch, 1, 65536, {}},
        {"accumulate", &C::accumulate, 1, 65536, {}},
        {"updates", &C::updates, 0, 1e9, {}},
        {"learning-rate", &C::learningRate, 0, 10, {}},
        {"warm-up", &C::warmUp, 0, 1e9, {}},
        {"final-rate", &C::finalRate, 0, 1, {}},
        {"weight-decay", &C::weightDecay, 0, 10, {}},
        {"clip", &C::clip, 0, 1e9, {}},
        {"map-rate", &C::mapRate, 0, 10, {}},
        {"shape-rate", &C::shapeRate, 0, 10, {}},
        {"number-rate", &C::numberRate, 0, 10, {}},
        {"mean-spread", &C::meanSpread, 0, 10, {}},
        {"map-spread", &C::mapSpread, 0, 10, {}},
        {"natural-gradient", &C::naturalGradient, 0, 0, {}},
        {"precision", &C::precision, 0, 0, {"single", "double"}},
        {"seed", &C::seed, 0, 2147483647, {}},
        {"evaluate-every", &C::evaluateEvery, 1, 1e9, {}},
        {"evaluate-tokens", &C::evaluateTokens, 1, 1e9, {}},
        {"save-every", &C::saveEvery, 1, 1e9, {}},
    };
    return table;
}

void requireRange(const Key& key, double value)
{
    if (!(value >= key.least && value <= key.greatest))
        fail("{}: expected a number from {} to {}, found {}", key.name, key.least, key.greatest, value);
}

void setText(const Key& key, std::string& to, const json& value)
{
    if (!value.is_string())
        fail("{}: expected a text, found {}", key.name, value.dump());
    to = value.get<std::string>();
    if (!key.choices.empty() && std::find(key.choices.begin(), key.choices.end(), to) == key.choices.end())
        fail("{}: expected {}, found '{}'", key.name, fmt::format("{}", fmt::join(key.choices, " or ")), to);
}

void setValue(const Key& key, LearnConfig& config, const json& value)
{
    const auto whole = [&](const json& number) {
        if (!number.is_number_integer())
            fail("{}: expected a whole number, found {}", key.name, number.dump());
        requireRange(key, number.get<double>());
        return number.get<int>();
    };
    if (const auto* text = std::get_if<std::string LearnConfig::*>(&key.member)) {
        setText(key, config.*(*text), value);
    } else if (const auto* flag = std::get_if<bool LearnConfig::*>(&key.member)) {
        if (!value.is_boolean())
            fail("{}: expected true or false, found {}", key.name, value.dump());
        config.*(*flag) = value.get<bool>();
    } else if (const auto* count = std::get_if<int LearnConfig::*>(&key.member)) {
        config.*(*count) = whole(value);
    } else if (const auto* number = std::get_if<double LearnConfig::*>(&key.member)) {
        if (!value.is_number())
            fail("{}: expected a number, found {}", key.name, value.dump());
        requireRange(key, value.get<double>());
        config.*(*number) = value.get<double>();
    } else {
        if (!value.is_array() || value.empty() || value.size() > 256)
            fail("{}: expected a list of 1 to 256 whole numbers, found {}", key.name, value.dump());
        auto& list = config.*std::get<std::vector<int> LearnConfig::*>(key.member);
        list.clear();
        for (const json& entry : value)
            list.push_back(whole(entry));
    }
}

}  // namespace

Index rankOf(const std::string& covariance)
{
    const std::string prefix = "low-rank=";
    if (covariance == "diagonal" || covariance == "rotated" || covariance == "full")
        return 0;
    int rank = 0;
    const char* end = covariance.data() + covariance.size();
    if (!covariance.starts_with(prefix))
        fail("covariance: expected diagonal, rotated, low-rank=R or full, found '{}'", covariance);
    const auto [stop, status] = std::from_chars(covariance.data() + prefix.size(), end, rank);
    if (status != std::errc() || stop != end || rank < 1 || rank > 256)
        fail("covariance: expected low-rank=R with R from 1 to 256, found '{}'", covariance);
    return rank;
}

double peakRate(const LearnConfig& config)
{
    if (config.learningRate > 0)
        return config.learningRate;
    if (config.model == "dot-product")
        return 0.01;
    return config.connections == "none" ? 0.05 : 0.1;
}

double meanSpread(const LearnConfig& config)
{
    if (config.meanSpread > 0)
        return config.meanSpread;
    if (config.model == "dot-product")
        return 0.1;
    return config.connections == "none" ? 0.5 : 0.12;
}

LearnConfig configFromJson(const json& from)
{
    if (!from.is_object())
        fail("expected an object of keys, found {}", from.type_name());
    LearnConfig config;
    for (const auto& [name, value] : from.items()) {
        const auto key =
            std::find_if(keys().begin(), keys().end(), [&name = name](const Key& k) { return name == k.name; });
        if (key == keys().end())
            fail("{}: expected a key of docs/learning.md, found one that is not there", name);
        setValue(*key, config, value);
    }
    rankOf(config.covariance);
    return config;
}

nlohmann::ordered_json configJson(const LearnConfig& config)
{
    nlohmann::ordered_json out = nlohmann::ordered_json::object();
    for (const Key& key : keys())
        std::visit([&](auto member) { out[key.name] = config.*member; }, key.member);
    return out;
}

LearnConfig readConfig(const std::string& path)
{
    const json parsed = parseJson(readFile(path), path);
    try {
        return configFromJson(parsed);
    } catch (const Error& e) {
        fail("{}: {}", path, e.what());
    }
}

}  // namespace gauge::learn
