#include "ui/view_options_json.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui {
namespace {

using nlohmann::json;

struct WholeOption {
    const char* name;
    int ViewOptions::*member;
    int least;
    int greatest;
};

constexpr int kMany = 100000;

constexpr WholeOption kWhole[] = {{"quantity", &ViewOptions::quantity, 0, Distance},
                                  {"head", &ViewOptions::head, EveryHead, kMany},
                                  {"by-cluster", &ViewOptions::byCluster, 0, 1},
                                  {"lock-range", &ViewOptions::lockRange, 0, 1},
                                  {"per-row", &ViewOptions::perRow, 0, 1},
                                  {"cut", &ViewOptions::threshold, 0, 4},
                                  {"top", &ViewOptions::top, 0, 4},
                                  {"receiver", &ViewOptions::receiver, 0, 1},
                                  {"frames", &ViewOptions::frames, 0, Carry},
                                  {"block", &ViewOptions::block, 0, kMany},
                                  {"frame-trails", &ViewOptions::frameTrails, 0, 1},
                                  {"axes", &ViewOptions::axes, 0, Dimensions},
                                  {"first", &ViewOptions::first, 0, kMany},
                                  {"local", &ViewOptions::local, 0, 1},
                                  {"colour", &ViewOptions::colour, 0, ByEntropy},
                                  {"sigma", &ViewOptions::sigma, 0, 2},
                                  {"trails", &ViewOptions::trails, 0, 1},
                                  {"consensus", &ViewOptions::consensus, 0, Numbers},
                                  {"fold", &ViewOptions::fold, 0, 1},
                                  {"follow", &ViewOptions::follow, 0, 1},
                                  {"counts", &ViewOptions::counts, 0, 1},
                                  {"stacked", &ViewOptions::stacked, 0, 1},
                                  {"log", &ViewOptions::logScale, 0, 1},
                                  {"token", &ViewOptions::token, 0, 1},
                                  {"statistics", &ViewOptions::statistics, 0, FrameMap},
                                  {"step", &ViewOptions::step, 0, 5}};

struct RealOption {
    const char* name;
    double ViewOptions::*member;
    double least;
    double greatest;
};

constexpr RealOption kReal[] = {{"least", &ViewOptions::least, -1e300, 1e300},
                                {"greatest", &ViewOptions::greatest, -1e300, 1e300},
                                {"azimuth", &ViewOptions::azimuth, -1e6, 1e6},
                                {"elevation", &ViewOptions::elevation, -1.5, 1.5},
                                {"zoom", &ViewOptions::zoom, 1, 256}};

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

json optionsJson(const ViewOptions& options)
{
    json out = json::object();
    for (const WholeOption& o : kWhole)
        out[o.name] = options.*o.member;
    for (const RealOption& o : kReal)
        out[o.name] = options.*o.member;
    out["centre"] = {options.centre.x(), options.centre.y()};
    return out;
}

ViewOptions optionsFromJson(const json& from, const std::string& where)
{
    if (!from.is_object())
        fail("{}: expected an object, found {}", where, from.type_name());
    ViewOptions options;
    for (const WholeOption& o : kWhole)
        if (const auto found = from.find(o.name); found != from.end())
            options.*o.member = wholeIn(*found, o.least, o.greatest, where + "." + o.name);
    for (const RealOption& o : kReal)
        if (const auto found = from.find(o.name); found != from.end())
            options.*o.member = realIn(*found, o.least, o.greatest, where + "." + o.name);
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
