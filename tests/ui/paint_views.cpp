// Pictures of the window to look at: every view and state, light and dark. Run it with a folder; it checks nothing.
#include "ui/figure/export_dialog.h"
#include "ui/main_window.h"
#include "ui/panels/parameter_panel.h"
#include "ui/panels/shelf.h"
#include "ui/panels/training_panel.h"
#include "ui/panels/view_panel.h"
#include "ui/scene/categories.h"
#include "ui/scene/matrix.h"
#include "ui/views/all_views.h"
#include "ui/views/consensus/options.h"

#include <array>
#include <iostream>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyleFactory>
#include <QTest>
#include <QToolButton>
#include <stdexcept>

namespace gauge::ui {
namespace {

class Pictures {
public:
    Pictures(QString folder, Theme theme)
        : folder_(std::move(folder)), suffix_(theme == Theme::Dark ? "-dark.png" : "-light.png")
    {
        window_.setTheme(theme);
        window_.resize(1440, 900);
        window_.show();
        settle();
    }

    void settle()
    {
        const bool calm = QTest::qWaitFor(
            [&] { return (window_.snapshot() && !window_.workspace().busy() && window_.settled()); }, 60000);
        if (!calm)
            std::cerr << "not settled\n";
        QTest::qWait(80);
    }

    void look(const QString& name)
    {
        settle();
        window_.grab().save(folder_ + QLatin1Char('/') + name + suffix_);
    }

    void look(Canvas& canvas, const QString& name)
    {
        const PaintJob job{&canvas.kind(), canvas.scene(), {560, 420}, 1, 0};
        paintJob(job).save(folder_ + QLatin1Char('/') + name + suffix_);
    }

    /// Sets a control by its name and returns how it stood.
    int option(const char* view, const char* control, int value)
    {
        Canvas& canvas = window_.canvas(QLatin1String(view));
        ViewOptions o = canvas.options();
        const Place<int> place = controlOf(canvas.kind(), QLatin1String(control))->place;
        const int before = place.get(o);
        place.set(o, value);
        canvas.setOptions(o);
        return before;
    }

    void parameter(const char* name, const char* value)
    {
        window_.findChild<ParameterPanel*>()->setText(QLatin1String(name), QLatin1String(value));
        settle();
    }

    void views()
    {
        window_.selection().lockExactly(
            {.tokens = {1, 8}, .receiver = 1, .sender = 8, .threshold = false, .text = {}, .value = {}});
        parameter("position-rate", "0.4");
        window_.findChild<QDockWidget*>(QStringLiteral("statistics-dock"))->raise();
        if (!QTest::qWaitFor([&] { return window_.snapshot()->curves != nullptr; }, 20000))
            throw std::runtime_error("the curves did not come in 20 s");
        settle();
        for (const ViewKind& kind : viewKinds())
            look(window_.canvas(QLatin1String(kind.name)), QStringLiteral("view-") + QLatin1String(kind.name));
        const auto variant = [&](const char* view, const char* control, int value, const char* name) {
            const int before = option(view, control, value);
            look(window_.canvas(QLatin1String(view)),
                 QStringLiteral("view-%1-%2").arg(QLatin1String(view), QLatin1String(name)));
            option(view, control, before);
        };
        variant("attention", "by-cluster", 1, "clusters");
        variant("attention", "quantity", Energy, "energy");
        variant("arcs", "top", 3, "top5");
        for (int mode = 1; mode <= 3; ++mode)
            variant("frames", "mode", mode, std::array{"", "ball", "angles", "carry"}[static_cast<std::size_t>(mode)]);
        variant("beliefs", "colour", ByEntropy, "entropy");
        variant("beliefs", "frame", 1, "local");
        variant("consensus", "mode", consensus::Links, "links");
        variant("consensus", "mode", consensus::Numbers, "numbers");
        variant("meta-tokens", "follow", 1, "follow");
        variant("meta-tokens", "counts", 1, "counts");
        variant("meta-tokens", "fold", 1, "fold");
        for (int mode = 0; mode <= 5; ++mode)
            variant("statistics", "mode", mode,
                    std::array{"entropy", "agreement", "heads", "kappa", "equivariance",
                               "frames"}[static_cast<std::size_t>(mode)]);
        variant("attention", "quantity", Distance, "distance");
        variant("free-energy", "shape", 1, "stacked");
        variant("free-energy", "token", 1, "token");
        for (int step = 1; step <= 5; ++step)
            variant("inspector", "step", step, std::array{"", "1", "2", "3", "4", "5"}[static_cast<std::size_t>(step)]);
        parameter("irrep-heads", "true");
        variant("attention", "head", EveryHead, "heads");
        parameter("irrep-heads", "false");
    }

    void cost()
    {
        window_.cost().measure(window_.snapshot());
        if (!QTest::qWaitFor([&] { return !window_.cost().state().running; }, 120000))
            std::cerr << "still measuring\n";
        QTest::qWait(50);
        look(window_.canvas(QStringLiteral("cost")), QStringLiteral("view-cost"));
    }

    void compare()
    {
        window_.pin();
        parameter("kappa", "6");
        look(QStringLiteral("compare"));
        for (const ViewKind& kind : viewKinds()) {
            Canvas& canvas = window_.canvas(QLatin1String(kind.name));
            const PaintJob job{&kind, canvas.scene(), {900, 320}, 1, 0};
            paintJob(job).save(folder_ + QStringLiteral("/compare-") + QLatin1String(kind.name) + suffix_);
        }
        window_.shelf().unpin();
    }

    void sizes()
    {
        for (const QSize size : {QSize(1100, 700), QSize(1440, 900), QSize(1920, 1080)}) {
            window_.resize(size);
            QTest::qWait(100);
            look(QStringLiteral("window-%1").arg(size.width()));
        }
        window_.arrange(Preset::Teach);
        look(QStringLiteral("window-teach"));
        window_.arrange(Preset::Figure);
        look(QStringLiteral("window-figure"));
        window_.arrange(Preset::Explore);
        window_.resize(1440, 900);
    }

    void longWords()
    {
        QString text;
        for (int k = 0; k < 40; ++k)
            text += std::array{"internationalization", "electroencephalography", "incomprehensibility",
                               "counterrevolutionaries"}[static_cast<std::size_t>(k) % 4] +
                    QStringLiteral(" ");
        window_.findChild<QPlainTextEdit*>("text")->setPlainText(text);
        QTest::qWait(300);
        look(QStringLiteral("window-long"));
        for (const ViewKind& kind : viewKinds())
            look(window_.canvas(QLatin1String(kind.name)), QStringLiteral("long-") + QLatin1String(kind.name));
    }

    void dialogs()
    {
        ExportDialog* dialog = window_.showExport(&window_.canvas(QStringLiteral("attention")));
        dialog->findChild<QListWidget*>(QStringLiteral("figure-panels"))->item(1)->setCheckState(Qt::Checked);
        QTest::qWait(400);
        dialog->grab().save(folder_ + QStringLiteral("/dialog-export") + suffix_);
        dialog->close();
        PreferencesDialog preferences({});
        preferences.show();
        QTest::qWait(100);
        preferences.grab().save(folder_ + QStringLiteral("/dialog-preferences") + suffix_);
    }

    /// The words that came trained, and a training under way.
    void learning()
    {
        auto* words = window_.findChild<QComboBox*>(QStringLiteral("words"));
        words->setCurrentIndex(1);
        emit words->activated(1);
        if (!QTest::qWaitFor([&] { return !window_.snapshot()->answers.empty(); }, 20000))
            throw std::runtime_error("the trained words did not come in 20 s");
        settle();
        look(window_.canvas(QStringLiteral("next")), QStringLiteral("view-next"));
        window_.resize(2560, 1440);
        window_.findChild<QDockWidget*>(QStringLiteral("training-dock"))->show();
        window_.findChild<QDockWidget*>(QStringLiteral("training-dock"))->raise();
        window_.findChild<QPushButton*>(QStringLiteral("training-go"))->click();
        if (!QTest::qWaitFor([&] { return window_.training().runner().state().reports.size() > 60; }, 120000))
            throw std::runtime_error("the training made no 60 updates in 2 min");
        window_.grab().save(folder_ + QStringLiteral("/window-training") + suffix_);  // it is never calm while it learns
        window_.training().runner().stop();
        QTest::qWait(1500);
        window_.resize(1440, 900);
        settle();
    }

    void states()
    {
        window_.workspace().open(QStringLiteral("/nowhere/at/all.npz"));
        QTest::qWait(200);
        look(QStringLiteral("state-failed-file"));
    }

private:
    MainWindow window_{processorBackends()};
    QString folder_;
    QString suffix_;
};

}  // namespace
}  // namespace gauge::ui

int main(int argc, char** argv)
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication app(argc, argv);
    if (argc < 2) {
        std::cerr << "usage: paint-views FOLDER [views|cost|compare|sizes|long|dialogs|learning|states]...\n";
        return 2;
    }
    QDir().mkpath(QString::fromLocal8Bit(argv[1]));
    const QStringList wanted = app.arguments().mid(2);
    const auto asked = [&](const char* part) { return wanted.isEmpty() || wanted.contains(QLatin1String(part)); };
    for (const gauge::ui::Theme theme : {gauge::ui::Theme::Light, gauge::ui::Theme::Dark}) {
        gauge::ui::Pictures pictures(QString::fromLocal8Bit(argv[1]), theme);
        if (asked("sizes"))
            pictures.sizes();
        if (asked("views"))
            pictures.views();
        if (asked("cost"))
            pictures.cost();
        if (asked("compare"))
            pictures.compare();
        if (asked("long"))
            pictures.longWords();
        if (asked("dialogs"))
            pictures.dialogs();
        if (asked("learning"))
            pictures.learning();
        if (asked("states"))
            pictures.states();
    }
    return 0;
}
