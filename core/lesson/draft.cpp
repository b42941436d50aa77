#include "core/lesson/draft.h"

#include "core/error.h"
#include "core/io/json.h"
#include "core/lesson/reader.h"

#include <algorithm>
#include <charconv>

namespace gauge::lesson {
namespace {

using nlohmann::json;
using Ordered = nlohmann::ordered_json;

constexpr std::size_t kLongestField = 20000;  // bytes

using Keys = std::vector<const char*>;

const Keys kLessonKeys{"format", "version", "title", "about", "minutes", "steps"};
const Keys kStepKeys{"state", "spotlight", "text", "claims", "question",  "then", "answers",
                     "task",  "check",     "hint", "show",   "take-away", "note"};
const Keys kAnswerKeys{"text", "holds", "because", "right"};
const Keys kPatchKeys{"text",    "file", "model", "parameters", "onward",  "layer", "views",
                      "options", "lock", "pair",  "pin",        "measure", "train"};
const Keys kLightKeys{"control", "panel", "view", "token", "cell", "threshold"};

bool knows(const Keys& keys, const std::string& key)
{
    return std::any_of(keys.begin(), keys.end(), [&](const char* known) { return key == known; });
}

/// Known keys in their order, then the others; what each holds by `value`.
template <class Value>
Ordered ordered(const json& object, const Keys& keys, const Value& value)
{
    if (!object.is_object())
        return object;
    Ordered result = Ordered::object();
    for (const char* key : keys)
        if (const auto found = object.find(key); found != object.end())
            result[key] = value(std::string(key), *found);
    for (const auto& [key, held] : object.items())
        if (!knows(keys, key))
            result[key] = held;
    return result;
}

Ordered orderedPart(const json& object, const Keys& keys)
{
    return ordered(object, keys, [](const std::string&, const json& held) { return Ordered(held); });
}

Ordered orderedList(const json& list, const Keys& keys)
{
    if (!list.is_array())
        return list;
    Ordered result = Ordered::array();
    for (const json& item : list)
        result.push_back(orderedPart(item, keys));
    return result;
}

Ordered orderedStep(const json& step)
{
    return ordered(step, kStepKeys, [](const std::string& key, const json& held) -> Ordered {
        if (key == "state" || key == "then")
            return orderedPart(held, kPatchKeys);
        if (key == "spotlight")
            return orderedPart(held, kLightKeys);
        if (key == "answers")
            return orderedList(held, kAnswerKeys);
        return key == "show" ? orderedList(held, kPatchKeys) : Ordered(held);
    });
}

/// A field's place: the key, or an answer's or a shown state's among its list.
struct Place {
    std::string key;
    std::size_t number = 0;  // from 1; 0: the step's own
    std::string list = {};
};

/// "answer 2: holds", "show 1", "text".
Place placeIn(const std::string& field)
{
    for (const auto& [word, list] :
         {std::pair(std::string("answer "), "answers"), std::pair(std::string("show "), "show")}) {
        std::size_t number = 0;
        const char* from = field.data() + word.size();
        if (!field.starts_with(word))
            continue;
        const auto read = std::from_chars(from, field.data() + field.size(), number);
        const auto colon = field.find(": ");
        if (read.ec == std::errc() && number > 0)
            return {colon == std::string::npos ? std::string() : field.substr(colon + 2), number, list};
    }
    return {.key = field};
}

const json& objectAt(const Draft& draft, int step)
{
    return step < 0 ? draft.lesson : draft.lesson["steps"][static_cast<std::size_t>(step)];
}

json& objectAt(Draft& draft, int step)
{
    return step < 0 ? draft.lesson : draft.lesson["steps"][static_cast<std::size_t>(step)];
}

/// What holds the field's key; null: it is not there.
template <class Json>
Json* holderOf(Json& object, const Place& place)
{
    if (place.number == 0)
        return &object;
    const auto list = object.find(place.list);
    if (list == object.end() || !list->is_array() || place.number > list->size())
        return nullptr;
    Json& item = (*list)[place.number - 1];
    return item.is_object() || place.key.empty() ? &item : nullptr;
}

std::string linesOf(const json& list)
{
    if (!list.is_array() || !std::all_of(list.begin(), list.end(), [](const json& item) { return item.is_string(); }))
        return list.dump();
    std::string lines;
    for (const json& item : list) {
        if (!lines.empty())
            lines += '\n';
        lines += item.get_ref<const std::string&>();
    }
    return lines;
}

json listOf(const std::string& lines)
{
    json list = json::array();
    for (std::size_t from = 0; from <= lines.size();) {
        const std::size_t end = std::min(lines.find('\n', from), lines.size());
        if (const std::string line = lines.substr(from, end - from); line.find_first_not_of(" \t") != std::string::npos)
            list.push_back(line);
        from = end + 1;
    }
    return list;
}

/// A whole number as one; anything else as it was typed.
json numberOf(const std::string& text)
{
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() && read.ptr == text.data() + text.size() ? json(number) : json(text);
}

/// Fields are read and typed: none is a book.
void requireShort(const json& value, const std::string& where)
{
    if (value.is_string() && value.get_ref<const std::string&>().size() > kLongestField)
        fail("{}expected texts of at most {} bytes, found {}", where, kLongestField,
             value.get_ref<const std::string&>().size());
    if (value.is_structured())
        for (const json& item : value)
            requireShort(item, where);
}

json& listAt(json& object, const char* key)
{
    json& list = object[key];
    if (!list.is_array())
        list = json::array();
    return list;
}

}  // namespace

Draft newDraft()
{
    return {{{"format", kLessonFormat},
             {"version", 1},
             {"title", ""},
             {"about", ""},
             {"minutes", 5},
             {"steps", json::array()}}};
}

Draft draftFrom(const std::string& bytes, const std::string& label)
{
    if (bytes.size() > kLargestLesson)
        fail("{}: expected a lesson of at most {} bytes, found {}", label, kLargestLesson, bytes.size());
    return underLabel(label, [&] {
        Draft draft{parseJson(bytes, "lesson")};
        const json& object = draft.lesson;
        if (!object.is_object() || object.value("format", json()) != kLessonFormat)
            fail("format: expected {}, found {}", kLessonFormat,
                 object.is_object() ? object.value("format", json()).dump().substr(0, 100) : object.type_name());
        if (object.value("version", json()) != 1)
            fail("version: expected 1, found {}", object.value("version", json()).dump().substr(0, 100));
        const json steps = object.value("steps", json());
        if (!steps.is_array() || steps.size() > kMostSteps)
            fail("steps: expected a list of at most {}, found {}", kMostSteps,
                 steps.is_array() ? std::to_string(steps.size()) : steps.type_name());
        for (std::size_t k = 0; k < steps.size(); ++k) {
            if (!steps[k].is_object())
                fail("step {}: expected an object, found {}", k + 1, steps[k].type_name());
            requireShort(steps[k], fmt::format("step {}: ", k + 1));
            const json answers = steps[k].value("answers", json());
            if (answers.is_array() && answers.size() > kMostAnswers)
                fail("step {}: answers: expected at most {}, found {}", k + 1, kMostAnswers, answers.size());
            const json shown = steps[k].value("show", json());
            if (shown.is_array() && shown.size() > kMostShown)
                fail("step {}: show: expected at most {}, found {}", k + 1, kMostShown, shown.size());
        }
        return draft;
    });
}

std::string bytesOf(const Draft& draft)
{
    const Ordered lesson = ordered(draft.lesson, kLessonKeys, [](const std::string& key, const json& held) -> Ordered {
        if (key != "steps")
            return held;
        Ordered steps = Ordered::array();
        for (const json& step : held)
            steps.push_back(orderedStep(step));
        return steps;
    });
    return lesson.dump(2) + "\n";
}

DraftReading readingOf(const Draft& draft)
{
    DraftReading reading;
    reading.lesson = lessonOf(draft.lesson, &reading.faults);
    return reading;
}

std::size_t stepsOf(const Draft& draft)
{
    return draft.lesson["steps"].size();
}

std::string fieldText(const Draft& draft, int step, const std::string& field)
{
    const Place place = placeIn(field);
    const json* holder = holderOf(objectAt(draft, step), place);
    if (!holder || !holder->is_object() || !holder->contains(place.key))
        return {};
    const json& value = (*holder)[place.key];
    if (field == "claims")
        return linesOf(value);
    return value.is_string() ? value.get<std::string>() : value.dump();
}

void setField(Draft& draft, int step, const std::string& field, const std::string& text)
{
    const Place place = placeIn(field);
    json* holder = holderOf(objectAt(draft, step), place);
    if (!holder)
        return;
    json value = text;
    if (field == "claims")
        value = listOf(text);
    else if (field == "minutes")
        value = numberOf(text);
    const bool opens = field == "task";  // a task that is begun, and has no words yet
    if ((value.empty() || value == "") && !opens)
        holder->erase(place.key);
    else
        (*holder)[place.key] = value;
}

json partOf(const Draft& draft, int step, const std::string& field)
{
    const Place place = placeIn(field);
    const json* holder = holderOf(objectAt(draft, step), place);
    if (!holder)
        return {};
    return place.number > 0 ? *holder : holder->value(place.key, json());
}

void setPart(Draft& draft, int step, const std::string& field, const json& part)
{
    const Place place = placeIn(field);
    json& object = objectAt(draft, step);
    if (place.number == 0) {
        if (part.is_null())
            object.erase(place.key);
        else
            object[place.key] = part;
        return;
    }
    json& list = listAt(object, place.list.c_str());
    if (place.number > list.size() && !part.is_null())
        list.push_back(part);
    else if (place.number <= list.size() && part.is_null())
        list.erase(place.number - 1);
    else if (place.number <= list.size())
        list[place.number - 1] = part;
    if (list.empty())
        object.erase(place.list);
}

std::size_t answersOf(const Draft& draft, int step)
{
    const json answers = objectAt(draft, step).value("answers", json());
    return answers.is_array() ? answers.size() : 0;
}

std::size_t shownOf(const Draft& draft, int step)
{
    const json shown = objectAt(draft, step).value("show", json());
    return shown.is_array() ? shown.size() : 0;
}

bool isRight(const Draft& draft, int step, std::size_t answer)
{
    const json& one = objectAt(draft, step)["answers"][answer];
    return one.is_object() && one.value("right", json()) == true;
}

void setRight(Draft& draft, int step, std::size_t answer)
{
    json& answers = listAt(objectAt(draft, step), "answers");
    for (std::size_t k = 0; k < answers.size(); ++k) {
        if (!answers[k].is_object())
            continue;
        answers[k].erase("right");
        if (k == answer)
            answers[k]["right"] = true;
    }
}

void addAnswer(Draft& draft, int step)
{
    json& answers = listAt(objectAt(draft, step), "answers");
    if (answers.size() >= kMostAnswers)
        fail("answers: expected at most {}, found one more", kMostAnswers);
    answers.push_back(json::object());
}

void removeAnswer(Draft& draft, int step, std::size_t answer)
{
    json& object = objectAt(draft, step);
    json& answers = listAt(object, "answers");
    if (answer < answers.size())
        answers.erase(answer);
    if (answers.empty())
        object.erase("answers");
}

void removeKeys(Draft& draft, int step, const std::vector<std::string>& keys)
{
    for (const std::string& key : keys)
        objectAt(draft, step).erase(key);
}

std::vector<std::string> unknownKeys(const Draft& draft, int step)
{
    std::vector<std::string> unknown;
    const json& object = objectAt(draft, step);
    for (const auto& [key, held] : object.items())
        if (!knows(step < 0 ? kLessonKeys : kStepKeys, key))
            unknown.push_back(key);
    return unknown;
}

void removeUnknown(Draft& draft, int step)
{
    removeKeys(draft, step, unknownKeys(draft, step));
}

void insertStep(Draft& draft, std::size_t at, const json& step)
{
    json& steps = draft.lesson["steps"];
    if (steps.size() >= kMostSteps)
        fail("steps: expected at most {}, found one more", kMostSteps);
    steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(std::min(at, steps.size())), step);
}

void removeStep(Draft& draft, std::size_t at)
{
    draft.lesson["steps"].erase(at);
}

void moveStep(Draft& draft, std::size_t from, std::size_t to)
{
    json& steps = draft.lesson["steps"];
    const json moved = steps[from];
    steps.erase(from);
    steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(std::min(to, steps.size())), moved);
}

}  // namespace gauge::lesson
