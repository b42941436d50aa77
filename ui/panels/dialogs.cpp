#include "ui/panels/dialogs.h"

#include "core/version.h"
#include "ui/workspace/workspace.h"

#include <algorithm>
#include <QAbstractButton>
#include <QAction>
#include <QFileDialog>
#include <QInputDialog>
#include <QMessageBox>
#include <QObject>

namespace gauge::ui {

void askForFile(QWidget* parent, Workspace& workspace)
{
    auto* dialog =
        new QFileDialog(parent, QObject::tr("Open"), QString(),
                        QObject::tr("All that opens (*.npz *.safetensors *.csv *.gaugescope *.json *.pdf *.svg *.png);;"
                                    "Belief files and trained models (*.npz *.safetensors *.csv);;Sessions (*.gaugescope);;"
                                    "Recipes and figures (*.json *.pdf *.svg *.png)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    QObject::connect(dialog, &QFileDialog::filesSelected, &workspace,
                     [&workspace](const QStringList& paths) { workspace.open(paths); });
    dialog->open();
}

void askForFolder(QWidget* parent, Workspace& workspace)
{
    auto* dialog = new QFileDialog(parent, QObject::tr("Open a recorded run: a folder of belief files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    QObject::connect(dialog, &QFileDialog::fileSelected, &workspace, qOverload<const QString&>(&Workspace::open));
    dialog->open();
}

void askWhereToSave(QWidget* parent, const SaveQuestion& question, const Answer& chosen)
{
    auto* dialog = new QFileDialog(parent, question.title, question.name, question.filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(question.suffix);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, chosen);
    dialog->open();
}

void askForName(QWidget* parent, Workspace& workspace, const std::vector<int>& members)
{
    auto* dialog = new QInputDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QObject::tr("Name this group"));
    dialog->setLabelText(
        QObject::tr("A name for the %n chosen tokens (empty: none)", nullptr, static_cast<int>(members.size())));
    QObject::connect(dialog, &QInputDialog::textValueSelected, parent, [&workspace, members](const QString& name) {
        GroupNames names = workspace.document().names;
        std::vector<Index> key(members.begin(), members.end());
        std::sort(key.begin(), key.end());
        if (name.trimmed().isEmpty())
            names.erase(key);
        else
            names[key] = name.trimmed();
        workspace.setNames(names);
    });
    dialog->open();
}

namespace {

void askToSave(QWidget* parent, const char* name, const QString& question, const std::function<void(Unsaved)>& decided)
{
    auto* box = new QMessageBox(QMessageBox::NoIcon, QObject::tr("Unsaved changes"), question,
                                QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, parent);
    box->setObjectName(QLatin1String(name));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(box, &QMessageBox::buttonClicked, parent, [box, decided](QAbstractButton* button) {
        const auto role = box->standardButton(button);
        decided(role == QMessageBox::Save      ? Unsaved::Save
                : role == QMessageBox::Discard ? Unsaved::Discard
                                               : Unsaved::Cancel);
    });
    box->open();
}

}  // namespace

void askAboutUnsaved(QWidget* parent, int changes, const std::function<void(Unsaved)>& decided)
{
    askToSave(parent, "unsaved",
              QObject::tr("Save this session before it closes? %n changes since it was saved.", nullptr, changes), decided);
}

void askAboutUnsavedLesson(QWidget* parent, const std::function<void(Unsaved)>& decided)
{
    askToSave(parent, "unsaved-lesson", QObject::tr("Save the lesson on the author's desk first?"), decided);
}

void showAbout(QWidget* parent, const BackendFactory& backends)
{
    QString none;  // why there is no device
    try {
        backends(BackendChoice::Cuda);
    } catch (const NoDevice& found) {
        none = QObject::tr(" (none here: %1)").arg(QString::fromStdString(found.reason).toHtmlEscaped());
    }
    auto* box = new QMessageBox(QMessageBox::NoIcon, QObject::tr("About Gaugescope"),
                                QObject::tr("<b>Gaugescope %1</b><br>A gauge transformer, exact and live.<br><br>"
                                            "Backends: cpu (exact, common frame), cuda%3, naive (reference).<br>"
                                            "GPL-3.0-or-later. Word beliefs from WordNet 3.0, © 2006 Princeton "
                                            "University.<br>Qt %2.")
                                    .arg(QStringLiteral(GAUGESCOPE_VERSION), QLatin1String(qVersion()), none),
                                QMessageBox::Ok, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

QString shortcutsPage(const QWidget* window)
{
    QString page = QObject::tr("# Shortcuts\n\n| action | keys |\n|---|---|\n");
    for (const QAction* action : window->findChildren<QAction*>())
        if (!action->shortcut().isEmpty())
            page +=
                QStringLiteral("| %1 | %2 |\n")
                    .arg((action->property("command").isValid() ? action->property("command").toString() : action->text())
                             .remove(QLatin1Char('&')),
                         action->shortcut().toString(QKeySequence::NativeText));
    return page +
           QObject::tr("| move the active cell or token | arrows, in a view |\n| zoom, fit | wheel or + and −, Home |\n"
                       "| show in the inspector | Enter |\n| release the lock, cancel a run | Esc |\n"
                       "| between controls | Tab |\n");
}

}  // namespace gauge::ui
