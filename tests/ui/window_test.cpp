// The real window, driven offscreen.
#include "ui/figure.h"
#include "ui/main_window.h"
#include "ui/parameter_panel.h"
#include "ui/slider_scale.h"
#include "ui/timeline.h"
#include "ui/view_widget.h"

#include "core/error.h"
#include "tests/support/cli.h"
#include "tests/support/random_state.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSlider>
#include <QTest>
#include <QToolButton>
#include <set>

namespace gauge::ui {
namespace {

class WindowTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<MainWindow> window_;

    /// Waits until the shown snapshot satisfies a condition.
    template <class Condition>
    bool settled(Condition condition)
    {
        return QTest::qWaitFor([&] { return window_->snapshot() && condition(*window_->snapshot()); }, 20000);
    }

    QPoint cellCentre(Canvas& canvas, int receiver, int sender)
    {
        for (int y = 0; y < canvas.height(); y += 3)
            for (int x = 0; x < canvas.width(); x += 3) {
                const Hit hit = canvas.kind().hit(QRectF(canvas.rect()), canvas.scene(), QPointF(x, y));
                if (hit.receiver == receiver && hit.sender == sender)
                    return {x + 2, y + 2};
            }
        return {-1, -1};
    }

private slots:
    void init()
    {
        window_ = std::make_unique<MainWindow>();
        window_->resize(1360, 860);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 13; }));
    }
    void cleanup() { window_.reset(); }

    void opensOnARealSentenceAlreadyComputed()
    {
        QVERIFY(window_->windowTitle().startsWith(QStringLiteral("the cat sat")));
        QVERIFY(window_->windowTitle().endsWith(QStringLiteral("Gaugescope")));
        QCOMPARE(window_->snapshot()->layer, 6);
        const auto& label = window_->snapshot()->clusters().label;
        QCOMPARE(label[0], label[4]);
        QCOMPARE(label[1], label[8]);  // cat and dog
        QVERIFY(window_->findChild<QLabel*>("status")->text().contains(QStringLiteral("N = 13, K = 16")));
    }

    void typedTextReachesEveryView()
    {
        auto* text = window_->findChild<QPlainTextEdit*>("text");
        text->selectAll();
        QTest::keyClicks(text, "red wine");
        QVERIFY(settled([](const Snapshot& s) { return s.state->tokens == std::vector<std::string>{"red", "wine"}; }));
        for (const ViewKind& kind : viewKinds())
            QCOMPARE(window_->canvas(QLatin1String(kind.name)).scene().snapshot, window_->snapshot());
    }

    void emptyTextKeepsTheLastPictureAndSaysWhatToDo()
    {
        const auto before = window_->snapshot();
        window_->findChild<QPlainTextEdit*>("text")->clear();
        QTest::qWait(100);
        QCOMPARE(window_->snapshot(), before);
        QVERIFY(window_->findChild<QLabel*>("status")->text().contains(QStringLiteral("Type a sentence")));
    }

    void draggingKappaEndsInTheFreshResult()
    {
        auto* slider = window_->findChild<QSlider*>("kappa-slider");
        for (int position = 300; position <= 800; position += 10) {
            slider->setValue(position);
            QTest::qWait(2);
        }
        const double kappa = sliderValue(parameterInfo("kappa"), 800);
        QVERIFY(settled([&](const Snapshot& s) { return s.parameters.kappa == kappa; }));
        RunInput input;
        input.text = window_->findChild<QPlainTextEdit*>("text")->toPlainText().toStdString();
        input.parameters = window_->snapshot()->parameters;
        const auto fresh = Engine().run(input, {});
        QVERIFY(fresh->attention[0] == window_->snapshot()->attention[0]);
        QCOMPARE(window_->findChild<QDoubleSpinBox*>("kappa")->value(), kappa);
    }

    void movingThetaRecutsWithoutRecomputing()
    {
        const auto before = window_->snapshot()->clusters().members.size();
        window_->findChild<QDoubleSpinBox*>("threshold")->setValue(1e-3);
        QVERIFY(settled([](const Snapshot& s) { return s.parameters.threshold == 1e-3; }));
        QCOMPARE(window_->snapshot()->computed, (std::vector<std::string>{"cut", "levels", "active"}));
        QVERIFY(window_->snapshot()->clusters().members.size() > before);
        QCOMPARE(window_->snapshot()->clusters().members.size(), std::size_t(10));  // the four "the" agree exactly
    }

    void draggingTheLineInTheDendrogramMovesTheta()
    {
        Canvas& canvas = window_->canvas(QStringLiteral("dendrogram"));
        QPoint line(-1, -1);
        for (int y = 0; y < canvas.height() && line.y() < 0; ++y)
            if (canvas.kind().hit(QRectF(canvas.rect()), canvas.scene(), QPointF(canvas.width() / 2.0, y)).threshold)
                line = {canvas.width() / 2, y + 3};
        QVERIFY(line.y() > 0);
        QTest::mousePress(&canvas, Qt::LeftButton, {}, line);
        QTest::mouseMove(&canvas, line - QPoint(0, 25));
        QVERIFY(settled([](const Snapshot& s) { return s.parameters.threshold > 1.05; }));
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, line - QPoint(0, 25));
    }

    void movingThePositionRateTurnsTheFrames()
    {
        QVERIFY(window_->snapshot()->frames.identity);
        window_->findChild<QDoubleSpinBox*>("position-rate")->setValue(0.4);
        QVERIFY(settled([](const Snapshot& s) { return !s.frames.identity; }));
        const auto& t = window_->snapshot()->triads;
        QVERIFY(std::abs(t[1].axes(0, 0) - std::cos(0.4)) < 1e-12);
        QVERIFY(std::abs(t[3].axes(0, 0) - std::cos(1.2)) < 1e-12);
    }

    void hoverPreviewsClickLocksEscapeRestores()
    {
        Canvas& attention = window_->canvas(QStringLiteral("attention"));
        const Selection initial = window_->selection().value();
        const QPoint cell = cellCentre(attention, 1, 8);
        QVERIFY(cell.x() > 0);
        QTest::mouseMove(&attention, cell);
        QTRY_COMPARE(window_->selection().value().receiver, 1);
        QCOMPARE(window_->selection().value().hovered, (std::vector<int>{1, 8}));
        QVERIFY(window_->findChild<QLabel*>("pointed")->text().startsWith(QStringLiteral("β(cat ← dog) = ")));
        QTest::mouseClick(&attention, Qt::LeftButton, {}, cell);
        QCOMPARE(window_->selection().value().locked, (std::vector<int>{1, 8}));
        for (const ViewKind& kind : viewKinds())
            QVERIFY(window_->canvas(QLatin1String(kind.name)).scene().selection == window_->selection().value());
        QTest::keyClick(window_.get(), Qt::Key_Escape);
        QVERIFY(window_->selection().value() == initial);
    }

    void selectionSurvivesParameterChangesAndIsCutToTheText()
    {
        window_->selection().lock({2, 12}, false);
        window_->findChild<QDoubleSpinBox*>("kappa")->setValue(5);
        QVERIFY(settled([](const Snapshot& s) { return s.parameters.kappa == 5; }));
        QCOMPARE(window_->selection().value().locked, (std::vector<int>{2, 12}));
        window_->findChild<QPlainTextEdit*>("text")->setPlainText("one two three four");
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 4; }));
        QCOMPARE(window_->selection().value().locked, (std::vector<int>{2}));
    }

    void steppingAndPlayingMoveThroughLayers()
    {
        QTest::mouseClick(window_->findChild<QToolButton*>("first"), Qt::LeftButton);
        QVERIFY(settled([](const Snapshot& s) { return s.layer == 0; }));
        QTest::mouseClick(window_->findChild<QToolButton*>("forward"), Qt::LeftButton);
        QVERIFY(settled([](const Snapshot& s) { return s.layer == 1; }));
        QTest::mouseClick(window_->findChild<QToolButton*>("play"), Qt::LeftButton);
        QVERIFY(settled([](const Snapshot& s) { return s.layer == 3; }));
        QTest::mouseClick(window_->findChild<QToolButton*>("play"), Qt::LeftButton);
    }

    void aBadFileIsReportedAndLosesNothing()
    {
        const auto before = window_->snapshot();
        window_->openFile(QStringLiteral("/nowhere/at/all.npz"));
        QVERIFY(window_->findChild<QLabel*>("status")->text().contains(QStringLiteral("no such file")));
        QTest::qWait(50);
        QCOMPARE(window_->snapshot(), before);
    }

    void everyGroupOpensFromAFile()
    {
        const test::TemporaryFolder folder;
        for (const test::GroupCase& group : test::allGroups()) {
            const NpzArrays arrays = test::randomArrays(group.group, 11, 3);
            const std::string path = folder.file(std::string(group.name) + ".npz");
            writeNpz(path, {arrays.begin(), arrays.end()});
            window_->openFile(QString::fromStdString(path));
            QVERIFY2(settled([&](const Snapshot& s) { return s.state->name == group.name; }), group.name);
            window_->grab();
        }
    }

    void everyControlHasATooltipAndAName()
    {
        for (QWidget* w : window_->findChildren<QWidget*>()) {
            const bool control = qobject_cast<QSlider*>(w) || qobject_cast<QDoubleSpinBox*>(w) ||
                                 qobject_cast<QComboBox*>(w) || qobject_cast<QPlainTextEdit*>(w);
            const bool inDock = w->objectName().startsWith(QStringLiteral("qt_"));
            if (!control || inDock)
                continue;
            QVERIFY2(!w->toolTip().isEmpty(), qPrintable(w->objectName()));
            QVERIFY2(!w->accessibleName().isEmpty(), qPrintable(w->objectName()));
        }
    }

    void theTowerHasAFloorForEveryScale()
    {
        RunInput input;
        input.text = "the cat sat on the mat while the dog slept by the fire and the child read a book";
        input.parameters.layers = 5;
        input.parameters.kappa = 3;
        input.parameters.alpha = 0.3;
        input.parameters.scales = 3;
        input.parameters.threshold = 0.5;
        input.parameters.thresholdGrowth = 3;
        Scene scene;
        scene.snapshot = Engine().run(input, {});
        const ViewKind* tower = findView(QStringLiteral("tower"));
        const QRectF area(0, 0, 700, 420);
        std::set<QString> floors;
        for (double y = 0; y < area.height(); y += 3) {
            for (double x = 0; x < area.width(); x += 3) {
                const Hit hit = tower->hit(area, scene, QPointF(x, y));
                if (hit.text.startsWith(QStringLiteral("scale "))) {
                    floors.insert(hit.text.left(7));
                    QVERIFY(hit.tokens.size() >= 2);
                }
            }
        }
        QVERIFY(floors.size() >= 2);
        QVERIFY(floors.count(QStringLiteral("scale 2")) == 1);
    }

    void figuresAreVectorsAndComeOutTheSameTwice()
    {
        Scene scene;
        scene.snapshot = window_->snapshot();
        for (const ViewKind& kind : viewKinds()) {
            for (const char* suffix : {"pdf", "svg", "png"}) {
                const QByteArray once = renderFigure(kind, scene, {}, QLatin1String(suffix));
                QVERIFY2(once.size() > 1000, kind.name);
                QCOMPARE(renderFigure(kind, scene, {}, QLatin1String(suffix)), once);
            }
            const QByteArray pdf = renderFigure(kind, scene, {}, QStringLiteral("pdf"));
            QVERIFY2(!pdf.contains("/Subtype /Image"), kind.name);
            const QByteArray svg = renderFigure(kind, scene, {}, QStringLiteral("svg"));
            QVERIFY2(!svg.contains("<image"), kind.name);
            QVERIFY2(svg.contains("<text"), kind.name);
        }
        QVERIFY_EXCEPTION_THROWN(renderFigure(viewKinds().front(), scene, {}, QStringLiteral("bmp")), Error);
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::WindowTest)
#include "window_test.moc"
