#include "ui/session_store.h"

#include "core/io/file.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QUuid>

namespace gauge::ui {
namespace {

constexpr int kPatience = 1000;  // milliseconds from a change to its copy
const QString kSuffix = QStringLiteral(".gaugescope");

}  // namespace

SessionStore::SessionStore(const QString& folder, QObject* parent) : QObject(parent)
{
    if (folder.isEmpty() || !QDir().mkpath(folder))
        return;
    path_ = folder + QLatin1Char('/') + QUuid::createUuid().toString(QUuid::WithoutBraces) + kSuffix;
    lock_ = std::make_unique<QLockFile>(path_ + QStringLiteral(".lock"));
    lock_->setStaleLockTime(0);
    lock_->lock();
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &SessionStore::write);
    thread_ = std::jthread([this](const std::stop_token& end) { loop(end); });
}

SessionStore::~SessionStore()
{
    if (path_.isEmpty())
        return;
    thread_.request_stop();
    thread_.join();
    QFile::remove(path_);
}

void SessionStore::keep(const Document& document)
{
    if (path_.isEmpty())
        return;
    next_ = document;
    if (!timer_.isActive())
        timer_.start(kPatience);
}

void SessionStore::forget()
{
    timer_.stop();
    next_.reset();
    {
        const std::lock_guard lock(mutex_);
        waiting_.reset();
        forget_ = true;
    }
    wake_.notify_one();
}

void SessionStore::write()
{
    {
        const std::lock_guard lock(mutex_);
        waiting_ = std::move(next_);
    }
    next_.reset();
    wake_.notify_one();
}

void SessionStore::loop(const std::stop_token& end)
{
    std::unique_lock lock(mutex_);
    while (wake_.wait(lock, end, [this] { return waiting_.has_value() || forget_; })) {
        if (std::exchange(forget_, false))
            QFile::remove(path_);
        if (!waiting_)
            continue;
        const Document document = std::move(*waiting_);
        waiting_.reset();
        lock.unlock();
        QString problem;
        try {
            writeFileAtomically(path_.toStdString(), encodeSession(sessionOf(document, {}, {})));
        } catch (const std::exception& e) {
            problem = QString::fromUtf8(e.what());
        }
        lock.lock();
        problem_ = problem;
        QMetaObject::invokeMethod(this, "report", Qt::QueuedConnection);
    }
}

void SessionStore::report()
{
    QString problem;
    {
        const std::lock_guard lock(mutex_);
        problem = problem_;
    }
    if (!problem.isEmpty() && !told_)
        emit failed(tr("This work is not kept against a crash: %1").arg(problem));
    told_ = !problem.isEmpty();
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
