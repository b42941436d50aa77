// A session saved from the window: to its file, or where somebody says.
#pragma once

#include <functional>

class QWidget;

namespace gauge::ui {

class Workspace;

/// Writes the session to the file it lies in, and asks for one where there is none; `saved` is called once it is written.
void save(QWidget* window, Workspace& workspace, const std::function<void()>& saved = [] {});
void saveAs(QWidget* window, Workspace& workspace, const std::function<void()>& saved = [] {});

/// Asks whether to save what is not saved; `done` is called where it may go: saved, or not wanted.
void settle(QWidget* window, Workspace& workspace, const std::function<void()>& done);

}  // namespace gauge::ui
