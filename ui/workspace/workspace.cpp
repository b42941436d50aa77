#include "ui/workspace/workspace.h"

#include "core/error.h"
#include "core/pipeline/learned_parameters.h"
#include "core/pipeline/records.h"
#include "ui/views/all_views.h"

#include <tuple>
#include <utility>

namespace gauge::ui {

Workspace::Workspace(BackendFactory backends, const Places& places, QObject* parent)
    : QObject(parent), backends_(std::move(backends)), places_(places), bridge_(backends_), adviser_(backends_),
      loader_(backends_), follower_(backends_), store_(places.recovery), history_([this](const Document& d) { restore(d); })
{
    connect(&bridge_, &EngineBridge::snapshotReady, this, &Workspace::take);
    connect(&bridge_, &EngineBridge::failed, this, [this](const QString& message) {
        problem_ = message;
        emit failed(message);
    });
    connect(&bridge_, &EngineBridge::deviceFailed, this, &Workspace::deviceFailed);
    connect(&bridge_, &EngineBridge::progress, this, &Workspace::progress);
    connect(&bridge_, &EngineBridge::cancelled, this, [this] {
        adviser_.consider(snapshot_);
        emit cancelled();
    });
    connect(&loader_, &FileLoader::loaded, this, &Workspace::takeLoaded);
    connect(&loader_, &FileLoader::failed, this, [this](const QString& message) {
        emit complained(message);
        emit openFailed();
    });
    connect(&follower_, &Follower::changed, this, &Workspace::takeFollowed);
    connect(&follower_, &Follower::said, this, &Workspace::said);
    connect(&follower_, &Follower::complained, this, &Workspace::complained);
    connect(&store_, &SessionStore::failed, this, &Workspace::complained);
}

Parameters Workspace::computed(Parameters parameters) const
{
    parameters.threads = threads_;
    parameters.backend = backend_;
    return parameters;
}

void Workspace::setComputing(int threads, BackendChoice backend)
{
    threads_ = threads;
    backend_ = backend;
}

void Workspace::change(Source source, const Parameters& parameters, const Parameters& defaults)
{
    proposal_.reset();
    if (source.path != follower_.path())
        stopFollowing();
    now_.run.text = std::move(source.text);
    now_.run.model = std::move(source.model);
    now_.run.state = std::move(source.state);
    now_.path = source.path;
    now_.run.layer = -1;
    now_.run.earlier.clear();
    now_.run.parameters = last_ = parameters;
    now_.defaults = defaults;
    show();
    request();
    commit();
}

void Workspace::begin(const Example& example)
{
    {
        const Hold hold(*this);
        openExample(example);
    }
    adopt();
    request();
    markSaved();
}

void Workspace::openExample(const Example& example)
{
    if (!example.file.empty() || !example.model.empty())
        loader_.loadExample(example);
    else
        takeExample(inputOf(example));
}

void Workspace::useState(const std::shared_ptr<const State>& state, const QString& path)
{
    showState(state, path, {});
}

void Workspace::useEnd(const std::shared_ptr<const State>& state, const Parameters& parameters)
{
    showState(state, {}, parameters);
}

void Workspace::showState(const std::shared_ptr<const State>& state, const QString& path, const Parameters& parameters)
{
    endVisit();
    now_.lock = {};
    takeUp(*state);
    Parameters asLoaded = computed(parameters);
    asLoaded.evolve.layers = 0;
    change({now_.run.text, now_.run.model, state, path}, asLoaded, asLoaded);
}

void Workspace::useText()
{
    try {
        const Parameters p = computed(now_.run.model ? learnedParameters(*now_.run.model, now_.run.parameters)
                                                     : examples().front().parameters);
        const auto [parameters, defaults] = aside_.value_or(std::pair(p, p));
        change({now_.run.text, now_.run.model, nullptr, {}}, parameters, defaults);
    } catch (const Error& e) {
        emit complained(QString::fromUtf8(e.what()));
    }
}

void Workspace::useModel(const std::shared_ptr<const learn::TrainedModel>& model)
{
    try {
        const Parameters p =
            computed(model ? learnedParameters(*model, now_.run.parameters) : examples().front().parameters);
        change({now_.run.text, model, nullptr, {}}, p, p);
    } catch (const Error& e) {
        emit complained(QString::fromUtf8(e.what()));
        show();
    }
}

void Workspace::followModel(const std::shared_ptr<const learn::TrainedModel>& model)
{
    if (!now_.run.model || !now_.run.model->origin.empty() || now_.run.state)
        return;  // somebody chose other words meanwhile
    now_.run.model = model;
    now_.run.parameters = now_.defaults = last_ = learnedParameters(*model, now_.run.parameters);
    show();
    request();
    adopt();
}

void Workspace::setText(const QString& text)
{
    if (now_.run.state && aside_)
        std::tie(now_.run.parameters, now_.defaults) = *aside_;
    stopFollowing();
    now_.run.text = text.toStdString();
    now_.run.state.reset();
    now_.path.clear();
    now_.run.earlier.clear();
    request();
    commit();
}

void Workspace::setLayer(int layer)
{
    now_.run.layer = layer;
    request();
    commit();
}

void Workspace::setView(const QString& panel, const ViewOptions& options)
{
    now_.views[panel] = options;
    commit();
}

void Workspace::dropViews(const QStringList& panels)
{
    for (const QString& panel : panels)
        now_.views.erase(panel);
    commit();
}

void Workspace::setLock(const Selection& lock)
{
    now_.lock = lock;
    if (!(lock == history_.committed().lock))  // what is hovered is no step
        commit();
}

void Workspace::setNames(const GroupNames& names)
{
    now_.names = names;
    show();
    commit();
}

void Workspace::setPinned(const std::vector<Pinned>& pinned, int reference)
{
    now_.pinned = pinned;
    now_.reference = reference;
    commit();
}

void Workspace::setPlaying(bool playing)
{
    adviser_.setPlaying(playing);
    if (std::exchange(playing_, playing) != playing && snapshot_)
        request();
}

void Workspace::setSteady(bool steady)
{
    if (std::exchange(steady_, steady) != steady && snapshot_)
        request();
}

void Workspace::setCurvesWanted(bool wanted)
{
    curves_ = wanted;
    if (wanted && snapshot_ && !snapshot_->curves)
        request();
}

void Workspace::restore(const Document& document)
{
    proposal_.reset();
    const std::shared_ptr<const State> followed = now_.run.state;
    if (document.path != follower_.path())
        stopFollowing();
    if (document.path != now_.path)
        reading_ = {};
    const auto before = std::exchange(now_, document).views;
    if (following() && followed)
        now_.run.state = followed;  // what the file holds now, whatever is undone
    if (now_.run.state && now_.run.state->recording)
        rest(now_.run.parameters);
    for (const auto& [panel, options] : before)
        if (duplicateOf(panel).isEmpty())
            now_.views.emplace(panel, options);
    last_ = now_.run.parameters;
    show();
    adopt();
    request();
    keep();
}

/// The window follows; what its widgets say meanwhile is no hand's.
void Workspace::show()
{
    const Hold hold(*this);
    emit replaced();
}

void Workspace::request()
{
    if (held_ > 0)
        return;
    last_ = now_.run.parameters;
    if (!hasSource()) {
        bridge_.cancel();
        showNothing();
        emit said(tr("Type a sentence, open a belief file or choose an example."));
        return;
    }
    RunInput run = now_.run;
    run.extras = {.curves = curves_, .extents = playing_ || steady_};
    adviser_.giveWay();
    bridge_.submit(std::move(run));
    emit asked();
}

bool Workspace::hasSource() const
{
    return now_.run.state || now_.run.text.find_first_not_of(" \t\n\r") != std::string::npos;
}

/// No picture of a text that is gone.
void Workspace::showNothing()
{
    snapshot_.reset();
    adviser_.consider(nullptr);
    problem_.clear();
    const Hold hold(*this);
    emit emptied();
}

void Workspace::commit(const QString& kind)
{
    if (held_ == 0 && history_.commit(now_, playing_, kind))
        keep();
    noteWork();
}

void Workspace::adopt()
{
    history_.adopt(now_);
    noteWork();
}

void Workspace::noteWork()
{
    if (visit_)
        return;  // what is done on it is nobody's work
    const bool clean = sameWork(now_, saved_) || sameWork(now_, lookedFrom_);
    if (std::exchange(clean_, clean) == clean)
        return;
    if (clean)
        store_.forget();
    emit cleanChanged(clean);
}

/// What follows from a run, such as a lock let go because the text became shorter, is no step.
void Workspace::take(const std::shared_ptr<const Snapshot>& snapshot)
{
    if (!hasSource())
        return;  // it was under way when the text went
    snapshot_ = snapshot;
    problem_.clear();
    {
        const Hold hold(*this);
        emit arrived();
    }
    adviser_.consider(snapshot);
    adopt();
}

}  // namespace gauge::ui
