// The panels of a window beside its views, each in its place.
#pragma once

class QMainWindow;
class QToolBar;

namespace gauge::ui {

class Docks;
class HelpPanel;
class LogPanel;
class ParameterPanel;
class Shelf;
class SourcePanel;
class StatusLine;
class Timeline;
class TrainingPanel;
class Workspace;

struct Panels {
    SourcePanel* source;
    ParameterPanel* parameters;
    TrainingPanel* training;
    LogPanel* log;
    HelpPanel* help;
    Timeline* timeline;
    Shelf* shelf;
    QToolBar* shelfBar;  // shown while something is pinned
    StatusLine* status;
};

/// Puts them into docks and bars of the window, which owns them.
Panels makePanels(QMainWindow& window, Docks& docks, Workspace& workspace);

}  // namespace gauge::ui
