#include "core/text/wordnet.h"

#include "core/error.h"
#include "core/text/tokenizer.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace gauge {
namespace {

Synset parseLine(const std::string& line, const std::string& where)
{
    const auto bar = line.find('|');
    if (bar == std::string::npos)
        fail("{}: expected a WordNet synset with a gloss, found none", where);
    std::istringstream in(line.substr(0, bar));
    Synset synset;
    std::string lexFile;
    std::string lexId;
    int wordCount = 0;
    in >> synset.offset >> lexFile >> synset.partOfSpeech >> std::hex >> wordCount >> std::dec;
    for (int w = 0; w < wordCount; ++w) {
        std::string word;
        in >> word >> lexId;
        word = lowerCase(word.substr(0, word.find('(')));  // adjectives carry a marker such as (p)
        std::replace(word.begin(), word.end(), '_', ' ');
        synset.words.push_back(word);
    }
    int pointers = 0;
    in >> pointers;
    for (int p = 0; p < pointers; ++p) {
        std::string symbol;
        std::string target;
        long offset = 0;
        char pos = ' ';
        in >> symbol >> offset >> pos >> target;
        if (symbol == "@" || symbol == "@i")
            synset.hypernyms.push_back(offset);
    }
    if (!in || wordCount < 1)
        fail("{}: expected a WordNet synset, found a line that cannot be read", where);
    synset.gloss = line.substr(bar + 1);
    return synset;
}

}  // namespace

std::vector<Synset> readWordNet(const std::string& folder)
{
    std::vector<Synset> synsets;
    for (const char* part : {"noun", "verb", "adj", "adv"}) {
        const std::string path = folder + "/data." + part;
        std::ifstream in(path);
        if (!in)
            fail("{}: expected WordNet 3.0's data file (Debian package wordnet-base), found none", path);
        std::string line;
        for (int number = 1; std::getline(in, line); ++number)
            if (!line.empty() && line[0] != ' ')  // the licence stands in indented lines
                synsets.push_back(parseLine(line, fmt::format("{}:{}", path, number)));
    }
    return synsets;
}

}  // namespace gauge
