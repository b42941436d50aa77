// Two groups of equal tokens whose stationary states are known exactly (MATH.md §12).
#pragma once

#include "core/dynamics/step_map.h"

#include <cmath>
#include <vector>

namespace gauge::test {

/// a = x (1 + (2λ/α)/(1 + e^{2x²/κ})): d = 1, Σ = 1, prior means ±a, full mask.
struct TwoGroups {
    Index tokens = 2;  // even
    double alpha = 0.3;
    double lambda = 1;
    double a = 1;
    double step = 0.5;

    double leastX() const
    {
        return 2 * a / (2 * lambda / alpha + 2);
    }  // there κ is infinite: all agree as far as priors let them

    /// κ at which ±x is stationary, leastX < x < a.
    double kappaOf(double x) const { return 2 * x * x / std::log(2 * lambda / alpha * x / (a - x) - 1); }

    /// Where κ(x) turns, ascending: a grid, then golden section.
    std::vector<double> turns() const
    {
        std::vector<double> found;
        const double golden = (std::sqrt(5.0) - 1) / 2;
        const double h = (a - leastX()) / 4001;
        for (double x = leastX() + 2 * h; x < a - 1.5 * h; x += h) {
            const double sign = kappaOf(x + h) > kappaOf(x) ? 1 : -1;
            if (sign * (kappaOf(x) - kappaOf(x - h)) > 0)
                continue;
            double from = x - h;
            double to = x + h;
            for (int k = 0; k < 80; ++k) {
                const double left = to - golden * (to - from);
                const double right = from + golden * (to - from);
                (sign * kappaOf(left) < sign * kappaOf(right) ? to : from) =
                    sign * kappaOf(left) < sign * kappaOf(right) ? right : left;
            }
            found.push_back((from + to) / 2);
        }
        return found;
    }

    /// x at κ on the piece of the law between from and to, where κ(x) is monotonic, by bisection.
    double stationary(double kappa, double from, double to) const
    {
        const bool rises = kappaOf(to) > kappaOf(from);
        for (int k = 0; k < 200; ++k) {
            const double middle = (from + to) / 2;
            ((kappaOf(middle) < kappa) == rises ? from : to) = middle;
        }
        return (from + to) / 2;
    }

    /// Half the tokens at x, half at −x.
    CommonBeliefs at(double x) const
    {
        GaussianBlock block{Matrixd(1, tokens), Stack(tokens, 1)};
        for (Index i = 0; i < tokens; ++i) {
            block.mean(0, i) = i % 2 == 0 ? x : -x;
            block.cov[i](0, 0) = 1;
        }
        return {{block}};
    }

    Ensemble ensemble(CovarianceFamily family = CovarianceFamily::Full) const
    {
        Ensemble e;
        e.heads = {1};
        e.frames = identityFrames(tokens, e.heads);
        e.common = at(a);
        e.covariance = family;
        e.multiplicity = Vectord::Ones(tokens);
        return e;
    }

    StepMap map(const Backend& backend, double kappa, CovarianceFamily family = CovarianceFamily::Full) const
    {
        AttentionOptions attention;
        attention.kappa = kappa;
        attention.covariance = family;
        return {backend, ensemble(family), at(a), attention, {.step = step, .alpha = alpha, .lambda = lambda}};
    }
};

}  // namespace gauge::test
