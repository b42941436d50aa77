#include "core/text/embedder.h"

#include "core/algebra/generators.h"
#include "core/error.h"
#include "core/io/ascii.h"
#include "core/text/tokenizer.h"

#include <algorithm>
#include <map>

namespace gauge {

void addGuessed(NpzArrays& arrays, const std::vector<std::string>& unknown)
{
    std::map<std::string, double> number;
    std::vector<double> guessed;
    guessed.reserve(unknown.size());
    for (const std::string& word : unknown)
        guessed.push_back(word.empty() ? 0 : number.emplace(word, static_cast<double>(number.size() + 1)).first->second);
    if (number.empty())
        return;
    const auto n = static_cast<Index>(guessed.size());
    NpyArray& array = arrays["guessed"] = numbersArray({n}, std::move(guessed));
    array.kind = 'i';
}

bool isWord(const std::string& token)
{
    // A letter of ASCII, or of any other script: marks and digits mean what they are.
    return std::any_of(token.begin(), token.end(),
                       [](char c) { return static_cast<unsigned char>(c) >= 0x80 || isLetter(c); });
}

NpzArrays embedText(const WordModel& model, const std::string& text, const EmbedOptions& options)
{
    const std::vector<std::string> tokens = tokenize(text);
    if (tokens.empty())
        fail("text: expected at least one word, found none");
    constexpr Index k = WordModel::kDim;
    const auto n = static_cast<Index>(tokens.size());
    std::vector<double> mu;
    std::vector<double> sigma;
    std::vector<double> phi;
    std::vector<std::string> unknown;
    for (Index i = 0; i < n; ++i) {
        const std::string word = lowerCase(tokens[static_cast<std::size_t>(i)]);
        const WordBelief b = model.belief(word);
        unknown.push_back(model.knows(word) || !isWord(word) ? std::string() : word);
        mu.insert(mu.end(), b.mean.data(), b.mean.data() + k);
        sigma.insert(sigma.end(), b.cov.data(), b.cov.data() + k * k);
        phi.insert(phi.end(), {0.0, 0.0, options.positionRate * static_cast<double>(i)});
    }
    NpzArrays arrays;
    arrays["mu"] = numbersArray({n, k}, std::move(mu));
    arrays["sigma"] = numbersArray({n, k, k}, std::move(sigma));
    arrays["tokens"] = textArray(tokens);
    addGuessed(arrays, unknown);
    if (options.irrepHeads) {
        arrays["heads"] = numbersArray({4}, {1, 3, 5, 7});
        arrays["heads"].kind = 'i';
    }
    if (options.positionRate != 0 || options.generators) {
        std::vector<double> generators;
        for (const Matrixd& t : so3Irreps({0, 1, 2, 3})) {
            const RowMatrixd rows = t;
            generators.insert(generators.end(), rows.data(), rows.data() + rows.size());
        }
        arrays["phi"] = numbersArray({n, 3}, std::move(phi));
        arrays["generators"] = numbersArray({3, k, k}, std::move(generators));
    }
    return arrays;
}

}  // namespace gauge
