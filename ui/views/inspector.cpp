// One pair under the lens: its beliefs, its transport, its divergence part by part, its softmax, and dot-product attention beside it.
#include "core/error.h"
#include "core/pipeline/pair.h"
#include "ui/flat_ellipse.h"
#include "ui/painter/axes.h"
#include "ui/painter/colour_map.h"
#include "ui/painter/formula.h"
#include "ui/scene.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QTextOption>

namespace gauge::ui {
namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("views", text);
}

int headOf(const Scene& scene)
{
    const int heads = static_cast<int>(scene.snapshot->energy.size());
    return scene.options.head >= 0 && scene.options.head < heads ? scene.options.head : 0;
}

/// A page being written from top to bottom.
class Page {
public:
    Page(QPainter& painter, const QRectF& area, const Scene& scene)
        : painter_(painter), scene_(scene), u_(scene.style.unit()), box_(area.adjusted(12 * u_, 6 * u_, -12 * u_, -6 * u_)),
          y_(box_.top())
    {
    }

    double left() const { return box_.left(); }
    double width() const { return box_.width(); }
    double u() const { return u_; }
    double y() const { return y_; }
    double room() const { return box_.bottom() - y_; }
    const Style& style() const { return scene_.style; }
    QPainter& painter() { return painter_; }
    void skip(double units) { y_ += units * u_; }

    void heading(const QString& text)
    {
        painter_.setFont(style().textFont(1.08, true));
        painter_.setPen(style().text());
        line(text);
        skip(2);
    }
    void note(const QString& text)
    {
        painter_.setFont(style().textFont(0.92));
        painter_.setPen(style().quiet());
        QTextOption wrap(Qt::AlignLeft);
        wrap.setWrapMode(QTextOption::WordWrap);
        const QRectF needed =
            QFontMetricsF(painter_.font()).boundingRect(QRectF(0, 0, width(), 1e4), Qt::TextWordWrap, text);
        if (needed.height() > room())
            return;
        painter_.drawText(QRectF(left(), y_, width(), needed.height() + 2), text, wrap);
        y_ += needed.height() + 3 * u_;
    }
    /// Formula pieces in a row; what does not fit goes to the next line.
    void formula(const QStringList& pieces, double factor = 1.2)
    {
        const double height = style().font * factor * 1.75;
        double x = left();
        painter_.setPen(style().text());
        if (height > room())
            return;
        for (const QString& piece : pieces) {
            const double fit = std::min(1.0, (width() - (x > left() ? 18 * u_ : 0)) / formulaWidth(piece, style(), factor));
            const double w = fit * formulaWidth(piece, style(), factor);
            if (x > left() && x + w > left() + width()) {
                x = left() + 18 * u_;
                y_ += height;
                if (height > room())
                    return;
            }
            paintFormula(painter_, QPointF(x, y_ + height * 0.7), piece, style(), fit * factor);
            x += w;
        }
        y_ += height;
    }
    /// A named amount as a signed bar, with its number to the right.
    void bar(const QString& name, double value, double most, const QColor& colour, const QString& unit)
    {
        const QFontMetricsF metrics(style().textFont(0.92));
        const double height = metrics.height() + 3 * u_;
        if (height > room())
            return;
        const double nameWidth = std::min(150 * u_, 0.4 * width());
        const double numberWidth = metrics.horizontalAdvance(QStringLiteral("−0.00000 nat")) + 4;
        painter_.setFont(style().textFont(0.92));
        painter_.setPen(style().text());
        painter_.drawText(QRectF(left(), y_, nameWidth - 4, height), Qt::AlignVCenter,
                          metrics.elidedText(name, Qt::ElideRight, nameWidth - 4));
        const double span = std::max(10.0, width() - nameWidth - numberWidth - 6 * u_);
        const double zero = left() + nameWidth + (lowest_ < 0 ? span * -lowest_ / (most - lowest_) : 0);
        const double end = zero + value / (most - lowest_) * span;
        painter_.fillRect(QRectF(QPointF(zero, y_ + 0.22 * height), QPointF(end, y_ + 0.78 * height)).normalized(), colour);
        painter_.drawText(QRectF(left() + width() - numberWidth, y_, numberWidth, height),
                          Qt::AlignRight | Qt::AlignVCenter,
                          shortNumber(value) + (unit.isEmpty() ? QString() : QLatin1Char(' ') + unit));
        y_ += height;
    }
    void setLowest(double value) { lowest_ = std::min(0.0, value); }
    QRectF rest(double fraction = 1) const { return {left(), y_, width(), std::max(0.0, room() * fraction)}; }

private:
    void line(const QString& text)
    {
        const QFontMetricsF metrics(painter_.font());
        painter_.drawText(QRectF(left(), y_, width(), metrics.height()), Qt::AlignLeft,
                          metrics.elidedText(text, Qt::ElideRight, width()));
        y_ += metrics.height();
    }

    QPainter& painter_;
    const Scene& scene_;
    double u_;
    QRectF box_;
    double y_;
    double lowest_ = 0;
};

struct Names {
    QString i, j;
};

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

/// j's ellipse as it stands and as it is carried, beside i's, in the plane of the difference of means and of the widest spread.
void paintEllipses(QPainter& painter, const QRectF& area, const PairHead& p, const Scene& scene, bool carried,
                   const Names& names)
{
    if (area.height() < 40)
        return;
    const Style& style = scene.style;
    const double u = style.unit();
    const Index d = p.meanI.size();
    Matrixd axes = Matrixd::Zero(d, 2);
    Vectord first = p.meanI - p.carriedMean;
    if (first.norm() < 1e-12)
        first = Vectord::Unit(d, 0);
    axes.col(0) = first.normalized();
    if (d > 1) {
        Matrixd rest = p.covI + p.carriedCov;
        const Matrixd out = Matrixd::Identity(d, d) - axes.col(0) * axes.col(0).transpose();
        rest = out * rest * out;
        axes.col(1) = Eigen::SelfAdjointEigenSolver<Matrixd>(rest).eigenvectors().col(d - 1);
    }
    struct Outline {
        Eigen::Vector2d mean;
        Eigen::Matrix2d cov;
        QColor colour;
        Qt::PenStyle pen;
        QString name;
    };
    const auto outline = [&](const Vectord& m, const Matrixd& c, const QColor& colour, Qt::PenStyle pen,
                             const QString& name) {
        return Outline{axes.transpose() * m, axes.transpose() * c * axes, colour, pen, name};
    };
    std::vector<Outline> outlines{outline(p.meanI, p.covI, style.cluster(0), Qt::SolidLine, names.i)};
    outlines.push_back(outline(p.meanJ, p.covJ, style.cluster(3), carried ? Qt::DashLine : Qt::SolidLine, names.j));
    if (carried)
        outlines.push_back(
            outline(p.carriedMean, p.carriedCov, style.cluster(3), Qt::SolidLine, QStringLiteral("Ω ") + names.j));
    Eigen::Vector2d low = outlines[0].mean;
    Eigen::Vector2d high = low;
    for (const Outline& o : outlines) {
        const Eigen::Vector2d reach = o.cov.diagonal().cwiseMax(0).cwiseSqrt();
        low = low.cwiseMin(o.mean - reach);
        high = high.cwiseMax(o.mean + reach);
    }
    const QRectF plot = area.adjusted(4 * u, 20 * u, -4 * u, -4 * u);
    const Eigen::Vector2d span = (high - low).cwiseMax(1e-9);
    const double scale = 0.92 * std::min(plot.width() / span.x(), plot.height() / span.y());
    const auto map = [&](const Eigen::Vector2d& v) {
        return QPointF(plot.center().x() + (v.x() - (low.x() + high.x()) / 2) * scale,
                       plot.center().y() - (v.y() - (low.y() + high.y()) / 2) * scale);
    };
    painter.setFont(style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    double x = area.left();
    for (const Outline& o : outlines) {
        QColor fill = o.colour;
        fill.setAlphaF(o.pen == Qt::SolidLine ? 0.14F : 0.03F);
        painter.setBrush(fill);
        painter.setPen(QPen(o.colour, 1.5 * u, o.pen));
        painter.drawPath(ellipsePath(o.mean, o.cov, 1, map));
        painter.setBrush(o.colour);
        painter.drawEllipse(map(o.mean), 2 * u, 2 * u);
        painter.setPen(QPen(o.colour, 1.8 * u, o.pen));
        painter.drawLine(QPointF(x, area.top() + 9 * u), QPointF(x + 16 * u, area.top() + 9 * u));
        painter.setPen(style.text());
        const QString name = metrics.elidedText(o.name, Qt::ElideRight, area.width() / 3 - 26 * u);
        painter.drawText(QPointF(x + 20 * u, area.top() + 13 * u), name);
        x += metrics.horizontalAdvance(name) + 32 * u;
    }
}

/// The parts of each coordinate of i's frame, stacked up and down.
void paintDimensions(QPainter& painter, const QRectF& area, const PairHead& p, const Style& style)
{
    const double u = style.unit();
    if (area.height() < 46 * u)
        return;
    const QRectF plot = area.adjusted(0, 4 * u, 0, -18 * u);
    double up = 1e-300;
    double down = 0;
    const Index d = p.byDimension.cols();
    for (Index k = 0; k < d; ++k) {
        up = std::max(up, p.byDimension.col(k).cwiseMax(0).sum());
        down = std::min(down, p.byDimension.col(k).cwiseMin(0).sum());
    }
    const double scale = plot.height() / (up - down);
    const double zero = plot.top() + up * scale;
    const double step = plot.width() / static_cast<double>(d);
    constexpr std::array<int, 3> colours{5, 1, 2};
    for (Index k = 0; k < d; ++k) {
        double above = zero;
        double below = zero;
        for (int part = 0; part < 3; ++part) {
            const double height = p.byDimension(part, k) * scale;
            double& edge = height > 0 ? above : below;
            const double next = edge - height;
            painter.fillRect(QRectF(QPointF(plot.left() + (static_cast<double>(k) + 0.12) * step, edge),
                                    QPointF(plot.left() + (static_cast<double>(k) + 0.88) * step, next))
                                 .normalized(),
                             style.cluster(colours[static_cast<std::size_t>(part)]));
            edge = next;
        }
    }
    painter.setPen(QPen(style.quiet(), 0.75 * u));
    painter.drawLine(QPointF(plot.left(), zero), QPointF(plot.right(), zero));
    painter.setFont(style.textFont(0.92));
    painter.setPen(style.quiet());
    const QFontMetricsF metrics(painter.font());
    painter.drawText(
        QRectF(area.left(), area.bottom() - metrics.height(), area.width(), metrics.height()), Qt::AlignLeft,
        metrics.elidedText(words("by dimension of i's frame, 0 … %1; highest %2 nat").arg(d - 1).arg(number(up)),
                           Qt::ElideRight, area.width()));
}

/// Ω as cells with numbers where they can be read.
void paintMatrix(QPainter& painter, const QRectF& area, const Matrixd& m, const Style& style)
{
    const double u = style.unit();
    const double side = std::min(area.width(), area.height());
    if (side < 30)
        return;
    const double cell = side / static_cast<double>(m.rows());
    const double most = std::max(1e-12, m.cwiseAbs().maxCoeff());
    painter.setFont(style.textFont(0.84));
    const bool written = cell > QFontMetricsF(painter.font()).horizontalAdvance(QStringLiteral("−0.00")) + 4 * u;
    for (Index r = 0; r < m.rows(); ++r) {
        for (Index c = 0; c < m.cols(); ++c) {
            const QRectF box(area.left() + static_cast<double>(c) * cell, area.top() + static_cast<double>(r) * cell, cell,
                             cell);
            const QColor colour = diverging(0.5 + 0.5 * m(r, c) / most);
            painter.fillRect(box.adjusted(0, 0, cell > 6 ? -1 : 0.3, cell > 6 ? -1 : 0.3), colour);
            if (!written)
                continue;
            painter.setPen(inkOn(colour));
            painter.drawText(box, Qt::AlignCenter,
                             QString::number(m(r, c), 'f', 2).replace(QLatin1Char('-'), QChar(0x2212)));
        }
    }
}

/// Two rows of attention over all senders, one up and one down.
void paintRows(QPainter& painter, const QRectF& area, const PairWalk& w, const Scene& scene, bool both)
{
    const Style& style = scene.style;
    const double u = style.unit();
    if (area.height() < 50 * u)
        return;
    painter.setFont(style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF plot = area.adjusted(0, metrics.height(), 0, -metrics.height() - 4 * u);
    const double most = std::max(w.row.maxCoeff(), both ? w.dotRow.maxCoeff() : 0.0);
    const double step = plot.width() / static_cast<double>(w.row.size());
    const double zero = both ? plot.center().y() : plot.bottom();
    const double scale = (both ? plot.height() / 2 : plot.height()) / std::max(most, 1e-12);
    for (Index j = 0; j < w.row.size(); ++j) {
        const double x = plot.left() + (static_cast<double>(j) + 0.15) * step;
        const bool lit = j == w.sender;
        painter.fillRect(QRectF(QPointF(x, zero), QPointF(x + 0.7 * step, zero - w.row(j) * scale)).normalized(),
                         lit ? style.accent() : style.cluster(5));
        if (both)
            painter.fillRect(QRectF(QPointF(x, zero), QPointF(x + 0.7 * step, zero + w.dotRow(j) * scale)).normalized(),
                             lit ? style.accent() : style.cluster(1));
    }
    painter.setPen(QPen(style.quiet(), 0.75 * u));
    painter.drawLine(QPointF(plot.left(), zero), QPointF(plot.right(), zero));
    painter.setPen(style.quiet());
    painter.drawText(
        QRectF(area.left(), area.top(), area.width(), metrics.height()), Qt::AlignLeft,
        metrics.elidedText(both ? words("up: β of this attention, down: of dot products; highest %1").arg(number(most))
                                : words("attention of the receiver over all senders, highest %1").arg(number(most)),
                           Qt::ElideRight, area.width()));
    double used = -1e9;
    for (Index j = 0; j < w.row.size(); ++j) {
        const QString name = tokenName(*scene.snapshot, j);
        const double middle = plot.left() + (static_cast<double>(j) + 0.5) * step;
        const double half = metrics.horizontalAdvance(name) / 2;
        if (middle - half < std::max(used + 4 * u, area.left() - 2) || middle + half > area.right() + 2)
            continue;
        used = middle + half;
        painter.setPen(j == w.sender ? style.accent() : style.text());
        painter.drawText(QRectF(middle - half - 1, area.bottom() - metrics.height(), 2 * half + 2, metrics.height()),
                         Qt::AlignCenter, name);
    }
}

void partBars(Page& page, const PairHead& p, const QString& unit)
{
    const double most = std::max({p.parts.trace, p.parts.mean, p.parts.logDet, p.energy, 1e-12});
    page.setLowest(std::min({p.parts.trace, p.parts.mean, p.parts.logDet, 0.0}));
    page.bar(words("trace (covariances)"), p.parts.trace, most, page.style().cluster(5), unit);
    page.bar(words("means"), p.parts.mean, most, page.style().cluster(1), unit);
    page.bar(words("log-determinants"), p.parts.logDet, most, page.style().cluster(2), unit);
    page.bar(words("E, their sum"), p.energy, most, page.style().accent(), unit);
    page.setLowest(0);
}

void inShort(Page& page, const PairWalk& w, const PairHead& p, const Scene& scene)
{
    if (scene.side == Side::Alone)  // beside another state the numbers need the room
        page.formula(divergenceFormula(*scene.snapshot), 1.12);
    page.skip(2);
    partBars(page, p, QStringLiteral("nat"));
    page.skip(2);
    page.formula({QStringLiteral("β_{ij} = exp( − E_{ij} / τ ) / Z_{i}"), QStringLiteral(" = %1").arg(number(w.attention)),
                  words("   (dot product: %1)").arg(number(w.dotRow(w.sender)))},
                 1.12);
    paintDimensions(page.painter(), page.rest(), p, page.style());
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
    const bool firstOrder = scene.snapshot->request.attention.transport == Transport::FirstOrder;
    page.formula({firstOrder ? QStringLiteral("Ω_{ij} = I + Φ_{i} − Φ_{j}") : QStringLiteral("Ω_{ij} = U_{i} U_{j}^{−1}"),
                  QStringLiteral(",   ~μ_{j} = Ω_{ij} μ_{j}"), QStringLiteral(",   ~Σ_{j} = Ω_{ij} Σ_{j} Ω_{ij}^{T}")});
    if (p.omega.isIdentity(1e-14))
        page.note(words("Ω is the identity: both frames are the same, and nothing moves."));
    else
        page.note(words("Ω moves the mean of j by %1 and differs from the identity by %2 (Frobenius).")
                      .arg(number((p.carriedMean - p.meanJ).norm()),
                           number((p.omega - Matrixd::Identity(p.omega.rows(), p.omega.cols())).norm())));
    const QRectF rest = page.rest();
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
    partBars(page, p, QStringLiteral("nat"));
    page.skip(4);
    paintDimensions(page.painter(), page.rest(), p, page.style());
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

void paintEmpty(QPainter& painter, const QRectF& area, const Scene& scene, const QString& text)
{
    painter.setFont(scene.style.textFont());
    painter.setPen(scene.style.quiet());
    painter.drawText(area.adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap, text);
}

}  // namespace

void paintInspector(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const auto [i, j] = pairOf(scene);
    if (i < 0 || j < 0) {
        paintEmpty(painter, area, scene,
                   words("Point at a cell, an arc or a token to see how its attention comes about; click to keep it."));
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
    switch (scene.options.step) {
    case 1: beliefsStep(page, p, scene, names); break;
    case 2: transportStep(page, p, scene, names); break;
    case 3: divergenceStep(page, p, scene); break;
    case 4: softmaxStep(page, w, p, scene); break;
    case 5: dotStep(page, w, p, scene); break;
    default: inShort(page, w, p, scene);
    }
}

void paintInspectorDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const auto [i, j] = pairOf(scene);
    if (i < 0 || j < 0) {
        paintEmpty(painter, area, scene, words("Point at a pair to compare it in A and B."));
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
    page.note(words("β: %1 in A, %2 in B").arg(number(a.attention), number(b.attention)));
}

Hit hitInspector(const QRectF&, const Scene& scene, const QPointF&)
{
    Hit hit;
    const auto [i, j] = pairOf(scene);
    if (i < 0 || j < 0)
        return hit;
    const int head = headOf(scene);
    const double energy = scene.snapshot->energy[static_cast<std::size_t>(head)](i, j);
    hit.receiver = i;
    hit.sender = j;
    hit.tokens = {i};
    if (i != j)
        hit.tokens.push_back(j);
    if (std::isnan(energy))
        return hit;  // not taken
    hit.value = exactNumber(energy);
    hit.text = words("E(%1 ← %2) = %3 nat")
                   .arg(tokenName(*scene.snapshot, i), tokenName(*scene.snapshot, j))
                   .arg(energy, 0, 'g', 10);
    return hit;
}

QList<QStringList> tableOfInspector(const Scene& scene)
{
    QList<QStringList> rows{
        {words("head"), words("dimension"), words("trace (nat)"), words("means (nat)"), words("log-det (nat)")}};
    const auto [i, j] = pairOf(scene);
    if (i < 0 || j < 0)
        return rows;
    const PairWalk w = walkPair(*scene.snapshot, i, j, headOf(scene));
    for (std::size_t h = 0; h < w.heads.size(); ++h)
        for (Index k = 0; k < w.heads[h].byDimension.cols(); ++k)
            rows << QStringList{QString::number(h), QString::number(k), exactNumber(w.heads[h].byDimension(0, k)),
                                exactNumber(w.heads[h].byDimension(1, k)), exactNumber(w.heads[h].byDimension(2, k))};
    return rows;
}

}  // namespace gauge::ui
