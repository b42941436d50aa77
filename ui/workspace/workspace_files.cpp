// Opening, saving, and what was kept against a crash.
#include "core/error.h"
#include "ui/workspace/recent_files.h"
#include "ui/workspace/workspace.h"

#include <utility>

namespace gauge::ui {

void Workspace::newSession()
{
    openExample(examples().front());
    file_.leave();
}

void Workspace::open(const QString& path)
{
    emit said(tr("Reading %1…").arg(path));
    loader_.load(path);
}

void Workspace::openModel(const QString& origin)
{
    loader_.loadModel(origin);
}

void Workspace::takeLoaded(const std::shared_ptr<const Loaded>& loaded)
{
    for (const QString& note : loaded->notes)
        emit complained(note.startsWith(loaded->path) ? note : QStringLiteral("%1: %2").arg(loaded->path, note));
    if (loaded->model || loaded->builtInWords)
        useModel(loaded->model);
    else if (!loaded->document)
        takeState(*loaded);
    else if (loaded->recovered)
        takeRecovered(*loaded->document);
    else
        takeDocument(*loaded);
    if (!loaded->path.isEmpty() && !loaded->recovered)
        rememberFile(places_.settings, loaded->path);
    emit opened(loaded->recovered);
}

/// Looking at a file is no change to save; what was changed before it still is one.
void Workspace::takeState(const Loaded& loaded)
{
    const bool clean = clean_;
    const Document before = now_;
    useState(loaded.state, loaded.path);
    proposal_ = loaded.kappa;
    emit proposalAnswered();
    if (!clean)
        return;
    markSaved();
    lookedFrom_ = before;
}

void Workspace::takeRecovered(const Document& document)
{
    const Document before = history_.committed();
    restore(document);
    history_.stack().clear();
    history_.adopt(before);
    saved_ = lookedFrom_ = before;
    commit();  // a step: the session counts as unsaved
}

void Workspace::takeDocument(const Loaded& loaded)
{
    restore(*loaded.document);
    file_.enter(loaded.session ? loaded.path : QString(), loaded.newer, loaded.newerOfWindow);
    history_.stack().clear();
    markSaved();
}

bool Workspace::save(const QString& path)
{
    try {
        file_.write(now_, path);
    } catch (const std::exception& e) {
        emit complained(QString::fromUtf8(e.what()));
        return false;
    }
    markSaved();
    rememberFile(places_.settings, path);
    emit said(tr("Saved %1").arg(path));
    return true;
}

void Workspace::discard()
{
    history_.stack().clear();
    markSaved();
}

void Workspace::markSaved()
{
    history_.stack().setClean();
    store_.forget();
    saved_ = lookedFrom_ = now_;
    if (!std::exchange(clean_, true))
        emit cleanChanged(true);
}

QStringList Workspace::recent() const
{
    return recentFiles(places_.settings);
}

std::vector<Leftover> Workspace::leftovers() const
{
    return SessionStore::leftovers(places_.recovery);
}

void Workspace::recover(const Leftover& leftover)
{
    loader_.recover(leftover.path);
}

}  // namespace gauge::ui
