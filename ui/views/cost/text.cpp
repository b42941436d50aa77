#include "ui/views/cost/text.h"

#include "ui/scene/words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gauge::ui::cost {
namespace {

const MethodTime* find(const CostReport& r, const std::string& method)
{
    for (const MethodTime& m : r.methods)
        if (m.method == method && m.precision == Precision::Double && m.cold.median > 0)
            return &m;
    return nullptr;
}

}  // namespace

QString timeText(double seconds)
{
    if (seconds <= 0)
        return QStringLiteral("–");
    if (seconds < 1e-3)
        return QString::number(seconds * 1e6, 'f', seconds < 1e-4 ? 1 : 0) + QStringLiteral(" µs");
    if (seconds < 1)
        return QString::number(seconds * 1e3, 'f', seconds < 1e-2 ? 2 : 1) + QStringLiteral(" ms");
    return QString::number(seconds, 'f', 2) + QStringLiteral(" s");
}

QString countText(double count)
{
    constexpr std::array<const char*, 5> units{"", "k", "M", "G", "T"};
    std::size_t k = 0;
    while (count >= 1000 && k + 1 < units.size()) {
        count /= 1000;
        ++k;
    }
    return QString::number(count, 'g', 3) + QLatin1Char(' ') + QLatin1String(units[k]);
}

QString errorText(const MethodTime& m)
{
    if (m.error < 0)
        return QStringLiteral("–");
    return m.error == 0 ? QStringLiteral("0") : QString::number(m.error, 'e', 0);
}

QString nameOf(const MethodTime& m)
{
    QString name = QString::fromStdString(m.method);
    if (m.method == "exact")
        name += m.precision == Precision::Single ? words(", single") : words(", double");
    return name;
}

namespace {

QString verdictOf(const CostReport& r)
{
    const MethodTime* exact = find(r, "exact");
    const MethodTime* naive = find(r, "naive");
    const MethodTime* dot = find(r, "dot-product");
    if (!exact || !naive || !dot)
        return words("Measuring…");
    const auto times = [](double ratio) {
        return ratio >= 10 ? QString::number(ratio, 'f', 0) : QString::number(ratio, 'f', 1);
    };
    QString fastest;
    double best = exact->cold.median;
    for (const MethodTime& m : r.methods) {
        if (m.method != "dot-product" && m.precision == Precision::Double && m.cold.median > 0 &&
            m.cold.median < 0.95 * best) {
            best = m.cold.median;
            fastest = nameOf(m);
        }
    }
    return words("Here the exact method takes %1, %2 times less than the literal loop and %3 times what dot-product "
                 "attention takes; %4")
        .arg(timeText(exact->cold.median), times(naive->cold.median / exact->cold.median),
             times(exact->cold.median / dot->cold.median),
             fastest.isEmpty() ? words("no approximation is faster.")
                               : words("%1 would be faster (%2), at its error.").arg(fastest, timeText(best)));
}

}  // namespace

QString headline(const Scene& scene)
{
    const QString verdict = verdictOf(*scene.cost.report);
    return scene.cost.stale ? words("(of the state as it was; measure again) ") + verdict : verdict;
}

QString payOffText(const CostReport& r)
{
    if (!r.payOff)
        return r.payOffRefused.empty() ? QString()
                                       : words("Condensation is not measured: ") + QString::fromStdString(r.payOffRefused);
    const PayOff& p = *r.payOff;
    const QString now =
        p.agents == p.tokens ? words("Nothing condenses here, so there is nothing to gain: of %1 tokens %2 agents remain "
                                     "and a layer runs %3 times "
                                     "as fast")
        : p.layerSpeedUp() >= 1
            ? words("Condensing pays: %1 tokens become %2 agents and a layer runs %3 times as fast")
            : words("Condensing does not pay: %1 tokens become %2 agents and a layer runs %3 times as fast");
    const double share = r.breakEven();
    return now.arg(p.tokens).arg(p.agents).arg(QString::number(p.layerSpeedUp(), 'f', 2)) +
           (std::isnan(share)
                ? words("; finding the groups alone takes longer than a layer, so no compression would.")
                : words("; it would break even when %1 % of the tokens condense.").arg(100 * share, 0, 'f', 0));
}

QString conditions(const Scene& scene)
{
    const CostReport& r = *scene.cost.report;
    return words("N = %1, K = %2, heads: %3 · bar: attention and mean messages from the loaded state, whiskers fastest and "
                 "slowest of %4 rounds; ○ pairs alone%5")
        .arg(r.tokens)
        .arg(r.dim)
        .arg(r.heads)
        .arg(r.rounds)
        .arg(std::any_of(r.methods.begin(), r.methods.end(),
                         [&](const MethodTime& m) { return m.refused.empty() && m.tokensMeasured < r.tokens; })
                 ? words(" · ≈ measured on fewer tokens and scaled by N²")
                 : QString());
}

}  // namespace gauge::ui::cost
