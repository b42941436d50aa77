#include "core/learn/place_frames.h"

#include "core/learn/turning.h"

#include <cmath>

namespace gauge::learn {

template <class S>
PlaceFrames<S> placeFrames(const Heads& heads, double slowest, Index places)
{
    std::vector<double> rates;
    for (const Index d : heads)
        for (const double rate : turningRates(d, slowest))
            rates.push_back(rate);
    const auto pairs = static_cast<Index>(rates.size());
    PlaceFrames<S> frames{RowMatrix<S>(places, pairs), RowMatrix<S>(places, pairs)};
    for (Index i = 0; i < places; ++i)
        for (Index p = 0; p < pairs; ++p) {
            const double angle = static_cast<double>(i) * rates[static_cast<std::size_t>(p)];
            frames.cosines(i, p) = static_cast<S>(std::cos(angle));
            frames.sines(i, p) = static_cast<S>(std::sin(angle));
        }
    return frames;
}

template <class S>
void turn(const Heads& heads, const PlaceFrames<S>& frames, const Sequences& sequences, S sign, Index from,
          RowMatrix<S>& rows)
{
    if (frames.cosines.size() == 0)
        return;
    Eigen::Array<S, 1, Eigen::Dynamic> first;
    Index at = 0;
    for (const Index d : heads) {
        const Index half = d / 2;
        for (Index i = 0; i < rows.rows(); ++i) {
            const Index place = sequences.places[static_cast<std::size_t>(i)];
            const auto cosine = frames.cosines.row(place).segment(at / 2, half).array();
            const auto sine = sign * frames.sines.row(place).segment(at / 2, half).array();
            auto x = rows.row(i).segment(from + at, half).array();
            auto y = rows.row(i).segment(from + at + half, half).array();
            first = cosine * x - sine * y;
            y = sine * x + cosine * y;
            x = first;
        }
        at += d;
    }
}

#define GAUGE_INSTANTIATE(S)                                                                                               \
    template PlaceFrames<S> placeFrames<S>(const Heads&, double, Index);                                                   \
    template void turn<S>(const Heads&, const PlaceFrames<S>&, const Sequences&, S, Index, RowMatrix<S>&);
GAUGE_INSTANTIATE(float)
GAUGE_INSTANTIATE(double)

}  // namespace gauge::learn
