#include "core/io/ascii.h"
#include "core/lesson/expression.h"
#include "core/lesson/tokens.h"
#include "core/lesson/words.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace gauge::lesson {
namespace {

constexpr double kMostAsked = 4e6;  // times that the inside of a word such as max() is asked

double finite(double value, std::size_t column)
{
    if (!std::isfinite(value))
        fail("column {}: expected a number, found {}", column,
             std::isnan(value) ? "one that is none (0/0)" : "an infinite one");
    return value;
}

class Evaluation {
public:
    explicit Evaluation(const Scene& scene) : scene_(scene), run_(scene.now) {}

    Value of(const Node& node)
    {
        switch (node.kind) {
        case Node::Kind::Number: return Value::of(node.number);
        case Node::Kind::Truth: return Value::whether(node.number != 0);
        case Node::Kind::Word: return Value::ofWord(node.text);
        case Node::Kind::Token: return Value::ofToken(tokenOf(node));
        case Node::Kind::Variable: return Value::ofToken(variables_[static_cast<std::size_t>(node.number)]);
        case Node::Kind::Ask: return ask(node);
        case Node::Kind::Function: return Value::of(finite(function(node), node.column));
        case Node::Kind::Before: return under(scene_.before ? scene_.before : scene_.now, node.children.front());
        case Node::Kind::Pinned: return pinned(node);
        case Node::Kind::At: return atLayer(node);
        case Node::Kind::Over: return over(node);
        case Node::Kind::And: return Value::whether(truth(node, 0) && truth(node, 1));
        case Node::Kind::Or: return Value::whether(truth(node, 0) || truth(node, 1));
        case Node::Kind::Not: return Value::whether(!truth(node, 0));
        case Node::Kind::Compare: return Value::whether(compare(node));
        case Node::Kind::Negate: return Value::of(-number(node, 0));
        case Node::Kind::Binary: return Value::of(finite(binary(node), node.column));
        }
        return {};
    }

private:
    double number(const Node& node, std::size_t child) { return of(node.children[child]).number; }
    bool truth(const Node& node, std::size_t child) { return of(node.children[child]).truth; }

    Index tokenOf(const Node& node) const
    {
        try {
            return placeOf(*run_, node.text);
        } catch (const Error& e) {
            fail("column {}: {}", node.column, e.what());
        }
    }

    Value ask(const Node& node)
    {
        std::vector<Value> arguments;
        for (const Node& child : node.children) {
            arguments.push_back(of(child));
            if (child.type == Type::Token && arguments.back().token < 0)
                throw NotYet(fmt::format("column {}: nothing is chosen yet", child.column));
            if (child.type == Type::Token && arguments.back().token >= run_->tokens())
                fail("column {}: expected one of {} tokens, found number {}", child.column, run_->tokens(),
                     arguments.back().token + 1);
        }
        Value value;
        try {
            value = node.word->ask(scene_, *run_, arguments);
        } catch (const NotYet&) {
            throw;
        } catch (const Error& e) {
            fail("column {}: {}", node.column, e.what());
        }
        if (node.type == Type::Number)
            finite(value.number, node.column);
        return value;
    }

    double function(const Node& node)
    {
        const double x = number(node, 0);
        if (node.text == "abs")
            return std::abs(x);
        if (node.text == "exp")
            return std::exp(x);
        if (node.text == "round")
            return std::round(x);
        if ((node.text == "ln" && !(x > 0)) || (node.text == "sqrt" && x < 0))
            fail("column {}: expected {} in {}, found {}", node.column,
                 node.text == "ln" ? "a number above 0" : "no number below 0", node.text, x);
        if (node.text == "ln")
            return std::log(x);
        if (node.text == "sqrt")
            return std::sqrt(x);
        double best = x;
        for (std::size_t k = 1; k < node.children.size(); ++k)
            best = node.text == "max" ? std::max(best, number(node, k)) : std::min(best, number(node, k));
        return best;
    }

    double binary(const Node& node)
    {
        const double a = number(node, 0);
        const double b = number(node, 1);
        if (node.text == "/" && b == 0)
            fail("column {}: expected something else than 0 to divide by", node.children[1].column);
        switch (node.text[0]) {
        case '+': return a + b;
        case '-': return a - b;
        case '*': return a * b;
        case '/': return a / b;
        default: return std::pow(a, b);
        }
    }

    bool compare(const Node& node)
    {
        const Value a = of(node.children[0]);
        const Value b = of(node.children[1]);
        const bool equal = node.text != "!=";
        switch (node.children[0].type) {
        case Type::Truth: return (a.truth == b.truth) == equal;
        case Type::Token: return (a.token == b.token) == equal;
        case Type::Word: return (a.word == b.word) == equal;
        case Type::Number: break;
        }
        if (node.text == "<")
            return a.number < b.number;
        if (node.text == "<=")
            return a.number <= b.number;
        if (node.text == ">")
            return a.number > b.number;
        if (node.text == ">=")
            return a.number >= b.number;
        return (a.number == b.number) == equal;
    }

    Value under(std::shared_ptr<const Snapshot> run, const Node& node)
    {
        std::swap(run_, run);
        try {
            Value value = of(node);
            std::swap(run_, run);
            return value;
        } catch (...) {
            std::swap(run_, run);
            throw;
        }
    }

    Value pinned(const Node& node)
    {
        if (!scene_.pinned)
            throw NotYet(fmt::format("column {}: no state is pinned as A", node.column));
        return under(scene_.pinned, node.children.front());
    }

    Value atLayer(const Node& node)
    {
        const double layer = number(node, 0);
        if (layer != std::floor(layer) || layer < 0 || layer > run_->layers)
            fail("column {}: expected a layer from 0 to {}, found {}", node.children[0].column, run_->layers, layer);
        if (static_cast<int>(layer) == run_->layer)
            return of(node.children[1]);
        RunInput input = run_->input;
        input.layer = static_cast<int>(layer);
        input.extras = {};
        return under(scene_.run(input), node.children[1]);
    }

    /// One of the words that run over tokens; `number` gathers, `best` remembers which.
    struct Gathered {
        double number = 0;
        double times = 0;
        Index best = -1;
        bool decided = false;  // all and any need not look further
    };

    void gather(const Node& node, const std::vector<Index>& at, Gathered& g)
    {
        if (++asked_ > kMostAsked)
            fail("column {}: expected at most {} combinations of tokens in all, found more", node.column, kMostAsked);
        if (static_cast<long>(asked_) % 1024 == 0 && scene_.stop.stop_requested())
            throw Cancelled();
        if (node.children.size() > 1 && !truth(node, 1))
            return;
        const Value value = of(node.children.front());
        const bool greatest = node.text == "max" || node.text == "argmax";
        const bool least = node.text == "min" || node.text == "argmin";
        if (node.children.front().type == Type::Truth) {
            g.number += value.truth ? 1 : 0;
            g.decided = (node.text == "any" && value.truth) || (node.text == "all" && !value.truth);
        } else if (!greatest && !least) {
            g.number += value.number;
        } else if (g.times == 0 || (greatest ? value.number > g.number : value.number < g.number)) {
            g.number = value.number;
            g.best = at.front();
        }
        g.times += 1;
    }

    Value over(const Node& node)
    {
        const auto first = static_cast<std::size_t>(node.number);
        const Index n = run_->tokens();
        if (std::pow(static_cast<double>(n), static_cast<double>(node.variables)) > kMostAsked)
            fail("column {}: expected at most {} combinations of tokens, found {}^{}", node.column, kMostAsked, n,
                 node.variables);
        variables_.resize(first + node.variables);
        Gathered g;
        std::vector<Index> at(node.variables, 0);
        for (bool more = n > 0; more && !g.decided;) {
            std::copy(at.begin(), at.end(), variables_.begin() + static_cast<std::ptrdiff_t>(first));
            gather(node, at, g);
            more = false;
            for (std::size_t k = at.size(); k-- > 0 && !more;) {
                more = ++at[k] < n;
                if (!more)
                    at[k] = 0;
            }
        }
        return outcome(node, g);
    }

    static Value outcome(const Node& node, const Gathered& g)
    {
        if (node.text == "any")
            return Value::whether(g.number > 0);
        if (node.text == "all")
            return Value::whether(g.number == g.times);
        if (node.text == "count" || node.text == "sum")
            return Value::of(finite(g.number, node.column));
        if (g.times == 0)
            fail("column {}: expected a token that meets the condition, found none", node.column);
        if (node.text == "argmax" || node.text == "argmin")
            return Value::ofToken(g.best);
        return Value::of(finite(node.text == "mean" ? g.number / g.times : g.number, node.column));
    }

    const Scene& scene_;
    std::shared_ptr<const Snapshot> run_;
    std::vector<Index> variables_;
    double asked_ = 0;  // insides of such words so far
};

}  // namespace

Value evaluate(const Expression& expression, const Scene& scene)
{
    if (!scene.now)
        throw NotYet("column 1: nothing runs yet");
    return Evaluation(scene).of(expression.root());
}

bool holds(const Expression& expression, const Scene& scene)
{
    try {
        return evaluate(expression, scene).truth;
    } catch (const NotYet&) {
        return false;
    }
}

Index placeOf(const Snapshot& snapshot, const std::string& label)
{
    const std::vector<std::string>& tokens = snapshot.state->tokens;
    const auto exact = std::find(tokens.begin(), tokens.end(), label);
    if (exact != tokens.end())
        return exact - tokens.begin();
    const std::size_t mark = label.rfind('#');
    if (mark != std::string::npos && mark > 0 && mark + 1 < label.size() &&
        label.find_first_not_of("0123456789", mark + 1) == std::string::npos) {
        std::size_t left = 0;
        std::from_chars(label.data() + mark + 1, label.data() + label.size(), left);
        const std::string name = label.substr(0, mark);
        for (std::size_t i = 0; i < tokens.size() && left > 0; ++i) {
            left -= tokens[i] == name ? 1 : 0;
            if (left == 0)
                return static_cast<Index>(i);
        }
    }
    std::string some;
    for (std::size_t i = 0; i < std::min<std::size_t>(tokens.size(), 8); ++i)
        some += (i > 0 ? ", " : "") + tokens[i];
    fail("expected a token of this text ({}{}), found '{}'", some, tokens.size() > 8 ? ", …" : "", label);
}

std::string labelOf(const Snapshot& snapshot, Index token)
{
    const std::vector<std::string>& tokens = snapshot.state->tokens;
    const std::string& name = tokens[static_cast<std::size_t>(token)];
    const auto earlier = std::count(tokens.begin(), tokens.begin() + token, name);
    return earlier == 0 ? name : fmt::format("{}#{}", name, earlier + 1);
}

std::string tokenInExpression(const std::string& label)
{
    const bool letters = std::all_of(label.begin(), label.end(), [](char c) {
        return isLetter(c) || isDigit(c) || c == '#' || static_cast<unsigned char>(c) >= 0x80;
    });
    const bool plain = letters && !label.empty() && !wordOf(label) && symbolsOf(label).size() == 2 &&
                       symbolsOf(label).front().kind == Symbol::Kind::Name;
    for (const char* reserved : {"and", "or", "not", "where", "true", "false"})
        if (label == reserved)
            return '"' + label + '"';
    return plain ? label : '"' + label + '"';
}

}  // namespace gauge::lesson
