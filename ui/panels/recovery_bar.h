// What was kept of a program that ended without saving, offered once at the start.
#pragma once

#include <QToolBar>

namespace gauge::ui {

class Workspace;

/// Null where nothing was left.
QToolBar* makeRecoveryBar(Workspace& workspace);

}  // namespace gauge::ui
