// Rows of cells as text: for the clipboard and data files.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace gauge::ui {

/// Tab-separated for spreadsheets, or comma-separated with quotes.
QString tableText(const QList<QStringList>& rows, QChar separator);
/// A LaTeX tabular with its special characters escaped.
QString latexTable(const QList<QStringList>& rows);

}  // namespace gauge::ui
