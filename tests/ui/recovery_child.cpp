// Somebody at work: a window whose κ changes at random moments, each change written to a log, until the program is killed.
// recovery-child FOLDER SEED; FOLDER/log holds lines "κ nanoseconds", FOLDER/recovery what the window keeps.
#include "core/error.h"
#include "tests/support/window.h"

#include <chrono>
#include <fcntl.h>
#include <QApplication>
#include <QTimer>
#include <random>
#include <unistd.h>

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    if (argc != 3)
        return 2;
    const std::string folder = argv[1];
    std::mt19937 random(static_cast<unsigned>(std::atoi(argv[2])));
    const int log = ::open((folder + "/log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    gauge::ui::MainWindow window(gauge::processorBackends(), {QString::fromStdString(folder + "/settings.ini"),
                                                              QString::fromStdString(folder + "/recovery")});
    window.show();
    auto* panel = window.findChild<gauge::ui::ParameterPanel*>();
    int edits = 0;
    QTimer edit;
    edit.setSingleShot(true);
    QObject::connect(&edit, &QTimer::timeout, &window, [&] {
        const double kappa = 1 + 0.001 * ++edits;
        panel->setText(QStringLiteral("kappa"), QString::number(kappa, 'f', 3));
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        const std::string line =
            fmt::format("{:.3f} {}\n", kappa, std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
        if (::write(log, line.data(), line.size()) < 0)
            QCoreApplication::exit(3);
        edit.start(std::uniform_int_distribution<int>(1, 400)(random));
    });
    edit.start(0);
    return QApplication::exec();
}
