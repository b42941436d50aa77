#include "core/attention/lane_divergences.h"

#include <cmath>
#include <limits>

namespace gauge {
namespace {

std::size_t place(Index k)
{
    return static_cast<std::size_t>(k);
}

}  // namespace

Lane contract(const BatchMatrix& a, const ConstMap& b, const std::vector<Lane>& v, Index d)
{
    Lane sum = 0.0;
    for (Index r = 0; r < d; ++r) {
        Lane row = 0.0;
        for (Index c = 0; c < r; ++c)
            row += a(r, c) * (b(c, r) + v[place(r)] * v[place(c)]);
        sum += 2.0 * row + a(r, r) * (b(r, r) + v[place(r)] * v[place(r)]);
    }
    return sum;
}

Lane contract(const ConstMap& a, const BatchMatrix& b, const std::vector<Lane>& v, Index d)
{
    Lane sum = 0.0;
    for (Index r = 0; r < d; ++r) {
        Lane row = 0.0;
        for (Index c = 0; c < r; ++c)
            row += a(c, r) * (b(r, c) + v[place(r)] * v[place(c)]);
        sum += 2.0 * row + a(r, r) * (b(r, r) + v[place(r)] * v[place(r)]);
    }
    return sum;
}

Lane contract(const BatchMatrix& a, const BatchMatrix& b, const std::vector<Lane>& v, Index d)
{
    Lane sum = 0.0;
    for (Index r = 0; r < d; ++r) {
        Lane row = 0.0;
        for (Index c = 0; c < r; ++c)
            row += a(r, c) * (b(r, c) + v[place(r)] * v[place(c)]);
        sum += 2.0 * row + a(r, r) * (b(r, r) + v[place(r)] * v[place(r)]);
    }
    return sum;
}

Lane renyiLane(double order, Index d, const ConstMap& receiver, double receiverLogDet, const BatchMatrix& sender,
               const Lane& senderLogDet, std::vector<Lane>& offset, BatchMatrix& factor)
{
    for (Index r = 0; r < d; ++r)
        for (Index c = 0; c <= r; ++c)
            factor(r, c) = (1.0 - order) * receiver(r, c) + order * sender(r, c);
    const Lane pivot = cholesky(factor, d);
    const Lane volumes = logDetFromCholesky(factor, d) - (1.0 - order) * receiverLogDet - order * senderLogDet;
    Lane quadratic = 0.0;  // ‖L⁻¹ δ‖²
    for (Index r = 0; r < d; ++r) {
        Lane& x = offset[place(r)];
        for (Index k = 0; k < r; ++k)
            x -= factor(r, k) * offset[place(k)];
        x /= factor(r, r);
        quadratic += x * x;
    }
    Lane energy = 0.5 * order * quadratic - volumes / (2.0 * (order - 1.0));
    where(!(pivot > 0.0), energy) = std::numeric_limits<double>::quiet_NaN();
    return energy;
}

HeardLanes::HeardLanes(Index d) : d_(d), second_(d), precision_(d), mean_(place(d), Lane(0.0)), h_(mean_) {}

void HeardLanes::addMoments(const Vectord& origin, const Lane& weight, const std::vector<Lane>& carried,
                            const BatchMatrix& cov, bool diagonal)
{
    for (Index r = 0; r < d_; ++r) {
        const Lane m = carried[place(r)] - origin(r);
        mean_[place(r)] += weight * m;
        for (Index c = 0; c <= r; ++c) {
            const Lane own = !diagonal || r == c ? cov(r, c) : Lane(0.0);
            second_(r, c) += weight * (own + m * (carried[place(c)] - origin(c)));
        }
    }
}

void HeardLanes::addNaturals(const Lane& weight, const BatchMatrix& precision, const std::vector<Lane>& h)
{
    for (Index r = 0; r < d_; ++r) {
        for (Index c = 0; c <= r; ++c)
            where(weight != 0.0, precision_(r, c)) += weight * precision(r, c);
        where(weight != 0.0, h_[place(r)]) += weight * h[place(r)];
    }
}

void HeardLanes::reduce(const std::vector<Lane>& vector, const BatchMatrix& matrix, Vectord& v, Matrixd& m) const
{
    for (Index r = 0; r < d_; ++r) {
        v(r) = stdx::reduce(vector[place(r)]);
        for (Index c = 0; c <= r; ++c)
            m(r, c) = m(c, r) = stdx::reduce(matrix(r, c));
    }
}

}  // namespace gauge
