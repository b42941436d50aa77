#include "ui/scene/table_text.h"

namespace gauge::ui {

QString tableText(const QList<QStringList>& rows, QChar separator)
{
    QString text;
    for (QStringList row : rows) {
        if (separator == QLatin1Char(','))
            for (QString& cell : row)
                if (cell.contains(QLatin1Char(',')) || cell.contains(QLatin1Char('"')) || cell.contains(QLatin1Char('\n')))
                    cell = QLatin1Char('"') + cell.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
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
        for (QString cell : rows[k]) {
            cell.replace(QLatin1Char('\\'), QStringLiteral("\\textbackslash "));
            for (const char special : {'&', '%', '$', '#', '_', '{', '}'})
                cell.replace(QLatin1Char(special), QStringLiteral("\\") + QLatin1Char(special));
            cells << cell;
        }
        text += cells.join(QStringLiteral(" & ")) + QStringLiteral(" \\\\\n") +
                (k == 0 ? QStringLiteral("\\hline\n") : QString());
    }
    return text + QStringLiteral("\\hline\n\\end{tabular}\n");
}

}  // namespace gauge::ui
