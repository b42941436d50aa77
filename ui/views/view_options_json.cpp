#include "ui/views/view_options_json.h"

#include "core/error.h"
#include "ui/views/all_views.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui {
namespace {

using nlohmann::json;

constexpr double kGreatestZoom = 256;

int wholeIn(const json& value, int least, int greatest, const std::string& where)
{
    if (!value.is_number_integer() || value < least || value > greatest)
        fail("{}: expected a whole number from {} to {}, found {}", where, least, greatest, value.dump());
    return value.get<int>();
}

double realIn(const json& value, double least, double greatest, const std::string& where)
{
    if (!value.is_number() || !(value.get<double>() >= least) || !(value.get<double>() <= greatest))
        fail("{}: expected a number from {} to {}, found {}", where, least, greatest, value.dump());
    return value.get<double>();
}

void write(const OptionKeys& keys, const ViewOptions& options, json& out)
{
    for (const OptionKey<int>& o : keys.whole)
        out[o.key] = o.place.get(options);
    for (const OptionKey<double>& o : keys.real)
        out[o.key] = o.place.get(options);
    for (const ListKey& o : keys.lists)
        out[o.key] = o.place.get(options);
    for (const WordKey& o : keys.words)
        out[o.key] = o.place.get(options);
}

std::string wordIn(const json& value, const std::vector<std::string>& words, const std::string& where)
{
    if (!value.is_string() || std::ranges::find(words, value.get<std::string>()) == words.end())
        fail("{}: expected one of {}, found {}", where, fmt::join(words, ", "), value.dump());
    return value.get<std::string>();
}

std::vector<int> listIn(const json& value, int greatest, const std::string& where)
{
    if (!value.is_array())
        fail("{}: expected a list of whole numbers, found {}", where, value.type_name());
    std::vector<int> list;
    for (const json& one : value)
        list.push_back(wholeIn(one, 0, greatest, where));
    return list;
}

std::vector<int> tokensIn(const json& value, const std::string& where)
{
    if (!value.is_array())
        fail("{}: expected a list of tokens, found {}", where, value.type_name());
    std::vector<int> tokens;
    for (const json& token : value)
        tokens.push_back(wholeIn(token, 0, 10000000, where));
    std::sort(tokens.begin(), tokens.end());
    tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
    return tokens;
}

}  // namespace

json optionsJson(const ViewKind& kind, const ViewOptions& options)
{
    static const json fresh = [] {
        json all = json::object();
        for (const ViewKind& any : viewKinds())
            write(any.keys, {}, all);
        return all;
    }();
    json out = fresh;
    write(kind.keys, options, out);
    out["zoom"] = options.zoom;
    out["centre"] = {options.centre.x(), options.centre.y()};
    if (options.compared != Compared::All)
        out["compare"] = static_cast<int>(options.compared);
    return out;
}

ViewOptions optionsFromJson(const ViewKind& kind, const json& from, const std::string& where)
{
    if (!from.is_object())
        fail("{}: expected an object, found {}", where, from.type_name());
    ViewOptions options;
    for (const OptionKey<int>& o : kind.keys.whole)
        if (const auto found = from.find(o.key); found != from.end())
            o.place.set(options, wholeIn(*found, o.least, o.greatest, where + "." + o.key));
    for (const OptionKey<double>& o : kind.keys.real)
        if (const auto found = from.find(o.key); found != from.end())
            o.place.set(options, realIn(*found, o.least, o.greatest, where + "." + o.key));
    for (const ListKey& o : kind.keys.lists)
        if (const auto found = from.find(o.key); found != from.end())
            o.place.set(options, listIn(*found, o.greatest, where + "." + o.key));
    for (const WordKey& o : kind.keys.words)
        if (const auto found = from.find(o.key); found != from.end())
            o.place.set(options, wordIn(*found, o.words, where + "." + o.key));
    if (const auto found = from.find("zoom"); found != from.end())
        options.zoom = realIn(*found, 1, kGreatestZoom, where + ".zoom");
    if (const auto found = from.find("compare"); found != from.end())
        options.compared = static_cast<Compared>(wholeIn(*found, 0, 3, where + ".compare"));
    if (const auto found = from.find("centre"); found != from.end()) {
        if (!found->is_array() || found->size() != 2)
            fail("{}.centre: expected two numbers, found {}", where, found->dump());
        options.centre = {realIn((*found)[0], 0, 1, where + ".centre"), realIn((*found)[1], 0, 1, where + ".centre")};
    }
    return options;
}

json lockJson(const Selection& selection)
{
    json out{{"locked", selection.locked}};
    if (selection.lockedReceiver >= 0 && selection.lockedSender >= 0)
        out["pair"] = {selection.lockedReceiver, selection.lockedSender};
    return out;
}

Selection lockFromJson(const json& from, const std::string& where)
{
    if (!from.is_object())
        fail("{}: expected an object, found {}", where, from.type_name());
    Selection s;
    if (from.contains("locked"))
        s.locked = tokensIn(from["locked"], where + ".locked");
    if (from.contains("pair")) {
        if (!from["pair"].is_array() || from["pair"].size() != 2)
            fail("{}.pair: expected a receiver and a sender, found {}", where, from["pair"].dump());
        s.lockedReceiver = wholeIn(from["pair"][0], 0, 10000000, where + ".pair");
        s.lockedSender = wholeIn(from["pair"][1], 0, 10000000, where + ".pair");
    }
    return s;
}

json namesJson(const GroupNames& names)
{
    json out = json::array();
    for (const auto& [members, name] : names)
        out.push_back({{"members", members}, {"name", name.toStdString()}});
    return out;
}

GroupNames namesFromJson(const json& from, const std::string& where)
{
    if (!from.is_array())
        fail("{}: expected a list, found {}", where, from.type_name());
    GroupNames names;
    for (const json& entry : from) {
        if (!entry.is_object() || !entry.contains("members") || !entry.contains("name") || !entry["name"].is_string())
            fail("{}: expected members and a name, found {}", where, entry.dump());
        const std::vector<int> members = tokensIn(entry["members"], where + ".members");
        names[{members.begin(), members.end()}] = QString::fromStdString(entry["name"].get<std::string>());
    }
    return names;
}

}  // namespace gauge::ui
