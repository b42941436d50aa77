#include "core/learn/corpus.h"

#include "core/error.h"
#include "core/io/file.h"
#include "core/text/tokenizer.h"
#include "core/text/wordnet.h"

#include <algorithm>
#include <cmath>

namespace gauge::learn {
namespace {

/// Parts of a text between separators, trimmed, empty ones left out.
std::vector<std::string> split(const std::string& text, const std::string& separator)
{
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        const std::size_t first = text.find_first_not_of(" \t\r\n", at);
        if (first < end) {
            const std::size_t last = text.find_last_not_of(" \t\r\n", end - 1);
            parts.push_back(text.substr(first, last + 1 - first));
        }
        at = end + separator.size();
    }
    return parts;
}

std::string withoutCarriageReturns(std::string text)
{
    std::erase(text, '\r');
    return text;
}

Corpus wordNetCorpus(const LearnConfig& config)
{
    Corpus corpus;
    const auto every = static_cast<std::size_t>(std::lround(1 / config.heldOut));
    const std::vector<Synset> synsets = readWordNet(config.wordnet);
    for (std::size_t k = 0; k < synsets.size(); ++k)
        (k % every == every / 2 ? corpus.heldOut : corpus.training).push_back(synsets[k].gloss);
    return corpus;
}

}  // namespace

std::vector<std::string> paragraphs(const std::string& raw, const std::string& label)
{
    const std::string text = withoutCarriageReturns(raw);
    try {
        if (tokenize(text).empty())
            fail("expected a text with words, found none");
    } catch (const Error& e) {
        fail("{}: {}", label, e.what());
    }
    const std::vector<std::string> parts = split(text, "\n\n");
    return parts.size() > 1 ? parts : split(text, "\n");
}

Corpus readCorpus(const LearnConfig& config)
{
    if (config.corpus == "wordnet")
        return wordNetCorpus(config);
    std::vector<std::string> all = paragraphs(readFile(config.corpus), config.corpus);
    const auto held = static_cast<std::ptrdiff_t>(std::ceil(config.heldOut * static_cast<double>(all.size())));
    if (held >= static_cast<std::ptrdiff_t>(all.size()))
        fail("{}: expected at least two paragraphs or lines, one of them to hold out, found {}", config.corpus, all.size());
    return {{all.begin(), all.end() - held}, {all.end() - held, all.end()}};
}

Vocabulary::Vocabulary(std::string tokenizer, std::vector<std::string> words)
    : tokenizer_(std::move(tokenizer)), words_(std::move(words))
{
    for (std::size_t k = 0; k < words_.size(); ++k)
        index_.emplace(words_[k], static_cast<int>(k));
}

Vocabulary Vocabulary::build(const std::string& tokenizer, int size, const std::vector<std::string>& documents)
{
    std::vector<std::string> words{"<end>"};
    if (tokenizer == "byte") {
        for (int b = 0; b < 256; ++b)
            words.push_back(fmt::format("<{:02x}>", b));
        return {tokenizer, std::move(words)};
    }
    std::unordered_map<std::string, long> counts;
    for (const std::string& document : documents)
        for (const std::string& word : tokenize(document))
            ++counts[lowerCase(word)];
    std::vector<std::pair<std::string, long>> ranked(counts.begin(), counts.end());
    std::sort(ranked.begin(), ranked.end(),
              [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
    words.push_back("<unknown>");
    for (const auto& [word, count] : ranked)
        if (static_cast<int>(words.size()) < size)
            words.push_back(word);
    return {tokenizer, std::move(words)};
}

std::vector<int> Vocabulary::encode(const std::string& text) const
{
    std::vector<int> tokens;
    if (tokenizer_ == "byte") {
        for (const char c : text)
            tokens.push_back(static_cast<unsigned char>(c) + 1);
        return tokens;
    }
    for (const std::string& word : tokenize(text)) {
        const auto found = index_.find(lowerCase(word));
        tokens.push_back(found == index_.end() ? kUnknown : found->second);
    }
    return tokens;
}

std::vector<int> Vocabulary::stream(const std::vector<std::string>& documents) const
{
    std::vector<int> tokens;
    for (const std::string& document : documents) {
        const std::vector<int> own = encode(document);
        tokens.insert(tokens.end(), own.begin(), own.end());
        tokens.push_back(kEnd);
    }
    return tokens;
}

Rows rowsOf(const std::vector<int>& stream, Index length)
{
    Rows rows;
    const auto step = static_cast<std::size_t>(length);
    for (std::size_t at = 0; at < stream.size(); at += step) {
        std::vector<int> row{at == 0 ? Vocabulary::kEnd : stream[at - 1]};
        const std::size_t end = std::min(at + step, stream.size());
        row.insert(row.end(), stream.begin() + static_cast<std::ptrdiff_t>(at),
                   stream.begin() + static_cast<std::ptrdiff_t>(end));
        rows.push_back(std::move(row));
    }
    return rows;
}

Rows sampleRows(const std::vector<int>& stream, Index length, Index count, int seed, int update)
{
    std::seed_seq seeds{seed, update};
    std::mt19937_64 random(seeds);
    Rows rows;
    const auto size = static_cast<Index>(stream.size());
    const Index n = std::min(length + 1, size);
    for (Index k = 0; k < count; ++k) {
        const auto first = static_cast<std::ptrdiff_t>(random() % static_cast<std::uint64_t>(size - n + 1));
        rows.emplace_back(stream.begin() + first, stream.begin() + first + n);
    }
    return rows;
}

}  // namespace gauge::learn
