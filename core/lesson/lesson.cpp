#include "core/lesson/lesson.h"

#include "core/error.h"
#include "core/io/file.h"
#include "core/io/json.h"
#include "core/lesson/patch_json.h"

#include <filesystem>

namespace gauge::lesson {
namespace {

using nlohmann::json;

constexpr const char* kFormat = "gaugescope-lesson";
constexpr std::size_t kLargest = 1 << 20;  // bytes of a file
constexpr std::size_t kMostSteps = 60;
constexpr std::size_t kMostClaims = 32;
constexpr std::size_t kMostShown = 12;

// Words of a text.
constexpr std::size_t kMostText = 60;
constexpr std::size_t kMostQuestion = 40;
constexpr std::size_t kMostAnswer = 25;
constexpr std::size_t kMostBecause = 55;
constexpr std::size_t kMostTask = 45;
constexpr std::size_t kMostHint = 40;
constexpr std::size_t kMostTakeAway = 45;
constexpr std::size_t kMostNote = 120;

Text textAt(const json& object, const char* key)
{
    return underLabel(key, [&] { return textFrom(stringAt(object, key, 1 << 20)); });
}

const json& listAt(const json& object, const char* key, std::size_t most)
{
    const json& list = object.at(key);
    if (!list.is_array() || list.size() > most)
        fail("{}: expected a list of at most {}, found {}", key, most,
             list.is_array() ? std::to_string(list.size()) : list.type_name());
    return list;
}

Answer answerFrom(const json& object)
{
    requireKeys(object, {"text", "holds", "because", "right"});
    for (const char* key : {"text", "holds", "because"})
        if (stringAt(object, key).empty())
            fail("{}: expected a text, found none", key);
    if (object.contains("right") && !object["right"].is_boolean())
        fail("right: expected true or false, found {}", object["right"].type_name());
    return {textAt(object, "text"),
            underLabel("holds", [&] { return expressionOf(stringAt(object, "holds"), Type::Truth); }),
            textAt(object, "because"), object.value("right", false)};
}

void readAnswers(const json& object, Step& step)
{
    const json& list = listAt(object, "answers", 4);
    if (list.size() < 2)
        fail("answers: expected two to four, found {}", list.size());
    int right = 0;
    for (const json& item : list) {
        step.answers.push_back(
            underLabel(fmt::format("answer {}", step.answers.size() + 1), [&] { return answerFrom(item); }));
        right += step.answers.back().right ? 1 : 0;
    }
    if (right != 1)
        fail("answers: expected one with \"right\": true, found {}", right);
}

/// What belongs together comes together.
void requireWhole(const json& object, const Step& step)
{
    if (wordsIn(step.text) == 0)
        fail("text: expected words, found none");
    for (std::size_t k = 1; k < step.answers.size(); ++k)
        for (std::size_t j = 0; j < k; ++j)
            if (object["answers"][k]["text"] == object["answers"][j]["text"])
                fail("answers: expected different ones, found {} and {} alike", j + 1, k + 1);
    if (!step.answers.empty() && step.question.empty())
        fail("question: expected one beside answers, found none");
    if (step.answers.empty() && (object.contains("question") || object.contains("then")))
        fail("answers: expected them beside question and then, found none");
    for (const auto& [key, missing] :
         {std::pair("task", step.task.empty()), std::pair("hint", step.hint.empty()), std::pair("show", step.show.empty())})
        if (step.check && missing)
            fail("check: expected task, hint and show beside it, found no {}", key);
    if (!step.check && (object.contains("task") || object.contains("hint") || object.contains("show")))
        fail("check: expected one beside task, hint and show, found none");
}

Step stepFrom(const json& object)
{
    requireKeys(object, {"text", "state", "spotlight", "claims", "question", "answers", "then", "task", "check", "hint",
                         "show", "take-away", "note"});
    Step step;
    step.text = textAt(object, "text");
    if (object.contains("state"))
        step.state = underLabel("state", [&] { return patchFrom(object["state"]); });
    if (object.contains("spotlight"))
        step.spotlight = underLabel("spotlight", [&] { return spotlightFrom(object["spotlight"]); });
    if (object.contains("claims"))
        for (const json& claim : listAt(object, "claims", kMostClaims))
            step.claims.push_back(underLabel(fmt::format("claim {}", step.claims.size() + 1), [&] {
                if (!claim.is_string())
                    fail("expected an expression, found {}", claim.type_name());
                return expressionOf(claim.get<std::string>(), Type::Truth);
            }));
    step.question = textAt(object, "question");
    if (object.contains("answers"))
        readAnswers(object, step);
    if (object.contains("then"))
        step.then = underLabel("then", [&] { return patchFrom(object["then"]); });
    step.task = textAt(object, "task");
    if (object.contains("check"))
        step.check = underLabel("check", [&] { return expressionOf(stringAt(object, "check"), Type::Truth); });
    step.hint = textAt(object, "hint");
    if (object.contains("show"))
        for (const json& item : listAt(object, "show", kMostShown))
            step.show.push_back(underLabel(fmt::format("show {}", step.show.size() + 1), [&] { return patchFrom(item); }));
    step.takeAway = textAt(object, "take-away");
    step.note = textAt(object, "note");
    requireWhole(object, step);
    return step;
}

Lesson lessonOf(const json& object)
{
    requireKeys(object, {"format", "version", "title", "about", "minutes", "steps"});
    if (object.value("format", json()) != kFormat)
        fail("format: expected {}, found {}", kFormat, object.value("format", json()).dump());
    if (object.value("version", json()) != 1)
        fail("version: expected 1, found {}", object.value("version", json()).dump());
    Lesson lesson;
    lesson.title = stringAt(object, "title", 200);
    lesson.about = stringAt(object, "about", 1000);
    if (lesson.title.empty())
        fail("title: expected one, found none");
    underLabel("title", [&] { return textFrom(lesson.title); });
    underLabel("about", [&] { return textFrom(lesson.about); });
    if (lesson.title.find('\n') != std::string::npos)
        fail("title: expected one line, found a line break");
    const json minutes = object.value("minutes", json());
    if (!minutes.is_number_integer() || minutes < 1 || minutes > 60)
        fail("minutes: expected a whole number from 1 to 60, found {}", minutes.dump());
    lesson.minutes = minutes.get<int>();
    if (!object.contains("steps"))
        fail("steps: expected a list, found none");
    for (const json& item : listAt(object, "steps", kMostSteps))
        lesson.steps.push_back(underLabel(fmt::format("step {}", lesson.steps.size() + 1), [&] { return stepFrom(item); }));
    if (lesson.steps.empty())
        fail("steps: expected at least one, found none");
    if (!lesson.steps.front().state.anew())
        fail("step 1: state: expected a text or a file to begin with, found none");
    return lesson;
}

}  // namespace

Lesson lessonFrom(const std::string& bytes, const std::string& label)
{
    if (bytes.size() > kLargest)
        fail("{}: expected a lesson of at most {} bytes, found {}", label, kLargest, bytes.size());
    return underLabel(label, [&] { return lessonOf(parseJson(bytes, "lesson")); });
}

Lesson readLesson(const std::string& path)
{
    requireRegular(path, "a lesson");
    if (const auto size = std::filesystem::file_size(path); size > kLargest)
        fail("{}: expected a lesson of at most {} bytes, found {}", path, kLargest, size);
    Lesson lesson = lessonFrom(readFile(path), path);
    lesson.path = path;
    return lesson;
}

bool namesLesson(const std::string& text)
{
    return text.size() <= kLargest && text.find(kFormat) != std::string::npos;
}

bool standsBeside(const std::string& view)
{
    return view == "parameters" || view == "training" || view == "source";
}

std::vector<std::string> tooLong(const Step& step)
{
    std::vector<std::string> faults;
    const auto look = [&faults](const Text& text, std::size_t most, const std::string& key) {
        if (const std::size_t words = wordsIn(text); words > most)
            faults.push_back(fmt::format("{}: expected at most {} words, found {}", key, most, words));
    };
    look(step.text, kMostText, "text");
    look(step.question, kMostQuestion, "question");
    for (std::size_t k = 0; k < step.answers.size(); ++k) {
        look(step.answers[k].text, kMostAnswer, fmt::format("answer {}", k + 1));
        look(step.answers[k].because, kMostBecause, fmt::format("answer {}: because", k + 1));
    }
    look(step.task, kMostTask, "task");
    look(step.hint, kMostHint, "hint");
    look(step.takeAway, kMostTakeAway, "take-away");
    look(step.note, kMostNote, "note");
    return faults;
}

}  // namespace gauge::lesson
