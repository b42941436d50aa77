#include "ui/file_loader.h"

#include "core/error.h"
#include "core/io/file.h"
#include "core/learn/model_file.h"
#include "core/learn/trained_text.h"
#include "ui/figure_recipe.h"

#include <QFileInfo>

namespace gauge::ui {
namespace {

/// The figure's state, with its views as the panels showed them.
Loaded fromRecipe(const QByteArray& recipe, const BackendFactory& backends)
{
    const FigureSpec spec = specFromRecipe(recipe);
    Loaded loaded;
    loaded.document = documentOf(spec.session, backends);
    loaded.document->defaults = spec.session.run.parameters;
    loaded.document->names = spec.names;
    for (const FigurePanel& panel : spec.panels) {
        loaded.document->views.emplace(QLatin1String(panel.kind->name), panel.options);
        loaded.document->lock = panel.selection;
    }
    return loaded;
}

Loaded fromSession(const std::string& path, const BackendFactory& backends)
{
    const Session session = readSession(path);
    Loaded loaded;
    loaded.document = documentOf(session, backends);
    loaded.session = true;
    loaded.newer = session.newer;
    loaded.newerOfWindow = newerOfWindow(session);
    for (const std::string& key : newerKeys(session))
        loaded.notes << QObject::tr("%1 is not known to this version; it is kept as it is.").arg(QString::fromStdString(key));
    for (const auto& [key, value] : loaded.newerOfWindow.items())
        loaded.notes << QObject::tr("window.%1 is not known to this version; it is kept as it is.")
                            .arg(QString::fromStdString(key));
    return loaded;
}

}  // namespace

Loaded readAnything(const QString& path, const BackendFactory& backends)
{
    const std::string name = path.toStdString();
    const QString suffix = QFileInfo(path).suffix().toLower();
    Loaded loaded;
    if (namesSession(name)) {
        loaded = fromSession(name, backends);
    } else if (suffix == QLatin1String("json") || suffix == QLatin1String("pdf") || suffix == QLatin1String("svg") ||
               suffix == QLatin1String("png")) {
        const QByteArray bytes = QByteArray::fromStdString(readFile(name));
        const auto recipe = suffix == QLatin1String("json") ? std::optional(bytes) : recipeIn(bytes);
        if (!recipe)
            fail("{}: expected a figure that carries its recipe, found none inside", name);
        try {
            loaded = fromRecipe(*recipe, backends);
        } catch (const Error& e) {
            fail("{}: {}", name, e.what());
        }
    } else if (learn::isModel(name)) {
        loaded.model = learn::modelFrom(name);
    } else {
        loaded.state = std::make_shared<const State>(readState(name));
    }
    loaded.path = path;
    return loaded;
}

FileLoader::FileLoader(BackendFactory backends, QObject* parent) : QObject(parent), backends_(std::move(backends)) {}

FileLoader::~FileLoader()
{
    threads_.clear();
}

void FileLoader::load(const QString& path)
{
    run([path, backends = backends_] { return readAnything(path, backends); });
}

void FileLoader::loadModel(const QString& origin)
{
    run([origin] {
        Loaded loaded;
        loaded.builtInWords = origin.isEmpty();
        if (!origin.isEmpty())
            loaded.model = learn::modelFrom(origin.toStdString());
        return loaded;
    });
}

void FileLoader::run(const std::function<Loaded()>& read)
{
    busy_ = true;
    ++wanted_;
    // One that still reads is left to end by itself: waiting for it would hold up the window.
    threads_.emplace_back([this, number = wanted_, read] {
        std::shared_ptr<const Loaded> loaded;
        QString problem;
        try {
            loaded = std::make_shared<const Loaded>(read());
        } catch (const std::exception& e) {
            problem = QString::fromUtf8(e.what());
        }
        {
            const std::lock_guard lock(mutex_);
            if (number < read_)
                return;  // a later file was faster
            loaded_ = std::move(loaded);
            problem_ = std::move(problem);
            read_ = number;
        }
        QMetaObject::invokeMethod(this, "fetch", Qt::QueuedConnection);
    });
}

void FileLoader::fetch()
{
    std::shared_ptr<const Loaded> found;
    QString problem;
    {
        const std::lock_guard lock(mutex_);
        if (read_ != wanted_ || !busy_)
            return;
        found = std::move(loaded_);
        problem = problem_;
    }
    busy_ = false;
    found ? emit loaded(found) : emit failed(problem);
}

}  // namespace gauge::ui
