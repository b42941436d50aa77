#include "ui/scene.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui {

bool Selection::lights(int token) const
{
    return std::find(hovered.begin(), hovered.end(), token) != hovered.end() ||
           std::find(locked.begin(), locked.end(), token) != locked.end();
}

const std::vector<ViewKind>& viewKinds()
{
    static const std::vector<ViewKind> kinds{
        {"attention", QT_TRANSLATE_NOOP("views", "Attention"),
         QT_TRANSLATE_NOOP("views", "Type a sentence to see who listens to whom."), paintAttention, hitAttention, 0.86},
        {"frames", QT_TRANSLATE_NOOP("views", "Gauge frames"),
         QT_TRANSLATE_NOOP("views", "Type a sentence to see its gauge frames."), paintFrames, hitFrames, 0.62},
        {"beliefs", QT_TRANSLATE_NOOP("views", "Beliefs"),
         QT_TRANSLATE_NOOP("views", "Type a sentence to see its beliefs."), paintBeliefs, hitBeliefs, 0.72},
        {"dendrogram", QT_TRANSLATE_NOOP("views", "Consensus"),
         QT_TRANSLATE_NOOP("views", "Type two words or more to see who agrees."), paintDendrogram, hitDendrogram, 0.68},
        {"tower", QT_TRANSLATE_NOOP("views", "Meta-tokens"),
         QT_TRANSLATE_NOOP("views", "Type a sentence to see its meta-tokens."), paintTower, hitTower, 0.5},
    };
    return kinds;
}

const ViewKind* findView(const QString& name)
{
    for (const ViewKind& kind : viewKinds())
        if (name == QLatin1String(kind.name))
            return &kind;
    return nullptr;
}

ShownMatrix shownMatrix(const Snapshot& s, const ViewOptions& options)
{
    const bool energy = options.quantity == Quantity::Energy;
    const auto& heads = energy ? s.energy : s.attention;
    const auto count = static_cast<int>(heads.size());
    ShownMatrix m;
    if (options.head >= 0 && options.head < count)
        m.values = heads[static_cast<std::size_t>(options.head)];
    else
        m.values = energy ? RowMatrixd(headMean(heads) * count) : headMean(heads);
    m.symbol = energy ? QStringLiteral("E") : QStringLiteral("β");
    m.unit = energy ? QStringLiteral("nat") : QString();
    if (options.quantity == Quantity::LogAttention) {
        m.symbol = QStringLiteral("ln β");
        m.values = m.values.array().log().matrix();  // −∞ where no attention goes
    }
    m.least = std::numeric_limits<double>::infinity();
    m.greatest = -m.least;
    for (const double v : m.values.reshaped()) {
        if (!std::isfinite(v))
            continue;
        m.least = std::min(m.least, v);
        m.greatest = std::max(m.greatest, v);
    }
    if (options.quantity != Quantity::LogAttention)
        m.least = 0;
    if (!(m.greatest > m.least))
        m.greatest = m.least + 1;
    return m;
}

QString tokenName(const Snapshot& s, Index i)
{
    return QString::fromStdString(s.state->tokens[static_cast<std::size_t>(i)]);
}

QColor tokenColour(const Snapshot& s, const Style& style, Index i)
{
    const Index label = s.clusters().label[static_cast<std::size_t>(i)];
    return style.cluster(s.clusterColour[static_cast<std::size_t>(label)]);
}

}  // namespace gauge::ui
