// gaugescope: the window; and figures without one (FORMATS.md).
#include "app/render.h"
#include "core/error.h"
#include "core/io/file.h"
#include "core/learn/trained_text.h"
#include "core/memory.h"
#include "core/version.h"
#include "gpu/cuda.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/page/page.h"
#include "ui/panels/presentation.h"

#include <iostream>
#include <QApplication>
#include <QFileInfo>
#include <QLocale>
#include <QSettings>
#include <QStandardPaths>
#include <QStyleFactory>
#include <QTimer>
#include <QTranslator>

namespace {

using namespace gauge;

struct WindowArguments {
    std::vector<std::string> files;
    Reading reading;  // how they are to be read
    bool follow = false;
    std::string text;
    std::string model;
    std::string theme;  // as it was left
    std::string screenshot;
    std::string size;
    std::string lesson;  // its name or file
    int step = 0;        // of it, from 1; 0: where it was left
    std::string page;    // where its page is written; empty: it opens in the window
    bool edit = false;   // at the author's desk
    bool present = false;
};

void openFiles(ui::Workspace& workspace, const WindowArguments& a)
{
    if (a.follow && a.files.size() != 1)
        fail("--follow: expected one file or one folder, found {}",
             a.files.empty() ? "none" : std::to_string(a.files.size()));
    if (a.follow && !a.screenshot.empty())
        fail("--follow: shows in a window what changes, found --screenshot beside it");
    if (a.files.empty() && (!a.reading.frames.empty() || !a.reading.group.empty() || a.reading.sigma))
        fail("--frames, --group, --sigma: say how a belief file is to be read, found none");
    QStringList paths;
    for (const std::string& file : a.files)
        paths << QString::fromStdString(file);
    if (a.follow)
        workspace.openAndFollow(paths.front(), a.reading);
    else
        workspace.open(paths, a.reading);
}

/// A file, whatever is wrong with it yet, or a copy of one of the program's.
void editLesson(ui::MainWindow& window, const WindowArguments& a)
{
    const QString name = QString::fromStdString(a.lesson);
    ui::AuthorDesk& desk = window.authoring().desk();
    if (QFileInfo::exists(name) || name.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        desk.openFile(name);
    else
        desk.openCopy(ui::lessonNamed(name));
    const auto steps = static_cast<int>(stepsOf(desk.draft()));
    if (a.step > steps)
        fail("--step: expected a step from 1 to {}, found {}", steps, a.step);
    if (a.step > 0)
        desk.goTo(a.step - 1);
    window.authoring().editWhatThereIs();
}

void openLesson(ui::MainWindow& window, const WindowArguments& a)
{
    const ui::CourseLesson lesson = ui::lessonNamed(QString::fromStdString(a.lesson));
    const auto steps = static_cast<int>(lesson.lesson.steps.size());
    if (a.step > steps)
        fail("--step: expected a step from 1 to {}, found {}", steps, a.step);
    if (!a.screenshot.empty()) {
        window.classroom().player().setAnimated(false);
        QObject::connect(&window.classroom(), &ui::Classroom::failed, &window, [](const QString& line) {
            std::cerr << "gaugescope: " << Error(line.toStdString()).what() << '\n';
            QCoreApplication::exit(2);
        });
    }
    window.classroom().open(lesson, a.step - 1);
}

/// The lesson's page instead of a window.
void writeLessonPage(const WindowArguments& a)
{
    if (a.step > 0 || a.edit || a.present || !a.theme.empty() || !a.size.empty() || !a.screenshot.empty())
        fail(
            "lesson --output: expected no --step, --edit, --present, --theme, --size or --screenshot beside it, found one: "
            "a page has no window");
    if (!QString::fromStdString(a.page).endsWith(QLatin1String(".html"), Qt::CaseInsensitive))
        fail("lesson --output: expected a name ending in .html, found '{}'", a.page);
    const ui::CourseLesson lesson = ui::lessonNamed(QString::fromStdString(a.lesson));
    const QByteArray page =
        underLabel(a.lesson, [&] { return ui::pageOf(lesson.lesson, lesson.files, deviceBackends(), {}); });
    writeFileAtomically(a.page, page.toStdString());
}

/// A picture is in the same language on every desktop.
QString languageOf(const WindowArguments& a, const QSettings& settings)
{
    return a.screenshot.empty() ? ui::languageFor(ui::readPreferences(settings).language, QLocale::system().uiLanguages())
                                : QStringLiteral("en");
}

int openWindow(QApplication& app, const WindowArguments& a)
{
    ui::Places places;
    if (a.screenshot.empty()) {
        places.settings =
            QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/gaugescope.ini");
        places.recovery =
            QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/recovery");
    }
    QSettings settings(places.settings, QSettings::IniFormat);
    const auto translators = ui::speak(languageOf(a, settings));
    ui::MainWindow window(deviceBackends(), places);
    if (a.screenshot.empty()) {  // a picture does not depend on how somebody left the window
        window.restoreArrangement(settings);
        QObject::connect(&app, &QCoreApplication::aboutToQuit, &window, [&] { window.saveArrangement(settings); });
    } else {
        window.resize(1440, 900);  // nor on the screen
    }
    if (!a.theme.empty())
        window.setTheme(a.theme == "dark" ? ui::Theme::Dark : ui::Theme::Light);
    if (!a.size.empty()) {
        int w = 0;
        int h = 0;
        if (std::sscanf(a.size.c_str(), "%dx%d", &w, &h) != 2 || w < 320 || h < 240 || w > 16384 || h > 16384)
            fail("--size: expected WIDTHxHEIGHT in pixels such as 1280x800, found '{}'", a.size);
        window.resize(w, h);
    }
    if (!a.text.empty()) {
        ui::Example typed = ui::examples().front();
        typed.text = a.text;
        window.workspace().openExample(typed);
    }
    if (!a.model.empty())
        window.workspace().useModel(learn::modelFrom(a.model));
    if (!a.screenshot.empty()) {  // nobody is there to read the status bar
        QObject::connect(&window.workspace(), &ui::Workspace::complained, &window, [](const QString& line) {
            std::cerr << "gaugescope: " << Error(line.toStdString()).what() << '\n';
        });
        QObject::connect(
            &window.workspace(), &ui::Workspace::openFailed, &window, [] { QCoreApplication::exit(2); },
            Qt::QueuedConnection);
    }
    if (a.edit && a.present)
        fail("lesson: expected --edit or --present, found both");
    openFiles(window.workspace(), a);
    window.show();
    if (a.edit)
        editLesson(window, a);
    else if (!a.lesson.empty())
        openLesson(window, a);
    if (a.present)
        window.presenter().begin(a.screenshot.empty() ? std::nullopt : std::optional(window.size()));
    QTimer look;
    if (!a.screenshot.empty()) {
        QObject::connect(&look, &QTimer::timeout, &window, [&] {
            if (!window.snapshot() || window.workspace().busy() || !window.settled())
                return;
            look.stop();
            // Docks and queued repaints settle before the picture is taken.
            QTimer::singleShot(200, &window, [&] {
                QWidget& shown = a.present ? static_cast<QWidget&>(window.presenter().stage()) : window;
                const bool written = shown.grab().save(QString::fromStdString(a.screenshot));
                QCoreApplication::exit(written ? 0 : 2);
            });
        });
        look.start(50);
    }
    return app.exec();
}

/// Figures need no display, whatever the environment says of one; a window without one is drawn by Qt's own offscreen platform.
void choosePlatform(bool window)
{
    if (!window)
        qputenv("QT_QPA_PLATFORM", "offscreen");
    else if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") &&
             qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

/// Standard error is for what the program has to say: where no session keeps a folder for sockets is not, nor what a display of no screen lacks.
void passOn(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    if (!message.startsWith(QLatin1String("QStandardPaths: XDG_RUNTIME_DIR")) &&
        !message.startsWith(QLatin1String("This plugin does not support propagateSizeHints")))
        std::cerr << qFormatLogMessage(type, context, message).toStdString() << '\n';
}

void addLook(CLI::App& app, WindowArguments& a)
{
    app.add_option("--theme", a.theme, "light or dark")->check(CLI::IsMember({"light", "dark"}));
    app.add_option("--screenshot", a.screenshot, "write a picture of the window and quit");
    app.add_option("--size", a.size, "window size, such as 1280x800");
    app.add_flag("--present", a.present, "show it to a room: full screen, large type (F5)");
}

int runProgram(int argc, char** argv)
{
    CLI::App options("Gaugescope: a gauge transformer, exact and live", "gaugescope");
    options.set_version_flag("--version", GAUGESCOPE_VERSION);
    WindowArguments windowArguments;
    options.add_option("FILE", windowArguments.files,
                       "belief file, session, stored sweep, figure or trained model to open; several belief files, or a "
                       "folder of them, are a "
                       "recorded run");
    cli::addReading(options, windowArguments.reading);
    options.add_flag("--follow", windowArguments.follow,
                     "show the file, or the new files of the folder, again as they are written");
    options.add_option("--text", windowArguments.text, "text to open");
    options.add_option("--model", windowArguments.model, "trained words: learned (built in), or a model file");
    addLook(options, windowArguments);
    CLI::App* lessonCommand = options.add_subcommand("lesson", "open a lesson in the window");
    lessonCommand->add_option("LESSON", windowArguments.lesson, "its number, name or title; or a file (docs/lessons.md)")
        ->required();
    lessonCommand->add_option("--step", windowArguments.step, "the step to begin with, from 1")->check(CLI::Range(1, 60));
    lessonCommand->add_flag("--edit", windowArguments.edit, "open it at the author's desk, whatever is wrong with it yet");
    addLook(*lessonCommand, windowArguments);
    lessonCommand->add_option("-o,--output", windowArguments.page,
                              "write it as a page that lives in a browser (.html), and open no window");
    app::RenderArguments renderArguments;
    app::RenderArguments galleryArguments;
    CLI::App* renderCommand = app::addRender(options, renderArguments);
    CLI::App* galleryCommand = app::addGallery(options, galleryArguments);
    try {
        options.parse(argc, argv);
    } catch (const CLI::Success& e) {
        return options.exit(e);
    } catch (const CLI::Error& e) {
        std::cerr << "gaugescope: " << e.what() << '\n';
        return 2;
    }
    if (lessonCommand->parsed() && windowArguments.lesson.empty())
        fail("lesson: expected the number, name or title of one, or a file, found an empty name");
    qInstallMessageHandler(passOn);
    const bool page = lessonCommand->parsed() && !windowArguments.page.empty();
    const bool window = !page && !renderCommand->parsed() && !galleryCommand->parsed();
    choosePlatform(window);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Gaugescope"));
    if (window)
        return openWindow(application, windowArguments);
    if (page)
        writeLessonPage(windowArguments);
    else if (renderCommand->parsed())
        app::render(renderArguments, *renderCommand, deviceBackends());
    else
        app::gallery(galleryArguments, *galleryCommand, deviceBackends());
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    gauge::keepFreedMemory();
    QHashSeed::setDeterministicGlobalSeed();  // the order of glyphs in a PDF's fonts: the same figure is the same bytes
    try {
        return runProgram(argc, argv);
    } catch (const gauge::Error& e) {
        std::cerr << "gaugescope: " << e.what() << '\n';
        return 2;
    } catch (const std::exception& e) {
        std::cerr << "gaugescope: " << e.what() << '\n';
        return 1;
    }
}
