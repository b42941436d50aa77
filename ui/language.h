// The language of the window. Commands that write figures and files have none: what they write is the same everywhere.
#pragma once

#include <memory>
#include <QString>
#include <QStringList>
#include <vector>

class QTranslator;

namespace gauge::ui {

/// "de" or "en": the one that was chosen, or where none was the first of the desktop's (such as "de-AT") that there is a catalogue of.
QString languageFor(const QString& chosen, const QStringList& desktop);

/// Speaks it as long as what comes back lives: our catalogue, and Qt's own for the buttons of its dialogs where it is installed.
[[nodiscard]] std::vector<std::unique_ptr<QTranslator>> speak(const QString& language);

}  // namespace gauge::ui
