// Gradients beside finite differences, for tests.
#pragma once

#include "core/types.h"

#include <functional>
#include <gtest/gtest.h>

namespace gauge::test {

/// dL/dx by fourth-order differences, x one number that `loss` reads.
inline double slopeOf(double& x, const std::function<double()>& loss)
{
    const double at = x;
    const double h = 1e-4;
    const auto value = [&](double step) {
        x = at + step;
        return loss();
    };
    const double slope = (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h);
    x = at;
    return slope;
}

/// Is a gradient that of finite differences, to 1e-6 of its largest number?
inline void expectSlopes(RowMatrixd& x, const RowMatrixd& gradient, const std::function<double()>& loss, const char* what)
{
    double worst = 0;
    for (Index i = 0; i < x.size(); ++i)
        worst = std::max(worst, std::abs(slopeOf(x.data()[i], loss) - gradient.data()[i]));
    EXPECT_LE(worst, 1e-6 * std::max(1e-3, gradient.cwiseAbs().maxCoeff())) << what;
}

}  // namespace gauge::test
