#include "ui/panels/saving.h"

#include "ui/panels/dialogs.h"
#include "ui/workspace/workspace.h"

#include <algorithm>
#include <cstdlib>

namespace gauge::ui {

void save(QWidget* window, Workspace& workspace, const std::function<void()>& saved)
{
    if (workspace.file().path().isEmpty())
        saveAs(window, workspace, saved);
    else if (workspace.save(workspace.file().path()))
        saved();
}

void saveAs(QWidget* window, Workspace& workspace, const std::function<void()>& saved)
{
    askWhereToSave(window,
                   {QObject::tr("Save the session"), QStringLiteral("session.gaugescope"),
                    QObject::tr("Sessions (*.gaugescope)"), QStringLiteral("gaugescope")},
                   [&workspace, saved](const QString& path) {
                       if (workspace.save(path))
                           saved();
                   });
}

void settle(QWidget* window, Workspace& workspace, const std::function<void()>& done)
{
    QUndoStack& history = workspace.history();
    const int changes = std::max(1, std::abs(history.index() - std::max(0, history.cleanIndex())));
    askAboutUnsaved(window, changes, [window, &workspace, done](Unsaved decision) {
        if (decision == Unsaved::Save) {
            save(window, workspace, done);
        } else if (decision == Unsaved::Discard) {
            workspace.discard();
            done();
        }
    });
}

}  // namespace gauge::ui
