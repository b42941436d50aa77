// The file a workspace is saved in, what a newer version wrote into it, and whether somebody else has changed it since.
#pragma once

#include "ui/workspace/document.h"

#include <utility>

namespace gauge::ui {

class SessionFile {
public:
    /// Empty: not saved yet.
    const QString& path() const { return path_; }

    /// A new document, in no file.
    void leave() { *this = {}; }
    /// A document was read from here, with keys that this version does not know. An empty path: from something else than a session.
    void enter(const QString& path, nlohmann::json newer, nlohmann::json newerOfWindow);

    /// What a save would write.
    std::string bytes(const Document& document) const;

    /// Writes it. Throws Error: it cannot be written; or, once, the file was changed by another program since it was last read or
    /// written.
    void write(const Document& document, const QString& path);

private:
    QString path_;
    std::pair<qint64, qint64> stamp_{0, 0};  // of the file when it was last read or written: time and size
    nlohmann::json newer_ = nlohmann::json::object();
    nlohmann::json newerOfWindow_ = nlohmann::json::object();
};

}  // namespace gauge::ui
