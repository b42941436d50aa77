// A lesson's draft: nothing of it is lost, what is wrong is told by step and field, and what is saved is what a window plays.
#include "core/lesson/draft.h"

#include "core/io/file.h"
#include "core/lesson/check.h"
#include "core/lesson/patch_json.h"
#include "tests/support/cli.h"
#include "tests/support/message.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>

namespace gauge::lesson {
namespace {

using nlohmann::json;
using test::messageOf;

std::vector<std::string> courseFiles()
{
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(GAUGESCOPE_SOURCE "/resources/lessons"))
        if (entry.path().extension() == ".json")
            files.push_back(entry.path().string());
    return files;
}

Draft draftOf(const json& lesson)
{
    return draftFrom(lesson.dump(), "test");
}

json small()
{
    return json::parse(R"json({
      "format": "gaugescope-lesson", "version": 1, "title": "T", "about": "A.", "minutes": 5,
      "steps": [{"text": "One.", "state": {"text": "the cat and the dog", "parameters": {"layers": 0}}},
                {"text": "Two.", "question": "Q?", "answers": [
                  {"text": "a", "holds": "kappa > 0", "because": "b", "right": true},
                  {"text": "c", "holds": "kappa < 0", "because": "d"}],
                 "task": "Do.", "check": "kappa < 0.5", "hint": "h", "show": [{"parameters": {"kappa": 0.2}}]}]})json");
}

/// The faults of a draft, as lines.
std::vector<std::string> linesOf(const json& lesson)
{
    std::vector<std::string> lines;
    for (const FieldFault& fault : readingOf(draftOf(lesson)).faults)
        lines.push_back(lineOf(fault));
    return lines;
}

TEST(Draft, OfEveryLessonIsTheSameThereAndBackAndThenByteForByte)
{
    const auto files = courseFiles();
    ASSERT_EQ(files.size(), 13U);
    for (const std::string& file : files) {
        const std::string own = readFile(file);
        const Draft draft = draftFrom(own, file);
        const std::string once = bytesOf(draft);
        EXPECT_EQ(json::parse(once), json::parse(own)) << file;
        const Draft again = draftFrom(once, file);
        EXPECT_TRUE(again == draft) << file;
        EXPECT_EQ(bytesOf(again), once) << file;
        EXPECT_TRUE(readingOf(draft).faults.empty()) << file;
        EXPECT_EQ(lessonFrom(once, file).steps.size(), stepsOf(draft)) << file;
    }
}

TEST(Draft, TypingEveryFieldAgainChangesNothing)
{
    for (const std::string& file : courseFiles()) {
        const Draft own = draftFrom(readFile(file), file);
        Draft typed = own;
        for (const char* field : {"title", "about", "minutes"})
            setField(typed, -1, field, fieldText(own, -1, field));
        for (int step = 0; step < static_cast<int>(stepsOf(own)); ++step) {
            for (const char* field : {"text", "question", "task", "check", "hint", "take-away", "note", "claims"})
                if (!fieldText(own, step, field).empty())
                    setField(typed, step, field, fieldText(own, step, field));
            for (std::size_t k = 1; k <= answersOf(own, step); ++k)
                for (const char* key : {"text", "holds", "because"}) {
                    const std::string field = fmt::format("answer {}: {}", k, key);
                    EXPECT_FALSE(fieldText(own, step, field).empty()) << file << field;
                    setField(typed, step, field, fieldText(own, step, field));
                }
            for (const char* field : {"state", "then", "spotlight"})
                setPart(typed, step, field, partOf(own, step, field));
            for (std::size_t k = 1; k <= shownOf(own, step); ++k)
                setPart(typed, step, fmt::format("show {}", k), partOf(own, step, fmt::format("show {}", k)));
        }
        EXPECT_EQ(bytesOf(typed), bytesOf(own)) << file;
    }
}

TEST(Draft, StatesAndLightsOfEveryLessonGoToJsonAndBack)
{
    std::size_t states = 0;
    for (const std::string& file : courseFiles()) {
        const Lesson lesson = lessonFrom(readFile(file), file);
        for (const Step& step : lesson.steps) {
            std::vector<Patch> patches{step.state, step.then};
            patches.insert(patches.end(), step.show.begin(), step.show.end());
            for (const Patch& patch : patches) {
                EXPECT_TRUE(patchFrom(patchJson(patch)) == patch) << file << patchJson(patch).dump();
                ++states;
            }
            if (step.spotlight) {
                EXPECT_EQ(spotlightJson(spotlightFrom(spotlightJson(*step.spotlight))), spotlightJson(*step.spotlight));
            }
        }
    }
    EXPECT_GT(states, 200U);
    Patch all;
    all.text = "a \"b\"\nc";
    all.model = "learned";
    all.parameters = {{"irrep-heads", "true"}, {"kappa", "1e-05"}, {"mask", "causal"}, {"seed", "3"}};
    all.layer = -1;
    all.views = {"attention", "parameters"};
    all.options = {{"attention", {{"by-cluster", "on"}, {"quantity", "E"}, {"lock-range", "off"}}}};
    all.lock = std::vector<std::string>{};
    all.pin = false;
    all.measure = true;
    all.train = 7;
    EXPECT_TRUE(patchFrom(json::parse(patchJson(all).dump())) == all);
}

TEST(Draft, ToldByStepAndFieldWhatIsWrong)
{
    const std::tuple<const char*, json, const char*> wrongs[] = {
        {"/steps/1/check", "kapa < 1", "step 2: check: "},
        {"/steps/1/check", 5, "step 2: check: expected a text, found number"},
        {"/steps/1/answers/0/holds", "kappa", "step 2: answer 1: holds: column 1: expected something true or false"},
        {"/steps/1/answers/1/because", "", "step 2: answer 2: because: expected a text, found none"},
        {"/steps/1/answers/1/right", true, "step 2: answers: expected one with"},
        {"/steps/1/answers/0/colour", 1, "step 2: answer 1: expected keys among"},
        {"/steps/1/colour", json::array({1, 2}), "step 2: expected keys among"},
        {"/steps/0/state/parameters", json{{"kapa", 1}}, "step 1: state: "},
        {"/steps/1/show/0", json{{"layer", -7}}, "step 2: show 1: layer: expected a whole number"},
        {"/steps/0/spotlight", json{{"view", "beliefs"}, {"panel", "timeline"}}, "step 1: spotlight: expected one of"},
        {"/steps/0/text", "<b>x</b>", "step 1: text: expected plain words"},
        {"/steps/0/claims", json::array({"kappa > 0", "kappa >"}), "step 1: claim 2: column 8"},
        {"/minutes", "five", "minutes: expected a whole number from 1 to 60, found \"five\""},
        {"/title", "", "title: expected one, found none"},
        {"/extra", "x", "expected keys among format"},
    };
    for (const auto& [place, value, words] : wrongs) {
        json lesson = small();
        lesson[json::json_pointer(place)] = value;
        const std::vector<std::string> lines = linesOf(lesson);
        ASSERT_EQ(lines.size(), 1U) << place << (lines.size() > 1 ? lines[1] : "");
        EXPECT_TRUE(lines[0].starts_with(words)) << place << ": " << lines[0];
        // Nothing of it is lost, and the player refuses it in the same words.
        EXPECT_EQ(json::parse(bytesOf(draftOf(lesson))), lesson) << place;
        EXPECT_NE(messageOf([&lesson = lesson] { lessonFrom(lesson.dump(), "l"); }).find(lines[0]), std::string::npos)
            << lines[0];
    }
}

TEST(Draft, AllFaultsAreToldAtOnceOneAField)
{
    json lesson = small();
    lesson["minutes"] = 0;
    lesson["steps"][0]["text"] = "{";
    lesson["steps"][1]["check"] = ")";
    lesson["steps"][1]["question"] = "";
    lesson["steps"][1]["answers"][0]["holds"] = "x(";
    lesson["steps"][1]["answers"][1]["text"] = "$";
    EXPECT_EQ(linesOf(lesson).size(), 6U);
}

TEST(Draft, WhatIsNoLessonIsRefusedInALine)
{
    const auto said = [](const std::string& bytes) { return messageOf([&] { draftFrom(bytes, "f.json"); }); };
    EXPECT_NE(said("{\n  \"format\": \"gaugescope-lesson\",\n  oops\n}").find("line 3, column 3"), std::string::npos);
    EXPECT_NE(said("[]").find("format: expected gaugescope-lesson"), std::string::npos);
    EXPECT_NE(said("").find("expected JSON"), std::string::npos);
    EXPECT_NE(said(std::string(1 << 21, ' ')).find("expected a lesson of at most 1048576 bytes"), std::string::npos);
    const auto broken = [&](const char* place, const json& value) {
        json lesson = small();
        lesson[json::json_pointer(place)] = value;
        return said(lesson.dump());
    };
    EXPECT_NE(broken("/steps", "none").find("steps: expected a list of at most 60, found string"), std::string::npos);
    EXPECT_NE(broken("/steps", json(std::vector<json>(100000, json::object()))).find("found 100000"), std::string::npos);
    EXPECT_NE(broken("/steps/1", 3).find("step 2: expected an object, found number"), std::string::npos);
    EXPECT_NE(broken("/version", 2).find("version: expected 1, found 2"), std::string::npos);
    EXPECT_NE(broken("/steps/0/text", std::string(30000, 'x')).find("step 1: expected texts of at most 20000 bytes"),
              std::string::npos);
    EXPECT_NE(
        broken("/steps/1/answers", json(std::vector<json>(5, json::object()))).find("answers: expected at most 4, found 5"),
        std::string::npos);
    for (const std::string& message : {said("[]"), said("x"), broken("/steps", "none")})
        EXPECT_EQ(message.find('\n'), std::string::npos);
}

/// Values of any kind in any place: told or read, never lost and never fatal.
TEST(Draft, SurvivesWhateverStandsAnywhere)
{
    const json planted[] = {json(),
                            1,
                            -1e300,
                            true,
                            "",
                            "x\u202e",
                            json::array(),
                            json::object(),
                            json::array({json::array()}),
                            json{{"a", json{{"b", 1}}}},
                            std::string(3000, '{'),
                            "{E(a,b)",
                            "\n\n"};
    const json flat = small().flatten();
    int kept = 0;
    for (const auto& [place, leaf] : flat.items())
        for (json::json_pointer at(place); !at.empty(); at.pop_back())
            for (const json& value : planted) {
                json lesson = small();
                lesson[at] = value;
                try {
                    Draft draft = draftOf(lesson);
                    EXPECT_EQ(json::parse(bytesOf(draft)), lesson);
                    for (int step = -1; step < static_cast<int>(stepsOf(draft)); ++step) {
                        for (const char* field :
                             {"title", "text", "claims", "answer 1: holds", "answer 4: text", "show 2", "check"})
                            fieldText(draft, step, field);
                        for (const char* field : {"state", "show 1", "show 9", "spotlight"})
                            partOf(draft, step, field);
                    }
                    readingOf(draft);
                    ++kept;
                    if (stepsOf(draft) < 2)
                        continue;
                    setField(draft, 1, "answer 2: text", "new");
                    setPart(draft, 1, "show 1", json::object());
                    setRight(draft, 1, 1);
                    bytesOf(draft);
                } catch (const Error& e) {
                    EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos);
                }
            }
    EXPECT_GT(kept, 200);
}

TEST(Draft, StepsAreInsertedMovedAndRemoved)
{
    Draft draft = draftOf(small());
    insertStep(draft, 1, json{{"text", "new"}});
    EXPECT_EQ(fieldText(draft, 1, "text"), "new");
    moveStep(draft, 1, 2);
    EXPECT_EQ(fieldText(draft, 1, "text"), "Two.");
    EXPECT_EQ(fieldText(draft, 2, "text"), "new");
    moveStep(draft, 2, 0);
    EXPECT_EQ(fieldText(draft, 0, "text"), "new");
    removeStep(draft, 0);
    EXPECT_EQ(draft.lesson, small());
    for (int k = 0; k < 58; ++k)
        insertStep(draft, 0, json::object());
    EXPECT_NE(messageOf([&] { insertStep(draft, 0, json::object()); }).find("at most 60"), std::string::npos);
}

TEST(Draft, UnknownKeysGoOnlyWhenAsked)
{
    json lesson = small();
    lesson["steps"][1]["colour"] = "red";
    Draft draft = draftOf(lesson);
    EXPECT_EQ(unknownKeys(draft, 1), std::vector<std::string>{"colour"});
    removeUnknown(draft, 1);
    EXPECT_EQ(draft.lesson, small());
}

TEST(Draft, LabelsAndTheirPlaces)
{
    Stage stage(processorBackends(), {});
    Patch patch;
    patch.text = "the cat and the layer don't not";
    const Situation now = stage.set({}, patch, {});
    for (Index i = 0; i < now.run->tokens(); ++i) {
        EXPECT_EQ(placeOf(*now.run, labelOf(*now.run, i)), i);
        const Expression place("place(" + tokenInExpression(labelOf(*now.run, i)) + ")");
        EXPECT_EQ(evaluate(place, stage.scene(now, now.run, {})).number, static_cast<double>(i + 1));
    }
}

}  // namespace
}  // namespace gauge::lesson
