// Tables in text files: a line of names, then a line of fields for each row.
#pragma once

#include "core/io/text_source.h"

#include <vector>

namespace gauge {

/// Reads a table row by row. Fields stand between commas, semicolons or tabs, whichever part the line of names, or as a first line `sep=;` says;
/// they may be quoted, with doubled quotes and line ends in them. Lines end with \n, \r\n or \r. Lines are counted as an editor does, those inside quotes
/// too. Ours, because of what Debian has libcsv (2012) knows no lines of the file and passes over empty ones, and libfccp-dev wants the number of columns when it is compiled.
class TextTable {
public:
    /// Reads up to the line of names. `in` must outlive the table. A line with # in front is a comment, unless it holds one of `names`: so
    /// numpy.savetxt writes a header. Throws Error as next().
    TextTable(std::istream& in, const std::vector<std::string>& names);

    const std::vector<std::string>& header() const { return header_; }  // trimmed
    std::size_t headerLine() const { return headerLine_; }
    const std::vector<std::string>& comments() const { return comments_; }  // without the #
    char separator() const { return separator_; }

    /// The next row that is not blank, false at the end. Throws Error: the line, what was expected and found; lines, fields and numbers of
    /// columns have limits, which are met before memory is taken.
    bool next();
    const std::vector<std::string>& row() const { return row_; }
    std::size_t line() const { return line_; }  // where the row begins, from 1

    /// Bytes of the file read so far.
    std::uint64_t bytesRead() const { return source_.bytesRead(); }

private:
    bool readLine(const std::string& separators);
    void takeHeader(const std::string& line);

    TextSource source_;
    char separator_ = ',';
    bool separatorSaid_ = false;
    std::string text_;  // the line at hand, quotes and all
    std::size_t line_ = 0;
    std::size_t following_ = 1;  // the line that comes next
    std::vector<std::string> header_;
    std::size_t headerLine_ = 1;
    std::vector<std::string> comments_;
    std::vector<std::string> row_;
};

/// Without white space around it, no-break spaces included.
std::string trimmed(const std::string& text);

/// Names in a line: the first few, and how many more there are.
std::string listed(const std::vector<std::string>& names);

/// At most so much of a field as fits in a message.
std::string excerpt(const std::string& text);

/// Finite numbers of one table: signs (+, − as U+2212), white space around, and the decimal comma where no comma parts the columns. All of a table
/// have the same decimal mark.
class TableNumbers {
public:
    explicit TableNumbers(char separator) : comma_(separator != ',') {}

    /// Throws Error with the line and the column's name.
    double read(const std::string& field, std::size_t line, const std::string& column);

private:
    bool readPlain(const std::string& field, double& value);

    bool comma_;        // may a comma be the mark?
    char mark_ = '\0';  // the first one found
};

}  // namespace gauge
