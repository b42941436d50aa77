#include "core/io/json.h"

#include "core/error.h"

namespace gauge {

using nlohmann::json;

json parseJson(const std::string& text, const std::string& label)
{
    const auto shallow = [&](int depth, json::parse_event_t, json&) {
        if (depth > kDeepestJson)
            fail("{}: expected at most {} nested levels, found more", label, kDeepestJson);
        return true;
    };
    try {
        return json::parse(text, shallow);
    } catch (const json::parse_error& e) {
        fail("{}: expected JSON, found an error at byte {}", label, e.byte);
    } catch (const json::out_of_range&) {
        fail("{}: expected numbers that fit in 64 bits, found a larger one", label);
    }
}

}  // namespace gauge
