#include "ui/views/free_energy/lines.h"

#include "ui/scene/words.h"

#include <limits>

namespace gauge::ui::free_energy {

int tokenOf(const Scene& scene)
{
    if (!optionsOf(scene).token)
        return -1;
    const Selection& s = scene.selection;
    const int token = !s.hovered.empty() ? s.hovered.front() : !s.locked.empty() ? s.locked.front() : 0;
    return token < static_cast<int>(scene.snapshot->tokens()) ? token : 0;
}

std::vector<Line> linesOf(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const int token = tokenOf(scene);
    std::vector<Line> lines{{words("F"), {}, -1},
                            {words("belief α KL(q‖p)"), {}, 0},
                            {words("coupling λ Σ β E"), {}, 1},
                            {words("entropy λ τ Σ β ln β/π"), {}, 2}};
    if (token >= 0) {
        for (std::size_t step = 0; step < s.byToken.size(); ++step) {
            const Index place = s.recording() != nullptr ? placeAt(s, step, token) : token;
            const Eigen::Vector3d parts = place >= 0 ? Eigen::Vector3d(s.byToken[step].col(place))
                                                     : Eigen::Vector3d::Constant(std::numeric_limits<double>::quiet_NaN());
            lines[0].value.push_back(parts.sum());
            for (int k = 0; k < 3; ++k)
                lines[static_cast<std::size_t>(k) + 1].value.push_back(parts(k));
        }
        return lines;
    }
    bool meta = false;
    Line pull{words("meta-prior γ KL"), {}, 4};
    for (const FreeEnergy& f : s.history) {
        lines[0].value.push_back(f.total());
        lines[1].value.push_back(f.belief);
        lines[2].value.push_back(f.coupling);
        lines[3].value.push_back(f.entropy);
        pull.value.push_back(f.meta);
        meta = meta || f.meta != 0;
    }
    if (meta)
        lines.push_back(pull);
    return lines;
}

std::vector<std::vector<Line>> statesOf(const Scene& scene)
{
    std::vector<std::vector<Line>> states{linesOf(scene)};
    if (scene.reference) {
        Scene other = scene;
        std::swap(other.snapshot, other.reference);
        states.push_back(linesOf(other));
    }
    return states;
}

std::vector<double> layersOf(const Snapshot& s)
{
    std::vector<double> x(s.history.size(), 0.0);
    for (std::size_t l = 1; l < s.layerAt.size(); ++l) {
        const int from = s.layerAt[l - 1];
        const int to = s.layerAt[l];
        for (int t = from + 1; t <= to; ++t)
            x[static_cast<std::size_t>(t)] = static_cast<double>(l - 1) + static_cast<double>(t - from) / (to - from);
    }
    return x;
}

QString unitOf(const Scene& scene)
{
    const int token = tokenOf(scene);
    return token < 0 ? words("nat") : words("nat, share of %1").arg(tokenName(*scene.snapshot, token));
}

}  // namespace gauge::ui::free_energy
