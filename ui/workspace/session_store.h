// Work that is not lost: a copy of the session, written aside soon after every change, and found again after a crash.
#pragma once

#include "ui/background.h"
#include "ui/workspace/document.h"

#include <optional>
#include <QDateTime>
#include <QTimer>
#include <variant>
#include <vector>

namespace gauge::ui {

/// A session that a program left behind when it ended without saving.
struct Leftover {
    QString path;
    QDateTime written;
};

/// Writes a document as a session. Throws Error.
void writeCopy(const QString& path, const Document& document);

class SessionStore : public QObject {
    Q_OBJECT
public:
    using Writer = std::function<void(const QString& path, const Document& document)>;

    /// Keeps its copy in the folder, which is made where it is missing. An empty name: nothing is kept.
    explicit SessionStore(const QString& folder, QObject* parent = nullptr, Writer writer = writeCopy);
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
    /// A copy could not be written; said once until one could, or nothing was worth keeping.
    void failed(QString message);

private:
    struct Copy;

    static std::shared_ptr<Copy> copyIn(const QString& folder, Writer writer);
    void write();

    std::shared_ptr<Copy> copy_;  // null: nothing is kept
    QTimer timer_;
    std::optional<Document> next_;
    bool told_ = false;
    Background<std::optional<Document>, std::monostate> copies_;  // no document: none is worth keeping
};

}  // namespace gauge::ui
