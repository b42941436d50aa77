#include "ui/workspace/recent_files.h"

#include <algorithm>
#include <QFileInfo>
#include <QSettings>

namespace gauge::ui {
namespace {

constexpr int kMostRecent = 10;
const QString kKey = QStringLiteral("files/recent");

}  // namespace

QStringList recentFiles(const QString& settings)
{
    return settings.isEmpty() ? QStringList() : QSettings(settings, QSettings::IniFormat).value(kKey).toStringList();
}

QString toldApart(const QString& path, const QStringList& paths)
{
    const QStringList parts = path.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    for (qsizetype kept = 1; kept < parts.size(); ++kept) {
        const QString tail = parts.mid(parts.size() - kept).join(QLatin1Char('/'));
        if (std::none_of(paths.begin(), paths.end(),
                         [&](const QString& other) { return other != path && other.endsWith(QLatin1Char('/') + tail); }))
            return tail;
    }
    return path;
}

void rememberFile(const QString& settings, const QString& path)
{
    if (settings.isEmpty())
        return;
    QSettings store(settings, QSettings::IniFormat);
    const QString full = QFileInfo(path).absoluteFilePath();
    QStringList recent = store.value(kKey).toStringList();
    recent.removeAll(full);
    recent.prepend(full);
    store.setValue(kKey, recent.mid(0, kMostRecent));
}

}  // namespace gauge::ui
