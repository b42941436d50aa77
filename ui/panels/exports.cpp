#include "ui/panels/exports.h"

#include "core/io/file.h"
#include "core/io/npz.h"
#include "core/learn/model_file.h"
#include "ui/figure/export_dialog.h"
#include "ui/panels/dialogs.h"
#include "ui/panels/status_line.h"
#include "ui/scene/table_text.h"
#include "ui/views/all_views.h"
#include "ui/workspace/workspace.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace gauge::ui {
namespace {

using Panel = std::pair<QString, FigurePanel>;

FigureSpec figureOf(const Workspace& workspace, const Preferences& preferences)
{
    Document d = workspace.document();
    d.run = workspace.snapshot()->input;
    FigureSpec spec;
    spec.session = sessionOf(d, nlohmann::json::object(), nlohmann::json::object());
    if (spec.session.reference >= 0)  // a figure needs the one it compares with, and no other
        spec.session.pinned = {spec.session.pinned[static_cast<std::size_t>(spec.session.reference)]};
    else
        spec.session.pinned.clear();
    spec.session.reference = spec.session.pinned.empty() ? -1 : 0;
    spec.names = d.names;
    spec.look.map = preferences.map;
    spec.look.family = preferences.family;
    return spec;
}

/// What can be a panel, by its title, the chosen one first.
std::vector<Panel> panelsOf(const ViewSet& views, const Canvas& chosen, const Workspace& workspace)
{
    std::vector<Panel> panels;
    for (const auto& [name, view] : views.panels()) {
        const Canvas& canvas = view->canvas();
        if (canvas.kind().measured || (canvas.kind().curves && !workspace.snapshot()->curves) ||
            (canvas.kind().mapped && !canvas.scene().map.map))
            continue;
        const QString number = duplicateOf(name);
        const QString title = QCoreApplication::translate("views", canvas.kind().title) +
                              (number.isEmpty() ? QString() : QLatin1Char(' ') + number);
        const auto at = &canvas == &chosen ? panels.begin() : panels.end();
        panels.insert(
            at, {title, FigurePanel{&canvas.kind(), canvas.options(), workspace.document().lock, canvas.scene().map}});
    }
    return panels;
}

const Canvas& orAttention(const ViewSet& views, const Canvas* chosen)
{
    return chosen ? *chosen : views.canvas(QStringLiteral("attention"));
}

std::shared_ptr<const Snapshot> referenceOf(const Document& d)
{
    return d.reference < 0 ? nullptr : d.pinned[static_cast<std::size_t>(d.reference)].snapshot;
}

/// By the path's suffix LaTeX, tab-separated or comma-separated.
QString tableFor(const QString& path, const QList<QStringList>& rows)
{
    const QString suffix = QFileInfo(path).suffix();
    return suffix == QStringLiteral("tex")   ? latexTable(rows)
           : suffix == QStringLiteral("tsv") ? tableText(rows, QLatin1Char('\t'))
                                             : tableText(rows, QLatin1Char(','));
}

/// Asks where and writes there, and says so or why not.
void write(QWidget* window, const SaveQuestion& question, const QString& done, StatusLine& status,
           const std::function<std::string(const QString& path)>& bytes)
{
    askWhereToSave(window, question, [&status, done, bytes](const QString& path) {
        try {
            writeFileAtomically(path.toStdString(), bytes(path));
            status.say(done.arg(path));
        } catch (const std::exception& e) {
            status.complain(QString::fromUtf8(e.what()));
        }
    });
}

/// Without what cells that are not computed yet borrow.
SweepTable knownCells(const SweepMap& map)
{
    SweepTable table(map.plan);
    for (std::size_t cell = 0; cell < map.known.size(); ++cell)
        for (std::size_t m = 0; map.known[cell] != 0 && m < table.values.size(); ++m)
            table.values[m][cell] = map.table.values[m][cell];
    return table;
}

}  // namespace

ExportDialog* showExport(QWidget* window, const Workspace& workspace, const ViewSet& views, const Canvas* chosen,
                         const Preferences& preferences, StatusLine& status)
{
    if (!workspace.snapshot()) {
        status.complain(QObject::tr("Nothing to export yet: type a sentence or open a file first."));
        return nullptr;
    }
    auto* dialog = new ExportDialog(figureOf(workspace, preferences),
                                    {atRest(workspace.snapshot()), referenceOf(workspace.document())},
                                    panelsOf(views, orAttention(views, chosen), workspace), 1, window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &ExportDialog::said, &status, &StatusLine::say);
    QObject::connect(dialog, &ExportDialog::failed, &status, &StatusLine::complain);
    dialog->show();
    return dialog;
}

std::optional<FigureSpec> pageSpec(const Workspace& workspace, const ViewSet& views, StatusLine& status)
{
    if (!workspace.snapshot()) {
        status.complain(QObject::tr("Nothing to export yet: type a sentence or open a file first."));
        return std::nullopt;
    }
    FigureSpec spec = figureOf(workspace, {});
    for (const auto& [name, view] : views.panels()) {
        const Canvas& canvas = view->canvas();
        const bool curves = canvas.kind().curves && !workspace.snapshot()->curves;
        const bool unfilled = canvas.kind().mapped && !canvas.scene().map.map;
        if (canvas.isVisible() && duplicateOf(name).isEmpty() && !canvas.kind().measured && !curves && !unfilled)
            spec.panels.push_back({&canvas.kind(), canvas.options(), workspace.document().lock, canvas.scene().map});
    }
    return spec;
}

FigureScenes pageScenes(const Workspace& workspace)
{
    return {atRest(workspace.snapshot()), referenceOf(workspace.document())};
}

void exportData(QWidget* window, const ViewSet& views, const Canvas* chosen, StatusLine& status)
{
    const Canvas& canvas = orAttention(views, chosen);
    if (!canvas.scene().snapshot) {
        status.complain(QObject::tr("Nothing to export yet: type a sentence or open a file first."));
        return;
    }
    write(window,
          {QObject::tr("Export the numbers of %1").arg(canvas.accessibleName()),
           canvas.objectName() + QStringLiteral(".csv"), QObject::tr("Tables (*.csv *.tsv *.tex)"), QString()},
          QObject::tr("Wrote %1"), status, [rows = tableView(canvas.kind(), canvas.scene())](const QString& path) {
              return tableFor(path, rows).toStdString();
          });
}

void saveSweep(QWidget* window, const std::shared_ptr<const SweepMap>& map, StatusLine& status)
{
    if (!map) {
        status.complain(QObject::tr("Nothing to save yet: the map has no cells."));
        return;
    }
    const SaveQuestion question{QObject::tr("Save the sweep"), QStringLiteral("sweep.npz"), QObject::tr("Sweeps (*.npz)"),
                                QStringLiteral("npz")};
    askWhereToSave(window, question, [&status, map](const QString& path) {
        try {
            writeNpz(path.toStdString(), sweepArrays(map->plan, knownCells(*map), *map->state, {}));
            status.say(QObject::tr("Saved %1").arg(path));
        } catch (const std::exception& e) {
            status.complain(QString::fromUtf8(e.what()));
        }
    });
}

void saveModel(QWidget* window, const std::shared_ptr<const learn::TrainedModel>& model, StatusLine& status)
{
    write(window,
          {QObject::tr("Save the model"), QStringLiteral("model.safetensors"), QObject::tr("Models (*.safetensors)"),
           QStringLiteral("safetensors")},
          QObject::tr("Saved %1"), status, [model](const QString&) { return learn::encodeModel(*model); });
}

}  // namespace gauge::ui
