#include "core/lesson/lesson.h"

#include "core/error.h"
#include "core/io/file.h"
#include "core/io/json.h"
#include "core/lesson/reader.h"

#include <filesystem>

namespace gauge::lesson {
namespace {

// Words of a text.
constexpr std::size_t kMostText = 60;
constexpr std::size_t kMostQuestion = 40;
constexpr std::size_t kMostAnswer = 25;
constexpr std::size_t kMostBecause = 55;
constexpr std::size_t kMostTask = 45;
constexpr std::size_t kMostHint = 40;
constexpr std::size_t kMostTakeAway = 45;
constexpr std::size_t kMostNote = 120;

}  // namespace

std::string lineOf(const FieldFault& fault)
{
    return (fault.step < 0 ? std::string() : fmt::format("step {}: ", fault.step + 1)) +
           (fault.field.empty() ? std::string() : fault.field + ": ") + fault.words;
}

Lesson lessonFrom(const std::string& bytes, const std::string& label)
{
    if (bytes.size() > kLargestLesson)
        fail("{}: expected a lesson of at most {} bytes, found {}", label, kLargestLesson, bytes.size());
    return underLabel(label, [&] { return lessonOf(parseJson(bytes, "lesson")); });
}

std::string lessonBytes(const std::string& path)
{
    requireRegular(path, "a lesson");
    if (const auto size = std::filesystem::file_size(path); size > kLargestLesson)
        fail("{}: expected a lesson of at most {} bytes, found {}", path, kLargestLesson, size);
    return readFile(path);
}

Lesson readLesson(const std::string& path)
{
    Lesson lesson = lessonFrom(lessonBytes(path), path);
    lesson.path = path;
    return lesson;
}

bool namesLesson(const std::string& text)
{
    return text.size() <= kLargestLesson && text.find(kLessonFormat) != std::string::npos;
}

bool standsBeside(const std::string& view)
{
    return view == "parameters" || view == "training" || view == "source";
}

std::vector<std::pair<std::string, const Text*>> fieldTexts(const Step& step)
{
    std::vector<std::pair<std::string, const Text*>> texts{{"text", &step.text}, {"question", &step.question}};
    for (std::size_t k = 0; k < step.answers.size(); ++k) {
        texts.emplace_back(fmt::format("answer {}: text", k + 1), &step.answers[k].text);
        texts.emplace_back(fmt::format("answer {}: because", k + 1), &step.answers[k].because);
    }
    for (const auto& [field, text] : {std::pair("task", &step.task), std::pair("hint", &step.hint),
                                      std::pair("take-away", &step.takeAway), std::pair("note", &step.note)})
        texts.emplace_back(field, text);
    return texts;
}

std::size_t mostWords(const std::string& field)
{
    if (field.starts_with("answer "))
        return field.ends_with("because") ? kMostBecause : kMostAnswer;
    for (const auto& [name, most] :
         {std::pair("text", kMostText), std::pair("question", kMostQuestion), std::pair("task", kMostTask),
          std::pair("hint", kMostHint), std::pair("take-away", kMostTakeAway), std::pair("note", kMostNote)})
        if (field == name)
            return most;
    return 0;
}

std::vector<FieldFault> tooLong(const Step& step)
{
    std::vector<FieldFault> faults;
    for (const auto& [field, text] : fieldTexts(step))
        if (const std::size_t words = wordsIn(*text); words > mostWords(field))
            faults.push_back({-1, field, fmt::format("expected at most {} words, found {}", mostWords(field), words)});
    return faults;
}

}  // namespace gauge::lesson
