#include "ui/panels/authoring.h"

#include "core/error.h"
#include "core/lesson/patch_json.h"
#include "ui/panels/author_light.h"
#include "ui/panels/classroom.h"
#include "ui/panels/dialogs.h"
#include "ui/panels/docks.h"
#include "ui/panels/panels.h"
#include "ui/panels/view_panel.h"

#include <QFileDialog>
#include <QMainWindow>
#include <QTimer>
#include <utility>

namespace gauge::ui {
namespace {

/// A name for a lesson's file, by its title.
QString fileNameFor(const lesson::Draft& draft)
{
    QString name;
    for (const QChar c : QString::fromStdString(fieldText(draft, -1, "title")).left(60).toLower())
        name += c.isLetterOrNumber() ? c : QLatin1Char('-');
    return (name.isEmpty() ? QStringLiteral("lesson") : name) + QStringLiteral(".json");
}

}  // namespace

auto Authoring::going(const BackendFactory& backends)
{
    return [backends](const GoJob& job, const RunControl& control) {
        lesson::Stage stage(backends, [files = job.files](const std::string& name) { return files->at(name); },
                            {.measure = false, .train = false});
        return Gone{job, stage.after(statesUpTo(*job.lesson, job.moment), control)};
    };
}

Authoring::Authoring(House house, const BackendFactory& backends)
    : QObject(&house.window), house_(house), backends_(backends), desk_(backends), panel_(new AuthorPanel(desk_)),
      pointing_(house.window, house.docks, *house.panels.parameters),
      going_(Newer::Replaces, going(backends),
             {.found = [this](const Gone& gone) { arrive(gone); },
              .failed = [this](const QString& words) { emit failed(words); }})
{
    house_.docks.add(QStringLiteral("author"), new PanelDock(QStringLiteral("author"), tr("Author"),
                                                             QStringLiteral("lesson"), panel_, &house_.window));
    PanelDock& dock = house_.docks.at(QStringLiteral("author"));
    dock.setMinimumWidth(kAuthorWidth - 32);
    dock.setMaximumWidth(kAuthorWidth + 60);  // room beyond this is the views'
    followPanel();
    connect(&desk_, &AuthorDesk::failed, this, &Authoring::failed);
    for (const auto done : {&Workspace::arrived, &Workspace::cancelled, &Workspace::emptied})
        connect(&house_.workspace, done, this, &Authoring::workOn, Qt::QueuedConnection);
    connect(&house_.workspace, &Workspace::failed, this, &Authoring::workOn, Qt::QueuedConnection);
    connect(&house_.classroom.player(), &LessonPlayer::left, this, [this] {
        if (std::exchange(playing_, false))
            QTimer::singleShot(0, this, &Authoring::comeBack);  // once the session is back
    });
}

Authoring::~Authoring() = default;

void Authoring::followPanel()
{
    connect(panel_, &AuthorPanel::newWanted, this, &Authoring::begin);
    connect(panel_, &AuthorPanel::openWanted, this, &Authoring::askForFile);
    connect(panel_, &AuthorPanel::saveWanted, this, [this] { save(); });
    connect(panel_, &AuthorPanel::saveAsWanted, this, [this] { saveAs(); });
    connect(panel_, &AuthorPanel::closeWanted, this, &Authoring::close);
    connect(panel_, &AuthorPanel::exportWanted, this, &Authoring::exportPage);
    connect(panel_, &AuthorPanel::playWanted, this, &Authoring::play);
    connect(panel_, &AuthorPanel::stepWanted, this, [this] { whenCalm([this] { addStep(); }); });
    connect(panel_, &AuthorPanel::takeWanted, this, [this](const std::string& field) {
        whenCalm([this, field, step = desk_.at()] {
            desk_.goTo(step);
            take(field);
        });
    });
    connect(panel_, &AuthorPanel::goWanted, this, [this](const std::string& field) { attempt([&] { go(field); }); });
    connect(panel_, &AuthorPanel::buildWanted, this, &Authoring::build);
    connect(panel_, &AuthorPanel::refused, this, &Authoring::failed);
    AuthorLight& light = panel_->stepPage().light();
    connect(panel_, &AuthorPanel::pointWanted, this, [this, &light] {
        if (pointing_.active())
            pointing_.stop();
        else
            pointing_.start();
        light.setPointing(pointing_.active());
    });
    connect(&pointing_, &Pointing::ended, &light, [&light] { light.setPointing(false); });
    connect(&pointing_, &Pointing::pointed, this, [this](const lesson::Spotlight& pointed) {
        if (desk_.at() >= 0)
            desk_.setPart(desk_.at(), "spotlight", lesson::spotlightJson(pointed));
    });
}

void Authoring::attempt(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& e) {
        emit failed(QString::fromStdString(e.what()));
    }
}

void Authoring::whenCalm(std::function<void()> work)
{
    waiting_ = std::move(work);
    workOn();
}

void Authoring::workOn()
{
    if (!waiting_ || house_.workspace.busy())
        return;
    const std::function<void()> work = std::exchange(waiting_, nullptr);
    if (desk_.open())
        attempt(work);
}

void Authoring::settle(const std::function<void()>& done)
{
    if (!desk_.unsaved()) {
        done();
        return;
    }
    askAboutUnsavedLesson(&house_.window, [this, done](Unsaved decision) {
        if (decision == Unsaved::Save) {
            save(done);
        } else if (decision == Unsaved::Discard) {
            done();  // it goes when another one is there, or the window
        }
    });
}

/// The desk beside the views and, where nothing is arranged for it yet, the source and the parameters.
void Authoring::show()
{
    if (!std::exchange(inside_, true)) {
        arrangement_ = house_.window.saveState();
        house_.docks.arrangeLesson({QStringLiteral("attention"), QStringLiteral("beliefs"), QStringLiteral("source"),
                                    QStringLiteral("parameters")},
                                   QStringLiteral("author"));
    }
    house_.docks.raise(QStringLiteral("author"));
    panel_->takeFocus();
}

/// A step that was opened is seen, where its state can be set.
void Authoring::showStep()
{
    try {
        if (desk_.at() >= 0)
            go("state");
    } catch (const Error&) {  // NOLINT(bugprone-empty-catch): its field says what is wrong with it
    }
}

void Authoring::begin()
{
    settle([this] {
        house_.classroom.player().leave();
        desk_.begin();
        show();
    });
}

void Authoring::edit(const CourseLesson& lesson)
{
    settle([this, lesson] {
        const int at = house_.classroom.player().active() ? static_cast<int>(house_.classroom.player().at()) : 0;
        house_.classroom.player().leave();
        attempt([&] {
            desk_.openCopy(lesson);
            desk_.goTo(at);
            show();
            showStep();
        });
    });
}

void Authoring::editFile(const QString& path)
{
    settle([this, path] {
        attempt([&] {
            desk_.openFile(path);
            house_.classroom.player().leave();
            show();
            showStep();
        });
    });
}

void Authoring::askForFile()
{
    auto* dialog = new QFileDialog(&house_.window, tr("Edit a lesson"), QString(), tr("Lessons (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &Authoring::editFile);
    dialog->open();
}

void Authoring::editWhatThereIs()
{
    if (playing_) {
        house_.classroom.player().leave();
    } else if (house_.classroom.player().active()) {
        edit(CourseLesson(house_.classroom.player().lesson()));
    } else if (desk_.open()) {
        show();
        if (!house_.workspace.visiting())
            showStep();
    } else {
        askForFile();
    }
}

void Authoring::close()
{
    settle([this] { abandon(); });
}

void Authoring::abandon()
{
    leaveState();
    house_.docks.at(QStringLiteral("author")).hide();
    desk_.close();
    if (std::exchange(inside_, false))
        house_.window.restoreState(arrangement_);
}

void Authoring::leaveState()
{
    pointing_.stop();
    waiting_ = nullptr;
    shown_.reset();
    if (!house_.classroom.player().active())
        house_.workspace.endVisit();
}

void Authoring::save(const std::function<void()>& saved)
{
    if (desk_.path().isEmpty()) {
        saveAs(saved);
        return;
    }
    attempt([&] {
        desk_.save(desk_.path());
        saved();
    });
}

void Authoring::saveAs(const std::function<void()>& saved)
{
    const QString name = desk_.path().isEmpty() ? fileNameFor(desk_.draft()) : desk_.path();
    askWhereToSave(&house_.window, {tr("Save the lesson"), name, tr("Lessons (*.json)"), QStringLiteral("json")},
                   [this, saved](const QString& path) {
                       attempt([&] {
                           desk_.save(path);
                           saved();
                       });
                   });
}

}  // namespace gauge::ui
