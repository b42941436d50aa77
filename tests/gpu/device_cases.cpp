#include "tests/gpu/device_cases.h"

namespace gauge::test {

void expectSameAttention(const Backend& backend, const State& state, const Parameters& parameters, double tolerance)
{
    const Differences found = Answers(state, parameters).attention(backend, parameters.attention.precision, tolerance);
    EXPECT_EQ(found.count, 0U) << found.words();
}

void expectSameStream(const Backend& backend, const State& state, const Parameters& parameters, double tolerance)
{
    const Differences found = Answers(state, parameters).stream(backend, parameters.attention.precision, tolerance);
    EXPECT_EQ(found.count, 0U) << found.words();
}

void expectSameLayers(const Backend& backend, const State& state, const Parameters& parameters, double tolerance)
{
    const Differences found = Answers(state, parameters).layers(backend, parameters.attention.precision, tolerance);
    EXPECT_EQ(found.count, 0U) << found.words();
}

}  // namespace gauge::test
