// Work that is not lost: a copy of the session, written aside by a thread of its own soon after every change, and found again after a crash.
#pragma once

#include "ui/document.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <QDateTime>
#include <QLockFile>
#include <QObject>
#include <QTimer>
#include <thread>

namespace gauge::ui {

/// A session that a program left behind when it ended without saving.
struct Leftover {
    QString path;
    QDateTime written;
};

class SessionStore : public QObject {
    Q_OBJECT
public:
    /// Keeps its copy in the folder, which is made where it is missing. An empty name: nothing is kept.
    explicit SessionStore(const QString& folder, QObject* parent = nullptr);
    /// Takes the copy away: the program ended as it should.
    ~SessionStore() override;

    /// Writes this within a second, unless a newer one comes first.
    void keep(const Document& document);
    /// Nothing is worth keeping: what runs is saved, or new.
    void forget();

    /// What other programs left in the folder. One that still runs keeps its own.
    static std::vector<Leftover> leftovers(const QString& folder);
    static void discard(const Leftover& leftover);

signals:
    /// A copy could not be written; said once until one could.
    void failed(QString message);

private slots:
    void report();

private:
    void write();
    void loop(const std::stop_token& end);

    QString path_;
    std::unique_ptr<QLockFile> lock_;
    QTimer timer_;
    std::optional<Document> next_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::optional<Document> waiting_;
    bool forget_ = false;
    QString problem_;
    bool told_ = false;
    std::jthread thread_;
};

}  // namespace gauge::ui
