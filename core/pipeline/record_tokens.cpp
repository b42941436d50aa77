#include "core/pipeline/record_tokens.h"

#include <map>

namespace gauge {
namespace {

using Groups = std::vector<std::vector<Index>>;

/// At each place what lies there, −1 where there is none.
Groups gathered(const Groups& groups, const std::vector<Index>& places)
{
    Groups out;
    for (const std::vector<Index>& scale : groups) {
        std::vector<Index>& to = out.emplace_back();
        to.reserve(places.size());
        for (const Index place : places)
            to.push_back(place < 0 ? -1 : scale[static_cast<std::size_t>(place)]);
    }
    return out;
}

}  // namespace

std::vector<Index> placesAmong(const Recording& recording, const Record& tokens, const Record& among)
{
    if (tokens.at == among.at)
        return {};
    std::vector<Index> place = placesIn(recording, among);
    if (tokens.at.empty())
        return place;
    std::vector<Index> places;
    places.reserve(tokens.at.size());
    for (const Index i : tokens.at)
        places.push_back(place[static_cast<std::size_t>(i)]);
    return places;
}

std::vector<Index> placesOfLabels(const std::vector<std::string>& labels, const std::vector<std::string>& among)
{
    std::map<std::string, std::vector<Index>> known;
    for (std::size_t i = among.size(); i-- > 0;)
        known[among[i]].push_back(static_cast<Index>(i));
    std::vector<Index> places;
    places.reserve(labels.size());
    for (const std::string& label : labels) {
        std::vector<Index>& left = known[label];
        places.push_back(left.empty() ? -1 : left.back());
        if (!left.empty())
            left.pop_back();
    }
    return places;
}

Groups groupsAmong(const Recording& recording, const Groups& groups, std::size_t from, std::size_t to)
{
    const std::vector<Index> places = placesAmong(recording, recording.records[to], recording.records[from]);
    return places.empty() ? groups : gathered(groups, places);
}

std::vector<Groups> groupsOfAll(const Recording& recording, const std::vector<Groups>& groups)
{
    std::vector<Groups> all;
    for (std::size_t t = 0; t < groups.size(); ++t) {
        const Record& record = recording.records[t];
        all.push_back(record.at.empty() ? groups[t] : gathered(groups[t], placesIn(recording, record)));
    }
    return all;
}

}  // namespace gauge
