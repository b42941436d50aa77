#include "tests/architecture/source.h"

#include <filesystem>
#include <regex>
#include <sstream>

namespace gauge::architecture {
namespace {

const std::set<std::string> conditionalWords{"if", "ifdef", "ifndef", "elif", "elifdef", "elifndef", "else"};

/// The rest of `line` after blanks from `at` on.
std::string afterBlanks(const std::string& line, std::size_t at)
{
    const std::size_t start = line.find_first_not_of(" \t", at);
    return start == std::string::npos ? "" : line.substr(start);
}

std::string pathOf(const std::string& written, bool quoted, const std::string& file, const std::set<std::string>& rooms)
{
    const std::string plain = std::filesystem::path(written).lexically_normal().generic_string();
    if (plain.find('/') != std::string::npos && rooms.contains(roomOf(plain)))
        return plain;
    if (!quoted)
        return "";
    return (std::filesystem::path(file).parent_path() / written).lexically_normal().generic_string();
}

/// Takes `"..."` or `<...>` apart; a name that a macro gives is nobody's.
void readInclude(Source& source, const std::string& rest, const std::set<std::string>& rooms)
{
    const bool quoted = rest.starts_with('"');
    if (!quoted && !rest.starts_with('<'))
        return;
    const std::string written = rest.substr(1, rest.find(quoted ? '"' : '>', 1) - 1);
    source.includes.push_back({written, pathOf(written, quoted, source.path, rooms)});
}

/// What of a line reads, writes or sorts as the desktop's language has it: calls of the C library, Qt's own language, numbers written by it, and
/// fields that show them. Which language that is may be asked.
std::string languageWord(const std::string& line)
{
    static const std::regex patterns[] = {
        std::regex(R"(\b(std::)?(sto(d|f|ld)|strto(d|f|ld)|atof|setlocale|strcoll|strftime|tolower|toupper|isal(pha|num)|)"
                   R"(isdigit|isxdigit|isspace|isblank|isupper|islower|ispunct|isprint|isgraph)(?=\())"),
        std::regex(
            R"(\bstd::locale\b|\bQLocale(\(\)|::system(?!\(\)\.uiLanguages)|::setDefault)|\blocaleAwareCompare\b|\bQCollator\b)"),
        std::regex(R"(%L[0-9]|\{:[^{}]*L\})"),
        std::regex(R"(\b\w*(printf|scanf)\(.*%[-+ #0-9.*']*[lL]?[aefgAEFG])"),
        std::regex(R"(\bnew Q(Double)?SpinBox\b|\bQInputDialog::get(Double|Int)\b)"),
    };
    const std::string code = line.substr(0, line.find("//"));
    std::smatch found;
    for (const std::regex& pattern : patterns)
        if (std::regex_search(code, found, pattern))
            return found.str();
    return "";
}

}  // namespace

Source readSource(const std::string& path, const std::string& text, const std::set<std::string>& rooms)
{
    Source source;
    source.path = path;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        ++source.lines;
        if (const std::string word = languageWord(line); !word.empty())
            source.languageWords.push_back(std::to_string(source.lines) + ": " + word);
        const std::string directive = afterBlanks(line, 0);
        if (!directive.starts_with('#'))
            continue;
        const std::string words = afterBlanks(directive, 1);
        const std::string word = words.substr(0, words.find_first_not_of("abcdefghijklmnopqrstuvwxyz"));
        if (word == "include")
            readInclude(source, afterBlanks(words, word.size()), rooms);
        else if (conditionalWords.contains(word))
            source.conditionals.push_back(std::to_string(source.lines) + ": #" + word);
    }
    return source;
}

std::string roomOf(const std::string& path)
{
    return path.substr(0, path.find('/'));
}

}  // namespace gauge::architecture
