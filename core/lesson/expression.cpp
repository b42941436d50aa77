#include "core/lesson/expression.h"

#include "core/error.h"
#include "core/lesson/tokens.h"
#include "core/lesson/words.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace gauge::lesson {
namespace {

constexpr std::size_t kLongest = 2000;  // bytes
constexpr int kDeepest = 64;
constexpr std::array<std::string_view, 9> kOver{"max", "min", "sum", "mean", "count", "all", "any", "argmax", "argmin"};
constexpr std::array<std::string_view, 5> kOfOne{"abs", "exp", "ln", "sqrt", "round"};

template <class List>
bool among(const List& list, const std::string& text)
{
    return std::find(list.begin(), list.end(), text) != list.end();
}

/// By descent; each function reads one line of the grammar.
class Parser {
public:
    explicit Parser(const std::string& text) : symbols_(symbolsOf(text)) {}

    Node whole()
    {
        Node node = either();
        if (now().kind != Symbol::Kind::End)
            fail("column {}: expected a sign or the end, found '{}'", now().column, now().text);
        return node;
    }

private:
    const Symbol& now() const { return symbols_[at_]; }
    bool isSign(const char* sign) const { return now().kind == Symbol::Kind::Sign && now().text == sign; }
    bool isName(const char* name) const { return now().kind == Symbol::Kind::Name && now().text == name; }
    bool takeSign(const char* sign)
    {
        const bool here = isSign(sign);
        at_ += here ? 1 : 0;
        return here;
    }
    void expectSign(const char* sign)
    {
        if (!takeSign(sign))
            fail("column {}: expected '{}', found {}", now().column, sign, found());
    }
    std::string found() const { return now().kind == Symbol::Kind::End ? "the end" : "'" + now().text + "'"; }

    static void require(const Node& node, Type type)
    {
        if (node.type != type)
            fail("column {}: expected {}, found {}{}", node.column, typeName(type), typeName(node.type),
                 node.kind == Node::Kind::Token ? fmt::format(" or an unknown word: '{}'", node.text) : "");
    }

    static Node joined(Node::Kind kind, Type type, Type each, Node left, Node right, const std::string& sign = {})
    {
        require(left, each);
        require(right, each);
        Node node{.kind = kind, .type = type, .column = left.column, .text = sign};
        node.children.push_back(std::move(left));
        node.children.push_back(std::move(right));
        return node;
    }

    Node either()
    {
        if (++depth_ > kDeepest)
            fail("column {}: expected at most {} nested parts, found more", now().column, kDeepest);
        Node node = both();
        while (isName("or")) {
            ++at_;
            node = joined(Node::Kind::Or, Type::Truth, Type::Truth, std::move(node), both());
        }
        --depth_;
        return node;
    }

    Node both()
    {
        Node node = negation();
        while (isName("and")) {
            ++at_;
            node = joined(Node::Kind::And, Type::Truth, Type::Truth, std::move(node), negation());
        }
        return node;
    }

    Node negation()
    {
        if (!isName("not"))
            return comparison();
        Node node{.kind = Node::Kind::Not, .type = Type::Truth, .column = now().column};
        ++at_;
        node.children.push_back(comparison());
        require(node.children.front(), Type::Truth);
        return node;
    }

    /// a < b < c is a < b and b < c.
    Node comparison()
    {
        Node left = sum();
        std::optional<Node> all;
        while (now().kind == Symbol::Kind::Sign &&
               among(std::array<std::string_view, 6>{"<", "<=", ">", ">=", "==", "!="}, now().text)) {
            const std::string sign = now().text;
            ++at_;
            Node right = sum();
            Node one = compared(left, right, sign);
            all = all ? joined(Node::Kind::And, Type::Truth, Type::Truth, std::move(*all), std::move(one)) : std::move(one);
            left = std::move(right);
        }
        return all ? std::move(*all) : std::move(left);
    }

    static Node compared(const Node& left, const Node& right, const std::string& sign)
    {
        const bool equality = sign == "==" || sign == "!=";
        if (!equality)
            require(left, Type::Number);
        return joined(Node::Kind::Compare, Type::Truth, left.type, left, right, sign);
    }

    Node sum()
    {
        Node node = product();
        while (isSign("+") || isSign("-")) {
            const std::string sign = now().text;
            ++at_;
            node = joined(Node::Kind::Binary, Type::Number, Type::Number, std::move(node), product(), sign);
        }
        return node;
    }

    Node product()
    {
        Node node = power();
        while (isSign("*") || isSign("/")) {
            const std::string sign = now().text;
            ++at_;
            node = joined(Node::Kind::Binary, Type::Number, Type::Number, std::move(node), power(), sign);
        }
        return node;
    }

    Node power()
    {
        const std::size_t column = now().column;
        const bool minus = takeSign("-");
        Node node = primary();
        if (takeSign("^"))
            node = joined(Node::Kind::Binary, Type::Number, Type::Number, std::move(node), primary(), "^");
        if (!minus)
            return node;
        require(node, Type::Number);
        Node negated{.kind = Node::Kind::Negate, .column = column};
        negated.children.push_back(std::move(node));
        return negated;
    }

    Node primary()
    {
        const Symbol symbol = now();
        ++at_;
        switch (symbol.kind) {
        case Symbol::Kind::Number: return {.column = symbol.column, .number = symbol.number};
        case Symbol::Kind::Quoted:
            return {.kind = Node::Kind::Word, .type = Type::Word, .column = symbol.column, .text = symbol.text};
        case Symbol::Kind::Name: return isSign("(") ? call(symbol) : name(symbol);
        case Symbol::Kind::Sign:
            if (symbol.text == "(") {
                Node node = either();
                expectSign(")");
                return node;
            }
            break;
        case Symbol::Kind::End: --at_; break;
        }
        fail("column {}: expected a number, a word or '(', found {}", symbol.column,
             symbol.kind == Symbol::Kind::End ? "the end" : "'" + symbol.text + "'");
    }

    std::optional<Node> variable(const Symbol& symbol) const
    {
        for (std::size_t slot = variables_.size(); slot-- > 0;)
            if (variables_[slot] == symbol.text)
                return Node{.kind = Node::Kind::Variable,
                            .type = Type::Token,
                            .column = symbol.column,
                            .text = symbol.text,
                            .number = static_cast<double>(slot)};
        return std::nullopt;
    }

    /// Without brackets: a variable, true or false, a word that takes nothing, or the label of a token.
    Node name(const Symbol& symbol)
    {
        if (auto bound = variable(symbol))
            return *bound;
        if (symbol.text == "true" || symbol.text == "false")
            return {.kind = Node::Kind::Truth,
                    .type = Type::Truth,
                    .column = symbol.column,
                    .number = symbol.text == "true" ? 1.0 : 0.0};
        const Word* word = wordOf(symbol.text);
        if (!word)
            return {.kind = Node::Kind::Token, .type = Type::Token, .column = symbol.column, .text = symbol.text};
        if (word->needed > 0)
            fail("column {}: expected '(' after {}, found {}", now().column, word->name, found());
        return {.kind = Node::Kind::Ask, .type = word->type, .column = symbol.column, .text = symbol.text, .word = word};
    }

    /// Where a token is expected its label is enough, though a word may be called the same.
    Node token()
    {
        const Symbol symbol = now();
        if (symbol.kind == Symbol::Kind::Quoted) {
            ++at_;
            return {.kind = Node::Kind::Token, .type = Type::Token, .column = symbol.column, .text = symbol.text};
        }
        const Word* word = wordOf(symbol.text);
        const bool chosen = word && word->type == Type::Token;
        const bool label = symbol.kind == Symbol::Kind::Name && !chosen && !variable(symbol) && !callFollows();
        if (label) {
            ++at_;
            return {.kind = Node::Kind::Token, .type = Type::Token, .column = symbol.column, .text = symbol.text};
        }
        Node node = sum();
        require(node, Type::Token);
        return node;
    }

    /// After a name, which is never the last symbol.
    bool callFollows() const { return symbols_[at_ + 1].kind == Symbol::Kind::Sign && symbols_[at_ + 1].text == "("; }

    Node call(const Symbol& symbol)
    {
        if (among(kOver, symbol.text) && isOver())
            return over(symbol);
        if (symbol.text == "before" || symbol.text == "A")
            return elsewhere(symbol, symbol.text == "A" ? Node::Kind::Pinned : Node::Kind::Before);
        if (symbol.text == "at")
            return atLayer(symbol);
        if (among(kOfOne, symbol.text) || symbol.text == "max" || symbol.text == "min")
            return function(symbol);
        const Word* word = wordOf(symbol.text);
        if (!word)
            fail("column {}: expected a word of docs/lessons.md, found '{}'", symbol.column, symbol.text);
        return ask(symbol, *word);
    }

    Node ask(const Symbol& symbol, const Word& word)
    {
        Node node{.kind = Node::Kind::Ask, .type = word.type, .column = symbol.column, .text = symbol.text, .word = &word};
        expectSign("(");
        while (node.children.size() < word.arguments.size()) {
            const Type wanted = word.arguments[node.children.size()];
            node.children.push_back(wanted == Type::Token ? token() : sum());
            require(node.children.back(), wanted);
            if (!takeSign(","))
                break;
        }
        const std::size_t given = node.children.size();
        if (!isSign(")") || given < word.needed)
            fail("column {}: expected {} to have {}{} in brackets, found {}", symbol.column, word.name, word.needed,
                 word.needed == word.arguments.size() ? "" : fmt::format(" to {}", word.arguments.size()),
                 isSign(")") ? std::to_string(given) : found());
        ++at_;
        return node;
    }

    Node elsewhere(const Symbol& symbol, Node::Kind kind)
    {
        Node node{.kind = kind, .column = symbol.column};
        expectSign("(");
        node.children.push_back(either());
        node.type = node.children.front().type;
        expectSign(")");
        return node;
    }

    Node atLayer(const Symbol& symbol)
    {
        Node node{.kind = Node::Kind::At, .column = symbol.column};
        expectSign("(");
        node.children.push_back(sum());
        require(node.children.front(), Type::Number);
        expectSign(",");
        node.children.push_back(either());
        node.type = node.children.back().type;
        expectSign(")");
        return node;
    }

    Node function(const Symbol& symbol)
    {
        Node node{.kind = Node::Kind::Function, .column = symbol.column, .text = symbol.text};
        expectSign("(");
        do {
            node.children.push_back(sum());
            require(node.children.back(), Type::Number);
        } while (!among(kOfOne, symbol.text) && takeSign(","));
        expectSign(")");
        return node;
    }

    /// "(i, j:" or "(i where"
    bool isOver() const
    {
        for (std::size_t k = at_ + 1; symbols_[k].kind == Symbol::Kind::Name; k += 2) {
            const Symbol& next = symbols_[k + 1];
            if (next.kind == Symbol::Kind::Name)
                return next.text == "where";
            if (next.kind != Symbol::Kind::Sign || (next.text != "," && next.text != ":"))
                return false;
            if (next.text == ":")
                return true;
        }
        return false;
    }

    Node over(const Symbol& symbol)
    {
        const bool asked = symbol.text == "count" || symbol.text == "all" || symbol.text == "any";
        const bool chosen = symbol.text == "argmax" || symbol.text == "argmin";
        Node node{.kind = Node::Kind::Over, .column = symbol.column, .text = symbol.text};
        if (chosen)
            node.type = Type::Token;
        else if (asked && symbol.text != "count")
            node.type = Type::Truth;
        node.number = static_cast<double>(variables_.size());
        expectSign("(");
        do {
            variables_.push_back(now().text);
            ++at_;
            ++node.variables;
        } while (takeSign(","));
        if (node.variables > (chosen ? 1U : 3U))
            fail("column {}: expected at most {} after {}, found {}", symbol.column, chosen ? "one token" : "three tokens",
                 symbol.text, node.variables);
        std::optional<Node> condition;
        if (isName("where")) {
            ++at_;
            condition = either();
            require(*condition, Type::Truth);
        }
        expectSign(":");
        node.children.push_back(either());
        require(node.children.front(), asked ? Type::Truth : Type::Number);
        if (condition)
            node.children.push_back(std::move(*condition));
        expectSign(")");
        variables_.resize(variables_.size() - node.variables);
        return node;
    }

    std::vector<Symbol> symbols_;
    std::size_t at_ = 0;
    int depth_ = 0;
    std::vector<std::string> variables_;
};

}  // namespace

const char* typeName(Type type)
{
    switch (type) {
    case Type::Number: return "a number";
    case Type::Truth: return "something true or false";
    case Type::Token: return "a token";
    case Type::Word: return "a word in quotes";
    }
    return "";
}

Expression::Expression(const std::string& text) : text_(text)
{
    if (text.size() > kLongest)
        fail("column {}: expected an expression of at most {} bytes, found {}", kLongest, kLongest, text.size());
    root_ = std::make_shared<const Node>(Parser(text).whole());
}

Expression expressionOf(const std::string& text, Type type)
{
    Expression expression(text);
    if (expression.type() != type)
        fail("column 1: expected {}, found {}: '{}'", typeName(type), typeName(expression.type()), text);
    return expression;
}

}  // namespace gauge::lesson
