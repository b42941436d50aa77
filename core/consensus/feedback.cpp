#include "core/consensus/feedback.h"

namespace gauge {
namespace {

/// What pulls the agents of one scale: natural parameters where `held`.
struct ScalePull {
    std::vector<NaturalBlock> natural;
    std::vector<char> held;
};

/// From the pull on the labels of a scale to the pull on the agents below it.
ScalePull below(const ScaleLevel& level, const ScalePull& above, double strength)
{
    const auto n = static_cast<Index>(level.clusters.label.size());
    const std::vector<NaturalBlock> meta = naturalParameters(level.metas.common);
    ScalePull pull;
    pull.held.resize(static_cast<std::size_t>(n));
    for (std::size_t h = 0; h < meta.size(); ++h) {
        const Index d = meta[h].h.rows();
        NaturalBlock out{Stack(n, d), Matrixd::Zero(d, n), {}};
        for (Index i = 0; i < n; ++i) {
            const Index c = level.clusters.label[static_cast<std::size_t>(i)];
            const auto label = static_cast<std::size_t>(c);
            const bool group = level.clusters.members[label].size() > 1;
            const bool pulled = !above.held.empty() && above.held[label];
            pull.held[static_cast<std::size_t>(i)] = group || pulled;
            if (group) {
                const double share = pulled ? strength / (1 + strength) : 0.0;
                out.precision[i] = (1 - share) * meta[h].precision[c];
                out.h.col(i) = (1 - share) * meta[h].h.col(c);
                if (pulled) {
                    out.precision[i] += share * above.natural[h].precision[c];
                    out.h.col(i) += share * above.natural[h].h.col(c);
                }
            } else if (pulled) {
                out.precision[i] = above.natural[h].precision[c];
                out.h.col(i) = above.natural[h].h.col(c);
            }
        }
        pull.natural.push_back(std::move(out));
    }
    pull.natural = level.metas.carry.back(pull.natural);
    return pull;
}

}  // namespace

Pull pullOfMetaTokens(const Ensemble& ensemble, const std::vector<ScaleLevel>& levels, double strength)
{
    ScalePull scale;
    for (auto level = levels.rbegin(); level != levels.rend(); ++level)
        scale = below(*level, scale, strength);
    Pull pull;
    const Index n = ensemble.tokens();
    pull.weight = Vectord::Zero(n);
    for (Index i = 0; i < n; ++i)
        if (!scale.held.empty() && scale.held[static_cast<std::size_t>(i)])
            pull.weight(i) = strength;
    for (std::size_t h = 0; h < scale.natural.size(); ++h) {
        NaturalBlock& natural = scale.natural[h];
        for (Index i = 0; i < n; ++i)
            if (pull.weight(i) == 0.0)
                natural.precision[i].setIdentity();
        pull.belief.heads.push_back(fromNatural(natural.precision, natural.h));
    }
    pull.natural = std::move(scale.natural);
    return pull;
}

}  // namespace gauge
