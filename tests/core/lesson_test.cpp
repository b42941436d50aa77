// Lessons: what a file may hold, that the program's own keep what they promise, and that planted lies are caught.
#include "core/io/file.h"
#include "core/lesson/check.h"
#include "core/lesson/patch_json.h"
#include "tests/support/cli.h"
#include "tests/support/message.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace gauge::lesson {
namespace {

using nlohmann::json;
using test::messageOf;

/// A lesson of one step that holds in every respect.
json sound()
{
    return json::parse(R"json({
      "format": "gaugescope-lesson", "version": 1, "title": "A test", "about": "It is sound.", "minutes": 5,
      "steps": [{
        "text": "Cat gives dog {beta(cat,dog):%} of its attention.",
        "state": {"text": "the cat sat on the mat while the dog ran near the fire", "parameters": {"kappa": 2, "layers": 0},
                  "views": ["attention"]},
        "spotlight": {"view": "attention", "cell": ["cat", "dog"]},
        "claims": ["beta(cat,dog) < beta(cat,cat)"],
        "question": "And at a lower temperature?",
        "answers": [
          {"text": "more", "holds": "beta(cat,dog) > before(beta(cat,dog))", "because": "It fell to {beta(cat,dog)}."},
          {"text": "less", "holds": "beta(cat,dog) < before(beta(cat,dog))", "right": true, "because": "As it did."}],
        "then": {"parameters": {"kappa": 0.5}},
        "task": "Let cat hear dog more than {1 / 10}.", "check": "beta(cat,dog) > 0.1",
        "hint": "Raise the temperature.", "show": [{"parameters": {"kappa": 3}}],
        "take-away": "At {kappa} nat it is {beta(cat,dog)}."
      }]})json");
}

std::vector<Fault> faults(const json& lesson)
{
    const Lesson read = lessonFrom(lesson.dump(), "test");
    return faultsOf(read, processorBackends(), besideLesson(read));
}

std::string firstFault(const json& lesson)
{
    const std::vector<Fault> found = faults(lesson);
    return found.empty() ? "none" : found.front().words;
}

json with(const json::json_pointer& place, const json& value)
{
    json lesson = sound();
    lesson["steps"][0][place] = value;
    return lesson;
}

TEST(Lesson, ThatIsSoundHolds)
{
    EXPECT_EQ(firstFault(sound()), "none");
}

TEST(Lesson, LiesAreCaught)
{
    const auto p = [](const char* place) { return json::json_pointer(place); };
    json swapped = sound();
    swapped["steps"][0]["answers"][0]["right"] = true;
    swapped["steps"][0]["answers"][1].erase("right");
    const std::tuple<const char*, json, const char*> lies[] = {
        {"a wrong answer marked right", swapped, "answer 1: holds: expected what is marked right to be so, found it false"},
        {"two answers that hold", with(p("/answers/0/holds"), "beta(cat,dog) < 1"),
         "answer 1: holds: expected what is marked wrong to be so, found it true"},
        {"a check that is already true", with(p("/check"), "beta(cat,dog) > 0"), "check: expected it to be false before"},
        {"an unreachable task", with(p("/check"), "beta(cat,dog) > 0.9"), "check: expected it to hold after show"},
        {"a show that does something else", with(p("/show"), json::parse(R"([{"parameters": {"theta": 1}}])")), ""},
        {"a number with a typo", with(p("/text"), "Cat gives dog {beta(cat,dogg)}."), "text: column 10: expected a token"},
        {"a number that is none", with(p("/take-away"), "{1 / (kappa - 3)}"),
         "take-away: column 6: expected something else"},
        {"a claim that is false", with(p("/claims"), json::array({"agents == 1"})), "claim 1: expected it to hold"},
        {"a token that is not there", with(p("/state/lock"), json::array({"bird"})), "state: lock: expected a token"},
        {"a light on a token that is not there", with(p("/spotlight/cell"), json::array({"cat", "dgo"})),
         "spotlight: expected a token of this text"},
        {"a text that is too long",
         with(p("/text"), "one two three four five six seven eight nine ten one two three four five six seven eight nine "
                          "ten one two three "
                          "four five six seven eight nine ten one two three four five six seven eight nine ten one two "
                          "three four five six "
                          "seven eight nine ten one two three four five six seven eight nine ten more"),
         "text: expected at most 60 words, found 61"},
        {"a layer that is not there", with(p("/state/layer"), 4), "state: layer: expected one from 0 to 0, found 4"},
    };
    for (const auto& [what, lesson, words] : lies) {
        if (*words == '\0') {
            EXPECT_NE(messageOf([&l = lesson] { faults(l); }).find("unknown"), std::string::npos) << what;
            continue;
        }
        const std::vector<Fault> found = faults(lesson);
        ASSERT_EQ(found.size(), 1U) << what;
        EXPECT_NE(found.front().words.find(words), std::string::npos) << what << ": " << found.front().words;
    }
}

TEST(Lesson, WhatCannotBeReadIsRefusedWithStepAndKey)
{
    const auto p = [](const char* place) { return json::json_pointer(place); };
    json noFormat = sound();
    noFormat["format"] = "gaugescope-figure";
    json noSteps = sound();
    noSteps["steps"] = json::array();
    json many = sound();
    many["steps"] = json::array();
    for (int k = 0; k < 2000; ++k)
        many["steps"].push_back({{"text", "a"}});
    json manyMore = many;  // a million, in as little room as there is
    manyMore["steps"] = std::vector<int>(1000000, 0);
    json nobody = sound();
    nobody["steps"][0]["answers"][1].erase("right");
    json later = sound();
    later["steps"][0]["state"].erase("text");
    const std::pair<json, const char*> refused[] = {
        {noFormat, "format: expected gaugescope-lesson"},
        {noSteps, "steps: expected at least one"},
        {many, "steps: expected a list of at most 60, found 2000"},
        {manyMore, "expected a lesson of at most 1048576 bytes"},
        {nobody, "step 1: answers: expected one with \"right\": true, found 0"},
        {later, "step 1: state: expected a text or a file to begin with"},
        {with(p("/texts"), "x"), "step 1: expected keys among text, state"},
        {with(p("/check"), "beta(cat,dog) >"), "step 1: check: column 16: expected a number"},
        {with(p("/check"), "beta(cat,dog)"), "step 1: check: column 1: expected something true or false, found a number"},
        {with(p("/answers/0/holds"), "1 +"), "step 1: answer 1: holds: column 4"},
        {with(p("/text"), "an <img src=x onerror=y>"), "step 1: text: expected plain words, found markup: '<img"},
        {with(p("/text"), std::string(20000, 'x')), "step 1: text: expected a text of at most 4000 bytes"},
        {with(p("/state/parameters"), json::parse(R"({"kapa": 1})")), "step 1: state: "},
        {with(p("/state/parameters"), json::parse(R"({"kappa": -1})")), "step 1: state: --kappa"},
        {with(p("/state/views"), json::array()), "step 1: state: views: expected one to four"},
        {with(p("/state/views"), json::array({"a", "b", "c", "d", "e"})), "step 1: state: views: expected one to four"},
        {with(p("/state/views"), json::array({"cost", "cost"})), "step 1: state: views: expected each once"},
        {with(p("/state/parameters"), json{{"layers", 100000}}), "step 1: state: layers: expected at most 200"},
        {with(p("/state/text"), std::string("a\x01 b")),
         "step 1: state: text: expected words, found the control character U+0001"},
        {with(p("/text"), "a \u202e b"), "step 1: text: expected words, found the control character U+202E"},
        {with(p("/text"), " \n "), "step 1: text: expected words, found none"},
        {with(p("/answers/0/text"), "less"), "step 1: answers: expected different ones, found 1 and 2 alike"},
        {with(p("/state/model"), "best"), "step 1: state: model: expected learned"},
        {with(p("/state/onward"), true), "step 1: state: onward: expected a run to go on from, found a text"},
        {with(p("/then"), json{{"onward", true}}), "step 1: then: onward: expected parameters to go on with, found none"},
        {with(p("/then"), json{{"onward", 3}}), "step 1: then: onward: expected true or false, found number"},
        {with(p("/then"), json{{"onward", false}, {"train", 5}}),
         "step 1: then: onward: expected the same words as before"},
        {with(p("/spotlight"), json::parse(R"({"control": "kapa"})")), "step 1: spotlight: "},
        {with(p("/spotlight"), json::object()), "step 1: spotlight: expected one of control, panel and view, found 0"},
        {with(p("/show"), json::array()), "step 1: check: expected task, hint and show beside it, found no show"},
    };
    for (const auto& [lesson, words] : refused) {
        const std::string message = messageOf([&l = lesson] { lessonFrom(l.dump(), "test"); });
        EXPECT_NE(message.find(words), std::string::npos) << words << ": " << message.substr(0, 300);
        EXPECT_EQ(message.find('\n'), std::string::npos);
    }
    EXPECT_NE(messageOf([] {
                  lessonFrom("{\"a\":" + std::string(5000, '[') + std::string(5000, ']') + "}", "deep");
              }).find("at most 64 nested levels"),
              std::string::npos);
    EXPECT_NE(messageOf([] {
                  lessonFrom(R"({"format": "gaugescope-lesson", "title": "a", "title": "b"})", "twice");
              }).find("twice: lesson: expected every key once, found 'title' twice"),
              std::string::npos);
    EXPECT_NE(messageOf([] { lessonFrom("not JSON", "bad"); }).find("expected JSON"), std::string::npos);
}

TEST(Lesson, FilesThatAreNoneAreRefusedInALine)
{
    namespace fs = std::filesystem;
    const test::TemporaryFolder folder;
    writeFileAtomically(folder.file("big.json"),
                        R"({"format": "gaugescope-lesson", "title": ")" + std::string(10 << 20, 'x') + "\"}");
    fs::create_symlink(folder.file("loop.json"), folder.file("loop.json"));
    fs::create_directory(folder.file("folder.json"));
    json own = sound();  // a lesson that reads itself as its beliefs
    own["steps"][0]["state"] = {{"file", "own.json"}};
    writeFileAtomically(folder.file("own.json"), own.dump());
    own["steps"][0]["state"] = {{"file", "../own.json"}};
    writeFileAtomically(folder.file("outside.json"), own.dump());
    for (const char* name : {"big.json", "loop.json", "folder.json", "none.json", "own.json", "outside.json"}) {
        const test::CliResult r = test::runCli({"lesson", folder.file(name), "--check"});
        EXPECT_EQ(r.code, 2) << name;
        EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
        EXPECT_LT(r.err.size(), 600U) << r.err;
        EXPECT_EQ(r.out, "");
    }
    writeFileAtomically(folder.file("good.json"), sound().dump());
    const test::CliResult both = test::runCli({"lesson", folder.file("none.json"), folder.file("good.json"), "--check"});
    EXPECT_EQ(both.code, 2);
    EXPECT_NE(both.out.find("good.json: 1 step, 1 prediction, 1 task: all of it holds"), std::string::npos) << both.out;
    EXPECT_EQ(test::runCli({"lesson", folder.file("good.json"), "--check"}).code, 0);
    EXPECT_EQ(test::runCli({"lesson", folder.file("good.json")}).code, 2);
}

/// One line a step, whatever is wrong with it.
TEST(Lesson, ALineAFailingStep)
{
    const test::TemporaryFolder folder;
    json lesson = sound();
    json second = lesson["steps"][0];
    second["text"] = "{beta(cat,dogg)}";
    second["check"] = "beta(cat,dog) > 0.9";
    lesson["steps"].push_back(second);
    lesson["steps"].push_back(lesson["steps"][0]);
    lesson["steps"].push_back(second);
    writeFileAtomically(folder.file("l.json"), lesson.dump());
    const test::CliResult r = test::runCli({"lesson", folder.file("l.json"), "--check"});
    EXPECT_EQ(r.code, 2);
    EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 2) << r.err;
    EXPECT_NE(r.err.find("l.json: step 2: text: column 10"), std::string::npos) << r.err;
    EXPECT_NE(r.err.find("l.json: step 4: "), std::string::npos) << r.err;
}

/// Steps begin alike however one came to them.
TEST(Lesson, AStepIsTheSameFromTheStartAndInTheMiddle)
{
    json lesson = sound();
    lesson["steps"].push_back({{"text", "b"}, {"state", {{"parameters", {{"threshold", 3}}}, {"lock", {"cat"}}}}});
    lesson["steps"].push_back({{"text", "c"}, {"state", {{"pin", true}, {"parameters", {{"kappa", 4}}}}}});
    const Lesson read = lessonFrom(lesson.dump(), "test");
    Stage stage(processorBackends(), besideLesson(read));
    const Situation third = stage.begin(read, 2, {});
    EXPECT_EQ(third.input.parameters.attention.kappa, 4);
    EXPECT_EQ(third.input.parameters.consensus.threshold, 3);
    EXPECT_EQ(third.looking.locked, std::vector<Index>{1});
    ASSERT_NE(third.pinned, nullptr);
    EXPECT_EQ(third.pinned->input.parameters.attention.kappa,
              0.5);  // what the first step's `then` set, not what `show` did
    EXPECT_EQ(stage.begin(read, 1, {}).input.parameters.attention.kappa, 0.5);
}

/// States one after the other, from a text of which eight layers are run and the third is on show.
class Onward : public ::testing::Test {
protected:
    Situation set(const Situation& before, const json& state) { return stage_.set(before, patchFrom(state), {}); }
    Situation begun()
    {
        return set({}, {{"text", "the cat sat on the mat while the dog ran near the fire"},
                        {"parameters", {{"kappa", 2}, {"alpha", 0.3}, {"layers", 8}}},
                        {"layer", 3}});
    }
    static std::vector<int> untils(const Situation& now)
    {
        std::vector<int> all;
        for (const Leg& leg : now.input.earlier)
            all.push_back(leg.until);
        return all;
    }

private:
    Stage stage_{processorBackends(), {}};
};

TEST_F(Onward, GoesOnFromTheBeliefsOfTheLayerOnShow)
{
    const Situation before = begun();
    const Situation after = set(before, {{"onward", true}, {"parameters", {{"kappa", 0.5}}}, {"layer", "last"}});
    EXPECT_EQ(after.input.earlier, (std::vector<Leg>{{before.input.parameters, 3}}));
    EXPECT_EQ(*after.run->changes, (std::vector<int>{3}));
    EXPECT_EQ(after.run->history[2].total(), before.run->history[2].total());
    RunInput byHand = before.input;
    byHand.earlier = {{byHand.parameters, 3}};
    byHand.parameters.attention.kappa = 0.5;
    byHand.layer = -1;
    const auto same = Engine(processorBackends()).run(byHand, {});
    EXPECT_EQ(allMeans(after.run->common), allMeans(same->common));
    const Situation anew = set(after, {{"onward", false}});
    EXPECT_TRUE(anew.input.earlier.empty());
    EXPECT_EQ(anew.input.parameters.attention.kappa, 0.5);
    EXPECT_GT((allMeans(anew.run->common) - allMeans(after.run->common)).cwiseAbs().maxCoeff(), 0.01);
}

TEST_F(Onward, AgainAndAgainAndFromFurtherBack)
{
    const Situation once = set(begun(), {{"onward", true}, {"parameters", {{"kappa", 0.5}}}, {"layer", 6}});
    EXPECT_EQ(untils(set(once, {{"parameters", {{"kappa", 1}}}})), (std::vector<int>{3}));  // of the layers above it
    const Situation twice = set(once, {{"onward", true}, {"parameters", {{"kappa", 2}}}});
    EXPECT_EQ(untils(twice), (std::vector<int>{3, 6}));
    EXPECT_EQ(twice.input.earlier[1].parameters.attention.kappa, 0.5);
    const Situation back = set(set(twice, {{"layer", 5}}), {{"onward", true}, {"parameters", {{"kappa", 3}}}});
    EXPECT_EQ(untils(back), (std::vector<int>{3, 5}));
    const Situation further = set(set(twice, {{"layer", 2}}), {{"onward", true}, {"parameters", {{"kappa", 3}}}});
    EXPECT_EQ(untils(further), (std::vector<int>{2}));
    EXPECT_TRUE(begun().input.earlier.empty());
}

TEST_F(Onward, IsRefusedWhereThereIsNothingToGoOnFromOrNowhereToGo)
{
    const json onward{{"onward", true}, {"parameters", {{"kappa", 0.5}}}};
    const Situation before = begun();
    const auto refused = [&](const Situation& from, const json& state) { return messageOf([&] { set(from, state); }); };
    EXPECT_EQ(refused(set(before, {{"layer", 0}}), onward),
              "onward: expected a layer above 0 to go on from, found layer 0 on show");
    const std::string more = "layers: expected more than 8, the layer from which the run goes on, found 8";
    EXPECT_EQ(refused(set(before, {{"layer", "last"}}), onward), more);
    const Situation after = set(before, onward);
    EXPECT_EQ(refused(after, {{"parameters", {{"layers", 3}}}}),
              "layers: expected more than 3, the layer from which the run goes on, found 3");
    EXPECT_EQ(untils(set(after, {{"onward", false}, {"parameters", {{"layers", 3}}}, {"layer", 3}})), std::vector<int>{});
}

}  // namespace
}  // namespace gauge::lesson
