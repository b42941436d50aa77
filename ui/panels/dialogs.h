// The questions the window asks: none of them stops what runs.
#pragma once

#include "core/backend/registry.h"

#include <functional>
#include <QString>
#include <vector>

class QWidget;

namespace gauge::ui {

class Workspace;

using Answer = std::function<void(const QString&)>;

/// A file for the workspace to open.
void askForFile(QWidget* parent, Workspace& workspace);
void askForFolder(QWidget* parent, Workspace& workspace);

/// Where to save: a session, a trained model, a table of numbers.
struct SaveQuestion {
    QString title;
    QString name;    // proposed
    QString filter;  // "Sessions (*.gaugescope)"
    QString suffix;  // without its dot; empty: as typed
};
void askWhereToSave(QWidget* parent, const SaveQuestion& question, const Answer& chosen);

/// A name for these tokens, in this workspace; an empty one takes theirs away.
void askForName(QWidget* parent, Workspace& workspace, const std::vector<int>& members);

/// Save before closing? `changes`: how many there are.
enum class Unsaved { Save, Discard, Cancel };
void askAboutUnsaved(QWidget* parent, int changes, const std::function<void(Unsaved)>& decided);
/// The same of a lesson at the author's desk.
void askAboutUnsavedLesson(QWidget* parent, const std::function<void(Unsaved)>& decided);

/// The program, and what it computes on here.
void showAbout(QWidget* parent, const BackendFactory& backends);

/// All shortcuts, as a page of the manual.
QString shortcutsPage(const QWidget* window);

}  // namespace gauge::ui
