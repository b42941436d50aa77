#include "core/pipeline/snapshot.h"

#include "core/gaussian/recording.h"

namespace gauge {

std::shared_ptr<const Snapshot> atRest(const std::shared_ptr<const Snapshot>& snapshot)
{
    if (!snapshot || !snapshot->extents)
        return snapshot;
    auto still = std::make_shared<Snapshot>(*snapshot);
    still->extents = nullptr;
    still->input.extras.extents = false;
    return still;
}

Index placeAt(const Snapshot& snapshot, std::size_t layer, Index token)
{
    if (snapshot.places.empty() || snapshot.places[layer].empty())
        return token;
    return snapshot.places[layer][static_cast<std::size_t>(token)];
}

const std::vector<std::string>& eventTokens(const Snapshot& snapshot)
{
    return snapshot.recording() != nullptr ? snapshot.recording()->tokens : snapshot.state->tokens;
}

RowMatrixd headMean(const std::vector<RowMatrixd>& heads)
{
    RowMatrixd mean = heads.front();
    for (std::size_t h = 1; h < heads.size(); ++h)
        mean += heads[h];
    return mean / static_cast<double>(heads.size());
}

}  // namespace gauge
