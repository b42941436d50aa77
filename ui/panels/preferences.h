// What a person wants of every window: its look, and what new states start with.
#pragma once

#include "core/pipeline/parameters.h"
#include "ui/painter/style.h"

#include <QDialog>
#include <QString>

class QSettings;

namespace gauge::ui {

struct Preferences {
    enum class Look { Light, Dark, System } look = Look::Light;
    ColourMap map = ColourMap::Viridis;
    QString language;  // "en", "de"; empty: as the desktop
    QString family;    // of text in views; empty: Liberation Sans
    int threads = 0;
    BackendChoice backend = BackendChoice::Auto;

    bool operator==(const Preferences&) const = default;
};

Preferences readPreferences(const QSettings& settings);
void writePreferences(QSettings& settings, const Preferences& preferences);
/// Writes them into an .ini file; an empty path: nowhere.
void keepPreferences(const QString& path, const Preferences& preferences);

/// Light or dark, as the desktop had it when the program started.
Theme themeOf(Preferences::Look look);

class PreferencesDialog : public QDialog {
    Q_OBJECT
public:
    explicit PreferencesDialog(const Preferences& now, QWidget* parent = nullptr);

signals:
    /// After every change: the window follows at once.
    void changed(const gauge::ui::Preferences& preferences);

private:
    Preferences preferences_;
};

}  // namespace gauge::ui
