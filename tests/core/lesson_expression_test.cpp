// Expressions of lessons: each word against numbers looked up by hand, the grammar, and errors that name the column.
#include "core/io/file.h"
#include "core/lesson/text.h"
#include "core/lesson/words.h"
#include "core/pipeline/engine.h"
#include "tests/support/message.h"
#include "tests/support/words.h"

#include <cmath>
#include <gtest/gtest.h>

namespace gauge::lesson {
namespace {

using test::messageOf;

class LessonExpression : public ::testing::Test {
protected:
    LessonExpression()
    {
        input_.text = "the cat sat on the mat while the dog ran near the fire";
        for (const auto& [name, value] : {std::pair("kappa", "2"), std::pair("alpha", "0.5"), std::pair("layers", "6"),
                                          std::pair("position-rate", "0.1"), std::pair("irrep-heads", "true")})
            test::say(input_.parameters, name, value);
        scene_.now = engine_.run(input_, {});
        RunInput first = input_;
        first.layer = 0;
        scene_.before = engine_.run(first, {});
        scene_.run = [this](const RunInput& input) { return engine_.run(input, {}); };
    }

    double number(const std::string& text) { return evaluate(expressionOf(text, Type::Number), scene_).number; }
    bool truth(const std::string& text) { return evaluate(expressionOf(text, Type::Truth), scene_).truth; }
    std::string fault(const std::string& text)
    {
        return messageOf([&] { evaluate(Expression(text), scene_); });
    }
    const Snapshot& now() const { return *scene_.now; }

    RunInput input_;
    Engine engine_{processorBackends()};
    Scene scene_;
};

TEST_F(LessonExpression, ArithmeticAsInBooks)
{
    const std::pair<const char*, double> sums[] = {
        {"1 + 2*3", 7}, {"(1 + 2)*3", 9},      {"2 - 3 - 4", -5},   {"12 / 3 / 2", 2},  {"-2^2", -4},
        {"2^3", 8},     {"1.5e2 + .5", 150.5}, {"max(1, 5, 3)", 5}, {"min(4, -1)", -1}, {"abs(-3) · 2", 6},
        {"4 − 1", 3},   {"round(2.6)", 3},     {"ln(exp(2))", 2},   {"sqrt(9)", 3}};
    for (const auto& [text, value] : sums)
        EXPECT_DOUBLE_EQ(number(text), value) << text;
    const std::pair<const char*, bool> truths[] = {{"1 < 2 < 3", true},
                                                   {"1 < 3 < 2", false},
                                                   {"1 == 1 and not 2 == 3", true},
                                                   {"true or 1/0 > 1", true},
                                                   {"false and 1/0 > 1", false},
                                                   {"1 ≤ 1 and 2 ≥ 2 and 1 ≠ 2", true},
                                                   {"1 < 2 or 1 > 2 and 1 > 2", true}};
    for (const auto& [text, value] : truths)
        EXPECT_EQ(truth(text), value) << text;
}

TEST_F(LessonExpression, WordsAreWhatTheSnapshotHolds)
{
    EXPECT_EQ(number("N"), 13);
    EXPECT_EQ(number("K"), 16);
    EXPECT_EQ(number("H"), 4);
    EXPECT_EQ(number("layer"), 6);
    EXPECT_EQ(number("E(cat,dog,2)"), now().energy[2](1, 8));
    EXPECT_DOUBLE_EQ(number("E(cat,dog)"), headMean(*now().energy)(1, 8));
    EXPECT_EQ(number("beta(dog,cat,3)"), now().attention[3](8, 1));
    EXPECT_DOUBLE_EQ(number("beta(dog,cat)"), headMean(*now().attention)(8, 1));
    EXPECT_EQ(number("D(the,the#4)"), now().distance()(0, 11));
    double energies = 0;
    for (std::size_t h = 0; h < 4; ++h)
        energies += now().energy[h](1, 8);
    EXPECT_NEAR(number("E-trace(cat,dog) + E-mean(cat,dog) + E-log-det(cat,dog)"), energies, 1e-9 * energies);
    EXPECT_NEAR(number("angle(the,the#2)"), 4 * 0.1 * 180 / M_PI, 1e-9);
    EXPECT_EQ(number("angle(cat,cat)"), 0);
    EXPECT_EQ(number("agents"), std::ssize(now().clusters().members));
    EXPECT_EQ(number("F"), now().history[static_cast<std::size_t>(now().layerAt[6])].total());
    EXPECT_NEAR(number("F-prior + F-disagreement + F-entropy + F-meta"), number("F"), 1e-9);
    EXPECT_EQ(number("kappa"), 2);
    EXPECT_EQ(number("omega"), 0.1);
    EXPECT_TRUE(truth("irrep-heads and mask == \"full\" and position-rate == omega"));
    EXPECT_EQ(number("place(dog)"), 9);
    EXPECT_TRUE(truth("name(the#3) == \"the\" and the#1 == the and the != the#2"));
    double entropy = 0;
    for (Index j = 0; j < 13; ++j)
        entropy -= now().attention[1](4, j) * std::log(now().attention[1](4, j));
    EXPECT_NEAR(number("entropy(the#2, 1)"), entropy, 1e-12);
    EXPECT_NEAR(number("sum(j: beta(cat, j))"), 1, 1e-12);
}

TEST_F(LessonExpression, LinksTurnAndLoopsDoNotComeHome)
{
    EXPECT_EQ(number("wilson"), 1);
    EXPECT_EQ(number("frustration + frustration(2)"), 0);
    for (const auto& [name, value] :
         {std::pair("connection", "power=0.3,0.5"), std::pair("position-rate", "0"), std::pair("layers", "0")})
        test::say(input_.parameters, name, value);
    scene_.now = engine_.run(input_, {});
    EXPECT_NEAR(number("angle(the,the#2)"), 0.3 * 2 * 180 / M_PI, 1e-9);  // four places
    EXPECT_NEAR(number("angle(dog,the)"), 0.3 * std::sqrt(8) * 180 / M_PI, 1e-9);
    EXPECT_EQ(number("angle(cat,cat)"), 0);
    double wilson = 0;
    for (std::size_t h = 0; h < 4; ++h) {
        const HeadHolonomy& head = now().holonomy->heads[h];
        EXPECT_EQ(number(fmt::format("wilson({})", h)), head.meanWilson);
        EXPECT_EQ(number(fmt::format("frustration({})", h)), head.frustration.value);
        wilson += head.meanWilson / 4;
    }
    EXPECT_NEAR(number("wilson"), wilson, 1e-15);
    EXPECT_NEAR(number("wilson(0)"), 1, 1e-12);  // of one dimension nothing turns
    EXPECT_LT(number("wilson(3)"), number("wilson(1)"));
    EXPECT_NE(fault("wilson(4)").find("expected a head from 0 to 3, found 4"), std::string::npos);
    input_.text = "cat dog";
    scene_.now = engine_.run(input_, {});
    EXPECT_NE(fault("wilson").find("expected three tokens or more"), std::string::npos);
    EXPECT_NEAR(number("frustration"), 0, 1e-12);
}

TEST_F(LessonExpression, GroupsAndTheTreeAgree)
{
    for (Index i = 0; i < 13; ++i)
        for (Index j = 0; j < 13; ++j) {
            const auto& tokens = now().state->tokens;
            const auto label = [&](Index k) {
                return fmt::format("\"{}#{}\"", tokens[static_cast<std::size_t>(k)],
                                   1 + std::count(tokens.begin(), tokens.begin() + k, tokens[static_cast<std::size_t>(k)]));
            };
            const std::string pair = "(" + label(i) + "," + label(j) + ")";
            const bool same =
                now().clusters().label[static_cast<std::size_t>(i)] == now().clusters().label[static_cast<std::size_t>(j)];
            EXPECT_EQ(truth("same" + pair), same);
            EXPECT_EQ(truth("joins" + pair + " < theta"), same) << pair;
            EXPECT_GE(number("joins" + pair), i == j ? 0 : now().distance()(i, j) - 1e-12);
        }
    EXPECT_EQ(number("count(i: size(i) > 1)"), 13 - number("agents") + number("groups"));
    EXPECT_NEAR(number("sum(j: agent-beta(cat, j) / size(j))"), 1, 1e-9);
    EXPECT_EQ(number("agents-at(1)"), number("agents"));
    EXPECT_DOUBLE_EQ(number("condensed-share"), 1 - number("agents") / 13);
}

TEST_F(LessonExpression, OverAllTokensAndPairs)
{
    EXPECT_EQ(number("max(i,j where i != j: D(i,j))"), [&] {
        double most = 0;
        for (Index i = 0; i < 13; ++i)
            for (Index j = 0; j < 13; ++j)
                most = i == j ? most : std::max(most, now().distance()(i, j));
        return most;
    }());
    EXPECT_TRUE(truth("all(i: width(i) <= width(argmax(k: width(k))))"));
    EXPECT_TRUE(truth("any(i: i == cat) and not any(i: place(i) > 13)"));
    EXPECT_EQ(number("count(i where name(i) == \"the\": true)"), 4);
    EXPECT_NEAR(number("mean(i: place(i))"), 7, 1e-12);
    EXPECT_TRUE(truth("argmin(i: place(i)) == the and argmax(i where name(i) == \"the\": place(i)) == the#4"));
    // A variable hides a token of its name, and only inside.
    EXPECT_EQ(number("max(cat: place(cat)) + place(cat)"), 15);
}

TEST_F(LessonExpression, OtherTimesAndStates)
{
    EXPECT_EQ(number("before(layer)"), 0);
    EXPECT_EQ(number("at(0, E(cat,dog)) - before(E(cat,dog))"), 0);
    EXPECT_NE(number("E(cat,dog) - before(E(cat,dog))"), 0);
    EXPECT_EQ(number("at(3, layer)"), 3);
    EXPECT_EQ(fault("A(N)"), "column 1: no state is pinned as A");
    EXPECT_FALSE(holds(Expression("A(N) == 13"), scene_));
    scene_.pinned = scene_.before;
    EXPECT_TRUE(truth("compared and A(layer) == 0"));
    EXPECT_NE(fault("at(7, F)").find("expected a layer from 0 to 6, found 7"), std::string::npos);
}

TEST_F(LessonExpression, WhatIsLocked)
{
    EXPECT_FALSE(holds(Expression("locked == cat"), scene_));
    EXPECT_FALSE(holds(Expression("E(locked, dog) > 0"), scene_));
    scene_.looking = {.locked = {1}, .receiver = -1, .sender = -1};
    EXPECT_TRUE(truth("locked == cat and E(locked, cat) < 1e-9"));
    scene_.looking = {.locked = {1, 8}, .receiver = 1, .sender = 8};
    EXPECT_TRUE(truth("receiver == cat and sender == dog and locked != cat"));
}

TEST_F(LessonExpression, FaultsNameTheColumn)
{
    const std::pair<const char*, const char*> faults[] = {
        {"E(cat,bird)",
         "column 7: expected a token of this text (the, cat, sat, on, the, mat, while, the, …), found 'bird'"},
        {"E(cat,the#9)", "column 7: expected a token"},
        {"1 / (2 - 2)", "column 6: expected something else than 0 to divide by"},
        {"ln(0 - 1)", "column 1: expected a number above 0 in ln, found -1"},
        {"kapa < 1", "column 1: expected a number, found a token or an unknown word: 'kapa'"},
        {"foo(cat)", "column 1: expected a word of docs/lessons.md, found 'foo'"},
        {"E(cat)", "column 1: expected E to have 2 to 3 in brackets, found 1"},
        {"E(cat,dog,7)", "column 1: expected a head from 0 to 3, found 7"},
        {"1 +", "column 4: expected a number, a word or '(', found the end"},
        {"(1 + 2", "column 7: expected ')', found the end"},
        {"1 2", "column 3: expected a sign or the end, found '2'"},
        {"κ ? 2", "column 3: expected a word, a number or a sign, found '?'"},
        {"\"cat", "column 1: expected a closing quotation mark"},
        {"1 < true", "column 5: expected a number, found something true or false"},
        {"mask == full", "column 9: expected a word in quotes, found a token or an unknown word: 'full'"},
        {"kappa-alpha < 1", "column 1: expected a number, found a token or an unknown word: 'kappa-alpha'"},
        {"max(i where false: 1)", "column 1: expected a token that meets the condition"},
        {"max(i,j,k,l: 1)", "column 1: expected at most three tokens"},
        {"exp(1000)", "column 1: expected a number, found an infinite one"},
        {"surprise(cat)", "column 1: expected trained words"},
        {"seconds(\"naive\")", "nothing is measured yet"},
    };
    for (const auto& [text, words] : faults)
        EXPECT_NE(fault(text).find(words), std::string::npos) << text << ": " << fault(text);
    EXPECT_NE(messageOf([] { Expression(std::string(3000, '(')); }).find("at most 2000 bytes"), std::string::npos);
    EXPECT_NE(messageOf([] { Expression(std::string(500, '(') + "1" + std::string(500, ')')); }).find("nested"),
              std::string::npos);
}

/// However it is nested, and whoever waits for it.
TEST_F(LessonExpression, WhatWouldTakeForeverIsRefusedOrStopped)
{
    const std::string nested = "sum(i,j,k: sum(a,b,c: sum(d,e,f: 1))) > 0";
    EXPECT_NE(fault(nested).find("combinations of tokens in all, found more"), std::string::npos) << fault(nested);
    std::stop_source stop;
    stop.request_stop();
    scene_.stop = stop.get_token();
    EXPECT_THROW(evaluate(Expression(nested), scene_), Cancelled);
    EXPECT_EQ(number("sum(i: 1)"), 13);
}

TEST_F(LessonExpression, EveryWordIsDocumented)
{
    const std::string page = readFile(GAUGESCOPE_SOURCE "/docs/lessons.md");
    std::size_t asked = 0;
    for (const Word& word : vocabulary()) {
        bool parameter = false;
        for (const ParameterInfo& info : parameterTable())
            parameter = parameter || word.name == info.name;
        if (parameter)
            continue;
        ++asked;
        EXPECT_TRUE(page.find("`" + word.name + "`") != std::string::npos ||
                    page.find("`" + word.name + "(") != std::string::npos)
            << word.name;
    }
    EXPECT_GT(asked, 30U);
}

TEST(LessonText, NumbersAreWrittenAsInTheWindow)
{
    const std::pair<double, const char*> numbers[] = {
        {13, "13"},      {0.2961, "0.296"},      {3.5449, "3.54"},       {35.449, "35.4"},
        {354.49, "354"}, {1234.5, "1,234"},      {1048576, "1,048,576"}, {-2, "−2"},
        {0, "0"},        {2.2e-16, "2.2·10⁻¹⁶"}, {-0.5, "−0.500"},       {0.05, "0.0500"}};
    for (const auto& [value, text] : numbers)
        EXPECT_EQ(numberText(value), text) << value;
    EXPECT_EQ(numberText(3.14159, 2), "3.14");
    EXPECT_EQ(numberText(12345.678, 1), "12,345.7");
}

TEST(LessonText, MarkupIsRefused)
{
    for (const char* text : {"a <b>bold</b> word", "<script>alert(1)</script>", "an <img src=x onerror=y>", "</p>",
                             "<!-- gone -->", "&lt;b&gt;", "&#60;", "a {E(cat,dog} b", "a } b", "$x", "*x", "$$x$"})
        EXPECT_NE(messageOf([&] { textFrom(text); }).find("expected"), std::string::npos) << text;
    EXPECT_EQ(wordsIn(textFrom("a < b & c, *d* $x^{2}$ {1 + 2} e–f")), 6U);
    EXPECT_NE(messageOf([] { textFrom("{1 <}"); }).find("{1 <}: column 4"), std::string::npos);
    EXPECT_NE(messageOf([] { textFrom("{1 < 2}"); }).find("expected a number, found something true or false"),
              std::string::npos);
}

}  // namespace
}  // namespace gauge::lesson
