#include "core/pipeline/trouble.h"

#include "core/gaussian/divergence.h"
#include "core/pipeline/listening.h"

#include <algorithm>
#include <cmath>

namespace gauge {
namespace {

/// Others. A row that gives 92.4 % to itself and the rest to one other makes a tenth; with the rest spread over twelve it is 93.4 %.
constexpr double kItself = 0.1;

/// Others. Three times as many: 81.4 % to itself and the rest to one other, 85.9 % and the rest to twelve.
constexpr double kHearsOthers = 0.3;

/// Share of the tokens in the largest group: three of four, or nine of the opening sentence's thirteen, leave something to see beside it.
constexpr double kMostInOne = 0.75;

/// Two beliefs that some θ would join while others stay out, or two of two; or tokens that keep apart only because no vocabulary has them.
bool couldJoin(const Snapshot& s, Index beliefs)
{
    if (!s.consensusRefused.empty() || s.tokens() < 2)
        return false;
    const auto real = [](const Merge& merge) { return std::isfinite(merge.height) && merge.height >= kCopies; };
    const bool joinable = std::any_of(s.tree().begin(), s.tree().end(), real);
    return (joinable && (beliefs > 2 || s.tokens() == 2)) || !s.levels.front().guessed.empty();
}

}  // namespace

double tokenDivergence(const CommonBeliefs& q, Index i, const CommonBeliefs& p, Index j)
{
    double sum = 0;
    for (std::size_t h = 0; h < q.heads.size(); ++h)
        sum += klParts(q.heads[h].mean.col(i), q.heads[h].cov[i], p.heads[h].mean.col(j), p.heads[h].cov[j]).total();
    return sum;
}

bool allAlike(const CommonBeliefs& beliefs)
{
    for (Index i = 1; i < beliefs.tokens(); ++i)
        if (!(std::abs(tokenDivergence(beliefs, i, beliefs, 0)) <= kAlike))
            return false;
    return true;
}

bool areTogether(const std::vector<Index>& group, const std::vector<int>& guessed, Index least)
{
    Index asked = 0;
    Index first = -1;
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (!guessed.empty() && guessed[i] != 0)
            continue;
        first = asked++ == 0 ? group[i] : first;
        if (group[i] < 0 || group[i] != first)
            return false;
    }
    return asked >= least;
}

void regroup(Standing& standing, const Clusters& clusters, const Snapshot& s)
{
    const std::vector<Index> copies = copiesOf(s);
    standing.together = areTogether(clusters.label, s.levels.front().guessed, 3);
    standing.agents = static_cast<Index>(clusters.members.size());
    standing.groups = standing.agreements = 0;
    standing.largest = 1;
    for (const std::vector<Index>& members : clusters.members) {
        const auto original = [&](Index i) { return copies[static_cast<std::size_t>(i)]; };
        standing.groups += members.size() > 1 ? 1 : 0;
        standing.agreements +=
            std::any_of(members.begin(), members.end(), [&](Index i) { return original(i) != original(members.front()); })
                ? 1
                : 0;
        standing.largest = std::max(standing.largest, static_cast<Index>(members.size()));
    }
}

Standing standingOf(const Snapshot& s)
{
    Standing standing;
    standing.tokens = s.tokens();
    const std::vector<Index> copies = copiesOf(s);
    for (Index i = 0; i < s.tokens(); ++i)
        standing.beliefs += copies[static_cast<std::size_t>(i)] == i ? 1 : 0;
    regroup(standing, s.clusters(), s);
    const Listening listening = listeningOf(s);
    standing.others = listening.others;
    standing.self = listening.self;
    standing.heard = beliefsHeard(s, copies);
    standing.reaches = false;
    for (Index i = 0; i < s.tokens() && !standing.reaches; ++i)
        standing.reaches = othersAllowed(s.request.attention.mask, i, s.tokens()) > 0;
    standing.joins = couldJoin(s, standing.beliefs);
    standing.alike = allAlike(s.common);
    return standing;
}

std::optional<Trouble> troubleOf(const Standing& s)
{
    if (s.tokens < 2)
        return std::nullopt;
    if (s.alike || s.together)
        return Trouble::Melts;
    if (!(s.heard > kItself) && (s.beliefs > 1 || !s.reaches))
        return Trouble::HearsItself;
    if (s.joins && s.agreements == 0)
        return Trouble::NothingAgrees;
    return std::nullopt;
}

bool isClearOf(Trouble trouble, const Standing& s)
{
    switch (trouble) {
    case Trouble::Melts:
        return !s.alike && !s.together &&
               (s.tokens < 3 ||
                static_cast<double>(s.largest) <= std::max(2.0, kMostInOne * static_cast<double>(s.tokens)));
    case Trouble::HearsItself: return s.heard >= kHearsOthers;
    case Trouble::NothingAgrees: return s.agreements > 0;
    }
    return false;
}

}  // namespace gauge
