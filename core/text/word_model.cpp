#include "core/text/word_model.h"

#include "core/error.h"

#include <cmath>
#include <limits>
#include <set>

extern "C" {
extern const char gaugescope_words_begin[];
extern const char gaugescope_words_end[];
}

namespace gauge {
namespace {

constexpr Index kPacked = WordModel::kDim * (WordModel::kDim + 1) / 2;

const NpyArray& need(const NpzArrays& arrays, const std::string& name)
{
    const auto it = arrays.find(name);
    if (it == arrays.end())
        fail("expected a text model with an array {}, found none", name);
    return it->second;
}

std::vector<std::string> splitWords(const NpyArray& letters)
{
    std::vector<std::string> words(1);
    for (const double c : letters.numbers) {
        if (c == '\n')
            words.emplace_back();
        else
            words.back() += static_cast<char>(c);
    }
    return words;
}

/// 16-bit numbers times the row's scale.
RowMatrixd scaled(const NpyArray& values, const NpyArray& scale, Index rows, Index columns)
{
    if (values.count() != rows * columns || scale.count() != rows)
        fail("expected a text model of {} words, found arrays of {} and {}", rows, values.shapeName(), scale.shapeName());
    RowMatrixd out = Eigen::Map<const RowMatrixd>(values.numbers.data(), rows, columns);
    for (Index i = 0; i < rows; ++i)
        out.row(i) *= scale.numbers[static_cast<std::size_t>(i)] / 32767.0;
    return out;
}

}  // namespace

std::vector<std::string> characterGrams(const std::string& word)
{
    const std::string marked = "<" + word + ">";
    std::vector<std::string> grams;
    for (const std::size_t n : {3, 4})
        for (std::size_t at = 0; at + n <= marked.size(); ++at)
            grams.push_back(marked.substr(at, n));
    return grams;
}

WordModel::WordModel(const NpzArrays& arrays)
{
    words_ = splitWords(need(arrays, "words"));
    const auto n = static_cast<Index>(words_.size());
    mean_ = scaled(need(arrays, "mean"), need(arrays, "mean_scale"), n, kDim);
    factor_ = scaled(need(arrays, "factor"), need(arrays, "factor_scale"), n, kPacked);
    if (!mean_.allFinite() || !factor_.allFinite())
        fail("expected a text model of finite numbers, found others");
    for (const double c : need(arrays, "notice").numbers)
        notice_ += static_cast<char>(c);
    for (Index i = 0; i < n; ++i) {
        index_[words_[static_cast<std::size_t>(i)]] = i;
        const std::vector<std::string> grams = characterGrams(words_[static_cast<std::size_t>(i)]);
        for (const std::string& gram : std::set<std::string>(grams.begin(), grams.end()))
            byGram_[gram].push_back(i);
    }
    centre_ = mean_.colwise().mean();
    // Broad: the rarest words' own width (the last tenth; words are ordered by frequency) and the spread of all means.
    const Index rare = std::max<Index>(1, n / 10);
    broad_ = (mean_.rowwise() - centre_.transpose()).transpose() * (mean_.rowwise() - centre_.transpose()) /
             static_cast<double>(n);
    for (Index i = n - rare; i < n; ++i)
        broad_ += known(i).cov / static_cast<double>(rare);
}

WordBelief WordModel::belief(const std::string& word) const
{
    const auto it = index_.find(word);
    return it != index_.end() ? known(it->second) : guessed(word);
}

WordBelief WordModel::known(Index i) const
{
    Matrixd lower = Matrixd::Zero(kDim, kDim);
    Index at = 0;
    for (Index r = 0; r < kDim; ++r)
        for (Index c = 0; c <= r; ++c)
            lower(r, c) = factor_(i, at++);
    return {mean_.row(i).transpose(), lower * lower.transpose()};
}

WordBelief WordModel::guessed(const std::string& word) const
{
    // A gram shared with few words says more than one shared with many.
    Vectord sum = Vectord::Zero(kDim);
    double weight = 0;
    for (const std::string& gram : characterGrams(word)) {
        const auto it = byGram_.find(gram);
        if (it == byGram_.end())
            continue;
        const double share = 1.0 / static_cast<double>(it->second.size());
        for (const Index i : it->second) {
            sum += share * share * mean_.row(i).transpose();
            weight += share * share;
        }
    }
    return {weight > 0 ? Vectord(sum / weight) : centre_, broad_};
}

const WordModel& builtInModel()
{
    static const WordModel model(readNpzBytes(gaugescope_words_begin,
                                              static_cast<std::size_t>(gaugescope_words_end - gaugescope_words_begin),
                                              "built-in text model"));
    return model;
}

WordModel readWordModel(const std::string& path)
{
    const NpzArrays arrays = readNpz(path);
    try {
        return WordModel(arrays);
    } catch (const Error& e) {
        fail("{}: {}", path, e.what());
    }
}

}  // namespace gauge
