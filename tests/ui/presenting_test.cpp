// Presenting: keys, controls, what it shows live, axes that stay, and the window as it was before.
#include "tests/support/lesson_window.h"

#include "ui/panels/lesson_text.h"
#include "ui/panels/pointer_ring.h"
#include "ui/panels/presentation.h"
#include "ui/panels/presenter_note.h"
#include "ui/panels/slide_answer.h"
#include "ui/panels/slide_bar.h"
#include "ui/panels/slide_text.h"
#include "ui/panels/slide_views.h"
#include "ui/panels/timeline.h"

#include <QDockWidget>
#include <QLabel>
#include <QMouseEvent>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>

namespace gauge::ui {
namespace {

class PresentingTest : public test::LessonFixture {
    Q_OBJECT

private:
    Presenter& presenter() { return window_->presenter(); }
    Presentation& stage() { return presenter().stage(); }
    void press(Qt::Key key) { QTest::keyClick(&stage(), key); }
    bool begin(const QSize& size = QSize(1280, 720))
    {
        presenter().begin(size);
        return QTest::qWaitForWindowExposed(&stage()) && arrived();
    }
    template <class Widget>
    Widget& on(const char* name)
    {
        auto* found = stage().findChild<Widget*>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return *found;
    }
    Reach reach(const char* view) { return stage().views().canvas(QLatin1String(view)).scene().reach; }
    static bool within(const Extent& inner, const Extent& outer)
    {
        return inner.least >= outer.least && inner.greatest <= outer.greatest;
    }

private slots:  // NOLINT(readability-redundant-access-specifiers): Qt's
    void theWindowIsExactlyAsItWas()
    {
        window_->canvas(QStringLiteral("beliefs")).setFocus();
        const QByteArray arrangement = window_->saveState();
        const QByteArray geometry = window_->saveGeometry();
        QStringList visible;
        for (const QDockWidget* dock : window_->findChildren<QDockWidget*>())
            if (dock->isVisible())
                visible << dock->objectName();
        const std::string session = workspace().bytes();
        trigger(QStringLiteral("Prese&nt"));
        QVERIFY(presenter().active() && QTest::qWaitForWindowExposed(&stage()) && arrived());
        QVERIFY(stage().isFullScreen());
        QVERIFY(stage().views().names().size() == 2 && stage().views().names().front() == QStringLiteral("beliefs"));
        press(Qt::Key_F5);
        QVERIFY(!presenter().active() && calm());
        QCOMPARE(window_->saveState(), arrangement);
        QCOMPARE(window_->saveGeometry(), geometry);
        QStringList after;
        for (const QDockWidget* dock : window_->findChildren<QDockWidget*>())
            if (dock->isVisible())
                after << dock->objectName();
        QCOMPARE(after, visible);
        QTRY_COMPARE(window_->focusWidget(), &window_->canvas(QStringLiteral("beliefs")));
        QCOMPARE(workspace().bytes(), session);
        QVERIFY(!window_->snapshot()->extents);
        QVERIFY(begin());
        press(Qt::Key_Escape);
        QVERIFY(!presenter().active());
    }

    void withoutALessonKeysStepLayers()
    {
        workspace().setLayer(0);
        QVERIFY(calm() && begin());
        const int layers = window_->snapshot()->layers;
        const auto layer = [&] { return calm() ? window_->snapshot()->layer : -1; };
        for (const Qt::Key key : {Qt::Key_PageDown, Qt::Key_Right, Qt::Key_Space}) {
            const int before = layer();
            press(key);
            QCOMPARE(layer(), before + 1);
        }
        QVERIFY(this->on<QLabel>("slide-place").text().contains(QStringLiteral("layer 3 of %1").arg(layers)));
        QVERIFY(this->on<QLabel>("slide-title").text().startsWith(QStringLiteral("the cat sat")));
        press(Qt::Key_PageUp);
        QCOMPARE(layer(), 2);
        press(Qt::Key_End);
        QCOMPARE(layer(), layers);
        QVERIFY(!this->on<QPushButton>("slide-on").isEnabled());
        press(Qt::Key_PageDown);
        QCOMPARE(layer(), layers);
        press(Qt::Key_Home);
        QCOMPARE(layer(), 0);
    }

    void withALessonTheyStepItsPagesAndAnswer()
    {
        room().open(lesson(3), 2);
        QVERIFY(arrived() && begin());
        QCOMPARE(player().at(), 2U);
        QVERIFY(on<LessonText>("slide-text").isVisible() && on<SlideAnswer>("slide-answer-2").isVisible());
        QVERIFY(!on<LessonText>("slide-because").isVisible());
        press(Qt::Key_2);
        QVERIFY(arrived());
        QCOMPARE(player().chosen(), 1);
        QTRY_VERIFY(on<LessonText>("slide-because").isVisible());
        QVERIFY(on<SlideAnswer>("slide-answer-2").isChecked());
        const auto toNextStep = [&](Qt::Key key) {
            const std::size_t from = player().at();
            for (int k = 0; k < 6 && player().at() == from; ++k)
                press(key);
            return arrived() && player().at() != from;
        };
        QVERIFY(toNextStep(Qt::Key_PageDown));
        QCOMPARE(player().at(), 3U);
        QVERIFY(toNextStep(Qt::Key_Left));
        QCOMPARE(player().at(), 2U);
        press(Qt::Key_End);
        QVERIFY(arrived());
        QCOMPARE(player().at() + 1, player().lesson().lesson.steps.size());
        for (int k = 0; k < 6; ++k)
            press(Qt::Key_Space);
        QVERIFY(arrived() && player().active());  // nothing leaves the lesson before the audience
        press(Qt::Key_Home);
        QVERIFY(arrived());
        QCOMPARE(player().at(), 0U);
        player().goTo(2);
        QVERIFY(arrived());
        QTest::mouseClick(&on<SlideAnswer>("slide-answer-1"), Qt::LeftButton, {}, QPoint(60, 12));
        QCOMPARE(player().chosen(), 0);
        player().leave();
        QVERIFY(arrived() && presenter().active());
        QVERIFY(!stage().text().isVisible());  // its own views go on
        press(Qt::Key_Escape);
        QVERIFY(!presenter().active());
    }

    void aKeyThatIsHeldIsOneStep()
    {
        workspace().setLayer(0);
        QVERIFY(calm() && begin());
        press(Qt::Key_PageDown);
        for (int k = 0; k < 5; ++k) {
            QKeyEvent again(QEvent::KeyPress, Qt::Key_PageDown, Qt::NoModifier, QString(), true);
            QCoreApplication::sendEvent(&stage(), &again);
        }
        QVERIFY(calm());
        QCOMPARE(window_->snapshot()->layer, 1);
    }

    void blankIsBlackAndAnyKeyComesBack()
    {
        QVERIFY(begin());
        const int layer = window_->snapshot()->layer;
        for (const Qt::Key key : {Qt::Key_B, Qt::Key_Period}) {
            press(key);
            QVERIFY(stage().blank());
            const QImage black = stage().grab().toImage().convertToFormat(QImage::Format_RGB32);
            for (int y = 0; y < black.height(); y += 7)
                for (int x = 0; x < black.width(); x += 7)
                    QCOMPARE(black.pixelColor(x, y), QColor(Qt::black));
            press(Qt::Key_PageUp);
            QVERIFY(!stage().blank() && calm());
            QCOMPARE(window_->snapshot()->layer, layer);  // it brought the picture back, and nothing else
        }
        press(Qt::Key_B);
        QTest::mouseClick(&stage(), Qt::LeftButton);
        QVERIFY(!stage().blank());
    }

    void sixControlsWhateverIsShown()
    {
        const auto controls = [&] {
            int count = 0;
            for (const QWidget* w : stage().findChildren<QWidget*>())
                if (w->isVisible() && !qobject_cast<const SlideAnswer*>(w) &&
                    (qobject_cast<const QAbstractButton*>(w) || qobject_cast<const QAbstractSlider*>(w)) &&
                    !w->objectName().startsWith(QStringLiteral("qt_")) && !w->inherits("QScrollBar"))
                    ++count;
            return count;
        };
        QVERIFY(begin());
        QCOMPARE(controls(), 6);
        room().open(lesson(3), 2);
        QVERIFY(arrived());
        QCOMPARE(controls(), 6);
        for (const QWidget* w : stage().findChildren<QWidget*>())
            if (qobject_cast<const QAbstractButton*>(w) || qobject_cast<const QSlider*>(w)) {
                if (w->objectName().startsWith(QStringLiteral("qt_")))
                    continue;
                QVERIFY2(!w->toolTip().isEmpty() && !w->accessibleName().isEmpty(), qPrintable(w->objectName()));
                QVERIFY2(w->focusPolicy() & Qt::TabFocus, qPrintable(w->objectName()));
            }
    }

    /// Tab leads to a slider, whose arrows are its own then; the pages stay everybody's.
    void slidersChangeTheWorkspaceByHandAndByKey()
    {
        workspace().setLayer(0);
        QVERIFY(calm() && begin());
        auto& kappa = on<QSlider>("slide-kappa");
        const double before = window_->snapshot()->input.parameters.attention.kappa;
        kappa.setFocus(Qt::TabFocusReason);
        QTest::keyClick(&kappa, Qt::Key_Right);
        QVERIFY(settled([&](const Snapshot& s) { return s.input.parameters.attention.kappa > before; }) && calm());
        QCOMPARE(window_->snapshot()->layer, 0);
        QCOMPARE(panel().parameters().attention.kappa, window_->snapshot()->input.parameters.attention.kappa);
        QTest::keyClick(&kappa, Qt::Key_PageDown);
        QVERIFY(calm());
        QCOMPARE(window_->snapshot()->layer, 1);
        on<QSlider>("slide-threshold").setValue(900);
        QVERIFY(settled([&](const Snapshot& s) { return s.input.parameters.consensus.threshold > 2; }) && calm());
        const QString shown = on<QLabel>("slide-threshold-value").text();
        setKappa(7);
        QVERIFY(calm());
        QVERIFY(on<QLabel>("slide-kappa-value").text().contains(QStringLiteral("κ = 7")));
        QVERIFY2(shown.startsWith(QStringLiteral("θ = ")), qPrintable(shown));
        QTest::mouseClick(&on<QPushButton>("slide-play"), Qt::LeftButton);
        QVERIFY(find<Timeline>("timeline").playing());
        QCOMPARE(on<QPushButton>("slide-play").text(), QStringLiteral("Pause"));
        QTest::mouseClick(&on<QPushButton>("slide-play"), Qt::LeftButton);
        QVERIFY(!find<Timeline>("timeline").playing());
    }

    void theRingFollowsThePointerAndNothingNotices()
    {
        QVERIFY(begin());
        QCOMPARE(window_->selection().value().hovered.size(), 0U);
        Canvas& canvas = stage().views().canvas(stage().views().names().front());
        const QPoint cell = findPoint(canvas, [](const Hit& hit) { return !hit.tokens.empty(); });
        QVERIFY(cell.x() >= 0);
        const auto move = [](QWidget& over, const QPoint& at) {
            QMouseEvent event(QEvent::MouseMove, at, over.mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
            QCoreApplication::sendEvent(&over, &event);
        };
        move(canvas, cell);
        const PointerRing& ring = stage().ring();
        QVERIFY(ring.isVisible() && ring.testAttribute(Qt::WA_TransparentForMouseEvents));
        QCOMPARE((ring.geometry().center() - canvas.mapTo(&stage(), cell)).manhattanLength() <= 2, true);
        QVERIFY(!window_->selection().value().hovered.empty());
        QVERIFY(stage().childAt(canvas.mapTo(&stage(), cell)) == &canvas);
        auto& button = on<QPushButton>("slide-play");
        move(button, QPoint(9, 9));
        QVERIFY((ring.geometry().center() - button.mapTo(&stage(), QPoint(9, 9))).manhattanLength() <= 2);
    }

    void axesStayOverLayersTemperaturesAndSteps()
    {
        view(QStringLiteral("beliefs")).raise();
        view(QStringLiteral("free-energy")).raise();
        room().open(lesson(7), 0);
        QVERIFY(arrived() && begin());
        stage().views().setNames({QStringLiteral("beliefs"), QStringLiteral("free-energy")});
        QVERIFY(arrived());
        std::map<std::string, Reach> held;
        const auto widen = [&](const char* place) {
            for (const char* name : {"beliefs", "free-energy"}) {
                const Scene scene = stage().views().canvas(QLatin1String(name)).scene();
                Scene alone = scene;
                alone.reach.clear();
                const Reach own = scene.snapshot ? findView(QLatin1String(name))->reach(alone) : Reach();
                QCOMPARE(scene.reach.size(), own.size());
                for (std::size_t k = 0; k < own.size(); ++k) {
                    QVERIFY2(within(own[k], scene.reach[k]), place);
                    if (held.contains(name) && sameSource(scene.snapshot->input, source_)) {
                        QVERIFY2(within(held[name][k], scene.reach[k]), place);
                        const bool inside = within(own[k], held[name][k]);
                        QVERIFY2(!inside || (scene.reach[k].least == held[name][k].least &&
                                             scene.reach[k].greatest == held[name][k].greatest),
                                 place);
                    }
                }
                held[name] = scene.reach;
            }
            source_ = window_->snapshot()->input;
        };
        for (std::size_t step = 0; step < player().lesson().lesson.steps.size(); ++step) {
            player().goTo(step);
            QVERIFY(arrived());
            stage().views().setNames({QStringLiteral("beliefs"), QStringLiteral("free-energy")});
            QVERIFY(arrived());
            widen("step");
            for (const double kappa : {0.3, 2.0, 20.0}) {
                setKappa(kappa);
                QVERIFY(arrived());
                widen("κ");
            }
            for (int layer = 0; layer <= window_->snapshot()->layers; ++layer) {
                workspace().setLayer(layer);
                QVERIFY(arrived());
                widen("layer");
            }
        }
    }

    /// Colours of attention and the height of the tree too: what a run's layers reach together, and the runs before it.
    void coloursAndHeightsWidenAndDoNotJump()
    {
        QVERIFY(begin());
        stage().views().setNames({QStringLiteral("attention"), QStringLiteral("consensus")});
        QVERIFY(arrived());
        const auto shown = [&] { return stage().views().canvas(QStringLiteral("attention")).scene().snapshot; };
        QVERIFY(shown()->extents);
        double most = 0;
        double tallest = 0;
        for (const double kappa : {1.0, 0.2, 30.0, 2.0}) {
            setKappa(kappa);
            QVERIFY(arrived());
            const double now = shown()->extents->attention.back().plain.greatest;
            QVERIFY(now >= most && shown()->extents->tallest >= tallest);
            QVERIFY(now >= headMean(shown()->attention).maxCoeff());
            most = now;
            tallest = shown()->extents->tallest;
        }
        workspace().setText(QStringLiteral("a cat and a dog"));
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 5; }) && arrived());
        QVERIFY(shown()->extents->attention.back().plain.greatest != most);  // another text, other axes
    }

    void fullScreenOfTheWindowGoesBackToWhatItWas()
    {
        for (const Qt::WindowStates before : {Qt::WindowStates(Qt::WindowNoState), Qt::WindowStates(Qt::WindowMaximized)}) {
            window_->setWindowState(before);
            trigger(QStringLiteral("Full &screen"));
            QVERIFY(window_->windowState() & Qt::WindowFullScreen);
            trigger(QStringLiteral("Full &screen"));
            QCOMPARE(window_->windowState() & ~Qt::WindowActive, before);
        }
    }

    void closingTheWindowOrOpeningAnotherLessonIsNoTrouble()
    {
        QVERIFY(begin());
        room().open(lesson(1), 0);
        QVERIFY(arrived());
        room().open(lesson(2), 1);
        QVERIFY(arrived());
        QVERIFY(on<QLabel>("slide-title").text().startsWith(QString::fromStdString(lesson(2).lesson.title).left(8)));
        workspace().setText(QString());
        QTest::qWait(100);
        window_->duplicate(QStringLiteral("attention"));
        stage().views().setNames({QStringLiteral("attention-2"), QStringLiteral("beliefs")});
        player().leave();  // closes what the lesson duplicated
        QVERIFY(arrived());
        QVERIFY(!stage().views().names().contains(QStringLiteral("attention-2")));
        stage().close();
        QVERIFY(!presenter().active());
        QVERIFY(begin());
        window_.reset();
    }

private:  // NOLINT(readability-redundant-access-specifiers): after slots, which are Qt's
    RunInput source_;
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::PresentingTest)
#include "presenting_test.moc"
