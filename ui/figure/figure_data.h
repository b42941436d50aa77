// The numbers of a figure beside it, at full precision.
#pragma once

#include "ui/figure/figure.h"

#include <QList>
#include <QStringList>

namespace gauge::ui {

/// What every panel shows, as CSV, by panel letter and view: "a-attention".
std::vector<std::pair<QString, QString>> panelTables(const FigureSpec& spec, const FigureScenes& scenes);

/// The snapshot's numbers: tokens, energy and attention (H×N×N), distance (N×N; none without consensus), labels, common-frame means and covariances, free energy by
/// step.
NpzArrays snapshotArrays(const Snapshot& snapshot);

/// Writes FIGURE.recipe.json, FIGURE.npz and FIGURE-a-view.csv beside FIGURE.pdf; the names written. Throws Error.
QStringList writeBeside(const QString& figure, const FigureSpec& spec, const FigureScenes& scenes, bool recipe, bool data);

}  // namespace gauge::ui
