// The holonomy view in a real window: bending, dragging the anchor, walking a loop, and the sliders of links.
#include "core/pipeline/curvature_lens.h"
#include "tests/support/picture.h"
#include "tests/support/random_state.h"
#include "tests/support/window.h"
#include "ui/views/holonomy/layout.h"
#include "ui/views/view_options_json.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSlider>
#include <QStandardItemModel>
#include <QToolButton>
#include <QUndoStack>

namespace gauge::ui {
namespace {

class HolonomyTest : public test::WindowFixture {
    Q_OBJECT

    holonomy::Options own() { return canvas("holonomy").options().of<holonomy::Options>(); }

    void bringUp()
    {
        window_->findChild<QDockWidget*>(QStringLiteral("holonomy-dock"))->raise();
        QTRY_VERIFY(canvas("holonomy").isVisible());
    }

    bool bend(const char* word)
    {
        panel().setText(QStringLiteral("connection"), QLatin1String(word));
        return settled([&](const Snapshot& s) {
                   return connectionText(s.request.attention.connection) == word &&
                          (s.holonomy != nullptr) != s.connection.flat();
               }) &&
               calm();
    }

    /// Where a token stands on the circle of a walk.
    QPoint place(Index token)
    {
        Scene scene = canvas("holonomy").scene();
        const QRectF area(canvas("holonomy").rect());
        scene.visible = area;
        return holonomy::walkLayout(area, scene).token(token, scene.snapshot->tokens()).toPoint();
    }

    bool visibleIn(const char* name)
    {
        const auto* widget = window_->findChild<QWidget*>(QLatin1String(name));
        return widget && !widget->isHidden();
    }

private slots:
    void init()
    {
        open();
        QVERIFY(calm());
        bringUp();
    }
    void cleanup() { window_.reset(); }

    void aFlatConnectionSaysSoAndOneClickBends()
    {
        const Scene flat = canvas("holonomy").scene();
        QVERIFY(refusalOf(canvas("holonomy").kind(), flat).contains(QStringLiteral("Flat")));
        auto* button = window_->findChild<QToolButton*>(QStringLiteral("holonomy-bend"));
        QVERIFY(button);
        button->click();
        QVERIFY(settled([](const Snapshot& s) { return !s.connection.flat() && s.holonomy; }));
        QVERIFY(calm());
        QCOMPARE(refusalOf(canvas("holonomy").kind(), canvas("holonomy").scene()), QString());
        QVERIFY(button->isHidden());
        window_->history().undo();
        QVERIFY(settled([](const Snapshot& s) { return s.connection.flat(); }));
        QVERIFY(calm());
        QTRY_VERIFY(!refusalOf(canvas("holonomy").kind(), canvas("holonomy").scene()).isEmpty());
    }

    void fewerThanThreeTokensAreSaid()
    {
        QVERIFY(bend("power=0.4,0.5"));
        window_->workspace().setText(QStringLiteral("two words"));
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 2; }));
        QVERIFY(calm());
        QVERIFY(refusalOf(canvas("holonomy").kind(), canvas("holonomy").scene()).contains(QStringLiteral("three")));
    }

    void theAnchorIsDraggedAndMovedByKeys()
    {
        QVERIFY(bend("power=0.4,0.5"));
        Canvas& view = canvas("holonomy");
        const QRectF area(view.rect());
        const holonomy::MapLayout l = holonomy::mapLayout(area, view.scene());
        const auto mark = [&](Index i) { return QPointF(l.rows.center().x(), l.at(i, 0).center().y()).toPoint(); };
        QTest::mousePress(&view, Qt::LeftButton, {}, mark(0));
        QTest::mouseMove(&view, mark(3));
        QTest::mouseMove(&view, mark(6));
        QTest::mouseRelease(&view, Qt::LeftButton, {}, mark(6));
        QCOMPARE(own().anchor, 6);
        QVERIFY(window_->selection().value().locked.empty());
        QTest::keyClick(&view, Qt::Key_PageUp);
        QCOMPARE(own().anchor, 5);
        for (int k = 0; k < 40; ++k)
            QTest::keyClick(&view, Qt::Key_PageDown);
        QCOMPARE(own().anchor, static_cast<int>(view.scene().snapshot->tokens()) - 1);
        const QPointF cell = l.at(2, 7).center();
        const Hit hit = hitView(view.kind(), area, view.scene(), cell);
        QCOMPARE(hit.receiver, 2);
        QCOMPARE(hit.sender, 7);
        QCOMPARE(hit.value.toDouble(), curvatureSeenBy(*view.scene().snapshot, 0, own().anchor, 2, 7));
    }

    void aWalkIsClickedTogetherAndClosesAtItsFirstToken()
    {
        QVERIFY(bend("power=0.4,0.5"));
        option("holonomy", "mode", holonomy::Walk);
        QVERIFY(calm());
        Canvas& view = canvas("holonomy");
        for (const Index token : {1, 8, 4})
            QTest::mouseClick(&view, Qt::LeftButton, {}, place(token));
        QCOMPARE(own().walk, (std::vector<int>{1, 8, 4}));
        QTest::keyClick(&view, Qt::Key_Backspace);
        QCOMPARE(own().walk, (std::vector<int>{1, 8}));
        QTest::mouseClick(&view, Qt::LeftButton, {}, place(4));
        QTest::mouseClick(&view, Qt::LeftButton, {}, place(1));
        QCOMPARE(own().walk, (std::vector<int>{1, 8, 4, 1}));
        const LoopWalk walk = loopWalk(*view.scene().snapshot, holonomy::headOf(view.scene()), {1, 8, 4});
        const QStringList written = test::writtenBy(view.kind(), view.scene(), {700, 420});
        QVERIFY2(written.join(QLatin1Char(' ')).contains(QString::number(walk.loop.wilson, 'g', 3)),
                 qPrintable(written.join(QLatin1Char('|'))));
        auto* back = window_->findChild<QToolButton*>(QStringLiteral("holonomy-step-back"));
        QVERIFY(back);
        back->click();
        QCOMPARE(own().walk, (std::vector<int>{1, 8, 4}));
        QTest::mouseClick(&view, Qt::LeftButton, {}, place(1));
        QTest::mouseClick(&view, Qt::LeftButton, {}, place(0));
        QCOMPARE(own().walk, std::vector<int>{0});
        window_->selection().lockExactly(
            {.tokens = {5}, .receiver = -1, .sender = -1, .threshold = false, .text = {}, .value = {}});
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Space);
        QCOMPARE(own().walk, (std::vector<int>{0, 5}));
        QTest::keyClick(&view, Qt::Key_Delete);
        QVERIFY(own().walk.empty());
    }

    void aWalkIsKeptInFilesAndAShorterTextLeavesWhatIsThere()
    {
        ViewOptions options;
        options.of<holonomy::Options>().walk = {2, 9, 2};
        options.of<holonomy::Options>().picture = holonomy::Walk;
        const ViewKind& kind = canvas("holonomy").kind();
        QVERIFY(optionsFromJson(kind, optionsJson(kind, options), "test") == options);
        QVERIFY(bend("power=0.4,0.5"));
        canvas("holonomy").setOptions(options);
        window_->workspace().setText(QStringLiteral("only four words here"));
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 4; }));
        QVERIFY(calm());
        QCOMPARE(test::faultOf(kind, canvas("holonomy").scene(), {600, 400}), QString());
        QCOMPARE(holonomy::pathOf(canvas("holonomy").scene()).tokens, std::vector<Index>{2});
    }

    void amountsOfLinksAreSlidersThatWorkLive()
    {
        QVERIFY(!visibleIn("connection-f") || !window_->findChild<QWidget*>(QStringLiteral("connection-f"))->isVisible());
        panel().setUnfolded(true);
        QVERIFY(bend("power=0.5,0.5"));
        auto& f = find<QSlider>("connection-f-slider");
        auto& p = find<QDoubleSpinBox>("connection-p");
        QVERIFY(f.isVisible() && p.isVisible() && !find<QSlider>("connection-eps-slider").isVisible());
        QCOMPARE(p.value(), 0.5);
        const double before = window_->snapshot()->holonomy->heads[0].meanWilson;
        f.setValue(700);
        QVERIFY(settled([&](const Snapshot& s) { return s.holonomy && s.holonomy->heads[0].meanWilson != before; }));
        const ConnectionOptions o = window_->snapshot()->request.attention.connection;
        QVERIFY(o.amount > 1.2 && o.amount < 1.3 && o.exponent == 0.5);
        p.setValue(1);
        QVERIFY(
            settled([](const Snapshot& s) { return s.holonomy && std::abs(s.holonomy->heads[0].meanWilson - 1) < 1e-9; }));
        QVERIFY(find<QLabel>("connection-effect").text().contains(QStringLiteral("1")));
        QVERIFY(bend("random=0.3"));
        QVERIFY(find<QSlider>("connection-eps-slider").isVisible() && !f.isVisible());
        QVERIFY(bend("bilinear=0.2"));
        QVERIFY(find<QSlider>("connection-r-slider").isVisible());
        QVERIFY(bend("flat"));
        QVERIFY(!find<QSlider>("connection-r-slider").isVisible());
        QVERIFY(find<QLabel>("link-scale-effect").text().contains(QStringLiteral("flat")));
    }

    void wordsThatTheSourceCannotHonourSayWhy()
    {
        const auto* box = window_->findChild<QComboBox*>(QStringLiteral("connection"));
        const auto item = [&](const char* word) {
            const auto* model = qobject_cast<QStandardItemModel*>(box->model());
            for (int k = 0; k < model->rowCount(); ++k)
                if (model->item(k)->text().startsWith(QLatin1String(word)))
                    return model->item(k);
            return static_cast<QStandardItem*>(nullptr);
        };
        QVERIFY(!item("links")->isEnabled() && item("links")->toolTip().contains(QStringLiteral("file")));
        QVERIFY(item("power")->isEnabled() && item("flat")->isEnabled());
        QVERIFY(openState(gauge::test::randomArrays(gauge::test::Group::GivenFrames, 6, 3), "given"));
        QVERIFY(calm());
        QVERIFY(!box->isEnabled());
        QVERIFY(box->toolTip().contains(QStringLiteral("neither links nor generators")));
    }

    void linksAreRibbonsAndTheInspectorsProduct()
    {
        QVERIFY(bend("power=0.4,0.5"));
        window_->selection().lockExactly(
            {.tokens = {1, 8}, .receiver = 1, .sender = 8, .threshold = false, .text = {}, .value = {}});
        QVERIFY(calm());
        Scene frames = canvas("frames").scene();
        const QStringList written = test::writtenBy(canvas("frames").kind(), frames, {600, 420});
        QVERIFY2(written.join(QLatin1Char(' ')).contains(QStringLiteral("ribbons")),
                 qPrintable(written.join(QLatin1Char('|'))));
        Scene inspector = canvas("inspector").scene();
        test::choose(canvas("inspector").kind(), inspector.options, "step", 2);
        QCOMPARE(test::faultOf(canvas("inspector").kind(), inspector, {700, 460}), QString());
        QVERIFY(test::writtenBy(canvas("inspector").kind(), inspector, {700, 460})
                    .join(QLatin1Char(' '))
                    .contains(QStringLiteral("V")));
        QVERIFY(bend("flat"));
        QVERIFY(!test::writtenBy(canvas("frames").kind(), canvas("frames").scene(), {600, 420})
                     .join(QLatin1Char(' '))
                     .contains(QStringLiteral("ribbons")));
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::HolonomyTest)
#include "holonomy_test.moc"
