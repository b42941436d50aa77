// Sessions, files, figures, preferences, and what is kept against a crash.
#include "core/error.h"
#include "core/io/file.h"
#include "ui/command_palette.h"
#include "ui/export_dialog.h"
#include "ui/main_window.h"
#include "ui/panels/view_panel.h"
#include "ui/paper_figures.h"
#include "ui/parameter_panel.h"
#include "ui/shelf.h"
#include "ui/views/all_views.h"

#include <QApplication>
#include <QCloseEvent>
#include <QCoreApplication>
#include <QDateTime>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QToolBar>

namespace gauge::ui {
namespace {

constexpr int kMostRecent = 10;

std::pair<qint64, qint64> stampOf(const QString& path)
{
    const QFileInfo info(path);
    return info.exists() ? std::pair(info.lastModified().toMSecsSinceEpoch(), info.size()) : std::pair<qint64, qint64>(0, 0);
}

}  // namespace

std::unique_ptr<QSettings> MainWindow::settings() const
{
    return places_.settings.isEmpty() ? nullptr : std::make_unique<QSettings>(places_.settings, QSettings::IniFormat);
}

void MainWindow::newSession()
{
    openExample(examples().front());
    sessionPath_.clear();
    newer_ = newerOfWindow_ = nlohmann::json::object();
}

void MainWindow::openFile(const QString& path)
{
    say(tr("Reading %1…").arg(path));
    loader_.load(path);
}

void MainWindow::chooseFile()
{
    auto* dialog = new QFileDialog(this, tr("Open"), QString(),
                                   tr("All that opens (*.npz *.safetensors *.csv *.gaugescope *.json *.pdf *.svg *.png);;"
                                      "Belief files and trained models (*.npz *.safetensors *.csv);;Sessions (*.gaugescope);;"
                                      "Recipes and figures (*.json *.pdf *.svg *.png)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openFile);
    dialog->open();
}

void MainWindow::showLoaded(const std::shared_ptr<const Loaded>& loaded)
{
    for (const QString& note : loaded->notes)
        complain(QStringLiteral("%1: %2").arg(loaded->path, note));
    if (loaded->model || loaded->builtInWords) {
        useModel(loaded->model);
    } else if (!loaded->document) {
        showState(loaded->state, loaded->path);
    } else if (loaded->recovered) {
        const Document before = committed_;
        restore(*loaded->document);
        history_.clear();
        committed_ = before;
        commit();  // a step: the session counts as unsaved
    } else {
        Document d = *loaded->document;
        for (const auto& [name, view] : views_)  // views the file says nothing of look as they did
            if (duplicateOf(name).isEmpty())
                d.views.emplace(name, view->canvas().options());
        restore(d);
        newer_ = loaded->newer;
        newerOfWindow_ = loaded->newerOfWindow;
        if (loaded->session) {
            sessionPath_ = loaded->path;
            stamp_ = stampOf(sessionPath_);
        } else {
            sessionPath_.clear();
        }
        history_.clear();
        history_.setClean();
        setWindowModified(false);
        store_.forget();
    }
    if (!loaded->path.isEmpty())
        remember(loaded->path);
}

void MainWindow::showState(const std::shared_ptr<const State>& state, const QString& path)
{
    quiet_ = true;
    file_ = state;
    filePath_ = path;
    if (!state->category.empty()) {  // research data says what belongs together: beliefs show it
        ViewOptions o = canvas(QStringLiteral("beliefs")).options();
        setOption(canvas(QStringLiteral("beliefs")).kind(), o, QStringLiteral("colour"), QStringLiteral("category"));
        canvas(QStringLiteral("beliefs")).setOptions(o);
    }
    Parameters defaults;
    defaults.threads = preferences_.threads;
    defaults.backend = preferences_.backend;
    panel_->setDefaults(defaults);
    selection_.clear();
    earlier_.clear();
    layer_ = -1;
    quiet_ = false;
    request();
    commit();
}

std::string MainWindow::sessionBytes() const
{
    return encodeSession(sessionOf(document(), newer_, newerOfWindow_));
}

bool MainWindow::saveSession(const QString& path)
{
    if (path == sessionPath_ && stamp_ != stampOf(path) && stampOf(path).second > 0) {
        stamp_ = stampOf(path);
        complain(tr("%1 was changed by another program since it was opened: it is not overwritten. Save again to overwrite it, or "
                    "save under another name.")
                     .arg(path));
        return false;
    }
    try {
        writeFileAtomically(path.toStdString(), sessionBytes());
    } catch (const std::exception& e) {
        complain(QString::fromUtf8(e.what()));
        return false;
    }
    sessionPath_ = path;
    stamp_ = stampOf(path);
    history_.setClean();
    setWindowModified(false);
    store_.forget();
    remember(path);
    say(tr("Saved %1").arg(path));
    return true;
}

void MainWindow::saveOrAsk()
{
    if (sessionPath_.isEmpty())
        chooseSavePath();
    else if (saveSession(sessionPath_) && closing_)
        close();
}

void MainWindow::chooseSavePath()
{
    auto* dialog = new QFileDialog(this, tr("Save the session"), QStringLiteral("session.gaugescope"),
                                   tr("Sessions (*.gaugescope)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("gaugescope"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        if (saveSession(path) && closing_)
            close();
    });
    connect(dialog, &QFileDialog::rejected, this, [this] { closing_ = false; });
    dialog->open();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (history_.isClean()) {
        event->accept();
        return;
    }
    event->ignore();
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("Unsaved changes"),
                                tr("Save this session before it closes? %1 changes since it was saved.")
                                    .arg(std::abs(history_.index() - std::max(0, history_.cleanIndex()))),
                                QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("unsaved"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::buttonClicked, this, [this, box](QAbstractButton* button) {
        const auto role = box->standardButton(button);
        closing_ = role == QMessageBox::Save;
        if (role == QMessageBox::Save) {
            saveOrAsk();
        } else if (role == QMessageBox::Discard) {
            history_.clear();
            close();
        }
    });
    box->open();
}

void MainWindow::remember(const QString& path)
{
    const auto store = settings();
    if (!store)
        return;
    const QString full = QFileInfo(path).absoluteFilePath();
    QStringList recent = store->value(QStringLiteral("files/recent")).toStringList();
    recent.removeAll(full);
    recent.prepend(full);
    store->setValue(QStringLiteral("files/recent"), recent.mid(0, kMostRecent));
}

void MainWindow::fillRecent(QMenu* menu)
{
    menu->clear();
    const auto store = settings();
    for (const QString& path : store ? store->value(QStringLiteral("files/recent")).toStringList() : QStringList())
        connect(menu->addAction(QFileInfo(path).fileName()), &QAction::triggered, this, [this, path] { openFile(path); });
    if (menu->isEmpty())
        menu->addAction(tr("nothing yet"))->setEnabled(false);
}

void MainWindow::offerLeftovers()
{
    const std::vector<Leftover> found = SessionStore::leftovers(places_.recovery);
    if (found.empty())
        return;
    const Leftover latest = found.front();
    auto* bar = new QToolBar(tr("Recovery"));
    bar->setObjectName(QStringLiteral("recovery-bar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    const QString when = latest.written.toString(QStringLiteral("d MMM, HH:mm:ss"));
    const QString offer = tr("Gaugescope ended without saving; work from %1 was kept.").arg(when);
    auto* text = new QLabel(offer);
    text->setContentsMargins(8, 0, 8, 0);
    bar->addWidget(text);
    const auto button = [&](const char* name, const QString& label, const QString& tip) {
        auto* b = new QPushButton(label);
        b->setObjectName(QLatin1String(name));
        b->setToolTip(tip);
        bar->addWidget(b);
        return b;
    };
    const auto close = [bar, found] {
        bar->hide();
        for (const Leftover& each : found)
            SessionStore::discard(each);
    };
    auto* recover = button("recover", tr("Restore"), tr("Open what was kept; it is not saved until you save it."));
    connect(recover, &QPushButton::clicked, this, [this, bar, text, latest, when] {
        bar->setEnabled(false);
        text->setText(tr("Restoring work from %1…").arg(when));
        loader_.recover(latest.path);
    });
    connect(button("discard-recovery", tr("Discard"), tr("Throw it away.")), &QPushButton::clicked, this, close);
    // What is read next answers: this work, or why not, or a file that was asked for meanwhile.
    const auto offerAgain = [bar, text, offer] {
        bar->setEnabled(true);
        text->setText(offer);
    };
    connect(&loader_, &FileLoader::failed, bar, offerAgain);
    connect(&loader_, &FileLoader::loaded, bar, [close, offerAgain](const std::shared_ptr<const Loaded>& loaded) {
        loaded->recovered ? close() : offerAgain();
    });
    addToolBar(Qt::TopToolBarArea, bar);
}

void MainWindow::setPreferences(const Preferences& preferences)
{
    preferences_ = preferences;
    setTheme(themeOf(preferences.look));
    for (const auto& [name, view] : views_)
        view->canvas().setLook(preferences.map, preferences.family);
    if (const auto store = settings())
        writePreferences(*store, preferences);
}

void MainWindow::showPreferences()
{
    auto* dialog = new PreferencesDialog(preferences_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PreferencesDialog::changed, this, &MainWindow::setPreferences);
    dialog->show();
}

void MainWindow::showPalette()
{
    QList<QAction*> actions;
    const std::function<void(const QMenu*)> collect = [&](const QMenu* menu) {
        for (QAction* action : menu->actions())
            action->menu() ? collect(action->menu()) : actions.append(action);
    };
    for (const QAction* action : menuBar()->actions())
        if (action->menu())
            collect(action->menu());
    auto* palette = new CommandPalette(actions, this);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    palette->show();
}

FigureSpec MainWindow::figureOf() const
{
    FigureSpec spec;
    Document d = document();
    if (snapshot_)
        d.run = snapshot_->input;
    spec.session = sessionOf(d, nlohmann::json::object(), nlohmann::json::object());
    if (spec.session.reference >= 0)  // a figure needs the one it compares with, and no other
        spec.session.pinned = {spec.session.pinned[static_cast<std::size_t>(spec.session.reference)]};
    else
        spec.session.pinned.clear();
    spec.session.reference = spec.session.pinned.empty() ? -1 : 0;
    spec.names = *names_;
    spec.look.map = preferences_.map;
    spec.look.family = preferences_.family;
    return spec;
}

ExportDialog* MainWindow::showExport(Canvas* chosen)
{
    if (!snapshot_) {
        complain(tr("Nothing to export yet: type a sentence or open a file first."));
        return nullptr;
    }
    if (!chosen)
        chosen = &views_.at(QStringLiteral("attention"))->canvas();
    std::vector<std::pair<QString, FigurePanel>> panels;
    const Selection lock = lockOf(selection_.value());
    for (const auto& [name, view] : views_) {
        Canvas& canvas = view->canvas();
        if (canvas.kind().measured || (canvas.kind().curves && !snapshot_->curves))
            continue;
        const QString number = duplicateOf(name);
        const QString title = QCoreApplication::translate("views", canvas.kind().title) +
                              (number.isEmpty() ? QString() : QLatin1Char(' ') + number);
        const auto at = &canvas == chosen ? panels.begin() : panels.end();
        panels.insert(at, {title, FigurePanel{&canvas.kind(), canvas.options(), lock}});
    }
    auto* dialog = new ExportDialog(figureOf(), {snapshot_, shelf_->reference()}, std::move(panels), 1, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::said, this, &MainWindow::say);
    connect(dialog, &ExportDialog::failed, this, &MainWindow::complain);
    dialog->show();
    return dialog;
}

void MainWindow::showPaperFigure(const PaperFigure& figure)
{
    const QString name = QLatin1String(figure.view);
    docks_.at(name)->show();
    docks_.at(name)->raise();
    views_.at(name)->canvas().setOptions(optionsOf(figure));
    views_.at(name)->canvas().setFocus(Qt::ShortcutFocusReason);
    say(tr("%1: press Ctrl+E to export it.").arg(QCoreApplication::translate("figures", figure.title)));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QString path = event->mimeData()->urls().first().toLocalFile();
    if (path.isEmpty())
        complain(tr("Only files on this machine can be opened, found %1").arg(event->mimeData()->urls().first().toString()));
    else
        openFile(path);
}

}  // namespace gauge::ui
