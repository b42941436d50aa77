#include "core/lesson/reader.h"

#include "core/error.h"
#include "core/lesson/patch_json.h"

#include <algorithm>

namespace gauge::lesson {
namespace {

using nlohmann::json;

constexpr std::size_t kMostClaims = 32;

void requireList(const json& list, std::size_t most)
{
    if (!list.is_array() || list.size() > most)
        fail("expected a list of at most {}, found {}", most,
             list.is_array() ? std::to_string(list.size()) : list.type_name());
}

/// Something stands there, and is not empty.
bool given(const json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && *found != "" && *found != json::array();
}

/// "check" of "check: expected …", which its field says already.
std::string withoutKey(const std::string& words, const std::string& field)
{
    const auto colon = field.rfind(": ");
    const std::string key = (colon == std::string::npos ? field : field.substr(colon + 2)) + ": ";
    return !field.empty() && words.starts_with(key) ? words.substr(key.size()) : words;
}

class Reader {
public:
    explicit Reader(std::vector<FieldFault>* faults) : faults_(faults) {}

    Lesson lesson(const json& object)
    {
        Lesson lesson;
        if (!keys(object, {}, {"format", "version", "title", "about", "minutes", "steps"}))
            return lesson;
        at("format", [&] {
            if (object.value("format", json()) != kLessonFormat)
                fail("expected {}, found {}", kLessonFormat, object.value("format", json()).dump());
        });
        at("version", [&] {
            if (object.value("version", json()) != 1)
                fail("expected 1, found {}", object.value("version", json()).dump());
        });
        head(object, lesson);
        const bool listed = at("steps", [&] {
            if (!object.contains("steps"))
                fail("expected a list, found none");
            requireList(object["steps"], kMostSteps);
        });
        if (listed)
            steps(object["steps"], lesson);
        return lesson;
    }

private:
    /// Whether it went well: where it did not, that is told, or thrown with the place in front.
    template <class Work>
    bool at(const std::string& field, const Work& work)
    {
        try {
            work();
            return true;
        } catch (const Error& e) {
            const FieldFault fault{step_, field, withoutKey(e.what(), field)};
            if (!faults_)
                throw Error(lineOf(fault));
            const bool told = std::any_of(faults_->begin(), faults_->end(),
                                          [&](const FieldFault& f) { return f.step == step_ && f.field == field; });
            if (!told)
                faults_->push_back(fault);
            return false;
        }
    }

    /// Whether it is an object at all.
    bool keys(const json& object, const std::string& field, std::initializer_list<const char*> known)
    {
        at(field, [&] { requireKeys(object, known); });
        return object.is_object();
    }

    Text text(const json& object, const char* key, const std::string& within = {})
    {
        Text read;
        at(within + key, [&] { read = textFrom(stringAt(object, key, kLargestLesson)); });
        return read;
    }

    void head(const json& object, Lesson& lesson)
    {
        at("title", [&] {
            lesson.title = stringAt(object, "title", 200);
            if (lesson.title.empty())
                fail("expected one, found none");
            textFrom(lesson.title);
            if (lesson.title.find('\n') != std::string::npos)
                fail("expected one line, found a line break");
        });
        at("about", [&] {
            lesson.about = stringAt(object, "about", 1000);
            textFrom(lesson.about);
        });
        at("minutes", [&] {
            const json minutes = object.value("minutes", json());
            if (!minutes.is_number_integer() || minutes < 1 || minutes > 60)
                fail("expected a whole number from 1 to 60, found {}", minutes.dump());
            lesson.minutes = minutes.get<int>();
        });
    }

    void steps(const json& list, Lesson& lesson)
    {
        for (const json& item : list) {
            step_ = static_cast<int>(lesson.steps.size());
            lesson.steps.push_back(step(item));
        }
        step_ = -1;
        at("steps", [&] {
            if (list.empty())
                fail("expected at least one, found none");
        });
        if (list.empty())
            return;
        step_ = 0;
        at("state", [&] {
            if (!lesson.steps.front().state.anew())
                fail("expected a text or a file to begin with, found none");
        });
        step_ = -1;
    }

    Step step(const json& object)
    {
        Step step;
        if (!keys(object, {},
                  {"text", "state", "spotlight", "claims", "question", "answers", "then", "task", "check", "hint", "show",
                   "take-away", "note"}))
            return step;
        step.text = text(object, "text");
        at("state", [&] { step.state = patchAt(object, "state"); });
        at("spotlight", [&] {
            if (object.contains("spotlight"))
                step.spotlight = spotlightFrom(object["spotlight"]);
        });
        claims(object, step);
        step.question = text(object, "question");
        answers(object, step);
        at("then", [&] { step.then = patchAt(object, "then"); });
        task(object, step);
        step.takeAway = text(object, "take-away");
        step.note = text(object, "note");
        requireWhole(object, step);
        return step;
    }

    static Patch patchAt(const json& object, const char* key)
    {
        return object.contains(key) ? patchFrom(object[key]) : Patch{};
    }

    void claims(const json& object, Step& step)
    {
        if (!object.contains("claims") || !at("claims", [&] { requireList(object["claims"], kMostClaims); }))
            return;
        for (std::size_t k = 0; k < object["claims"].size(); ++k)
            at(fmt::format("claim {}", k + 1), [&] {
                const json& claim = object["claims"][k];
                if (!claim.is_string())
                    fail("expected an expression, found {}", claim.type_name());
                step.claims.push_back(expressionOf(claim.get<std::string>(), Type::Truth));
            });
    }

    std::optional<Answer> answer(const json& object, const std::string& name)
    {
        if (!keys(object, name, {"text", "holds", "because", "right"}))
            return std::nullopt;
        const std::string within = name + ": ";
        for (const char* key : {"text", "holds", "because"})
            at(within + key, [&] {
                if (stringAt(object, key).empty())
                    fail("expected a text, found none");
            });
        at(within + "right", [&] {
            if (object.contains("right") && !object["right"].is_boolean())
                fail("expected true or false, found {}", object["right"].type_name());
        });
        const Text said = text(object, "text", within);
        std::optional<Expression> holds;
        at(within + "holds", [&] { holds = expressionOf(stringAt(object, "holds"), Type::Truth); });
        const Text because = text(object, "because", within);
        const bool right = object.value("right", json()) == true;
        return holds ? std::optional(Answer{said, *holds, because, right}) : std::nullopt;
    }

    /// All of them, or none.
    void answers(const json& object, Step& step)
    {
        const auto few = [&] {
            requireList(object["answers"], kMostAnswers);
            if (object["answers"].size() < 2)
                fail("expected two to four, found {}", object["answers"].size());
        };
        if (!object.contains("answers") || !at("answers", few))
            return;
        const json& list = object["answers"];
        int right = 0;
        for (std::size_t k = 0; k < list.size(); ++k) {
            if (const auto read = answer(list[k], fmt::format("answer {}", k + 1)))
                step.answers.push_back(*read);
            right += list[k].is_object() && list[k].value("right", json()) == true ? 1 : 0;
        }
        if (step.answers.size() < list.size())
            step.answers.clear();
        at("answers", [&] {
            if (right != 1)
                fail("expected one with \"right\": true, found {}", right);
        });
    }

    void task(const json& object, Step& step)
    {
        step.task = text(object, "task");
        at("check", [&] {
            if (object.contains("check"))
                step.check = expressionOf(stringAt(object, "check"), Type::Truth);
        });
        step.hint = text(object, "hint");
        if (!object.contains("show") || !at("show", [&] { requireList(object["show"], kMostShown); }))
            return;
        for (std::size_t k = 0; k < object["show"].size(); ++k)
            at(fmt::format("show {}", k + 1), [&] { step.show.push_back(patchFrom(object["show"][k])); });
    }

    /// What belongs together comes together.
    void requireWhole(const json& object, const Step& step)
    {
        at("text", [&] {
            if (wordsIn(step.text) == 0)
                fail("expected words, found none");
        });
        at("answers", [&] {
            for (std::size_t k = 1; k < step.answers.size(); ++k)
                for (std::size_t j = 0; j < k; ++j)
                    if (object["answers"][k]["text"] == object["answers"][j]["text"])
                        fail("expected different ones, found {} and {} alike", j + 1, k + 1);
        });
        at("question", [&] {
            if (object.contains("answers") && !given(object, "question"))
                fail("expected one beside answers, found none");
        });
        at("answers", [&] {
            for (const char* key : {"question", "then"})
                if (!object.contains("answers") && object.contains(key))
                    fail("expected them beside question and then, found none");
        });
        at("check", [&] {
            for (const char* key : {"task", "hint", "show"}) {
                if (object.contains("check") && !given(object, key))
                    fail("expected task, hint and show beside it, found no {}", key);
                if (!object.contains("check") && object.contains(key))
                    fail("expected one beside task, hint and show, found none");
            }
        });
    }

    std::vector<FieldFault>* faults_;
    int step_ = -1;
};

}  // namespace

Lesson lessonOf(const json& object, std::vector<FieldFault>* faults)
{
    return Reader(faults).lesson(object);
}

}  // namespace gauge::lesson
