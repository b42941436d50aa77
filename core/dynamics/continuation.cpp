#include "core/dynamics/continuation.h"

#include "core/dynamics/branch_curve.h"
#include "core/error.h"
#include "core/io/file.h"

#include <algorithm>
#include <cmath>

namespace gauge {
namespace {

/// Shorter steps, in arclength, are not tried.
constexpr double kLeastStep = 1e-7;

/// The tangent turns by this much a step at most, and by as much as the second where steps are as long as they should be, in radians.
constexpr double kMostTurn = 0.25;
constexpr double kGoodTurn = 0.1;

/// On a curve whose tangent turns by t over a step, a correction is t/2 of the step. Another branch, be it parallel, asks for more than this
/// many times as much, and a share of the step.
constexpr double kMoreThanTurn = 1.5;
constexpr double kMoreThanStep = 0.02;

/// Where the side of a curve changes (CurvePoint) a step led across to one that comes near, unless it is shorter than this: there they cross, as
/// where tokens are copies of each other, and the way leads straight on.
constexpr double kCrossing = 2e-4;

/// The tangent's part along the parameter, at a fold that is found.
constexpr double kNoSlope = 1e-7;
constexpr int kMostHalvings = 60;

/// A start that is come back to is so near, in arclength.
constexpr double kSamePlace = 1e-6;

double turnBetween(const Vectord& a, const Vectord& b)
{
    return std::acos(std::clamp(a.dot(b), -1.0, 1.0));
}

Vectord interpolated(const Vectord& a, const Vectord& b, double share)
{
    return (1 - share) * a + share * b;
}

/// Goes along a curve one way, and keeps what it finds.
class Walk {
public:
    Walk(const BranchCurve& curve, const ContinuationOptions& options, const RunControl& control)
        : curve_(curve), o_(options), control_(control), n_(curve.unknowns())
    {
    }

    /// What a branch shows of a point.
    BranchPoint shown(const CurvePoint& point, double arclength, bool fold) const
    {
        const StepMap map = curve_.mapAt(point.z);
        BranchPoint out;
        out.value = curve_.valueOf(point.z(n_));
        out.arclength = arclength;
        out.beliefs = *map.beliefs(curve_.unknownsOf(point.z));
        out.eigenvalue =
            leadingEigenvalue(Matrixd::Identity(n_, n_) + map.stepSize() * point.jacobian.leftCols(n_), control_);
        out.stable = out.eigenvalue.modulus < 1;
        out.fold = fold;
        return out;
    }

    /// Points after the start, by their distance from it along the curve, into `out`.
    BranchEnding go(const CurvePoint& start, std::vector<BranchPoint>& out) const
    {
        CurvePoint now = start;
        double arclength = 0;
        double step = std::min(o_.firstStep, o_.mostStep);
        const auto keep = [&](const CurvePoint& next, bool fold) {
            arclength += (next.z - now.z).norm();
            out.push_back(shown(next, arclength, fold));
            now = next;
        };
        while (!leaves(now)) {
            control_.check();
            if (static_cast<int>(out.size()) + 1 >= o_.mostPoints)
                return {BranchEnd::MostPoints, fmt::format("{} points were found, as many as asked for", o_.mostPoints)};
            std::optional<CurvePoint> next = nextPoint(now, step);
            if (!next) {
                if ((step /= 2) < kLeastStep)
                    return {
                        BranchEnd::Stopped,
                        fmt::format("no next point was found beside {:.9g}: there the branch ends or forks, or goes beyond "
                                    "what beliefs can be",
                                    curve_.valueOf(now.z(n_)))};
                continue;
            }
            if (cameBack(start, now, *next, step)) {
                keep(start, false);
                return {BranchEnd::CameBack, "the branch came back to its start"};
            }
            const double turn = turnBetween(now.tangent, next->tangent);
            if (now.tangent(n_) * next->tangent(n_) < 0)
                keep(foldBetween(now, *next), true);
            keep(*next, false);
            step = std::min(o_.mostStep, step * std::clamp(kGoodTurn / std::max(turn, 1e-9), 0.5, 1.6));
        }
        return {BranchEnd::Range, fmt::format("the range ends at {:.9g}", curve_.valueOf(now.z(n_)))};
    }

private:
    /// At an end of the range, and on the way out.
    bool leaves(const CurvePoint& at) const
    {
        return (at.z(n_) <= 0 && at.tangent(n_) <= 0) || (at.z(n_) >= 1 && at.tangent(n_) >= 0);
    }

    /// A step ahead, or to the end of the range where that is nearer; none where that leads off the branch.
    std::optional<CurvePoint> nextPoint(const CurvePoint& now, double step) const
    {
        const double ahead = now.z(n_) + step * now.tangent(n_);
        const bool ends = ahead < 0 || ahead > 1;
        const double end = ahead < 0 ? 0 : 1;
        const double length = ends ? (end - now.z(n_)) / now.tangent(n_) : step;
        const Vectord predicted = now.z + length * now.tangent;
        std::optional<Vectord> z = ends ? curve_.correct(predicted, Vectord::Unit(n_ + 1, n_), end, now.jacobian)
                                        : curve_.correct(predicted, now.tangent, now.tangent.dot(predicted), now.jacobian);
        if (!z)
            return std::nullopt;
        if (ends)
            (*z)(n_) = end;
        const double corrected = (*z - predicted).norm();
        std::optional<CurvePoint> next = curve_.pointAt(*std::move(z), now.tangent);
        if (!next || (ends && now.tangent(n_) * next->tangent(n_) <= 0) || (next->side != now.side && length > kCrossing))
            return std::nullopt;
        const double turn = turnBetween(now.tangent, next->tangent);
        if (turn > kMostTurn || corrected > length * (kMoreThanTurn * turn / 2 + kMoreThanStep) + o_.tolerance)
            return std::nullopt;
        return next;
    }

    /// Where the tangent's part along the parameter vanishes, by false position (Illinois) on planes across the first tangent.
    CurvePoint foldBetween(const CurvePoint& a, const CurvePoint& b) const
    {
        double low = 0;
        double high = a.tangent.dot(b.z - a.z);
        const double whole = high;
        double atLow = a.tangent(n_);
        double atHigh = b.tangent(n_);
        CurvePoint found = std::abs(atLow) < std::abs(atHigh) ? a : b;
        double best = std::min(std::abs(atLow), std::abs(atHigh));
        for (int k = 0, side = 0; k < kMostHalvings && best > kNoSlope; ++k) {
            const double at = (low * atHigh - high * atLow) / (atHigh - atLow);
            const std::optional<Vectord> z =
                curve_.correct(interpolated(a.z, b.z, at / whole), a.tangent, a.tangent.dot(a.z) + at, found.jacobian);
            std::optional<CurvePoint> point = z ? curve_.pointAt(*z, a.tangent) : std::nullopt;
            if (!point)
                break;
            const double slope = point->tangent(n_);
            const bool below = slope * atLow > 0;
            (below ? low : high) = at;
            (below ? atLow : atHigh) = slope;
            if (side == (below ? -1 : 1))
                (below ? atHigh : atLow) /= 2;
            side = below ? -1 : 1;
            if (std::abs(slope) < best) {
                best = std::abs(slope);
                found = *std::move(point);
            }
        }
        return found;
    }

    /// Whether the way from `now` to `next` leads through the start, in its direction.
    bool cameBack(const CurvePoint& start, const CurvePoint& now, const CurvePoint& next, double step) const
    {
        const double before = start.tangent.dot(now.z - start.z);
        const double after = start.tangent.dot(next.z - start.z);
        if (!(before < 0 && after >= 0) || start.tangent.dot(next.tangent) < 0.5 || (next.z - start.z).norm() > 2 * step)
            return false;
        const std::optional<Vectord> z = curve_.correct(interpolated(now.z, next.z, before / (before - after)),
                                                        start.tangent, start.tangent.dot(start.z), now.jacobian);
        return z && (*z - start.z).norm() < kSamePlace;
    }

    const BranchCurve& curve_;
    const ContinuationOptions& o_;
    const RunControl& control_;
    Index n_;
};

void requireRange(double value, const ContinuationOptions& o)
{
    if (!(std::isfinite(o.from) && std::isfinite(o.to) && o.from < o.to))
        fail("continuation: expected a range from a number to a larger one, found {} to {}", o.from, o.to);
    if (o.logarithmic && !(o.from > 0))
        fail("continuation: expected a range above 0 for steps in the logarithm, found {} to {}", o.from, o.to);
    if (!(value >= o.from && value <= o.to))
        fail("continuation: expected a start within the range {} to {}, found {}", o.from, o.to, value);
    if (!(o.firstStep >= kLeastStep && o.mostStep >= kLeastStep))
        fail("continuation: expected steps of {} at least, found {} and at most {}", kLeastStep, o.firstStep, o.mostStep);
    if (!(o.tolerance > 0))
        fail("continuation: expected a tolerance above 0, found {}", o.tolerance);
    if (o.mostPoints < 1)
        fail("continuation: expected one point at least, found {}", o.mostPoints);
}

/// The start itself, its tangent towards larger values.
CurvePoint startOn(const BranchCurve& curve, const Vectord& x, double value)
{
    const Index n = curve.unknowns();
    const double q = curve.parameterOf(value);
    const Vectord up = Vectord::Unit(n + 1, n);
    std::optional<Vectord> z = curve.correct(curve.place(x, q), up, q, {});
    std::optional<CurvePoint> start;
    if (z) {
        (*z)(n) = q;
        start = curve.pointAt(*std::move(z), up);
    }
    if (!start)
        fail("continuation: expected a stationary state that stands alone near the start (layers run until beliefs stand "
             "still "
             "lead to one), found none at {:.9g}",
             value);
    return *std::move(start);
}

}  // namespace

std::vector<std::size_t> Branch::folds() const
{
    std::vector<std::size_t> found;
    for (std::size_t k = 0; k < points.size(); ++k)
        if (points[k].fold)
            found.push_back(k);
    return found;
}

std::string continuationRefusal(Index unknowns)
{
    if (unknowns > kMostFollowed)
        return fmt::format(
            "continuation: expected {} unknowns at most, found {} (h and precisions of every token and head)",
            kMostFollowed, unknowns);
    const double bytes = 5.0 * 8 * static_cast<double>(unknowns) * static_cast<double>(unknowns);
    if (bytes > static_cast<double>(memoryLimit()))
        return fmt::format("continuation: expected matrices within the memory limit of {} bytes, found {:.3g} bytes for {} "
                           "unknowns",
                           memoryLimit(), bytes, unknowns);
    return {};
}

Branch follow(const StepMapAt& problem, double value, const CommonBeliefs& start, const ContinuationOptions& options,
              const RunControl& control)
{
    requireRange(value, options);
    const StepMap first = problem(value);
    if (const std::string refusal = continuationRefusal(first.unknowns()); !refusal.empty())
        throw Error(refusal);
    const Vectord x = first.pack(start);
    const BranchCurve curve(problem, options, first, x, control);
    CurvePoint from = startOn(curve, x, value);
    const Walk walk(curve, options, control);

    Branch branch;
    std::vector<BranchPoint> up;
    std::vector<BranchPoint> down;
    const BranchEnding none{BranchEnd::Range, "the branch was followed the other way alone"};
    branch.first = branch.last = none;
    if (options.ways != Ways::Down)
        branch.last = walk.go(from, up);
    control.report(0.5);
    const BranchPoint middle = walk.shown(from, 0, false);
    if (branch.last.how == BranchEnd::CameBack) {
        branch.first = branch.last;
    } else if (options.ways != Ways::Up) {
        from.tangent = -from.tangent;
        from.side = -from.side;
        branch.first = walk.go(from, down);
    }
    for (auto p = down.rbegin(); p != down.rend(); ++p) {
        p->arclength = -p->arclength;
        branch.points.push_back(std::move(*p));
    }
    branch.start = branch.points.size();
    branch.points.push_back(middle);
    branch.points.insert(branch.points.end(), std::make_move_iterator(up.begin()), std::make_move_iterator(up.end()));
    control.report(1);
    return branch;
}

}  // namespace gauge
