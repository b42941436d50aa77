// Text to learn from: documents, their tokens, and rows of tokens to ask.
#pragma once

#include "core/learn/config.h"
#include "core/learn/sequence_model.h"

#include <unordered_map>

namespace gauge::learn {

struct Corpus {
    std::vector<std::string> training;  // documents
    std::vector<std::string> heldOut;
};

/// The glosses of WordNet (every k-th synset held out, k = 1/held-out), or a text's paragraphs (the last ones held out).
/// Throws Error.
Corpus readCorpus(const LearnConfig& config);

/// Paragraphs of a text: what blank lines part; without any, its lines. Throws Error for a text that is not UTF-8 or has
/// none.
std::vector<std::string> paragraphs(const std::string& text, const std::string& label);

class Vocabulary {
public:
    static constexpr int kEnd = 0;      // between documents
    static constexpr int kUnknown = 1;  // word tokenizer

    /// The most frequent words of the documents, ties by spelling; or all bytes.
    static Vocabulary build(const std::string& tokenizer, int size, const std::vector<std::string>& documents);
    /// As a model file keeps it.
    Vocabulary(std::string tokenizer, std::vector<std::string> words);

    const std::string& tokenizer() const { return tokenizer_; }
    const std::vector<std::string>& words() const { return words_; }
    Index size() const { return static_cast<Index>(words_.size()); }

    /// Tokens of a text, without the end. Throws Error for a text that is not UTF-8.
    std::vector<int> encode(const std::string& text) const;
    /// Documents one after the other, an end after each.
    std::vector<int> stream(const std::vector<std::string>& documents) const;

private:
    std::string tokenizer_;
    std::vector<std::string> words_;
    std::unordered_map<std::string, int> index_;
};

/// The whole stream as rows of at most `length` questions, the first after an end: every token is asked once.
Rows rowsOf(const std::vector<int>& stream, Index length);

/// `count` rows from places that the seed and the update's number choose.
Rows sampleRows(const std::vector<int>& stream, Index length, Index count, int seed, int update);

}  // namespace gauge::learn
