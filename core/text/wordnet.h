// Reading WordNet 3.0's data files (wndb(5WN)): words, glosses and hypernyms.
#pragma once

#include <string>
#include <vector>

namespace gauge {

struct Synset {
    char partOfSpeech = 'n';         // n, v, a, s, r
    long offset = 0;                 // within its file
    std::vector<std::string> words;  // lower case, compounds with spaces
    std::string gloss;
    std::vector<long> hypernyms;  // offsets, instance hypernyms included; same part of speech
};

/// Reads data.noun, data.verb, data.adj and data.adv of a folder. Throws Error naming the file and line.
std::vector<Synset> readWordNet(const std::string& folder);

}  // namespace gauge
