#include "core/page/words.h"

#include "core/error.h"
#include "core/lesson/words.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gauge::page {
namespace {

using lesson::Node;
using lesson::Type;
using lesson::Value;
using nlohmann::json;

constexpr Index kMostPairs = 64;  // tokens of which every pair has a value in a table

const std::set<std::string>& parameterNames()
{
    static const std::set<std::string> names = [] {
        std::set<std::string> all;
        for (const lesson::Word& word : lesson::parameterWords())
            all.insert(word.name);
        return all;
    }();
    return names;
}

const char* nameOf(Node::Kind kind)
{
    switch (kind) {
    case Node::Kind::Number: return "number";
    case Node::Kind::Truth: return "truth";
    case Node::Kind::Word: return "word";
    case Node::Kind::Token: return "token";
    case Node::Kind::Variable: return "variable";
    case Node::Kind::Ask: return "ask";
    case Node::Kind::Function: return "function";
    case Node::Kind::Before: return "before";
    case Node::Kind::Pinned: return "pinned";
    case Node::Kind::At: return "at";
    case Node::Kind::Over: return "over";
    case Node::Kind::And: return "and";
    case Node::Kind::Or: return "or";
    case Node::Kind::Not: return "not";
    case Node::Kind::Compare: return "compare";
    case Node::Kind::Negate: return "negate";
    case Node::Kind::Binary: return "binary";
    }
    return "";
}

const char* typeOn(Type type)
{
    switch (type) {
    case Type::Number: return "number";
    case Type::Truth: return "truth";
    case Type::Token: return "token";
    case Type::Word: return "word";
    }
    return "";
}

/// What stands for an argument that is no token: it has to be written out.
Value givenBy(const Node& node)
{
    if (node.kind == Node::Kind::Number)
        return Value::of(node.number);
    if (node.kind == Node::Kind::Word)
        return Value::ofWord(node.text);
    throw NotOnPage(
        fmt::format("column {}: expected a number or a word written out, found something to compute", node.column));
}

class Writer {
public:
    Writer(Index tokens, Uses& uses) : tokens_(tokens), uses_(uses) {}

    json of(const Node& node)
    {
        json out{{"k", nameOf(node.kind)}};
        switch (node.kind) {
        case Node::Kind::Number: out["v"] = node.number; return out;
        case Node::Kind::Truth: out["v"] = node.number != 0; return out;
        case Node::Kind::Word: out["v"] = node.text; return out;
        case Node::Kind::Token: out["t"] = node.text; return out;
        case Node::Kind::Variable: out["slot"] = static_cast<int>(node.number); return out;
        case Node::Kind::Ask: return ask(node);
        case Node::Kind::Function: out["name"] = node.text; break;
        case Node::Kind::Over:
            out["name"] = node.text;
            out["slot"] = static_cast<int>(node.number);
            out["variables"] = node.variables;
            out["of"] = typeOn(node.children.front().type);
            break;
        case Node::Kind::Compare:
            out["op"] = node.text;
            out["of"] = typeOn(node.children.front().type);
            break;
        case Node::Kind::Binary: out["op"] = node.text; break;
        default: break;
        }
        out["args"] = argumentsOf(node);
        return out;
    }

private:
    json argumentsOf(const Node& node)
    {
        json arguments = json::array();
        for (const Node& child : node.children)
            arguments.push_back(of(child));
        return arguments;
    }

    json ask(const Node& node)
    {
        json out{{"k", "ask"}, {"word", node.word->name}, {"type", typeOn(node.type)}, {"col", node.column}};
        if (isLive(node.word->name) || parameterNames().contains(node.word->name)) {
            out["args"] = argumentsOf(node);
            return out;
        }
        const bool tokens = std::ranges::all_of(node.children, [](const Node& child) { return child.type == Type::Token; });
        if (tokens) {
            if (node.children.size() > 1 && tokens_ > kMostPairs)
                throw NotOnPage(fmt::format("column {}: expected at most {} tokens whose pairs are asked for, found {}",
                                            node.column, kMostPairs, tokens_));
            uses_[node.word->name] = {node.word, {}};
            out["args"] = argumentsOf(node);
            return out;
        }
        Use use{node.word, {}};
        std::string name = node.word->name + "(";
        for (const Node& child : node.children) {
            use.given.push_back(givenBy(child));
            name += child.kind == Node::Kind::Word ? "\"" + child.text + "\"" : fmt::format("{}", child.number);
            name += &child == &node.children.back() ? ")" : ",";
        }
        uses_[name] = use;
        out["word"] = name;
        out["args"] = json::array();
        return out;
    }

    Index tokens_;
    Uses& uses_;
};

json jsonOf(const Value& value, Type type)
{
    switch (type) {
    case Type::Number: return value.number;
    case Type::Truth: return value.truth;
    case Type::Token: return value.token;
    case Type::Word: return value.word;
    }
    return nullptr;
}

/// The value of a word that takes no tokens, or why there is none.
json oneValue(const Use& use, const lesson::Scene& scene, const Snapshot& run)
{
    try {
        const Value value = use.word->ask(scene, run, use.given);
        if (use.word->type == Type::Number && !std::isfinite(value.number))
            return {{"error", "expected a number, found one that is none"}};
        return jsonOf(value, use.word->type);
    } catch (const Error& e) {
        return {{"error", e.what()}};
    }
}

/// Of every token, or of every pair of them: a null, or a number that is none, where there is no value.
void putTable(Piece& layer, const std::string& name, const Use& use, const lesson::Scene& scene, const Snapshot& run)
{
    const std::size_t arguments = use.word->needed;
    const Index n = run.tokens();
    if (arguments > 1 && n > kMostPairs)
        return;  // asked of a smaller state
    const Index rows = arguments > 1 ? n : 1;
    std::vector<double> numbers;
    json words = json::array();
    const bool inWords = use.word->type == Type::Word;
    for (Index i = 0; i < rows; ++i)
        for (Index j = 0; j < n; ++j) {
            std::vector<Value> tokens{Value::ofToken(arguments > 1 ? i : j)};
            if (arguments > 1)
                tokens.push_back(Value::ofToken(j));
            try {
                const Value value = use.word->ask(scene, run, tokens);
                if (inWords)
                    words.push_back(value.word);
                else
                    numbers.push_back(use.word->type == Type::Truth ? static_cast<double>(value.truth) : value.number);
            } catch (const Error&) {
                inWords ? words.push_back(nullptr) : numbers.push_back(std::numeric_limits<double>::quiet_NaN());
            }
        }
    json& entry = layer.json["words"][name];
    entry = {{"args", std::vector<std::string>(arguments, "token")}};
    if (inWords)
        entry["values"] = std::move(words);
    else
        layer.put("/words/" + name + "/values", bytesOf(numbers));
}

void gatherWords(const Node& node, std::set<std::string>& words)
{
    if (node.kind == Node::Kind::Ask)
        words.insert(node.word->name);
    for (const Node& child : node.children)
        gatherWords(child, words);
}

void gatherLayers(const Node& node, std::set<int>& layers)
{
    if (node.kind == Node::Kind::At && node.children.front().kind == Node::Kind::Number)
        layers.insert(static_cast<int>(node.children.front().number));
    for (const Node& child : node.children)
        gatherLayers(child, layers);
}

}  // namespace

bool isLive(const std::string& word)
{
    static const std::set<std::string> live{
        "E",       "beta",     "D",     "entropy", "same",   "size",     "joins",          "agents",    "groups",
        "largest", "N",        "K",     "H",       "layer",  "layers",   "kappa",          "threshold", "theta",
        "locked",  "receiver", "place", "name",    "sender", "compared", "condensed-share"};
    return live.contains(word);
}

bool staysPut(const std::string& word)
{
    static const std::set<std::string> still{"width",  "norm",          "apart",        "angle",   "E-trace",
                                             "E-mean", "E-log-det",     "multiplicity", "unknown", "surprise",
                                             "next",   "held-out-loss", "wilson"};
    return still.contains(word) || parameterNames().contains(word);
}

json expressionOn(const lesson::Expression& expression, Index tokens, Uses& uses)
{
    return Writer(tokens, uses).of(expression.root());
}

bool restsOnStored(const Node& node)
{
    std::set<std::string> words;
    gatherWords(node, words);
    return std::ranges::any_of(words, [](const std::string& word) { return !isLive(word) && !staysPut(word); });
}

std::set<int> layersAsked(const Node& node)
{
    std::set<int> layers;
    gatherLayers(node, layers);
    return layers;
}

void putWords(Piece& layer, const Uses& uses, const lesson::Scene& scene, const Snapshot& run)
{
    for (const auto& [name, use] : uses)
        if (use.given.empty() && use.word->needed > 0)
            putTable(layer, name, use, scene, run);
        else
            layer.json["words"][name] = oneValue(use, scene, run);
}

json parametersOn(const lesson::Scene& scene)
{
    json values = json::object();
    for (const lesson::Word& word : lesson::parameterWords())
        values[word.name] = jsonOf(word.ask(scene, *scene.now, {}), word.type);
    return values;
}

}  // namespace gauge::page
