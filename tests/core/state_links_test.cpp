// Links as files say them: read, and refused in one clear line.
#include "core/error.h"
#include "tests/support/linked_state.h"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>

namespace gauge::test {
namespace {

TEST(StateLinks, WrongArraysGetOneClearLine)
{
    const auto refusal = [](NpzArrays arrays, const std::function<void(NpzArrays&)>& change) -> std::string {
        change(arrays);
        try {
            stateFromArrays(arrays, "x");
        } catch (const Error& e) {
            return e.what();
        }
        return {};
    };
    const NpzArrays links = linkedArrays(Group::Spin1, 3, 20, Links::Coordinates);
    const NpzArrays frames = linkedArrays(Group::So2Planes, 3, 20, Links::Matrices);
    const auto expectWords = [](const std::string& found, const std::vector<std::string>& words) {
        for (const std::string& word : words)
            EXPECT_NE(found.find(word), std::string::npos) << word << " in: " << found;
    };
    expectWords(refusal(links, [](NpzArrays& a) { a["links"].shape = {3, 9}; }), {"links", "N×N×G", "3×9"});
    expectWords(refusal(links, [](NpzArrays& a) { a["links"].numbers[4] = std::nan(""); }), {"links", "NaN"});
    expectWords(refusal(links, [](NpzArrays& a) { a["links"].numbers[1] = 0.5; }), {"links", "V_ii = 1", "[0,0]"});
    expectWords(refusal(links,
                        [](NpzArrays& a) {
                            a.erase("generators");
                            a.erase("phi");
                        }),
                {"links", "generators"});
    expectWords(refusal(frames, [](NpzArrays& a) { a["link_frames"].numbers[0] = 1.5; }), {"link_frames", "V_ii = 1"});
    expectWords(refusal(frames, [](NpzArrays& a) { a["link_frames"].numbers[36 + 5] = 0.7; }),
                {"link_frames: [0,1]", "between heads"});
    expectWords(refusal(frames, [](NpzArrays& a) { std::fill_n(a["link_frames"].numbers.begin() + 36, 2, 0.0); }),
                {"link_frames: [0,1]", "singular"});
    expectWords(refusal(links,
                        [&](NpzArrays& a) {
                            a["link_frames"] = linkedArrays(Group::Spin1, 3, 20, Links::Matrices)["link_frames"];
                        }),
                {"found both"});
    const State oneWay = linkedState(Group::Spin1, 3, 21, Links::OneWay);
    ASSERT_EQ(oneWay.notes.size(), 1U);
    expectWords(oneWay.notes.front(), {"links", "not reciprocal"});
}

}  // namespace
}  // namespace gauge::test
