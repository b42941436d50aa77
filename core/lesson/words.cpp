#include "core/lesson/words.h"

#include "core/pipeline/parameters.h"

#include <algorithm>
#include <map>

namespace gauge::lesson {
namespace {

Word parameterWord(const ParameterInfo& info, const std::string& name)
{
    Word word{.name = name};
    switch (info.kind) {
    case ParameterInfo::Kind::Real:
    case ParameterInfo::Kind::Whole:
        word.ask = [&info](const Scene&, const Snapshot& s, const std::vector<Value>&) {
            return Value::of(info.number(s.input.parameters));
        };
        break;
    case ParameterInfo::Kind::Flag:
        word.type = Type::Truth;
        word.ask = [&info](const Scene&, const Snapshot& s, const std::vector<Value>&) {
            return Value::whether(info.number(s.input.parameters) != 0);
        };
        break;
    case ParameterInfo::Kind::Choice:
        word.type = Type::Word;
        word.ask = [&info](const Scene&, const Snapshot& s, const std::vector<Value>&) {
            return Value::ofWord(info.text(s.input.parameters));
        };
        break;
    }
    return word;
}

}  // namespace

std::vector<Word> parameterWords()
{
    std::vector<Word> words;
    for (const ParameterInfo& info : parameterTable())
        words.push_back(parameterWord(info, info.name));
    words.push_back(parameterWord(parameterInfo("threshold"), "theta"));
    words.push_back(parameterWord(parameterInfo("position-rate"), "omega"));
    return words;
}

const std::vector<Word>& vocabulary()
{
    static const std::vector<Word> all = [] {
        std::vector<Word> words;
        for (std::vector<Word> (*part)() :
             {pairWords, tokenWords, agreementWords, linkWords, runWords, measuredWords, parameterWords})
            for (Word& word : part()) {
                const bool known =
                    std::any_of(words.begin(), words.end(), [&](const Word& w) { return w.name == word.name; });
                if (!known)  // "layers" is the run's before it is a parameter's
                    words.push_back(std::move(word));
            }
        return words;
    }();
    return all;
}

const Word* wordOf(const std::string& name)
{
    static const std::map<std::string, const Word*> byName = [] {
        std::map<std::string, const Word*> names;
        for (const Word& word : vocabulary())
            names[word.name] = &word;
        return names;
    }();
    const auto found = byName.find(name);
    return found == byName.end() ? nullptr : found->second;
}

}  // namespace gauge::lesson
