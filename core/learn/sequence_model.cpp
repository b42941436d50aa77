#include "core/learn/sequence_model.h"

#include <algorithm>

namespace gauge::learn {

template <class S>
double lossOf(const SequenceModel<S>& model, const Aligned<S>& theta, const Rows& rows, const RunControl& control)
{
    constexpr std::ptrdiff_t kRowsATime = 32;
    double sum = 0;
    for (auto at = rows.begin(); at != rows.end();) {
        control.check();
        const auto end = at + std::min(kRowsATime, rows.end() - at);
        sum += model.loss(theta, Rows(at, end), nullptr);
        at = end;
        control.report(static_cast<double>(at - rows.begin()) / static_cast<double>(rows.size()));
    }
    return sum;
}

template double lossOf(const SequenceModel<float>&, const Aligned<float>&, const Rows&, const RunControl&);
template double lossOf(const SequenceModel<double>&, const Aligned<double>&, const Rows&, const RunControl&);

}  // namespace gauge::learn
