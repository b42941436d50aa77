// One pair under the lens: its beliefs, its transport, its divergence part by part, its softmax, and dot-product attention beside it.
#include "core/error.h"
#include "ui/painter/axes.h"
#include "ui/painter/colour_map.h"
#include "ui/scene/words.h"
#include "ui/views/inspector/options.h"
#include "ui/views/inspector/steps.h"
#include "ui/views/inspector/view.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gauge::ui::inspector {
namespace {

void paintEmpty(QPainter& painter, const QRectF& area, const Scene& scene, const QString& text)
{
    painter.setFont(scene.style.textFont());
    painter.setPen(scene.style.quiet());
    painter.drawText(area.adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap, text);
}

}  // namespace

void paint(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const auto [i, j] = pairOf(scene);
    if (i < 0 || j < 0) {
        paintEmpty(
            painter, area, scene,
            scene.style.paper
                ? words("No pair is chosen.")
                : words("Point at a cell, an arc or a token to see how its attention comes about; click to keep it."));
        return;
    }
    const int head = headOf(scene);
    PairWalk w;
    try {
        w = walkPair(*scene.snapshot, i, j, head);
    } catch (const Error& e) {
        paintEmpty(painter, area, scene, QString::fromUtf8(e.what()));
        return;
    }
    const PairHead& p = w.heads[static_cast<std::size_t>(head)];
    const Names names{tokenName(*scene.snapshot, i), tokenName(*scene.snapshot, j)};
    Page page(painter, area, scene);
    page.heading(words("%1 ← %2").arg(names.i, names.j) +
                 (w.heads.size() > 1 ? words("   head %1, d = %2").arg(head).arg(p.meanI.size()) : QString()));
    switch (optionsOf(scene).step) {
    case 1: beliefsStep(page, p, scene, names); break;
    case 2: transportStep(page, p, scene, names); break;
    case 3: divergenceStep(page, p, scene); break;
    case 4: softmaxStep(page, w, p, scene); break;
    case 5: dotStep(page, w, p, scene); break;
    default: inShort(page, w, p, scene);
    }
}

void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const auto [i, j] = pairOf(scene);
    if (i < 0 || j < 0) {
        paintEmpty(painter, area, scene,
                   scene.style.paper ? words("No pair is chosen.") : words("Point at a pair to compare it in A and B."));
        return;
    }
    const int head = headOf(scene);
    const PairWalk b = walkPair(*scene.snapshot, i, j, head);
    const PairWalk a = walkPair(*scene.reference, i, j, head);
    const KlParts& x = a.heads[static_cast<std::size_t>(head)].parts;
    const KlParts& y = b.heads[static_cast<std::size_t>(head)].parts;
    Page page(painter, area, scene);
    page.heading(words("Δ of %1 ← %2").arg(tokenName(*scene.snapshot, i), tokenName(*scene.snapshot, j)));
    const std::array<double, 4> d{y.trace - x.trace, y.mean - x.mean, y.logDet - x.logDet, y.total() - x.total()};
    const double most = std::max(1e-12, std::abs(*std::max_element(d.begin(), d.end(), [](double p, double q) {
                                     return std::abs(p) < std::abs(q);
                                 })));
    page.setLowest(-most);
    const std::array<const char*, 4> names{"trace (covariances)", "means", "log-determinants", "E, their sum"};
    for (std::size_t k = 0; k < 4; ++k)
        page.bar(words(names[k]), d[k], most, diverging(d[k] > 0 ? 0.85 : 0.15), QStringLiteral("nat"));
    page.skip(4);
    page.note(words("β: %1 in A, %2 in B").arg(shortNumber(a.attention), shortNumber(b.attention)));
}

}  // namespace gauge::ui::inspector
