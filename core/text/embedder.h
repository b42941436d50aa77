// Typed text as a state: one belief a token, frames by position.
#pragma once

#include "core/io/npz.h"
#include "core/text/word_model.h"

namespace gauge {

struct EmbedOptions {
    double positionRate = 0;  // radians a token; 0: no frames
    bool irrepHeads = false;  // a head for each of the four irreps
    bool generators = false;  // phi and generators without a rate too, for links to turn along

    bool operator==(const EmbedOptions&) const = default;
};

/// The arrays of FORMATS.md for a text: mu N×16, sigma N×16×16, tokens, where a word is not in the vocabulary guessed N (its
/// number), and with a rate or asked for phi N×3 = (0, 0, rate·i) and the generators of SO(3) on ℓ = 0,1,2,3. Throws Error for a text without words or one that is not UTF-8.
NpzArrays embedText(const WordModel& model, const std::string& text, const EmbedOptions& options);

/// What each token is an unknown word by (N; empty: none) becomes `guessed`, the number of that word, where there is any.
void addGuessed(NpzArrays& arrays, const std::vector<std::string>& unknown);

/// Whether a token has letters; marks and digits are no words that a vocabulary could lack.
bool isWord(const std::string& token);

}  // namespace gauge
