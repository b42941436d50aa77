#include "ui/views/consensus/numbers.h"

#include "ui/painter/axes.h"
#include "ui/scene/words.h"

#include <cmath>

namespace gauge::ui::consensus {

Rows numbersOf(const Snapshot& s)
{
    const ConsensusNumbers& c = *s.numbers;
    const auto text = [](double v) { return std::isnan(v) ? QStringLiteral("–") : shortNumber(v); };
    const Vectord entropy = meanOverReceivers(c.spread.entropy);
    const Vectord concentration = meanOverReceivers(c.spread.concentration);
    Index groups = 0;
    for (const auto& members : s.clusters().members)
        groups += members.size() > 1 ? 1 : 0;
    return {
        {words("groups of two or more"), QString::number(groups), words("of %1 tokens").arg(s.tokens())},
        {words("within"), text(c.clusters.within), words("nat · mean D inside groups")},
        {words("between"), text(c.clusters.between), words("nat · mean D across groups")},
        {words("silhouette"), text(c.clusters.silhouette), words("−1 … 1 · how well groups fit")},
        {words("modularity of β"), text(c.clusters.modularity), words("attention inside, beyond chance")},
        {words("effective rank of means"), text(c.rank.means), words("1: collapsed to a line")},
        {words("… with covariances"), text(c.rank.mixture), words("of K = %1").arg(s.state->dim())},
        {words("attention entropy"), text(entropy.mean()),
         words("nat · 0 … ln N = %1").arg(shortNumber(std::log(static_cast<double>(s.tokens()))))},
        {words("attention concentration"), text(concentration.mean()), words("Σ β², 1/N … 1")},
    };
}

QStringList shortNumbers(const Snapshot& s)
{
    const ClusterStatistics& c = s.numbers->clusters;
    QStringList parts;
    const auto add = [&](const QString& name, double value, const char* unit) {
        if (!std::isnan(value))
            parts << name + QLatin1Char(' ') + shortNumber(value) + QLatin1String(unit);
    };
    add(words("within"), c.within, "");
    add(words("between"), c.between, " nat");
    add(words("silhouette"), c.silhouette, "");
    add(words("modularity"), c.modularity, "");
    return parts;
}

}  // namespace gauge::ui::consensus
