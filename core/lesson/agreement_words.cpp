// What is asked of groups and agents.
#include "core/error.h"
#include "core/lesson/words.h"

#include <algorithm>
#include <cmath>

namespace gauge::lesson {
namespace {

using Arguments = std::vector<Value>;

void requireConsensus(const Snapshot& s)
{
    if (!s.consensusRefused.empty())
        fail("expected a state with consensus, found none: {}", s.consensusRefused);
}

std::size_t groupOf(const Snapshot& s, Index token)
{
    requireConsensus(s);
    return static_cast<std::size_t>(s.clusters().label[static_cast<std::size_t>(token)]);
}

std::size_t sizeOf(const Snapshot& s, Index token)
{
    return s.clusters().members[groupOf(s, token)].size();
}

/// Height of the merge that joins them.
double joinHeight(const Snapshot& s, Index a, Index b)
{
    requireConsensus(s);
    if (a == b)
        return 0;
    std::vector<Index> cluster{a, b};  // that each of the two is in
    Index next = s.tokens();
    for (const Merge& merge : s.tree()) {
        for (Index& c : cluster)
            c = c == merge.a || c == merge.b ? next : c;
        if (cluster[0] == cluster[1])
            return merge.height;
        ++next;
    }
    fail("expected two tokens that join at some θ, found two that never do");
}

const ScaleLevel& levelOf(const Snapshot& s, double scale)
{
    requireConsensus(s);
    if (scale != std::floor(scale) || scale < 1 || scale > static_cast<double>(s.levels.size()))
        fail("expected a scale from 1 to {}, found {}", s.levels.size(), scale);
    return s.levels[static_cast<std::size_t>(scale) - 1];
}

/// Where the agent stands, among those that attend, that a token belongs to.
Index agentOf(const Snapshot& s, const std::vector<std::vector<Index>>& labels, Index token)
{
    for (std::size_t k = s.active.size(); k-- > 0;) {
        const AgentId& id = s.active[k];
        const Index own =
            id.scale == 0 ? token : labels[static_cast<std::size_t>(id.scale) - 1][static_cast<std::size_t>(token)];
        if (own == id.index)
            return static_cast<Index>(k);
    }
    fail("expected an agent that the token belongs to, found none");
}

Value agentBeta(const Scene&, const Snapshot& s, const Arguments& a)
{
    requireConsensus(s);
    if (s.active.empty() || s.activeAttention.empty())
        fail("expected agents that attend, found none: the mask rules condensation out");
    if (s.request.consensus.crossScale != CrossScale::Active)
        fail("expected cross-scale active, found another: a token then has several agents");
    const auto labels = tokenLabels(*s.levels);
    const Index i = agentOf(s, labels, a[0].token);
    const Index j = agentOf(s, labels, a[1].token);
    double sum = 0;
    for (const RowMatrixd& beta : *s.activeAttention)
        sum += beta(i, j);
    return Value::of(sum / static_cast<double>(s.activeAttention.size()));
}

Index groupsOf(const Snapshot& s)
{
    requireConsensus(s);
    const auto& members = s.clusters().members;
    return std::count_if(members.begin(), members.end(), [](const auto& m) { return m.size() > 1; });
}

Index largestOf(const Snapshot& s)
{
    requireConsensus(s);
    std::size_t most = 0;
    for (const auto& m : s.clusters().members)
        most = std::max(most, m.size());
    return static_cast<Index>(most);
}

Index agentsOf(const Snapshot& s)
{
    requireConsensus(s);
    return std::ssize(s.clusters().members);
}

template <class Count>
Word count(const char* name, Count counted)
{
    return {.name = name, .ask = [counted](const Scene&, const Snapshot& s, const Arguments&) {
                return Value::of(static_cast<double>(counted(s)));
            }};
}

}  // namespace

std::vector<Word> agreementWords()
{
    const std::vector<Type> pair{Type::Token, Type::Token};
    return {
        {.name = "same",
         .type = Type::Truth,
         .arguments = pair,
         .needed = 2,
         .ask = [](const Scene&, const Snapshot& s,
                   const Arguments& a) { return Value::whether(groupOf(s, a[0].token) == groupOf(s, a[1].token)); }},
        {.name = "joins",
         .arguments = pair,
         .needed = 2,
         .ask = [](const Scene&, const Snapshot& s,
                   const Arguments& a) { return Value::of(joinHeight(s, a[0].token, a[1].token)); }},
        {.name = "agent-beta", .arguments = pair, .needed = 2, .ask = agentBeta},
        {.name = "size",
         .arguments = {Type::Token},
         .needed = 1,
         .ask = [](const Scene&, const Snapshot& s,
                   const Arguments& a) { return Value::of(static_cast<double>(sizeOf(s, a[0].token))); }},
        {.name = "agents-at",
         .arguments = {Type::Number},
         .needed = 1,
         .ask =
             [](const Scene&, const Snapshot& s, const Arguments& a) {
                 return Value::of(static_cast<double>(levelOf(s, a[0].number).clusters.members.size()));
             }},
        count("agents", agentsOf),
        count("groups", groupsOf),
        count("largest", largestOf),
        count("condensed-share",
              [](const Snapshot& s) { return 1 - static_cast<double>(agentsOf(s)) / static_cast<double>(s.tokens()); }),
    };
}

}  // namespace gauge::lesson
