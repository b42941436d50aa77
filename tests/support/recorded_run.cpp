#include "tests/support/recorded_run.h"

#include "core/io/npz.h"
#include "tests/support/random_state.h"

#include <numeric>

namespace gauge::test {
namespace {

constexpr Index kTokens = 13;

NpyArray chosen(const NpyArray& array, const std::vector<Index>& tokens)
{
    NpyArray out = array;
    out.shape[0] = static_cast<Index>(tokens.size());
    out.numbers.clear();
    out.text.clear();
    const std::size_t each = array.numbers.size() / static_cast<std::size_t>(array.shape[0]);
    for (const Index i : tokens) {
        const auto at = static_cast<std::size_t>(i);
        out.numbers.insert(out.numbers.end(), array.numbers.begin() + static_cast<std::ptrdiff_t>(at * each),
                           array.numbers.begin() + static_cast<std::ptrdiff_t>((at + 1) * each));
        if (!array.text.empty())
            out.text.push_back(array.text[at]);
    }
    return out;
}

}  // namespace

NpzArrays ofTokens(const NpzArrays& arrays, const std::vector<Index>& tokens)
{
    const Index n = arrays.at("mu").shape[0];
    NpzArrays out;
    for (const auto& [name, array] : arrays)
        out[name] = name != "generators" && !array.shape.empty() && array.shape[0] == n ? chosen(array, tokens) : array;
    return out;
}

std::vector<NpzArrays> recordedArrays(int records, bool whole)
{
    const NpzArrays all = categorisedArrays({1, 2}, kTokens, 7);
    std::vector<NpzArrays> run;
    for (int t = 0; t < records; ++t) {
        NpzArrays now = all;
        for (double& x : now["mu"].numbers)
            x *= 1 - 0.8 * t / std::max(1, records - 1);
        std::vector<Index> tokens(kTokens - 1);
        std::iota(tokens.begin(), tokens.end(), Index{0});
        if (!whole && t == 1)
            tokens = {11, 10, 9, 8, 6, 5, 4, 3, 1, 0};
        if (!whole && t == 2)
            tokens.push_back(kTokens - 1);
        run.push_back(ofTokens(now, tokens));
    }
    return run;
}

std::vector<Record> recordsOf(const std::vector<NpzArrays>& arrays)
{
    std::vector<Record> records;
    for (std::size_t t = 0; t < arrays.size(); ++t) {
        const std::string name = fmt::format("step-{:03}", t);
        records.push_back({name, std::make_shared<const State>(stateFromArrays(arrays[t], name)), {}});
    }
    return records;
}

State recordedState(const std::vector<NpzArrays>& arrays)
{
    return stateOf(recordingOf(recordsOf(arrays)), "run");
}

std::vector<std::string> writeRecords(const std::string& folder, const std::vector<NpzArrays>& arrays)
{
    std::vector<std::string> paths;
    for (std::size_t t = 0; t < arrays.size(); ++t) {
        paths.push_back(fmt::format("{}/step-{:03}.npz", folder, t));
        writeNpz(paths.back(), {arrays[t].begin(), arrays[t].end()});
    }
    return paths;
}

}  // namespace gauge::test
