#include "core/lesson/patch_json.h"

#include "core/error.h"
#include "core/pipeline/parameters.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace gauge::lesson {
namespace {

using nlohmann::json;

constexpr std::size_t kMostItems = 64;
constexpr int kMostUpdates = 2000;
constexpr int kMostLayers = 200;
constexpr std::size_t kLongestState = 20000;  // bytes of a state's text
constexpr std::size_t kMostViews = 4;

std::string listOf(std::initializer_list<const char*> names)
{
    std::string list;
    for (const char* name : names)
        list += (list.empty() ? "" : ", ") + std::string(name);
    return list;
}

std::vector<std::string> wordsAt(const json& object, const char* key)
{
    const json& list = object.at(key);
    if (!list.is_array() || list.size() > kMostItems)
        fail("{}: expected a list of at most {} texts, found {}", key, kMostItems,
             list.is_array() ? std::to_string(list.size()) : list.type_name());
    std::vector<std::string> words;
    for (const json& item : list) {
        if (!item.is_string())
            fail("{}: expected a list of texts, found {} in it", key, item.type_name());
        words.push_back(item.get<std::string>());
    }
    return words;
}

std::pair<std::string, std::string> pairAt(const json& object, const char* key)
{
    const std::vector<std::string> two = wordsAt(object, key);
    if (two.size() != 2)
        fail("{}: expected a receiver and a sender, found {}", key, two.size());
    return {two[0], two[1]};
}

bool flagAt(const json& object, const char* key)
{
    if (!object.contains(key))
        return false;
    if (!object[key].is_boolean())
        fail("{}: expected true or false, found {}", key, object[key].type_name());
    return object[key].get<bool>();
}

/// `on`, `off`: how true and false are written there.
std::string valueText(const json& value, const char* on, const char* off)
{
    if (value.is_boolean())
        return value.get<bool>() ? on : off;
    if (!value.is_string() && !value.is_number())
        fail("expected a number, a word or true or false, found {}", value.type_name());
    return value.is_string() ? value.get<std::string>() : value.dump();
}

void readParameters(const json& object, Patch& patch)
{
    if (!object.is_object())
        fail("parameters: expected an object, found {}", object.type_name());
    Parameters scratch;
    for (const auto& [name, value] : object.items()) {
        const ParameterInfo& info = parameterInfo(name);
        if ((info.commands & kFileOnly) != 0)
            fail("parameters: expected a parameter of the window, found '{}'", name);
        const std::string text = valueText(value, "true", "false");
        setParameter(scratch, info, text);
        if (std::string_view(info.name) == "layers" && scratch.evolve.layers > kMostLayers)
            fail("layers: expected at most {} in a lesson, found {}", kMostLayers, text);
        if (std::string_view(info.name) == "steps" && scratch.evolve.steps > kMostLayers)
            fail("steps: expected at most {} in a lesson, found {}", kMostLayers, text);
        patch.parameters.emplace_back(name, text);
    }
}

void readOptions(const json& object, Patch& patch)
{
    if (!object.is_object())
        fail("options: expected an object of views, found {}", object.type_name());
    for (const auto& [view, options] : object.items()) {
        if (!options.is_object())
            fail("options: expected an object for {}, found {}", view, options.type_name());
        for (const auto& [name, value] : options.items())
            patch.options[view][name] = valueText(value, "on", "off");
    }
}

int wholeAt(const json& object, const char* key, int least, int greatest)
{
    const json& value = object.at(key);
    if (!value.is_number_integer() || value < least || value > greatest)
        fail("{}: expected a whole number from {} to {}, found {}", key, least, greatest, value.dump());
    return value.get<int>();
}

/// One to four pictures, and what stands beside them, each once.
void requireViews(const std::vector<std::string>& views)
{
    std::set<std::string> once;
    std::size_t pictures = 0;
    for (const std::string& view : views) {
        if (!once.insert(view).second)
            fail("views: expected each once, found '{}' twice", view);
        pictures += standsBeside(view) ? 0 : 1;
    }
    if (views.empty() || views.size() > kMostViews + 1 || pictures > kMostViews)
        fail("views: expected one to four, and parameters, training or source beside them, found {}", views.size());
}

/// A parameter's value as people write it: a number as one, unless it would read otherwise.
json typed(const ParameterInfo& info, const std::string& value)
{
    if (info.kind == ParameterInfo::Kind::Flag && (value == "true" || value == "false"))
        return value == "true";
    const json number = json::parse(value, nullptr, false);
    const bool plain = info.kind == ParameterInfo::Kind::Real || info.kind == ParameterInfo::Kind::Whole;
    return plain && number.is_number() && number.dump() == value ? number : json(value);
}

void readSource(const json& object, Patch& patch)
{
    if (object.contains("text"))
        patch.text = stringAt(object, "text", kLongestState);
    if (object.contains("file"))
        patch.file = stringAt(object, "file", 1000);
    if (object.contains("model"))
        patch.model = stringAt(object, "model", 1000);
    if (patch.text && patch.file)
        fail("file: expected either a text or a file, found both");
    if (patch.model && !patch.text)
        fail("model: expected a text beside it, found none");
    if (patch.model && *patch.model != "learned")
        fail("model: expected learned, found '{}'", *patch.model);
    if (patch.text && patch.text->find_first_not_of(" \t\n") == std::string::npos)
        fail("text: expected words, found none");
    if (patch.text)
        underLabel("text", [&] { requireNoControls(*patch.text); });
}

/// What goes on needs something to go on from, and something that is new.
void readOnward(const json& object, Patch& patch)
{
    patch.onward = flagAt(object, "onward");
    if (patch.anew())
        fail("onward: expected a run to go on from, found a {} that begins anew", patch.text ? "text" : "file");
    if (object.contains("train"))
        fail("onward: expected the same words as before, found a training beside it");
    if (*patch.onward && patch.parameters.empty())
        fail("onward: expected parameters to go on with, found none");
}

}  // namespace

void requireKeys(const json& object, std::initializer_list<const char*> known)
{
    if (!object.is_object())
        fail("expected an object, found {}", object.type_name());
    for (const auto& [key, value] : object.items())
        if (std::none_of(known.begin(), known.end(), [&name = key](const char* k) { return name == k; }))
            fail("expected keys among {}, found '{}'", listOf(known), key);
}

std::string stringAt(const json& object, const char* key, std::size_t longest)
{
    const auto found = object.find(key);
    if (found == object.end())
        return {};
    if (!found->is_string())
        fail("{}: expected a text, found {}", key, found->type_name());
    if (found->get_ref<const std::string&>().size() > longest)
        fail("{}: expected at most {} bytes, found {}", key, longest, found->get_ref<const std::string&>().size());
    return found->get<std::string>();
}

Patch patchFrom(const json& object)
{
    requireKeys(object, {"text", "file", "model", "parameters", "onward", "layer", "views", "options", "lock", "pair",
                         "pin", "measure", "train"});
    Patch patch;
    readSource(object, patch);
    if (object.contains("parameters"))
        readParameters(object["parameters"], patch);
    if (object.contains("onward"))
        readOnward(object, patch);
    if (object.contains("layer"))
        patch.layer = object["layer"] == "last" ? -1 : wholeAt(object, "layer", 0, 100000);
    if (object.contains("views")) {
        patch.views = wordsAt(object, "views");
        requireViews(patch.views);
    }
    if (object.contains("options"))
        readOptions(object["options"], patch);
    if (object.contains("lock"))
        patch.lock = wordsAt(object, "lock");
    if (object.contains("pair"))
        patch.pair = pairAt(object, "pair");
    if (patch.lock && patch.pair)
        fail("pair: expected either locked tokens or a pair, found both");
    if (object.contains("pin"))
        patch.pin = flagAt(object, "pin");
    patch.measure = flagAt(object, "measure");
    if (object.contains("train"))
        patch.train = wholeAt(object, "train", 1, kMostUpdates);
    return patch;
}

Spotlight spotlightFrom(const json& object)
{
    requireKeys(object, {"control", "panel", "view", "token", "cell", "threshold"});
    Spotlight light;
    light.control = stringAt(object, "control", 100);
    light.panel = stringAt(object, "panel", 100);
    light.view = stringAt(object, "view", 100);
    if (!light.control.empty())
        parameterInfo(light.control);
    if (!light.panel.empty() && light.panel != "timeline" && light.panel != "source" && light.panel != "training" &&
        light.panel != "compare")
        fail("panel: expected timeline, source, training or compare, found '{}'", light.panel);
    if (light.control.empty() + light.panel.empty() + light.view.empty() != 2)
        fail("expected one of control, panel and view, found {}",
             3 - light.control.empty() - light.panel.empty() - light.view.empty());
    light.token = stringAt(object, "token", 1000);
    if (object.contains("cell"))
        light.cell = pairAt(object, "cell");
    light.threshold = flagAt(object, "threshold");
    if (light.view.empty() && (!light.token.empty() || light.cell || light.threshold))
        fail("expected a view for token, cell or threshold, found none");
    if (!light.token.empty() + light.cell.has_value() + light.threshold > 1)
        fail("expected one of token, cell and threshold, found more");
    return light;
}

json patchJson(const Patch& patch)
{
    json object = json::object();
    const auto keep = [&object](const char* key, const auto& value) {
        if (value)
            object[key] = *value;
    };
    keep("text", patch.text);
    keep("file", patch.file);
    keep("model", patch.model);
    for (const auto& [name, value] : patch.parameters)
        object["parameters"][name] = typed(parameterInfo(name), value);
    keep("onward", patch.onward);
    if (patch.layer)
        object["layer"] = *patch.layer < 0 ? json("last") : json(*patch.layer);
    if (!patch.views.empty())
        object["views"] = patch.views;
    for (const auto& [view, options] : patch.options)
        for (const auto& [name, value] : options)
            object["options"][view][name] = value == "on" || value == "off" ? json(value == "on") : json(value);
    keep("lock", patch.lock);
    if (patch.pair)
        object["pair"] = {patch.pair->first, patch.pair->second};
    keep("pin", patch.pin);
    if (patch.measure)
        object["measure"] = true;
    if (patch.train > 0)
        object["train"] = patch.train;
    return object;
}

json spotlightJson(const Spotlight& light)
{
    json object = json::object();
    for (const auto& [key, value] : {std::pair("control", &light.control), std::pair("panel", &light.panel),
                                     std::pair("view", &light.view), std::pair("token", &light.token)})
        if (!value->empty())
            object[key] = *value;
    if (light.cell)
        object["cell"] = {light.cell->first, light.cell->second};
    if (light.threshold)
        object["threshold"] = true;
    return object;
}

}  // namespace gauge::lesson
