#include "ui/workspace/file_loader.h"

#include "core/error.h"
#include "core/gaussian/recorded_files.h"
#include "core/io/file.h"
#include "core/io/frames_table.h"
#include "core/io/npz.h"
#include "core/learn/model_file.h"
#include "core/learn/trained_text.h"
#include "core/pipeline/stages.h"
#include "core/sweep/map.h"
#include "ui/figure/figure_recipe.h"

#include <QFileInfo>

namespace gauge::ui {
namespace {

/// The figure's state, with its views as the panels showed them.
Loaded fromRecipe(const QByteArray& recipe, const BackendFactory& backends, const RunControl& control)
{
    const FigureSpec spec = specFromRecipe(recipe);
    Loaded loaded;
    loaded.document = documentOf(spec.session, backends, control);
    loaded.document->defaults = spec.session.run.parameters;
    loaded.document->names = spec.names;
    for (const FigurePanel& panel : spec.panels) {
        loaded.document->views.emplace(QLatin1String(panel.kind->name), panel.options);
        loaded.document->lock = panel.selection;
    }
    return loaded;
}

Loaded fromSession(const std::string& path, const BackendFactory& backends, const RunControl& control)
{
    const Session session = readSession(path);
    Loaded loaded;
    loaded.document = documentOf(session, backends, control);
    loaded.session = true;
    loaded.newer = session.newer;
    loaded.newerOfWindow = newerOfWindow(session);
    for (const std::string& key : newerKeys(session))
        loaded.notes
            << QObject::tr("%1 is not known to this version; it is kept as it is.").arg(QString::fromStdString(key));
    for (const auto& [key, value] : loaded.newerOfWindow.items())
        loaded.notes
            << QObject::tr("window.%1 is not known to this version; it is kept as it is.").arg(QString::fromStdString(key));
    return loaded;
}

/// A belief file, or the records of a run.
Loaded fromStates(const QStringList& paths, Reading reading, const BackendFactory& backends, const RunControl& control)
{
    std::vector<std::string> names;
    for (const QString& path : paths)
        names.push_back(path.toStdString());
    reading.control = control;
    Loaded loaded;
    loaded.state = std::make_shared<const State>(readStates(names, reading));
    for (const std::string& note : loaded.state->notes)
        loaded.notes << QString::fromStdString(note);
    loaded.kappa = proposalFor(loaded.state, backends, control);
    loaded.path = paths.front();
    loaded.reading = reading;
    loaded.reading.control = {};
    if (paths.size() > 1 && loaded.state->recording) {
        loaded.path.clear();        // they lie at no one place
    } else if (paths.size() > 1) {  // a table of means and one of its frames
        const std::size_t frames = isFramesTable(names[0]) ? 0 : 1;
        loaded.path = paths[static_cast<qsizetype>(1 - frames)];
        loaded.reading.frames = names[frames];
    }
    return loaded;
}

/// By the names of its arrays alone; what cannot be read at all is no sweep, and whoever reads it says why.
bool isSweep(const std::string& path)
{
    bool sweep = false;
    try {
        readNpzArchive(path, [&sweep, &path](const NpzArrays& headers) {
            sweep = holdsSweep(headers);
            fail("{}: looked at, and not read", path);
        });
    } catch (const Error&) {
        return sweep;
    }
    return sweep;
}

Loaded fromSweep(const std::string& path)
{
    const StoredSweep sweep = readSweep(path, [](const std::string& origin) { return learn::modelFrom(origin); });
    Loaded loaded;
    loaded.sweep = mapOf(sweep);
    if (!sweep.shard.whole())
        loaded.notes << QObject::tr("part %1 of %2 of a sweep: what other parts computed is missing")
                            .arg(sweep.shard.part)
                            .arg(sweep.shard.parts);
    return loaded;
}

/// What says how a table is to be read says nothing of other files.
void requireNoReading(const Reading& reading, const std::string& path)
{
    if (!reading.frames.empty() || !reading.group.empty() || reading.sigma)
        fail("--frames, --group, --sigma: say how a belief file is to be read, found {}", path);
}

}  // namespace

/// Where energies cannot be had the run itself says why.
std::optional<KappaProposal> proposalFor(const std::shared_ptr<const State>& state, const BackendFactory& backends,
                                         const RunControl& control)
{
    try {
        Snapshot s;
        s.state = state;
        s.request = resolveFor({}, *state);
        requireMatricesFit(state->tokenCount(), state->heads.size(), 1);
        s.energy = attentionOf(*backends(BackendChoice::Auto), startOf(*state, s.request).ensemble, s.request,
                               {.energy = true, .attention = false, .mixture = false}, control)
                       .energy;
        return proposedKappa(s);
    } catch (const Error&) {
        return std::nullopt;
    }
}

Loaded readAnything(const QStringList& paths, const Reading& reading, const BackendFactory& backends,
                    const RunControl& control)
{
    const QString& path = paths.front();
    const std::string name = path.toStdString();
    const QString suffix = QFileInfo(path).suffix().toLower();
    Loaded loaded;
    if (paths.size() > 1)
        return fromStates(paths, reading, backends, control);
    if (namesSession(name)) {
        requireNoReading(reading, name);
        loaded = fromSession(name, backends, control);
    } else if (suffix == QLatin1String("json") || suffix == QLatin1String("pdf") || suffix == QLatin1String("svg") ||
               suffix == QLatin1String("png")) {
        requireNoReading(reading, name);
        const QByteArray bytes = QByteArray::fromStdString(readFile(name));
        if (suffix == QLatin1String("json") && lesson::namesLesson(bytes.toStdString())) {
            loaded.lesson = std::make_shared<const CourseLesson>(lessonInFile(path));
            loaded.path = path;
            return loaded;
        }
        const auto recipe = suffix == QLatin1String("json") ? std::optional(bytes) : recipeIn(bytes);
        if (!recipe)
            fail("{}: expected a figure that carries its recipe, found none inside", name);
        try {
            loaded = fromRecipe(*recipe, backends, control);
        } catch (const Error& e) {
            fail("{}: {}", name, e.what());
        }
    } else if (!QFileInfo(path).isDir() && learn::isModel(name)) {
        requireNoReading(reading, name);
        loaded.model = learn::modelFrom(name);
    } else if (suffix == QLatin1String("npz") && isSweep(name)) {
        requireNoReading(reading, name);
        loaded = fromSweep(name);
    } else {
        loaded = fromStates(paths, reading, backends, control);
    }
    loaded.path = path;
    return loaded;
}

// One that still reads is left to end by itself: what was asked for last does not wait for it.
FileLoader::FileLoader(BackendFactory backends, QObject* parent)
    : QObject(parent), backends_(std::move(backends)),
      files_(Newer::Overtakes,
             [](const Job& read, const RunControl& control) { return std::make_shared<const Loaded>(read(control)); },
             {.found = [this](const std::shared_ptr<const Loaded>& found) { emit loaded(found); },
              .failed = [this](const QString& words) { emit failed(words); }})
{
}

void FileLoader::load(const QStringList& paths, const Reading& reading)
{
    files_.submit([paths, reading, backends = backends_](const RunControl& control) {
        return readAnything(paths, reading, backends, control);
    });
}

void FileLoader::loadExample(const Example& example)
{
    files_.submit([example](const RunControl&) {
        Loaded loaded;
        loaded.example = inputOf(example);
        return loaded;
    });
}

void FileLoader::loadModel(const QString& origin)
{
    files_.submit([origin](const RunControl&) {
        Loaded loaded;
        loaded.builtInWords = origin.isEmpty();
        if (!origin.isEmpty())
            loaded.model = learn::modelFrom(origin.toStdString());
        return loaded;
    });
}

void FileLoader::recover(const QString& path)
{
    files_.submit([path, backends = backends_](const RunControl& control) {
        Loaded loaded;
        loaded.document = documentOf(readSession(path.toStdString()), backends, control);
        loaded.recovered = true;
        return loaded;
    });
}

}  // namespace gauge::ui
