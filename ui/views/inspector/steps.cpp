#include "ui/views/inspector/steps.h"

#include "core/pipeline/curvature_lens.h"
#include "ui/painter/axes.h"
#include "ui/painter/formula.h"
#include "ui/scene/matrix.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gauge::ui::inspector {
namespace {

QString number(double v)
{
    return shortNumber(v);
}

QString signedNumber(double v)
{
    return v < 0 ? QStringLiteral(" − ") + shortNumber(-v) : QStringLiteral(" + ") + shortNumber(v);
}

/// The divergence of the run, as a formula, and its three parts' names.
QStringList divergenceFormula(const Snapshot& s)
{
    const AttentionOptions& o = s.request.attention;
    if (o.score == Score::DotProduct)
        return {QStringLiteral("E_{ij} = − m_{i} · m_{j}")};
    switch (o.divergence) {
    case Divergence::ReverseKl: return {QStringLiteral("E_{ij} = KL( ~q_{j} ‖ q_{i} )")};
    case Divergence::Jeffreys:
        return {QStringLiteral("E_{ij} = ½ KL( q_{i} ‖ ~q_{j} )"), QStringLiteral(" + ½ KL( ~q_{j} ‖ q_{i} )")};
    case Divergence::Renyi: return {QStringLiteral("E_{ij} = D_{α}( q_{i} ‖ ~q_{j} ),  α = %1").arg(number(o.renyiOrder))};
    case Divergence::Kl: break;
    }
    return {QStringLiteral("E_{ij} = ½ [ tr( ~Σ_{j}^{−1} Σ_{i} ) − d ]"),
            QStringLiteral(" + ½ (μ_{i} − ~μ_{j})^{T} ~Σ_{j}^{−1} (μ_{i} − ~μ_{j})"),
            QStringLiteral(" + ½ ln ( det ~Σ_{j} / det Σ_{i} )")};
}

/// What rounding left of terms that cancel has no bar.
void partBars(Page& page, const PairHead& p, const Scene& scene, const QString& unit)
{
    const double rounding = roundingOf(*scene.snapshot);
    const auto shown = [&](double v) { return std::abs(v) < rounding ? 0.0 : v; };
    const double trace = shown(p.parts.trace);
    const double mean = shown(p.parts.mean);
    const double logDet = shown(p.parts.logDet);
    const double energy = shown(p.energy);
    double most = std::max({trace, mean, logDet, energy, rounding});
    double least = std::min({trace, mean, logDet, energy, 0.0});
    for (const PairHead& beside : pairsBeside(scene)) {
        most = std::max({most, beside.parts.trace, beside.parts.mean, beside.parts.logDet, beside.energy});
        least = std::min({least, beside.parts.trace, beside.parts.mean, beside.parts.logDet, beside.energy});
    }
    page.setLowest(least);
    page.bar(words("trace (covariances)"), trace, most, page.style().cluster(5), unit);
    page.bar(words("means"), mean, most, page.style().cluster(1), unit);
    page.bar(words("log-determinants"), logDet, most, page.style().cluster(2), unit);
    page.bar(words("E, their sum"), energy, most, page.style().accent(), unit);
    page.setLowest(0);
}

/// Ω_ij and what it is made of.
QString transportFormula(const Snapshot& s)
{
    if (!s.connection.flat())
        return QStringLiteral("Ω_{ij} = U_{i} V_{ij} U_{j}^{−1}");
    return s.request.attention.transport == Transport::FirstOrder ? QStringLiteral("Ω_{ij} = I + Φ_{i} − Φ_{j}")
                                                                  : QStringLiteral("Ω_{ij} = U_{i} U_{j}^{−1}");
}

/// Ω = U V U⁻¹ in numbers, where there is room for them side by side; how high it is.
double paintProduct(Page& page, const QRectF& area, const PairHead& p)
{
    const double u = page.u();
    const double sign = 16 * u;
    const double side = std::min({(area.width() - 4 * sign) / 4, 0.48 * area.height(), 200 * u});
    const double caption = 16 * u;
    const std::array<std::pair<const char*, const Matrixd*>, 4> parts{
        std::pair("Ω_{ij}", &p.omega), {"U_{i}", &p.frameI}, {"V_{ij}", &p.link}, {"U_{j}^{−1}", &p.inverseJ}};
    const std::array<const char*, 4> between{"", "=", "·", "·"};
    double x = area.left();
    for (std::size_t k = 0; k < parts.size(); ++k) {
        page.painter().setFont(page.style().textFont(1.1));
        page.painter().setPen(page.style().quiet());
        if (k > 0)
            page.painter().drawText(QRectF(x - sign, area.top() + caption, sign, side), Qt::AlignCenter,
                                    QString::fromUtf8(between[k]));
        page.painter().setPen(page.style().text());
        paintFormula(page.painter(), QPointF(x, area.top() + 0.72 * caption), QString::fromUtf8(parts[k].first),
                     page.style(), 0.92);
        paintMatrix(page.painter(), QRectF(x, area.top() + caption + 2 * u, side, side), *parts[k].second, page.style());
        x += side + sign;
    }
    return caption + 2 * u + side;
}

/// What Ω does, in a sentence; where there is a link, what it turns by too.
QString transportWords(const Snapshot& s, const PairHead& p)
{
    const Matrixd one = Matrixd::Identity(p.omega.rows(), p.omega.cols());
    if (p.omega.isIdentity(1e-14))
        return s.connection.flat() ? words("Ω is the identity: both frames are the same, and nothing moves.")
                                   : words("Ω is the identity: frames and link together move nothing.");
    QString text = words("Ω moves the mean of j by %1 and differs from the identity by %2 (Frobenius).")
                       .arg(number((p.carriedMean - p.meanJ).norm()), number((p.omega - one).norm()));
    if (s.connection.flat())
        return text;
    const TurnAndStretch link = turnAndStretch(p.link);
    text += words(" The link V_ij turns by %1°").arg(number(link.turn * 180 / M_PI));
    return text + (link.rotation ? QStringLiteral(".")
                                 : words(" and stretches by %1 … %2.").arg(number(link.least), number(link.most)));
}

}  // namespace

void inShort(Page& page, const PairWalk& w, const PairHead& p, const Scene& scene)
{
    if (scene.side == Side::Alone)  // beside another state the numbers need the room
        page.formula(divergenceFormula(*scene.snapshot), 1.12);
    page.skip(2);
    partBars(page, p, scene, QStringLiteral("nat"));
    page.skip(2);
    page.formula({QStringLiteral("β_{ij} = exp( − E_{ij} / τ ) / Z_{i}"), QStringLiteral(" = %1").arg(number(w.attention)),
                  words("   (dot product: %1)").arg(number(w.dotRow(w.sender)))},
                 1.12);
    paintDimensions(page.painter(), page.rest(), p, scene);
}

void beliefsStep(Page& page, const PairHead& p, const Scene& scene, const Names& names)
{
    page.formula({QStringLiteral("q_{i} = N( μ_{i}, Σ_{i} ),"), QStringLiteral("  q_{j} = N( μ_{j}, Σ_{j} )")});
    page.note(words("Each in its own frame: norms of the means %1 and %2, mean variances %3 and %4, %5 dimensions.")
                  .arg(number(p.meanI.norm()), number(p.meanJ.norm()),
                       number(p.covI.trace() / static_cast<double>(p.meanI.size())),
                       number(p.covJ.trace() / static_cast<double>(p.meanI.size())))
                  .arg(p.meanI.size()));
    paintEllipses(page.painter(), page.rest(), p, scene, false, names);
}

void transportStep(Page& page, const PairHead& p, const Scene& scene, const Names& names)
{
    page.formula({transportFormula(*scene.snapshot), QStringLiteral(",   ~μ_{j} = Ω_{ij} μ_{j}"),
                  QStringLiteral(",   ~Σ_{j} = Ω_{ij} Σ_{j} Ω_{ij}^{T}")});
    page.note(transportWords(*scene.snapshot, p));
    const QRectF rest = page.rest();
    if (!scene.snapshot->connection.flat()) {
        const double used = paintProduct(page, rest, p) + 8 * page.u();
        paintEllipses(page.painter(), rest.adjusted(0, used, 0, 0), p, scene, true, names);
        return;
    }
    const double side = std::min({rest.height(), rest.width() * 0.48, 240 * page.u()});
    paintMatrix(page.painter(), QRectF(rest.left(), rest.top() + 4, side, side), p.omega, page.style());
    paintEllipses(
        page.painter(),
        QRectF(rest.left() + side + 12 * page.u(), rest.top(), rest.width() - side - 12 * page.u(), rest.height()), p,
        scene, true, names);
}

void divergenceStep(Page& page, const PairHead& p, const Scene& scene)
{
    page.formula(divergenceFormula(*scene.snapshot));
    page.formula({QStringLiteral("     = ") + number(p.parts.trace), signedNumber(p.parts.mean),
                  signedNumber(p.parts.logDet), QStringLiteral(" = %1 nat").arg(number(p.energy))});
    if (std::isnan(p.shown))
        page.note(words("The matrix leaves it out: energies were taken of the pairs that the mask allows."));
    else
        page.note(words("The matrix shows %1 nat; the two differ by %2.")
                      .arg(QString::number(p.shown, 'g', 12))
                      .arg(std::abs(p.shown - p.energy), 0, 'e', 1));
    partBars(page, p, scene, QStringLiteral("nat"));
    page.skip(4);
    paintDimensions(page.painter(), page.rest(), p, scene);
}

void softmaxStep(Page& page, const PairWalk& w, const PairHead& p, const Scene& scene)
{
    page.formula(
        {QStringLiteral("β_{ij} = w_{ij} exp( − E_{ij} / τ )"), QStringLiteral(" / Σ_{k} w_{ik} exp( − E_{ik} / τ )")});
    if (!w.allowed) {
        page.note(words("The mask does not let %1 hear %2: β = 0.")
                      .arg(tokenName(*scene.snapshot, w.receiver), tokenName(*scene.snapshot, w.sender)));
    } else {
        page.formula(
            {QStringLiteral("ln w − E / τ = %1 − %2 / %3").arg(number(p.logWeight), number(w.energy), number(w.tau)),
             QStringLiteral(" = %1").arg(number(w.logit))});
        page.formula({QStringLiteral("ln Z = %1,").arg(number(w.logPartition)),
                      QStringLiteral("  β = exp( %1 ) = %2").arg(number(w.logit - w.logPartition), number(w.attention))});
    }
    page.note(words("The row sums to %1; the matrix shows %2.")
                  .arg(QString::number(w.row.sum(), 'g', 12), QString::number(w.shownAttention, 'g', 6)));
    paintRows(page.painter(), page.rest(), w, scene, false);
}

void dotStep(Page& page, const PairWalk& w, const PairHead& p, const Scene& scene)
{
    page.formula({QStringLiteral("s_{ij} = m_{i} · m_{j} / √d = %1,").arg(number(p.dot)),
                  QStringLiteral("  softmax: %1").arg(number(w.dotRow(w.sender))),
                  words("  here: %1").arg(number(w.attention))});
    page.note(words("Dot-product attention sees the means alone: no covariance, no distance. Equal covariances and equal "
                    "norms make the two the same up to τ."));
    paintRows(page.painter(), page.rest(), w, scene, true);
}

}  // namespace gauge::ui::inspector
