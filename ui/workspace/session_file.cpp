#include "ui/workspace/session_file.h"

#include "core/error.h"
#include "core/io/file.h"

#include <QDateTime>
#include <QFileInfo>
#include <QObject>

namespace gauge::ui {
namespace {

std::pair<qint64, qint64> stampOf(const QString& path)
{
    const QFileInfo info(path);
    return info.exists() ? std::pair(info.lastModified().toMSecsSinceEpoch(), info.size())
                         : std::pair<qint64, qint64>(0, 0);
}

}  // namespace

void SessionFile::enter(const QString& path, nlohmann::json newer, nlohmann::json newerOfWindow)
{
    path_ = path;
    stamp_ = stampOf(path);
    newer_ = std::move(newer);
    newerOfWindow_ = std::move(newerOfWindow);
}

std::string SessionFile::bytes(const Document& document) const
{
    return encodeSession(sessionOf(document, newer_, newerOfWindow_));
}

void SessionFile::write(const Document& document, const QString& path)
{
    if (path == path_ && stamp_ != stampOf(path) && stampOf(path).second > 0) {
        stamp_ = stampOf(path);
        throw Error(
            QObject::tr("%1 was changed by another program since it was opened: it is not overwritten. Save again to "
                        "overwrite it, or save under another name.")
                .arg(path)
                .toStdString());
    }
    writeFileAtomically(path.toStdString(), bytes(document));
    path_ = path;
    stamp_ = stampOf(path);
}

}  // namespace gauge::ui
