#include "core/io/json.h"

#include "core/error.h"

#include <algorithm>
#include <map>
#include <set>

namespace gauge {

using nlohmann::json;

json parseJson(const std::string& text, const std::string& label)
{
    std::map<int, std::set<std::string>> keys;  // of the object that is being read, by depth
    const auto shallow = [&](int depth, json::parse_event_t event, json& parsed) {
        if (depth > kDeepestJson)
            fail("{}: expected at most {} nested levels, found more", label, kDeepestJson);
        if (event == json::parse_event_t::object_start)
            keys[depth + 1].clear();
        if (event == json::parse_event_t::key && !keys[depth].insert(parsed.get<std::string>()).second)
            fail("{}: expected every key once, found '{}' twice", label, parsed.get<std::string>());
        return true;
    };
    try {
        return json::parse(text, shallow);
    } catch (const json::parse_error& e) {
        const std::string before = text.substr(0, e.byte > 0 ? e.byte - 1 : 0);
        const auto line = std::count(before.begin(), before.end(), '\n') + 1;
        fail("{}: expected JSON, found an error at byte {} (line {}, column {})", label, e.byte, line,
             before.size() - (before.rfind('\n') + 1) + 1);
    } catch (const json::out_of_range&) {
        fail("{}: expected numbers that fit in 64 bits, found a larger one", label);
    }
}

}  // namespace gauge
