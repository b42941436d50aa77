// What a person has made: what runs, how each view looks, what is locked, named and pinned. Undo keeps whole ones.
#pragma once

#include "core/pipeline/session.h"
#include "ui/scene/scene.h"
#include "ui/workspace/pinned.h"

#include <map>

namespace gauge::ui {

struct Document {
    RunInput run;
    QString path;                          // the file the state came from; empty: typed
    Parameters defaults;                   // what a reset returns to
    std::map<QString, ViewOptions> views;  // by panel, duplicates included
    Selection lock;                        // its locked part alone
    GroupNames names;
    std::vector<Pinned> pinned;
    int reference = -1;

    bool operator==(const Document&) const = default;
};

/// Whether they differ in nothing that somebody made: how views look, what is locked and the layer on show is looking.
bool sameWork(const Document& a, const Document& b);

/// The same document as a session, and back. The arrangement of the docks belongs to the window, not to it. `newer`: what a newer version wrote.
Session sessionOf(const Document& document, const nlohmann::json& newer, const nlohmann::json& newerOfWindow);

/// Runs what is pinned. Throws Error: which key, what was expected and found.
Document documentOf(const Session& session, const BackendFactory& backends, const RunControl& control = {});

/// Keys of session.window that this version does not know.
nlohmann::json newerOfWindow(const Session& session);

/// What changed, in a few words: "κ 2 → 3", "text", "view of Attention".
QString describeChange(const Document& before, const Document& after);

}  // namespace gauge::ui
