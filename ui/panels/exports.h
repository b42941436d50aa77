// What leaves the window: a figure of its views, the numbers of one, a model in training.
#pragma once

#include "ui/figure/figure.h"
#include "ui/panels/preferences.h"
#include "ui/panels/view_set.h"

namespace gauge::ui {

class ExportDialog;
class StatusLine;
class Workspace;

/// The export dialog with the chosen view as its first panel; null chooses attention. The figure's session is the run on show, with the one
/// it is compared with and no other. Returns null, and complains, while there is no run.
ExportDialog* showExport(QWidget* window, const Workspace& workspace, const ViewSet& views, const Canvas* chosen,
                         const Preferences& preferences, StatusLine& status);

/// What a page of the run on show is made from: the views that are seen, as they are seen. Returns nothing, and complains, while there is no run.
std::optional<FigureSpec> pageSpec(const Workspace& workspace, const ViewSet& views, StatusLine& status);
/// Its snapshots.
FigureScenes pageScenes(const Workspace& workspace);

/// Asks where, and writes what the chosen view shows as a table; null chooses attention.
void exportData(QWidget* window, const ViewSet& views, const Canvas* chosen, StatusLine& status);

/// Asks where, and writes what is computed of a map as a stored sweep (FORMATS.md). Complains where there is no map yet.
void saveSweep(QWidget* window, const std::shared_ptr<const SweepMap>& map, StatusLine& status);

void saveModel(QWidget* window, const std::shared_ptr<const learn::TrainedModel>& model, StatusLine& status);

}  // namespace gauge::ui
