// Everything written can be read: nothing clipped, nothing on top of anything else, enough contrast, and colours told apart.
#include "ui/painter/colour_map.h"
#include "ui/painter/colour_vision.h"
#include "ui/panels/style_sheet.h"
#include "ui/panels/view_panel.h"

#include "tests/support/cost_report.h"
#include "tests/support/cut_text.h"
#include "tests/support/noted_text.h"
#include "tests/support/window.h"

#include <array>
#include <qcustomplot.h>
#include <QDockWidget>
#include <QPlainTextEdit>
#include <QStyle>

namespace gauge::ui {
namespace {

class LegibleTest : public test::WindowFixture {
    Q_OBJECT

private:
    static QString longSentence()
    {
        constexpr std::array<const char*, 4> words{"internationalization", "electroencephalography", "incomprehensibility",
                                                   "counterrevolutionaries"};
        QStringList text;
        for (std::size_t k = 0; k < 40; ++k)
            text << QLatin1String(words[k % words.size()]);
        return text.join(QLatin1Char(' '));
    }

    static void read(const ViewKind& kind, const Scene& scene, const QSize& size)
    {
        judge(test::notedOf(kind, scene, size), size,
              QStringLiteral("%1 at %2×%3: ").arg(QLatin1String(kind.name)).arg(size.width()).arg(size.height()));
    }

    static void judge(const std::vector<test::Written>& written, const QSize& size, const QString& where)
    {
        const QString fault = test::illegible(written, size);
        QVERIFY2(fault.isEmpty(), qPrintable(where + fault));
    }

private slots:
    void init() { open(); }
    void cleanup() { window_.reset(); }

    void noViewClipsOrOverlapsItsText()
    {
        for (const QString& text : {QString(), longSentence()}) {
            if (!text.isEmpty()) {
                window_->findChild<QPlainTextEdit*>("text")->setPlainText(text);
                QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 40; }));
            }
            window_->selection().lockExactly(
                {.tokens = {1, 8}, .receiver = 1, .sender = 8, .threshold = false, .text = {}, .value = {}});
            window_->findChild<QDockWidget*>(QStringLiteral("statistics-dock"))->raise();
            QVERIFY(settled([](const Snapshot& s) { return s.curves != nullptr; }));
            for (const ViewKind& kind : viewKinds()) {
                for (const QSize size : {QSize(330, 240), QSize(520, 400), QSize(900, 600)}) {
                    Scene scene = canvas(kind.name).scene();
                    read(kind, scene, size);
                    if (controlOf(kind, QStringLiteral("by-cluster"))) {
                        test::choose(kind, scene.options, "by-cluster", 1);
                        read(kind, scene, size);
                    }
                    for (const char* pictures : {"mode", "step"}) {
                        const ViewControl* control = controlOf(kind, QLatin1String(pictures));
                        for (std::size_t k = 1; control && k < control->choices.size(); ++k) {
                            control->place.set(scene.options, static_cast<int>(k));
                            read(kind, scene, size);
                        }
                    }
                }
            }
        }
    }

    /// Down to where the table has no room for all its rows, which it says.
    void costsAreLegibleInASmallView()
    {
        const ViewKind& kind = *findView(QStringLiteral("cost"));
        Scene scene = canvas("cost").scene();
        CostReport report = gauge::test::measuredCosts();
        for (const char* more : {"pairwise", "first-order", "diagonal-projected", "low-rank=2", "none", "naive, half"}) {
            report.methods.push_back(report.methods.front());
            report.methods.back().method = more;
        }
        scene.cost.report = std::make_shared<const CostReport>(report);
        for (const int height : {110, 150, 180, 220, 300, 420})
            for (const int width : {330, 594, 900})
                for (const bool stale : {false, true}) {
                    scene.cost.stale = stale;
                    read(kind, scene, QSize(width, height));
                }
        int rows = 0;
        bool said = false;
        for (const test::Written& w : test::notedOf(kind, scene, QSize(594, 170))) {
            said = said || w.text.contains(QStringLiteral("more methods"));
            for (const MethodTime& m : report.methods)
                rows += w.text.startsWith(QString::fromStdString(m.method)) ? 1 : 0;
        }
        QVERIFY(said && rows >= 4 && rows < static_cast<int>(report.methods.size()));
    }

    void ticksOfTheTimelineStandApart()
    {
        auto* plot = window_->findChild<QCustomPlot*>(QStringLiteral("free-energy"));
        for (const char* layers : {"0", "1", "6", "40", "400"})
            for (const char* alpha : {"0.01", "0.5", "50", "3000"}) {
                panel().setText(QStringLiteral("alpha"), QLatin1String(alpha));
                panel().setText(QStringLiteral("layers"), QLatin1String(layers));
                QVERIFY(calm());
                test::NotingSlide device(plot->size());
                {
                    QCPPainter painter(&device);
                    plot->toPainter(&painter, plot->width(), plot->height());
                }
                QVERIFY(device.written().size() >= 4);
                judge(device.written(), plot->size(),
                      QStringLiteral("timeline, %1 layers, α = %2: ").arg(QLatin1String(layers), QLatin1String(alpha)));
            }
    }

    void noWidgetClipsItsText()
    {
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            window_->setTheme(theme);
            for (const Preset preset : {Preset::Explore, Preset::Teach}) {
                window_->arrange(preset);
                QVERIFY(calm());
                QCOMPARE(gauge::test::cutTexts(*window_).join(QStringLiteral("; ")), QString());
            }
        }
        window_->setTheme(Theme::Light);
    }

    void textAndMarksStandOut()
    {
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            const Style s{theme};
            for (const QColor& ground : {s.panel(), s.window()})
                for (const QColor& ink : {s.text(), s.quiet(), s.accent()})
                    QVERIFY2(contrast(ink, ground) >= (ground == s.window() && ink == s.accent() ? 4.3 : 4.5),
                             qPrintable(ink.name() + ground.name()));
            QVERIFY(contrast(s.text(), s.field()) >= 4.5);
            const QColor onAccent = theme == Theme::Light ? QColor(Qt::white) : s.window();
            QVERIFY(contrast(onAccent, s.accent()) >= 4.5);
            for (int k = 0; k < kMostColours; ++k) {
                QVERIFY2(contrast(s.cluster(k), s.panel()) >= 3, qPrintable(s.cluster(k).name()));
                QVERIFY2(contrast(inkOn(s.cluster(k)), s.cluster(k)) >= 4.5, qPrintable(s.cluster(k).name()));
            }
            for (int k = 0; k < 3; ++k)
                QVERIFY2(contrast(s.axis(k), s.panel()) >= 3, qPrintable(s.axis(k).name()));
        }
    }

    void noTwoColoursOfGroupsAreOne()
    {
        for (const Theme theme : {Theme::Light, Theme::Dark})
            for (int a = 0; a < kMostColours; ++a)
                for (int b = 0; b < a; ++b)
                    QVERIFY2(Style{theme}.cluster(a) != Style{theme}.cluster(b),
                             qPrintable(Style{theme}.cluster(a).name()));
        Clusters many;
        std::vector<std::string> names;
        for (Index c = 0; c < 14; ++c) {
            many.members.push_back({2 * c, 2 * c + 1});
            names.insert(names.end(), {"left" + std::to_string(c % 3), "right" + std::to_string(c)});
        }
        std::vector<int> colours = coloursOf(many, names);
        QVERIFY(std::all_of(colours.begin(), colours.begin() + kClusterColours, [](int c) { return c < kClusterColours; }));
        std::sort(colours.begin(), colours.begin() + kMostColours);
        for (int k = 0; k < kMostColours; ++k)
            QCOMPARE(colours[static_cast<std::size_t>(k)], k);
        QVERIFY(colours[12] < kMostColours && colours[13] < kMostColours);
    }

    void categoriesAreToldApartWithoutGreenCones()
    {
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            const Style s{theme};
            for (int a = 0; a < kClusterColours; ++a) {
                for (int b = 0; b < a; ++b) {
                    QVERIFY2(seenApart(s.cluster(a), s.cluster(b), Vision::Deuteranope) > 15,
                             qPrintable(s.cluster(a).name() + s.cluster(b).name()));
                }
            }
        }
    }

    void emptyAndFailedStatesSayWhatToDo()
    {
        SelectionModel selection;
        PaintWorker painter;
        for (const ViewKind& kind : viewKinds()) {
            Canvas canvas(kind, selection, painter);
            canvas.resize(330, 240);
            canvas.show(Shown{});
            const QImage empty = canvas.grab().toImage();
            Shown failed;
            failed.problem = QStringLiteral("mu: expected N×K numbers, found 3");
            canvas.show(failed);
            QVERIFY2(canvas.grab().toImage() != empty, kind.name);
            QVERIFY(QLatin1String(kind.empty).size() > 20);
        }
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::LegibleTest)
#include "legible_test.moc"
