#include "ui/workspace/recent_files.h"

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
