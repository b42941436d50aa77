#include "core/pipeline/session.h"

#include "core/error.h"
#include "core/gaussian/recording.h"
#include "core/io/file.h"
#include "core/io/json.h"
#include "core/io/npz.h"
#include "core/learn/trained_text.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace gauge {
namespace {

using nlohmann::json;

constexpr int kVersion = 1;
constexpr const char* kFormat = "gaugescope-session";

/// The object at a key that must be one; an empty one when it is absent.
json objectAt(const json& from, const char* key, const std::string& where)
{
    const auto found = from.find(key);
    if (found == from.end())
        return json::object();
    if (!found->is_object())
        fail("{}{}: expected an object, found {}", where, key, found->type_name());
    return *found;
}

std::string textAt(const json& from, const char* key, const std::string& where)
{
    const auto found = from.find(key);
    if (found == from.end())
        return {};
    if (!found->is_string())
        fail("{}{}: expected a text, found {}", where, key, found->type_name());
    return found->get<std::string>();
}

int wholeAt(const json& from, const char* key, int least, int otherwise, const std::string& where)
{
    const auto found = from.find(key);
    if (found == from.end())
        return otherwise;
    if (!found->is_number_integer() || *found < least || *found > 1000000)
        fail("{}{}: expected a whole number from {} to 1000000, found {}", where, key, least, found->dump());
    return found->get<int>();
}

/// What of an object is not among the names known.
json unknownOf(const json& object, std::initializer_list<const char*> known)
{
    json rest = json::object();
    for (const auto& [key, value] : object.items())
        if (std::none_of(known.begin(), known.end(), [&key = key](const char* k) { return key == k; }))
            rest[key] = value;
    return rest;
}

/// Puts back what a newer version had written; what is known wins.
void addMissing(json& to, const json& newer)
{
    for (const auto& [key, value] : newer.items()) {
        const auto found = to.find(key);
        if (found == to.end())
            to[key] = value;
        else if (found->is_object() && value.is_object())
            addMissing(*found, value);
    }
}

/// The states of a session, each written once.
struct States {
    std::vector<std::shared_ptr<const State>> list;

    json nameOf(const std::shared_ptr<const State>& state)
    {
        auto at = std::find(list.begin(), list.end(), state);
        if (at == list.end())
            at = list.insert(list.end(), state);
        const std::string arrays = fmt::format("state-{}", at - list.begin());
        json named{{"arrays", arrays}, {"name", state->name}};
        if (state->recording)
            for (std::size_t t = 0; t < state->recording->records.size(); ++t)
                named["records"].push_back(
                    {{"arrays", fmt::format("{}/{}", arrays, t)}, {"name", state->recording->records[t].name}});
        return named;
    }

    /// The arrays of all of them, under the names they were given.
    NpzArrays arrays() const
    {
        NpzArrays all;
        const auto add = [&all](const State& state, const std::string& prefix) {
            for (const auto& [name, array] : state.arrays)
                all[fmt::format("{}/{}", prefix, name)] = array;
        };
        for (std::size_t k = 0; k < list.size(); ++k) {
            const std::string prefix = fmt::format("state-{}", k);
            if (!list[k]->recording)
                add(*list[k], prefix);
            else
                for (std::size_t t = 0; t < list[k]->recording->records.size(); ++t)
                    add(*list[k]->recording->records[t].state, fmt::format("{}/{}", prefix, t));
        }
        return all;
    }
};

json runJson(const RunInput& run, States& states)
{
    json out{{"layer", run.layer}, {"parameters", parametersJson(run.parameters)}};
    if (run.state) {
        out["state"] = states.nameOf(run.state);
        if (!run.text.empty())
            out["text"] = run.text;  // put aside for it
    } else if (run.model &&
               run.model->origin.empty()) {  // a model in training is found nowhere again: its beliefs are kept
        out["state"] = states.nameOf(std::make_shared<const State>(
            stateFromArrays(learn::embedText(*run.model, run.text), "text of a model in training")));
    } else {
        out["text"] = run.text;
        if (run.model)
            out["model"] = run.model->origin;
    }
    for (const Leg& leg : run.earlier)
        out["earlier"].push_back({{"parameters", parametersJson(leg.parameters)}, {"until", leg.until}});
    return out;
}

/// Reads states as they are named, each once.
class StateReader {
public:
    explicit StateReader(const NpzArrays& arrays) : arrays_(arrays) {}

    /// `like`: a state whose generators it may share.
    std::shared_ptr<const State> read(const json& state, const std::string& where, const State* like = nullptr)
    {
        const std::string prefix = textAt(state, "arrays", where);
        std::shared_ptr<const State>& known = known_[prefix];
        if (known)
            return known;
        if (state.contains("records"))
            return known = std::make_shared<const State>(recorded(state, where));
        NpzArrays own;
        for (auto at = arrays_.lower_bound(prefix + "/"); at != arrays_.end() && at->first.starts_with(prefix + "/"); ++at)
            if (!prefix.empty())
                own[at->first.substr(prefix.size() + 1)] = at->second;
        if (own.empty())
            fail("{}arrays: expected the name of arrays in this file, found '{}'", where, prefix);
        try {
            known = std::make_shared<const State>(stateFromArrays(std::move(own), textAt(state, "name", where), like));
        } catch (const Error& e) {
            fail("{}/{}", prefix, e.what());
        }
        return known;
    }

private:
    State recorded(const json& state, const std::string& where)
    {
        const json& list = state["records"];
        if (!list.is_array() || list.empty())
            fail("{}records: expected a list of states, found {}", where,
                 list.is_array() ? "none in it" : list.type_name());
        std::vector<Record> records;
        for (const json& record : list) {
            if (!record.is_object() || record.contains("records"))
                fail("{}records: expected the name and the arrays of each, found {}", where, record.dump().substr(0, 60));
            records.push_back({textAt(record, "name", where + "records."),
                               read(record, where + "records.", records.empty() ? nullptr : records.front().state.get()),
                               {}});
        }
        return stateOf(recordingOf(std::move(records)), textAt(state, "name", where));
    }

    const NpzArrays& arrays_;
    std::map<std::string, std::shared_ptr<const State>> known_;
};

std::vector<Leg> legsFrom(const json& run, const std::string& where, json& newer)
{
    std::vector<Leg> legs;
    const json list = run.value("earlier", json::array());
    if (!list.is_array())
        fail("{}earlier: expected a list, found {}", where, list.type_name());
    for (const json& entry : list) {
        if (!entry.is_object())
            fail("{}earlier: expected objects, found {}", where, entry.type_name());
        Leg leg;
        leg.parameters = parametersFromJson(objectAt(entry, "parameters", where + "earlier."), newer);
        leg.until = wholeAt(entry, "until", 1, 1, where + "earlier.");
        legs.push_back(std::move(leg));
    }
    return legs;
}

RunInput runFrom(const json& run, StateReader& states, const std::string& where, json& newer)
{
    RunInput out;
    newer = unknownOf(run, {"layer", "parameters", "state", "text", "model", "earlier"});
    json unknown = json::object();
    out.parameters = parametersFromJson(objectAt(run, "parameters", where), unknown);
    resolve(out.parameters);  // refused in words now, not at the first run
    if (!unknown.empty())
        newer["parameters"] = unknown;
    json legUnknown = json::object();
    out.earlier = legsFrom(run, where, legUnknown);
    out.layer = wholeAt(run, "layer", -1, -1, where);
    out.text = textAt(run, "text", where);
    if (run.contains("model"))
        out.model = learn::modelFrom(textAt(run, "model", where));
    if (run.contains("state"))
        out.state = states.read(objectAt(run, "state", where), where + "state.");
    return out;
}

void collect(const json& newer, const std::string& prefix, std::vector<std::string>& names)
{
    for (const auto& [key, value] : newer.items()) {
        const bool inner = value.is_object() && (prefix.empty() ? key == "run" : prefix == "run." && key == "parameters");
        if (inner)
            collect(value, prefix + key + ".", names);
        else
            names.push_back(prefix + key);
    }
}

}  // namespace

json parametersJson(const Parameters& parameters)
{
    json out = json::object();
    for (const ParameterInfo& info : parameterTable()) {
        switch (info.kind) {
        case ParameterInfo::Kind::Real: out[info.name] = info.number(parameters); break;
        case ParameterInfo::Kind::Whole: out[info.name] = static_cast<std::int64_t>(info.number(parameters)); break;
        case ParameterInfo::Kind::Flag: out[info.name] = info.number(parameters) != 0; break;
        case ParameterInfo::Kind::Choice: out[info.name] = info.text(parameters); break;
        }
    }
    return out;
}

Parameters parametersFromJson(const json& from, json& unknown)
{
    Parameters p;
    const auto& table = parameterTable();
    for (const auto& [key, value] : from.items()) {
        const auto info =
            std::find_if(table.begin(), table.end(), [&key = key](const ParameterInfo& i) { return key == i.name; });
        if (info == table.end()) {
            unknown[key] = value;
            continue;
        }
        if (!value.is_primitive() || value.is_null())
            fail("parameters.{}: expected one value, found {}", key, value.type_name());
        setParameter(p, *info,
                     value.is_string()         ? value.get<std::string>()
                     : value.is_number_float() ? fmt::format("{}", value.get<double>())
                                               : value.dump());
    }
    return p;
}

SessionParts sessionParts(const Session& session)
{
    States states;
    SessionParts parts;
    parts.json = {{"format", kFormat},
                  {"version", kVersion},
                  {"run", runJson(session.run, states)},
                  {"reference", session.reference},
                  {"pinned", json::array()},
                  {"window", session.window}};
    if (!session.path.empty())
        parts.json["path"] = session.path;
    for (const PinnedRun& pinned : session.pinned)
        parts.json["pinned"].push_back({{"name", pinned.name}, {"run", runJson(pinned.run, states)}});
    addMissing(parts.json, session.newer);
    parts.arrays = states.arrays();
    return parts;
}

Session sessionFrom(const json& from, const NpzArrays& arrays)
{
    if (!from.is_object() || textAt(from, "format", "") != kFormat)
        fail("format: expected '{}', found {}", kFormat,
             from.is_object() && from.contains("format") ? from["format"].dump() : "none");
    if (wholeAt(from, "version", 1, 0, "") < 1)
        fail("version: expected a whole number from 1, found none");
    Session session;
    StateReader states(arrays);
    session.newer = unknownOf(from, {"format", "version", "run", "reference", "pinned", "window", "path"});
    json newer = json::object();
    session.run = runFrom(objectAt(from, "run", ""), states, "run.", newer);
    if (!newer.empty())
        session.newer["run"] = newer;
    session.path = textAt(from, "path", "");
    session.window = objectAt(from, "window", "");
    const json pinned = from.value("pinned", json::array());
    if (!pinned.is_array() || pinned.size() > 1000)
        fail("pinned: expected a list of at most 1000, found {}", pinned.type_name());
    for (const json& entry : pinned) {
        if (!entry.is_object())
            fail("pinned: expected objects, found {}", entry.type_name());
        json ignored = json::object();
        session.pinned.push_back(
            {textAt(entry, "name", "pinned."), runFrom(objectAt(entry, "run", "pinned."), states, "pinned.run.", ignored)});
    }
    session.reference = wholeAt(from, "reference", -1, -1, "");
    if (session.reference >= static_cast<int>(session.pinned.size()))
        fail("reference: expected one of {} pinned states, found {}", session.pinned.size(), session.reference);
    return session;
}

std::vector<std::string> newerKeys(const Session& session)
{
    std::vector<std::string> names;
    collect(session.newer, "", names);
    return names;
}

std::string encodeSession(const Session& session)
{
    SessionParts parts = sessionParts(session);
    return archiveBytes({std::move(parts.arrays),
                         {{"session", parts.json.dump(1, ' ', false, json::error_handler_t::replace) + "\n"}},
                         {}});
}

Session decodeSession(const std::string& bytes, const std::string& label)
{
    const Archive archive = readArchive(bytes, label);
    const auto text = archive.texts.find("session");
    if (text == archive.texts.end())
        fail("{}: expected session.json in the archive, found none", label);
    try {
        return sessionFrom(parseJson(text->second, "session.json"), archive.arrays);
    } catch (const Error& e) {
        fail("{}: {}", label, e.what());
    }
}

bool namesSession(const std::string& path)
{
    std::error_code none;
    const std::filesystem::path p(path);
    return p.extension() == ".gaugescope" || std::filesystem::exists(p / "session.json", none);
}

Session readSession(const std::string& path)
{
    std::error_code none;
    const std::filesystem::path p(path);
    if (!std::filesystem::is_directory(p, none))
        return decodeSession(readFile(path), path);
    const std::string text = readFile((p / "session.json").string());
    NpzArrays arrays;
    if (std::filesystem::exists(p / "state.npz", none))
        arrays = readNpz((p / "state.npz").string());
    try {
        return sessionFrom(parseJson(text, "session.json"), arrays);
    } catch (const Error& e) {
        fail("{}: {}", path, e.what());
    }
}

}  // namespace gauge
