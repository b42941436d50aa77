#include "ui/workspace/session_store.h"

#include "core/io/file.h"

#include <mutex>
#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QUuid>
#include <utility>

namespace gauge::ui {
namespace {

constexpr int kPatience = 1000;  // milliseconds from a change to its copy
const QString kSuffix = QStringLiteral(".gaugescope");

}  // namespace

/// The file and its lock. It goes with the store, even while a copy is being written.
struct SessionStore::Copy {
    Copy(const QString& where, Writer how) : path(where), lock(where + QStringLiteral(".lock")), writer(std::move(how))
    {
        lock.setStaleLockTime(0);
        lock.lock();
    }

    void write(const std::optional<Document>& document)
    {
        if (document)
            writer(path, *document);
        const std::lock_guard guard(mutex);
        if (!document || over)
            QFile::remove(path);
    }
    void end()
    {
        const std::lock_guard guard(mutex);
        over = true;
        QFile::remove(path);
    }

    const QString path;
    QLockFile lock;
    const Writer writer;
    std::mutex mutex;
    bool over = false;
};

std::shared_ptr<SessionStore::Copy> SessionStore::copyIn(const QString& folder, Writer writer)
{
    if (folder.isEmpty() || !QDir().mkpath(folder))
        return nullptr;
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces) + kSuffix;
    return std::make_shared<Copy>(folder + QLatin1Char('/') + name, std::move(writer));
}

void writeCopy(const QString& path, const Document& document)
{
    writeFileAtomically(path.toStdString(), encodeSession(sessionOf(document, {}, {})));
}

SessionStore::SessionStore(const QString& folder, QObject* parent, Writer writer)
    : QObject(parent), copy_(copyIn(folder, std::move(writer))),
      copies_(Newer::Waits,
              [copy = copy_](const std::optional<Document>& document, const RunControl&) {
                  copy->write(document);
                  return std::monostate();
              },
              {.found = [this](std::monostate) { told_ = false; },
               .failed =
                   [this](const QString& words) {
                       if (!std::exchange(told_, true))
                           emit failed(tr("This work is not kept against a crash: %1").arg(words));
                   }})
{
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &SessionStore::write);
}

SessionStore::~SessionStore()
{
    if (copy_)
        copy_->end();
}

void SessionStore::keep(const Document& document)
{
    if (!copy_)
        return;
    next_ = document;
    if (!timer_.isActive())
        timer_.start(kPatience);
}

void SessionStore::forget()
{
    timer_.stop();
    next_.reset();
    if (copy_)
        copies_.submit(std::nullopt);
}

void SessionStore::write()
{
    copies_.submit(std::exchange(next_, std::nullopt));
}

std::vector<Leftover> SessionStore::leftovers(const QString& folder)
{
    std::vector<Leftover> found;
    if (folder.isEmpty())
        return found;
    for (const QFileInfo& file : QDir(folder).entryInfoList({QLatin1Char('*') + kSuffix}, QDir::Files, QDir::Time)) {
        QLockFile lock(file.absoluteFilePath() + QStringLiteral(".lock"));
        lock.setStaleLockTime(0);  // only that its program is gone makes a lock stale
        if (!lock.tryLock(0))
            continue;
        lock.unlock();
        found.push_back({file.absoluteFilePath(), file.lastModified()});
    }
    return found;
}

void SessionStore::discard(const Leftover& leftover)
{
    QFile::remove(leftover.path);
    QFile::remove(leftover.path + QStringLiteral(".lock"));
}

}  // namespace gauge::ui
