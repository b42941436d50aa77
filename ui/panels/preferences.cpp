#include "ui/panels/preferences.h"

#include "core/error.h"
#include "ui/number_box.h"

#include <algorithm>
#include <array>
#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPalette>
#include <QSettings>
#include <QStyle>

namespace gauge::ui {
namespace {

constexpr std::array<const char*, 3> kLooks{"light", "dark", "system"};
constexpr std::array<const char*, 3> kLanguages{"", "en", "de"};
constexpr std::array<const char*, 3> kMaps{"viridis", "cividis", "magma"};

int indexIn(const std::array<const char*, 3>& names, const QString& name)
{
    for (std::size_t k = 0; k < names.size(); ++k)
        if (name == QLatin1String(names[k]))
            return static_cast<int>(k);
    return 0;
}

/// A backend in the words of its row, and back; Error for a word that the row does not have.
QString wordOf(BackendChoice backend)
{
    Parameters p;
    p.backend = backend;
    return QString::fromStdString(parameterText(p, parameterInfo("backend")));
}

BackendChoice backendOf(const QString& word)
{
    Parameters p;
    setParameter(p, parameterInfo("backend"), word.toStdString());
    return p.backend;
}

QComboBox* choiceOf(const QStringList& items, int now, const QString& name, const QString& tip)
{
    auto* box = new QComboBox;
    box->addItems(items);
    box->setCurrentIndex(now);
    box->setAccessibleName(name);
    box->setToolTip(tip);
    return box;
}

}  // namespace

Preferences readPreferences(const QSettings& settings)
{
    Preferences p;
    p.look = static_cast<Preferences::Look>(indexIn(kLooks, settings.value(QStringLiteral("look/theme")).toString()));
    p.map = static_cast<ColourMap>(indexIn(kMaps, settings.value(QStringLiteral("look/colour-map")).toString()));
    p.family = settings.value(QStringLiteral("look/family")).toString();
    p.language = QLatin1String(kLanguages[static_cast<std::size_t>(
        indexIn(kLanguages, settings.value(QStringLiteral("look/language")).toString()))]);
    p.threads = std::clamp(settings.value(QStringLiteral("computing/threads"), 0).toInt(), 0, 4096);
    try {
        p.backend = backendOf(settings.value(QStringLiteral("computing/backend")).toString());
    } catch (const Error&) {
        // none was stored, or one that this version does not have
    }
    return p;
}

void writePreferences(QSettings& settings, const Preferences& p)
{
    settings.setValue(QStringLiteral("look/theme"), QLatin1String(kLooks[static_cast<std::size_t>(p.look)]));
    settings.setValue(QStringLiteral("look/colour-map"), QLatin1String(kMaps[static_cast<std::size_t>(p.map)]));
    settings.setValue(QStringLiteral("look/family"), p.family);
    settings.setValue(QStringLiteral("look/language"), p.language);
    settings.setValue(QStringLiteral("computing/threads"), p.threads);
    settings.setValue(QStringLiteral("computing/backend"), wordOf(p.backend));
}

void keepPreferences(const QString& path, const Preferences& preferences)
{
    if (path.isEmpty())
        return;
    QSettings settings(path, QSettings::IniFormat);
    writePreferences(settings, preferences);
}

Theme themeOf(Preferences::Look look)
{
    if (look != Preferences::Look::System)
        return look == Preferences::Look::Dark ? Theme::Dark : Theme::Light;
    static const bool dark = QApplication::style()->standardPalette().color(QPalette::Window).lightness() < 128;
    return dark ? Theme::Dark : Theme::Light;
}

PreferencesDialog::PreferencesDialog(const Preferences& now, QWidget* parent) : QDialog(parent), preferences_(now)
{
    setWindowTitle(tr("Preferences"));
    setObjectName(QStringLiteral("preferences"));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(16, 16, 16, 16);
    form->setSpacing(8);
    auto* language =
        choiceOf({tr("as the desktop"), QStringLiteral("English"), QStringLiteral("Deutsch")},
                 indexIn(kLanguages, now.language), tr("Language"),
                 tr("Of the window, from its next start on. Pictures and figures are in English in every language."));
    language->setObjectName(QStringLiteral("language"));
    auto* next = new QLabel(tr("Takes effect at the next start."));
    next->setObjectName(QStringLiteral("language-note"));
    next->setProperty("quiet", true);
    next->hide();
    auto* look = choiceOf({tr("light"), tr("dark"), tr("as the desktop")}, static_cast<int>(now.look), tr("Theme"),
                          tr("Colours of the window; figures are light unless asked otherwise."));
    auto* map = choiceOf({tr("viridis"), tr("cividis"), tr("magma")}, static_cast<int>(now.map), tr("Colour map"),
                         tr("Of matrices. All three are even to the eye and readable without red-green vision."));
    auto* family = new QFontComboBox;
    family->setCurrentFont(QFont(now.family.isEmpty() ? QStringLiteral("Liberation Sans") : now.family));
    family->setAccessibleName(tr("Font"));
    family->setToolTip(tr("Of text in views; a figure has its own."));
    auto* threads = new WholeBox;
    threads->setButtonSymbols(QAbstractSpinBox::NoButtons);
    threads->setRange(0, 256);
    threads->setSpecialValueText(tr("all cores"));
    threads->setValue(now.threads);
    threads->setAccessibleName(tr("Threads"));
    threads->setToolTip(tr("Of the computing pool, for new states; 0: all cores."));
    QStringList backends;
    for (const std::string& b : parameterInfo("backend").choices)
        backends << QString::fromStdString(b);
    auto* backend = choiceOf(backends, static_cast<int>(std::max<qsizetype>(0, backends.indexOf(wordOf(now.backend)))),
                             tr("Backend"), tr("Who computes, for new states."));
    form->addRow(tr("Language"), language);
    form->addRow(QString(), next);
    form->addRow(tr("Theme"), look);
    form->addRow(tr("Colour map"), map);
    form->addRow(tr("Font of views"), family);
    form->addRow(tr("Threads"), threads);
    form->addRow(tr("Backend"), backend);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(language, &QComboBox::activated, this, [this, next, before = now.language](int k) {
        preferences_.language = QLatin1String(kLanguages[static_cast<std::size_t>(k)]);
        next->setVisible(preferences_.language != before);
        emit changed(preferences_);
    });
    connect(look, &QComboBox::activated, this, [this](int k) {
        preferences_.look = static_cast<Preferences::Look>(k);
        emit changed(preferences_);
    });
    connect(map, &QComboBox::activated, this, [this](int k) {
        preferences_.map = static_cast<ColourMap>(k);
        emit changed(preferences_);
    });
    connect(family, &QFontComboBox::currentFontChanged, this, [this](const QFont& font) {
        preferences_.family = font.family() == QStringLiteral("Liberation Sans") ? QString() : font.family();
        emit changed(preferences_);
    });
    connect(threads, &QSpinBox::valueChanged, this, [this](int n) {
        preferences_.threads = n;
        emit changed(preferences_);
    });
    connect(backend, &QComboBox::textActivated, this, [this](const QString& name) {
        preferences_.backend = backendOf(name);
        emit changed(preferences_);
    });
}

}  // namespace gauge::ui
