#include "ui/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

// A static library's resources have to be registered, from outside any namespace.
static void registerCatalogues()
{
    Q_INIT_RESOURCE(translations);
}

namespace gauge::ui {

QString languageFor(const QString& chosen, const QStringList& desktop)
{
    const QStringList known{QStringLiteral("de"), QStringLiteral("en")};
    if (known.contains(chosen))
        return chosen;
    for (const QString& language : desktop)
        if (const QString name = language.section(QLatin1Char('-'), 0, 0).toLower(); known.contains(name))
            return name;
    return QStringLiteral("en");
}

std::vector<std::unique_ptr<QTranslator>> speak(const QString& language)
{
    registerCatalogues();
    std::vector<std::unique_ptr<QTranslator>> spoken;
    for (const QString& path : {QLibraryInfo::path(QLibraryInfo::TranslationsPath) + QStringLiteral("/qtbase_%1.qm"),
                                QStringLiteral(":/translations/gaugescope_%1.qm")}) {
        auto translator = std::make_unique<QTranslator>();
        if (translator->load(path.arg(language)) && QCoreApplication::installTranslator(translator.get()))
            spoken.push_back(std::move(translator));
    }
    return spoken;
}

}  // namespace gauge::ui
