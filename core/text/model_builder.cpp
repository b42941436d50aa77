#include "core/text/model_builder.h"

#include "core/error.h"
#include "core/io/ascii.h"
#include "core/text/tokenizer.h"
#include "core/text/word_model.h"

#include <algorithm>
#include <cmath>
#include <Eigen/Cholesky>
#include <Eigen/SparseCore>
#include <Spectra/MatOp/SparseSymMatProd.h>
#include <Spectra/SymEigsSolver.h>
#include <unordered_map>

namespace gauge {
namespace {

constexpr Index kDim = WordModel::kDim;

/// One word of a context: its number in the vocabulary and its place (0: one of the synset's own words).
struct Occurrence {
    int word;
    int place;
};
/// The vocabulary words of a gloss with the synset's own words in front.
using Context = std::vector<Occurrence>;

struct ContextText {
    std::vector<std::string> own;
    std::vector<std::string> gloss;
};

/// How strongly two words of a context count together: less with distance, three times for the words a gloss defines.
double pairWeight(const Occurrence& a, const Occurrence& b)
{
    return (a.place == 0 ? 3.0 : 1.0) / std::max(b.place - a.place, 1);
}

bool isLetterWord(const std::string& w)
{
    return !w.empty() && std::all_of(w.begin(), w.end(), [](char c) { return isLetter(c) || c == '\'' || c == '-'; });
}

std::vector<std::string> letterWords(const std::string& text)
{
    std::vector<std::string> words = tokenize(lowerCase(text));
    std::erase_if(words, [](const std::string& w) { return !isLetterWord(w); });
    return words;
}

std::vector<ContextText> contextTexts(const std::vector<Synset>& synsets)
{
    std::vector<ContextText> texts;
    for (const Synset& synset : synsets) {
        std::string own;
        for (const std::string& word : synset.words)
            own += word + " ";
        texts.push_back({letterWords(own), letterWords(synset.gloss)});
    }
    return texts;
}

struct Corpus {
    std::vector<std::string> words;  // by falling frequency, then alphabet
    std::vector<Context> contexts;
};

Corpus makeCorpus(const std::vector<Synset>& synsets, Index vocabulary)
{
    const std::vector<ContextText> texts = contextTexts(synsets);
    std::unordered_map<std::string, long> count;
    for (const ContextText& text : texts)
        for (const auto* words : {&text.own, &text.gloss})
            for (const std::string& word : *words)
                ++count[word];
    std::vector<std::pair<std::string, long>> ranked(count.begin(), count.end());
    std::sort(ranked.begin(), ranked.end(),
              [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
    if (static_cast<Index>(ranked.size()) < vocabulary)
        fail("build-model: expected at least {} different words, found {}", vocabulary, ranked.size());
    Corpus corpus;
    std::unordered_map<std::string, int> number;
    for (Index i = 0; i < vocabulary; ++i) {
        number[ranked[static_cast<std::size_t>(i)].first] = static_cast<int>(i);
        corpus.words.push_back(ranked[static_cast<std::size_t>(i)].first);
    }
    for (const ContextText& text : texts) {
        Context context;
        for (const std::string& word : text.own)
            if (const auto it = number.find(word); it != number.end())
                context.push_back({it->second, 0});
        int place = 0;
        for (const std::string& word : text.gloss) {
            ++place;
            if (const auto it = number.find(word); it != number.end())
                context.push_back({it->second, place});
        }
        corpus.contexts.push_back(std::move(context));
    }
    return corpus;
}

struct WeightedPair {
    int first;
    int second;
    float weight;
};

/// Symmetric shifted positive PMI of words in one context; contexts smoothed by the power 3/4.
Eigen::SparseMatrix<double> mutualInformation(const Corpus& corpus, double shift)
{
    const auto n = static_cast<Index>(corpus.words.size());
    std::vector<WeightedPair> pairs;
    for (const Context& context : corpus.contexts)
        for (std::size_t a = 0; a < context.size(); ++a)
            for (std::size_t b = a + 1; b < context.size(); ++b)
                if (context[a].word != context[b].word)
                    pairs.push_back({std::min(context[a].word, context[b].word), std::max(context[a].word, context[b].word),
                                     static_cast<float>(pairWeight(context[a], context[b]))});
    std::stable_sort(pairs.begin(), pairs.end(), [](const WeightedPair& x, const WeightedPair& y) {
        return x.first != y.first ? x.first < y.first : x.second < y.second;
    });
    Vectord mass = Vectord::Zero(n);
    for (const WeightedPair& pair : pairs) {
        mass(pair.first) += pair.weight;
        mass(pair.second) += pair.weight;
    }
    const double total = mass.sum();
    const Vectord smoothed = mass.array().pow(0.75) / mass.array().pow(0.75).sum();
    std::vector<Eigen::Triplet<double>> entries;
    for (std::size_t at = 0; at < pairs.size();) {
        const int i = pairs[at].first;
        const int j = pairs[at].second;
        double together = 0;
        for (; at < pairs.size() && pairs[at].first == i && pairs[at].second == j; ++at)
            together += pairs[at].weight;
        const double joint = together / total;
        const double independent = std::sqrt(smoothed(i) * smoothed(j) * mass(i) * mass(j)) / total;
        const double pmi = std::log(joint / independent) - std::log(shift);
        if (pmi > 0) {
            entries.emplace_back(i, j, pmi);
            entries.emplace_back(j, i, pmi);
        }
    }
    Eigen::SparseMatrix<double> m(n, n);
    m.setFromTriplets(entries.begin(), entries.end());
    return m;
}

/// The leading singular vectors of a symmetric matrix times their singular values to the power 3/4, signs fixed, every word
/// at the same length √K.
RowMatrixd wordVectors(const Eigen::SparseMatrix<double>& m)
{
    Spectra::SparseSymMatProd<double> product(m);
    Spectra::SymEigsSolver<Spectra::SparseSymMatProd<double>> solver(product, kDim, 5 * kDim);
    solver.init();
    solver.compute(Spectra::SortRule::LargestMagn, 1000, 1e-13);
    if (solver.info() != Spectra::CompInfo::Successful)
        fail("build-model: the truncated SVD did not converge");
    Matrixd vectors = solver.eigenvectors();
    for (Index c = 0; c < kDim; ++c) {
        Index largest = 0;
        vectors.col(c).cwiseAbs().maxCoeff(&largest);
        const double sign = vectors(largest, c) < 0 ? -1.0 : 1.0;
        vectors.col(c) *= sign * std::pow(std::abs(solver.eigenvalues()(c)), 0.75);
    }
    RowMatrixd rows = vectors;
    for (Index i = 0; i < rows.rows(); ++i)
        if (const double norm = rows.row(i).norm(); norm > 0)
            rows.row(i) *= std::sqrt(static_cast<double>(kDim)) / norm;
    return rows;
}

/// Covariance of the context vectors (the mean of the other words' vectors) over a word's occurrences, shrunk towards
/// the mean of all words' covariances widened for the rare.
std::vector<Matrixd> contextCovariances(const Corpus& corpus, const RowMatrixd& vectors, const ModelOptions& options)
{
    const Index n = vectors.rows();
    Vectord count = Vectord::Zero(n);
    RowMatrixd sum = RowMatrixd::Zero(n, kDim);
    Stack second(n, kDim);
    for (const Context& context : corpus.contexts) {
        if (context.size() < 2)
            continue;
        Vectord all = Vectord::Zero(kDim);
        for (const Occurrence& o : context)
            all += vectors.row(o.word).transpose();
        for (const Occurrence& o : context) {
            const int w = o.word;
            const Vectord x = (all - vectors.row(w).transpose()) / static_cast<double>(context.size() - 1);
            count(w) += 1;
            sum.row(w) += x.transpose();
            second[w] += x * x.transpose();
        }
    }
    std::vector<Matrixd> cov(static_cast<std::size_t>(n));
    Matrixd common = Matrixd::Zero(kDim, kDim);
    double weight = 0;
    for (Index i = 0; i < n; ++i) {
        const double c = std::max(1.0, count(i));
        const Vectord mean = sum.row(i).transpose() / c;
        cov[static_cast<std::size_t>(i)] = second[i] / c - mean * mean.transpose();
        common += c * cov[static_cast<std::size_t>(i)];
        weight += c;
    }
    common /= weight;
    for (Index i = 0; i < n; ++i) {
        Matrixd& own = cov[static_cast<std::size_t>(i)];
        const double rare = options.shrinkage / (count(i) + options.shrinkage);
        own = options.covarianceScale * ((1.0 - rare) * own + rare * (1.0 + rare) * common);
        own += options.covarianceScale * options.floor * common.trace() / kDim * Matrixd::Identity(kDim, kDim);
    }
    return cov;
}

/// Rows as 16-bit numbers and one scale a row.
std::pair<NpzMember, NpzMember> quantised(const std::string& name, const RowMatrixd& rows)
{
    std::vector<std::int16_t> values;
    std::vector<double> scale;
    for (Index i = 0; i < rows.rows(); ++i) {
        // Scales are rounded to float so that they too survive another processor's rounding.
        const double s = static_cast<float>(std::max(1e-12, rows.row(i).cwiseAbs().maxCoeff()) * 1.0001);
        scale.push_back(s);
        for (Index c = 0; c < rows.cols(); ++c)
            values.push_back(static_cast<std::int16_t>(std::lround(rows(i, c) / s * 32767.0)));
    }
    return {{name, encodeNpyInt16({rows.rows(), rows.cols()}, values)},
            {name + "_scale", encodeNpy(numbersArray({rows.rows()}, std::move(scale)))}};
}

double symmetrisedKl(const WordBelief& a, const WordBelief& b)
{
    const Index k = a.mean.size();
    const Matrixd pa = a.cov.llt().solve(Matrixd::Identity(k, k));
    const Matrixd pb = b.cov.llt().solve(Matrixd::Identity(k, k));
    const Vectord d = a.mean - b.mean;
    return 0.25 * ((pa.cwiseProduct(b.cov)).sum() + (pb.cwiseProduct(a.cov)).sum() - 2.0 * static_cast<double>(k) +
                   d.dot((pa + pb) * d));
}

/// A small generator with the same sequence everywhere (SplitMix64).
struct Random {
    std::uint64_t state = 20061206;
    std::uint64_t next()
    {
        std::uint64_t z = (state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    Index below(Index n) { return static_cast<Index>(next() % static_cast<std::uint64_t>(n)); }
};

using WordPair = std::pair<std::string, std::string>;

/// All pairs of known nouns in a synset and its hypernym, or in two synsets with a hypernym in common.
std::vector<WordPair> relatedPairs(const std::unordered_map<std::string, Index>& known, const std::vector<Synset>& synsets)
{
    std::unordered_map<long, std::vector<std::string>> wordsOf;
    std::unordered_map<long, std::vector<std::string>> below;
    for (const Synset& s : synsets) {
        if (s.partOfSpeech != 'n')
            continue;
        for (const std::string& w : s.words) {
            if (!known.contains(w))
                continue;
            wordsOf[s.offset].push_back(w);
            for (const long h : s.hypernyms)
                below[h].push_back(w);
        }
    }
    std::vector<WordPair> pairs;
    for (const auto& [hypernym, hyponyms] : below) {
        for (std::size_t a = 0; a < hyponyms.size(); ++a) {
            for (const std::string& up : wordsOf[hypernym])
                pairs.emplace_back(hyponyms[a], up);
            for (std::size_t b = a + 1; b < hyponyms.size(); ++b)
                pairs.emplace_back(hyponyms[a], hyponyms[b]);
        }
    }
    std::erase_if(pairs, [](const WordPair& p) { return p.first == p.second; });
    for (WordPair& p : pairs)
        if (p.second < p.first)
            std::swap(p.first, p.second);
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
}

double areaUnderCurve(std::vector<double> near, std::vector<double> far)
{
    std::sort(near.begin(), near.end());
    std::sort(far.begin(), far.end());
    double wins = 0;
    for (const double x : near) {
        const auto low = std::lower_bound(far.begin(), far.end(), x);
        const auto high = std::upper_bound(low, far.end(), x);
        wins += static_cast<double>(far.end() - high) + 0.5 * static_cast<double>(high - low);
    }
    return wins / (static_cast<double>(near.size()) * static_cast<double>(far.size()));
}

}  // namespace

std::vector<NpzMember> buildWordModel(const std::vector<Synset>& synsets, const std::string& notice,
                                      const ModelOptions& options, const RunControl& control)
{
    const Corpus corpus = makeCorpus(synsets, options.words);
    control.report(0.2);
    control.check();
    const Eigen::SparseMatrix<double> pmi = mutualInformation(corpus, options.shift);
    control.report(0.4);
    control.check();
    const RowMatrixd vectors = wordVectors(pmi);
    control.report(0.8);
    control.check();
    const std::vector<Matrixd> cov = contextCovariances(corpus, vectors, options);
    RowMatrixd factors(vectors.rows(), kDim * (kDim + 1) / 2);
    for (Index i = 0; i < vectors.rows(); ++i) {
        const Eigen::LLT<Matrixd> llt(cov[static_cast<std::size_t>(i)]);
        const Matrixd lower = llt.matrixL();
        Index at = 0;
        for (Index r = 0; r < kDim; ++r)
            for (Index c = 0; c <= r; ++c)
                factors(i, at++) = lower(r, c);
    }
    std::string letters;
    for (const std::string& word : corpus.words)
        letters += letters.empty() ? word : "\n" + word;
    auto [mean, meanScale] = quantised("mean", vectors);
    auto [factor, factorScale] = quantised("factor", factors);
    control.report(1);
    return {{"words", encodeNpyBytes(letters)}, mean, meanScale, factor, factorScale, {"notice", encodeNpyBytes(notice)}};
}

ModelQuality measureModel(const NpzArrays& arrays, const std::vector<Synset>& synsets, Index pairs)
{
    const WordModel model(arrays);
    return measureWords({model.words(), [&](const std::string& word) { return model.belief(word); }}, synsets, pairs);
}

ModelQuality measureWords(const MeasuredWords& measured, const std::vector<Synset>& synsets, Index pairs)
{
    std::unordered_map<std::string, Index> rank;
    for (std::size_t i = 0; i < measured.words.size(); ++i)
        rank[measured.words[i]] = static_cast<Index>(i);
    std::vector<std::string> nouns;  // by frequency
    for (const Synset& s : synsets)
        for (const std::string& w : s.words)
            if (s.partOfSpeech == 'n' && rank.contains(w))
                nouns.push_back(w);
    std::sort(nouns.begin(), nouns.end(), [&](const auto& a, const auto& b) { return rank[a] < rank[b]; });
    nouns.erase(std::unique(nouns.begin(), nouns.end()), nouns.end());
    std::unordered_map<std::string, Index> place;

    const std::vector<WordPair> related = relatedPairs(rank, synsets);
    std::unordered_map<std::string, std::vector<std::string>> relatives;
    for (const WordPair& pair : related) {
        relatives[pair.first].push_back(pair.second);
        relatives[pair.second].push_back(pair.first);
    }
    std::erase_if(nouns, [&](const std::string& w) { return !relatives.contains(w); });
    for (std::size_t i = 0; i < nouns.size(); ++i)
        place[nouns[i]] = static_cast<Index>(i);
    Random random;
    // A noun of nearly the same frequency: at most 25 places away in the ranking.
    const auto alike = [&](const std::string& word) {
        const auto last = static_cast<Index>(nouns.size()) - 1;
        return nouns[static_cast<std::size_t>(std::clamp<Index>(place[word] + random.below(51) - 25, 0, last))];
    };
    std::vector<double> near;
    std::vector<double> far;
    while (static_cast<Index>(near.size()) < pairs) {
        const std::string& word = nouns[static_cast<std::size_t>(random.below(static_cast<Index>(nouns.size())))];
        const std::vector<std::string>& own = relatives[word];
        const std::string& relative = own[static_cast<std::size_t>(random.below(static_cast<Index>(own.size())))];
        WordPair other{alike(word), alike(relative)};
        if (other.second < other.first)
            std::swap(other.first, other.second);
        if (other.first == other.second || std::binary_search(related.begin(), related.end(), other))
            continue;
        near.push_back(symmetrisedKl(measured.belief(word), measured.belief(relative)));
        far.push_back(symmetrisedKl(measured.belief(other.first), measured.belief(other.second)));
    }
    const double auc = areaUnderCurve(near, far);
    return {auc, static_cast<Index>(near.size()), static_cast<Index>(far.size())};
}

}  // namespace gauge
