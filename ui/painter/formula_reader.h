// Reads a formula's markup from left to right; what is wrong with it is an Error that names the column.
#pragma once

#include "ui/painter/formula_tree.h"

#include <optional>
#include <string>

namespace gauge::ui {

class FormulaReader {
public:
    FormulaReader(const QString& text, bool typeset) : text_(text), typeset_(typeset) {}

    FormulaRow whole() { return row(Until::End, 0); }

private:
    /// Where a row ends: with the formula, with a brace, or with \right.
    enum class Until { End, Brace, Right };

    FormulaRow row(Until until, qsizetype from);
    /// Whether the row ends here, as it should; its end is read.
    bool ends(Until until, qsizetype from);
    bool isScript() const;
    void addScript(FormulaRow& nodes);
    /// What a command or a script applies to: {…}, or one part.
    FormulaRow argument(const QString& of);
    FormulaRow argumentHere(const QString& of);

    // As written.
    /// The stretch up to the next script; braces that are no script's belong to it and are noted while open.
    void addWritten(FormulaRow& nodes, std::vector<qsizetype>& open);
    /// Split into variables and the rest.
    void addRuns(const QString& text, FormulaRow& nodes);
    static FormulaNode tilde(QChar letter);

    // Typeset.
    FormulaNode part();
    FormulaNode word();
    FormulaNode number();
    FormulaNode sign();
    FormulaNode command();
    static FormulaNode named(const QString& name, qsizetype column);
    static std::optional<FormulaNode> spaceNamed(const QString& name);
    /// Letters, or one sign. A space after letters only ends the name.
    QString commandName();
    FormulaNode fence(qsizetype column);
    QString fenceSign(const QString& of);
    QString braced();
    bool atRight() const;
    std::string found() const;
    void deeper();

    const QString& text_;
    bool typeset_;
    qsizetype at_ = 0;
    int depth_ = 0;
    int scripts_ = 0;  // how deep in scripts: their words are variables
    bool spaced_ = false;
};

}  // namespace gauge::ui
