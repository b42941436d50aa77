// Opening, saving, and what was kept against a crash.
#include "core/error.h"
#include "core/gaussian/recording.h"
#include "core/pipeline/applicable.h"
#include "core/pipeline/records.h"
#include "ui/views/all_views.h"
#include "ui/views/map_options.h"
#include "ui/workspace/recent_files.h"
#include "ui/workspace/workspace.h"

#include <algorithm>
#include <QDir>
#include <utility>

namespace gauge::ui {
namespace {

/// Where the record on show is now. The newest one gives way to a newer one.
int samePlace(int layer, const Recording* before, const Recording* now)
{
    if (!before || !now)
        return layer;
    if (layer < 0 || layer + 1 >= static_cast<int>(before->records.size()))
        return -1;
    const std::string& name = before->records[static_cast<std::size_t>(layer)].name;
    const auto at = std::find_if(now->records.begin(), now->records.end(), [&](const Record& r) { return r.name == name; });
    return at == now->records.end() ? -1 : static_cast<int>(at - now->records.begin());
}

}  // namespace

void Workspace::newSession()
{
    endVisit();
    for (auto view = now_.views.begin(); view != now_.views.end();) {
        view->second = {};
        view = duplicateOf(view->first).isEmpty() ? std::next(view) : now_.views.erase(view);
    }
    now_.names.clear();
    now_.pinned.clear();
    now_.reference = -1;
    openExample(examples().front());
    file_.leave();
}

void Workspace::open(const QStringList& paths, const Reading& reading)
{
    if (paths.isEmpty())
        return;
    emit said(paths.size() == 1 ? tr("Reading %1…").arg(paths.front())
                                : tr("Reading %n files…", nullptr, static_cast<int>(paths.size())));
    QStringList clean;
    for (const QString& path : paths)
        clean << QDir::cleanPath(path);
    loader_.load(clean, reading);
}

void Workspace::openAndFollow(const QString& path, const Reading& reading)
{
    reading_ = reading;
    beginFollowing(QDir::cleanPath(path), true);
}

void Workspace::beginFollowing(const QString& path, bool propose)
{
    endVisit();
    emit said(tr("Following %1").arg(path));
    follower_.follow(path, reading_, propose);
    emit followingChanged(true);
}

void Workspace::setFollowing(bool follow)
{
    if (!follow) {
        stopFollowing();
    } else if (!now_.run.state || now_.path.isEmpty()) {
        emit complained(tr("Follow: open a belief file or a folder of them first."));
        emit followingChanged(false);
    } else {
        beginFollowing(now_.path, false);
    }
}

void Workspace::stopFollowing()
{
    if (!following())
        return;
    follower_.stop();
    emit followingChanged(false);
}

/// The first state of a file that is not on show yet is opened as by hand; the next ones take its place, and are no step.
void Workspace::takeFollowed(const std::shared_ptr<const State>& state, const std::optional<KappaProposal>& kappa)
{
    if (!now_.run.state || now_.path != follower_.path()) {
        Loaded loaded;
        loaded.path = follower_.path();
        loaded.state = state;
        loaded.kappa = kappa;
        loaded.reading = reading_;
        takeState(loaded);
        rememberFile(places_.settings, loaded.path);
        emit opened(false);
        return;
    }
    const std::shared_ptr<const State> before = std::exchange(now_.run.state, state);
    if (state->recording)
        rest(now_.run.parameters);
    for (Document* known : {&saved_, &lookedFrom_})
        if (known->run.state == before)
            known->run.state = state;  // a file that changes by itself is nobody's work
    now_.run.layer = samePlace(now_.run.layer, before->recording.get(), state->recording.get());
    RunInput old = now_.run;
    old.state = before;
    if (inapplicable(old) != inapplicable(now_.run))
        emit parametersReplaced();
    request();
    adopt();
}

void Workspace::openModel(const QString& origin)
{
    loader_.loadModel(origin);
}

void Workspace::takeLoaded(const std::shared_ptr<const Loaded>& loaded)
{
    for (const QString& note : loaded->notes)
        emit complained(note.startsWith(loaded->path) ? note : QStringLiteral("%1: %2").arg(loaded->path, note));
    if (loaded->lesson) {
        rememberFile(places_.settings, loaded->path);
        emit opened(false);
        emit lessonLoaded(loaded->lesson);
        return;
    }
    if (const std::optional<RunInput>& example = loaded->example) {
        takeExample(*example);
        emit opened(false);
        return;
    }
    if (loaded->sweep)
        takeSweep(*loaded);
    else if (loaded->model || loaded->builtInWords)
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
    if (loaded->sweep)
        emit sweepLoaded(loaded->sweep, loaded->path);
}

/// A state is to be shown: where it has categories beliefs are coloured by them, and a text is put aside.
void Workspace::takeUp(const State& state)
{
    if (!now_.run.state)
        aside_ = {now_.run.parameters, now_.defaults};
    if (state.category.empty())
        return;
    for (const ViewKind& kind : viewKinds())
        if (controlOf(kind, QStringLiteral("colour")))
            startWith(kind, now_.views[QLatin1String(kind.name)], state);
}

/// One with a state puts the text aside, as a file does.
void Workspace::takeExample(const RunInput& example)
{
    endVisit();
    now_.lock = {};
    if (example.state)
        takeUp(*example.state);
    const Parameters parameters = computed(example.parameters);
    change({example.state ? now_.run.text : example.text, example.model, example.state, {}}, parameters, parameters);
}

/// Looking at a file is no change to save; what was changed before it still is one.
void Workspace::takeState(const Loaded& loaded)
{
    endVisit();
    const bool clean = clean_;
    const Document before = now_;
    reading_ = loaded.reading;
    useState(loaded.state, loaded.path);
    proposal_ = loaded.kappa;
    emit proposalAnswered();
    lookedAt(clean, before);
}

void Workspace::lookedAt(bool clean, const Document& before)
{
    if (!clean)
        return;
    markSaved();
    lookedFrom_ = before;
}

/// What was swept, where the sweep began. Its numbers are the map view's alone: a session keeps its axes, and computes it again.
void Workspace::takeSweep(const Loaded& loaded)
{
    endVisit();
    const bool clean = clean_;
    const Document before = now_;
    const SweepPlan& plan = loaded.sweep->plan;
    now_.lock = {};
    if (plan.source.state)
        takeUp(*plan.source.state);
    ViewOptions& map = now_.views[QStringLiteral("map")];
    map = map::sweptOptions(plan, map);
    const Parameters parameters = computed(plan.base);
    change({plan.source.state ? now_.run.text : plan.source.text, plan.source.model, plan.source.state, {}}, parameters,
           parameters);
    lookedAt(clean, before);
}

void Workspace::takeRecovered(const Document& document)
{
    endVisit();
    const Document before = history_.committed();
    stopFollowing();
    restore(document);
    history_.stack().clear();
    history_.adopt(before);
    saved_ = lookedFrom_ = before;
    commit();  // a step: the session counts as unsaved
}

void Workspace::takeDocument(const Loaded& loaded)
{
    endVisit();
    stopFollowing();
    restore(*loaded.document);
    file_.enter(loaded.session ? loaded.path : QString(), loaded.newer, loaded.newerOfWindow);
    history_.stack().clear();
    markSaved();
}

bool Workspace::save(const QString& path)
{
    try {
        file_.write(own(), path);
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
    endVisit();
    history_.stack().clear();
    markSaved();
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
