#include "ui/scene/table_text.h"

#include "ui/scene/token_text.h"

#include <algorithm>
#include <map>

namespace gauge::ui {
namespace {

/// RFC 4180.
QString quoted(const QString& cell)
{
    const auto special = [](QChar c) { return c == ',' || c == '"' || c == '\n' || c == '\r'; };
    if (std::none_of(cell.begin(), cell.end(), special))
        return cell;
    return QLatin1Char('"') + QString(cell).replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

/// As TeX reads it, in any engine.
QString texOf(const QString& cell)
{
    static const std::map<QChar, QString> commands{{u'\\', "\\textbackslash{}"},
                                                   {u'^', "\\textasciicircum{}"},
                                                   {u'~', "\\textasciitilde{}"},
                                                   {u'<', "\\textless{}"},
                                                   {u'>', "\\textgreater{}"},
                                                   {u'|', "\\textbar{}"},
                                                   {u'"', "\\textquotedbl{}"},
                                                   {u'α', "$\\alpha$"},
                                                   {u'β', "$\\beta$"},
                                                   {u'γ', "$\\gamma$"},
                                                   {u'θ', "$\\theta$"},
                                                   {u'κ', "$\\kappa$"},
                                                   {u'λ', "$\\lambda$"},
                                                   {u'μ', "$\\mu$"},
                                                   {u'ν', "$\\nu$"},
                                                   {u'π', "$\\pi$"},
                                                   {u'σ', "$\\sigma$"},
                                                   {u'τ', "$\\tau$"},
                                                   {u'φ', "$\\phi$"},
                                                   {u'ω', "$\\omega$"},
                                                   {u'Δ', "$\\Delta$"},
                                                   {u'Σ', "$\\Sigma$"},
                                                   {u'Ω', "$\\Omega$"},
                                                   {u'−', "$-$"},
                                                   {u'×', "$\\times$"},
                                                   {u'·', "$\\cdot$"},
                                                   {u'←', "$\\leftarrow$"},
                                                   {u'→', "$\\rightarrow$"},
                                                   {u'‖', "$\\Vert$"},
                                                   {u'√', "$\\surd$"},
                                                   {u'½', "$\\frac12$"},
                                                   {u'²', "$^2$"},
                                                   {u'≤', "$\\le$"},
                                                   {u'≥', "$\\ge$"},
                                                   {u'…', "\\ldots{}"},
                                                   {u'’', "'"},
                                                   {u'␣', "\\textvisiblespace{}"},
                                                   {u'⏎', "$\\hookleftarrow$"},
                                                   {u'⇥', "$\\mapsto$"},
                                                   {u'␍', "$\\hookleftarrow$"}};
    QString tex;
    for (const QChar c : cell) {
        const auto command = commands.find(c);
        if (command != commands.end())
            tex += command->second;
        else if (QStringLiteral("&%$#_{}").contains(c))
            tex += QLatin1Char('\\') + QString(c);
        else
            tex += c;
    }
    return tex;
}

}  // namespace

QString tableText(const QList<QStringList>& rows, QChar separator)
{
    qsizetype columns = 0;
    for (const QStringList& row : rows)
        columns = std::max(columns, row.size());
    QString text;
    for (QStringList row : rows) {
        while (rows.size() > 1 && row.size() < columns)
            row << QString();
        for (QString& cell : row)
            cell = separator == QLatin1Char(',') ? quoted(cell) : oneLine(cell);
        text += row.join(separator) + QLatin1Char('\n');
    }
    return text;
}

QString latexTable(const QList<QStringList>& rows)
{
    if (rows.isEmpty())
        return {};
    QString text =
        QStringLiteral("\\begin{tabular}{l%1}\n\\hline\n").arg(QString(rows.front().size() - 1, QLatin1Char('r')));
    for (qsizetype k = 0; k < rows.size(); ++k) {
        QStringList cells;
        for (const QString& cell : rows[k])
            cells << texOf(oneLine(cell));
        text += cells.join(QStringLiteral(" & ")) + QStringLiteral(" \\\\\n") +
                (k == 0 ? QStringLiteral("\\hline\n") : QString());
    }
    return text + QStringLiteral("\\hline\n\\end{tabular}\n");
}

}  // namespace gauge::ui
