// One selection for all views, and the comparison of two states.
#include "ui/panels/shelf.h"
#include "ui/panels/timeline.h"
#include "ui/panels/view_panel.h"
#include "ui/scene/categories.h"
#include "ui/views/attention/values.h"

#include "core/pipeline/pair.h"
#include "tests/support/picture.h"
#include "tests/support/random_state.h"
#include "tests/support/window.h"

#include <map>
#include <QElapsedTimer>
#include <QLabel>
#include <QToolButton>

namespace gauge::ui {
namespace {

/// Views that can be pointed at and so speak to the others.
const std::vector<const char*>& speakingViews()
{
    static const std::vector<const char*> names{"attention", "arcs",        "frames",   "beliefs",
                                                "consensus", "meta-tokens", "inspector"};
    return names;
}

class LinkedViewsTest : public test::WindowFixture {
    Q_OBJECT

private:
    void bringUp(const char* name)
    {
        canvas(name).parentWidget()->parentWidget()->raise();
        QTRY_VERIFY(canvas(name).isVisible());
        QVERIFY(calm());
    }

    std::map<std::string, int> requests()
    {
        std::map<std::string, int> counts;
        for (const ViewKind& kind : viewKinds())
            if (canvas(kind.name).isVisible())
                counts[kind.name] = canvas(kind.name).requests();
        return counts;
    }

    void everyVisibleViewWasAskedOnce(const std::map<std::string, int>& before)
    {
        for (const auto& [name, count] : before)
            QVERIFY2(canvas(name.c_str()).requests() == count + 1,
                     qPrintable(QStringLiteral("%1: %2")
                                    .arg(QString::fromStdString(name))
                                    .arg(canvas(name.c_str()).requests() - count)));
    }

private slots:
    void init()
    {
        open();
        QVERIFY(calm());
    }
    void cleanup() { window_.reset(); }

    void hoverAndSelectionTravelFromEveryViewToEveryOther()
    {
        for (const char* name : speakingViews()) {
            bringUp(name);
            Canvas& from = canvas(name);
            const Selection initial = window_->selection().value();
            const QPoint at = findPoint(from, [](const Hit& h) { return !h.tokens.empty() && !h.threshold; });
            QVERIFY2(at.x() > 0, name);
            const Hit hit = hitView(from.kind(), QRectF(from.rect()), from.scene(), QPointF(at));
            auto before = requests();
            QTest::mouseMove(&from, at);
            QTRY_COMPARE(window_->selection().value().hovered, hit.tokens);
            QVERIFY(calm());
            everyVisibleViewWasAskedOnce(before);
            for (const ViewKind& kind : viewKinds())
                QVERIFY2(canvas(kind.name).scene().selection == window_->selection().value(), kind.name);
            before = requests();
            QTest::mouseClick(&from, Qt::LeftButton, {}, at);
            QVERIFY(calm());
            everyVisibleViewWasAskedOnce(before);
            std::vector<int> expected = hit.tokens;
            std::sort(expected.begin(), expected.end());
            QCOMPARE(window_->selection().value().locked, expected);
            for (const ViewKind& kind : viewKinds())
                QVERIFY2(canvas(kind.name).scene().selection.locked == expected, kind.name);
            QVERIFY(!window_->findChild<QLabel*>("lock")->text().isEmpty());
            QEvent leave(QEvent::Leave);
            QCoreApplication::sendEvent(&from, &leave);
            QTest::keyClick(window_.get(), Qt::Key_Escape);
            QVERIFY2(window_->selection().value() == initial, name);
            QVERIFY(window_->findChild<QLabel*>("lock")->text().isEmpty());
        }
    }

    /// Says how long a hover takes to stand in every visible view; that it does is what is checked.
    void aHoverIsSoonInEveryPicture()
    {
        std::vector<double> took;
        for (int k = 0; k < 60; ++k) {
            QElapsedTimer clock;
            clock.start();
            window_->selection().hover(
                {.tokens = {k % 13}, .receiver = -1, .sender = -1, .threshold = false, .text = {}, .value = {}});
            while (!window_->settled() && clock.elapsed() < 5000)
                QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
            QVERIFY(window_->settled());
            took.push_back(static_cast<double>(clock.nsecsElapsed()) * 1e-6);
        }
        std::sort(took.begin(), took.end());
        qInfo("hover to pictures: median %.1f ms, slowest of 60 %.1f ms", took[30], took.back());
    }

    void theSelectionFromOutsideShowsInEveryPicture()
    {
        const Selection none;
        for (const ViewKind& kind : viewKinds()) {
            const std::string name = kind.name;
            if (name == "cost" || name == "free-energy" || name == "statistics" || name == "next" || name == "holonomy" ||
                name == "map")
                continue;  // nothing of one token in them, unless asked for (or with trained words, or a connection)
            Scene scene = canvas(kind.name).scene();
            scene.selection = none;
            const QImage plain = paintJob({&kind, scene, {420, 320}, 1, 0});
            scene.selection.hovered = {2};
            QVERIFY2(paintJob({&kind, scene, {420, 320}, 1, 0}) != plain, kind.name);
            scene.selection.hovered.clear();
            scene.selection.locked = {2};
            QVERIFY2(paintJob({&kind, scene, {420, 320}, 1, 0}) != plain, kind.name);
        }
        option("free-energy", "token", 1);
        Scene scene = canvas("free-energy").scene();
        const QImage first = paintJob({&canvas("free-energy").kind(), scene, {420, 320}, 1, 0});
        scene.selection.hovered = {2};
        QVERIFY(paintJob({&canvas("free-energy").kind(), scene, {420, 320}, 1, 0}) != first);
    }

    void aClickOutsideUnlocksAndShiftExtends()
    {
        Canvas& beliefs = canvas("beliefs");
        const QPoint one = findPoint(beliefs, [](const Hit& h) { return h.tokens == std::vector<int>{5}; });
        const QPoint two = findPoint(beliefs, [](const Hit& h) { return h.tokens == std::vector<int>{12}; });
        const QPoint outside = findPoint(beliefs, [](const Hit& h) { return h.tokens.empty(); });
        QVERIFY(one.x() > 0 && two.x() > 0 && outside.x() > 0);
        QTest::mouseClick(&beliefs, Qt::LeftButton, {}, one);
        QTest::mouseClick(&beliefs, Qt::LeftButton, Qt::ShiftModifier, two);
        QCOMPARE(window_->selection().value().locked, (std::vector<int>{5, 12}));
        QTest::mouseClick(&beliefs, Qt::LeftButton, Qt::ControlModifier, one);
        QCOMPARE(window_->selection().value().locked, (std::vector<int>{12}));
        QTest::mouseClick(&beliefs, Qt::LeftButton, {}, outside);
        QVERIFY(window_->selection().value().locked.empty());
    }

    void lockingAndUnlockingRestoresThePictures()
    {
        QVERIFY(calm());
        std::map<std::string, QImage> before;
        for (const ViewKind& kind : viewKinds())
            before[kind.name] = paintJob({&kind, canvas(kind.name).scene(), {420, 320}, 1, 0});
        window_->selection().lockExactly(
            {.tokens = {1, 8}, .receiver = 1, .sender = 8, .threshold = false, .text = {}, .value = {}});
        QTest::keyClick(window_.get(), Qt::Key_Escape);
        for (const ViewKind& kind : viewKinds())
            QVERIFY2(paintJob({&kind, canvas(kind.name).scene(), {420, 320}, 1, 0}) == before[kind.name], kind.name);
    }

    void comparisonSharesLimitsIsSymmetricAndUnpinningRestores()
    {
        QVERIFY(calm());
        window_->pin();
        const auto a = window_->snapshot();
        panel().setText(QStringLiteral("kappa"), QStringLiteral("9"));
        QVERIFY(calm());
        const Scene scene = canvas("attention").scene();
        QCOMPARE(scene.reference, a);
        for (const int quantity : {Attention, LogAttention, Energy}) {
            Scene b = scene;
            b.options.of<attention::Options>().quantity = quantity;
            Scene other = b;
            std::swap(other.snapshot, other.reference);
            const ShownMatrix shownB = attention::scaledMatrix(b);
            const ShownMatrix shownA = attention::scaledMatrix(other);
            QCOMPARE(shownA.least, shownB.least);
            QCOMPARE(shownA.greatest, shownB.greatest);
            const ShownMatrix d = attention::differenceMatrix(b);
            QCOMPARE(d.least, -d.greatest);
            QVERIFY(d.values == shownB.values - shownA.values);
        }
        QCOMPARE(parameterDifferences(*a, *window_->snapshot()), QStringList{QStringLiteral("κ 2 → 9")});
        QVERIFY(window_->findChild<QLabel*>("differences")->text().contains(QStringLiteral("κ 2 → 9")));
        for (const ViewKind& kind : viewKinds()) {
            const Scene shown = canvas(kind.name).scene();
            QCOMPARE(test::faultOf(kind, shown, {900, 400}), QString());
            const QStringList written = test::writtenBy(kind, shown, {900, 400});
            for (const char* side : {"A", "B", "B − A"})
                QVERIFY2(kind.measured || written.contains(QString::fromUtf8(side)), kind.name);
        }
        panel().setText(QStringLiteral("kappa"), QStringLiteral("2"));
        QVERIFY(calm());
        QTest::mouseClick(window_->findChild<QToolButton*>("unpin"), Qt::LeftButton);
        QVERIFY(!canvas("attention").scene().reference);
        QVERIFY(window_->snapshot()->attention[0] == a->attention[0]);
        Scene restored = canvas("attention").scene();
        Scene first = restored;
        first.snapshot = a;
        QVERIFY(paintJob({&canvas("attention").kind(), restored, {420, 320}, 1, 0}) ==
                paintJob({&canvas("attention").kind(), first, {420, 320}, 1, 0}));
    }

    void statesOfDifferentLengthSayWhyTheyHaveNoDifference()
    {
        window_->pin();
        Example typed = examples().front();
        typed.text = "red wine and white bread";
        window_->workspace().openExample(typed);
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 5; }));
        QVERIFY(differenceRefusal(canvas("attention").scene()).contains(QStringLiteral("A has 13 tokens, B has 5")));
        for (const ViewKind& kind : viewKinds())
            QCOMPARE(test::faultOf(kind, canvas(kind.name).scene(), {900, 400}), QString());
        const QString written =
            test::writtenBy(canvas("attention").kind(), canvas("attention").scene(), {900, 400}).join(QLatin1Char(' '));
        QVERIFY2(written.contains(QStringLiteral("A has 13 tokens, B has 5")), qPrintable(written));
    }

    void cancelReturnsSoonWithTheLastPictureIntact()
    {
        QVERIFY(openState(gauge::test::categorisedArrays({3, 5, 7}, 300, 4), "large"));
        const auto before = window_->snapshot();
        Parameters p = panel().parameters();
        p.backend = BackendChoice::Naive;
        p.evolve.layers = 20;
        window_->workspace().setParameters(p);
        auto* cancel = window_->findChild<QToolButton*>("cancel");
        QTRY_VERIFY_WITH_TIMEOUT(cancel->isVisible(), 5000);
        QTest::keyClick(window_.get(), Qt::Key_Escape);
        QVERIFY(QTest::qWaitFor([&] { return !window_->workspace().busy(); }, 5000));
        QCOMPARE(window_->snapshot(), before);
        QCOMPARE(canvas("attention").scene().snapshot, before);
    }

    /// The inspector walks through the head that attention shows, unless it is told another.
    void viewsOfOneHeadFollowTheAttention()
    {
        QVERIFY(openState(gauge::test::categorisedArrays({1, 2}, 12, 4), "heads"));
        const auto inspected = [&] {
            return test::writtenBy(canvas("inspector").kind(), canvas("inspector").scene(), {420, 300})
                .join(QLatin1Char('|'));
        };
        QVERIFY(inspected().contains(QStringLiteral("head 0")));
        option("attention", "head", 1);
        QVERIFY(calm());
        QVERIFY2(inspected().contains(QStringLiteral("head 1")), qPrintable(inspected()));
        option("inspector", "head", 0);
        QVERIFY(inspected().contains(QStringLiteral("head 0")));
        option("attention", "head", MeanHead);
    }

    void everyGroupOpensFromAFile()
    {
        for (const gauge::test::GroupCase& group : gauge::test::allGroups()) {
            QVERIFY2(openState(gauge::test::randomArrays(group.group, 11, 3), group.name), group.name);
            const QString first = QString::fromStdString(window_->snapshot()->state->tokens.front());
            for (const ViewKind& kind : viewKinds()) {
                const Scene scene = canvas(kind.name).scene();
                QCOMPARE(test::faultOf(kind, scene, {420, 300}), QString());
                if (kind.names)
                    QVERIFY2(test::writtenBy(kind, scene, {420, 300}).contains(first), kind.name);
            }
        }
    }

    void whileARunPlaysItsScaleAndTheInspectedPairStay()
    {
        const auto pair = [&] { return pairOf(canvas("inspector").scene()); };
        const auto range = [&] {
            const ShownMatrix m = gauge::ui::attention::scaledMatrix(canvas("attention").scene());
            return std::pair(m.least, m.greatest);
        };
        window_->workspace().setLayer(0);
        QVERIFY(settled([](const Snapshot& s) { return s.layer == 0; }));
        QVERIFY(calm());
        const auto inspected = pair();
        const auto atRestRange = range();
        auto* timeline = window_->findChild<Timeline*>();
        timeline->play(true);
        QVERIFY(settled([](const Snapshot& s) { return s.extents && s.layer == 1; }));
        const auto played = range();
        QVERIFY(played.first <= atRestRange.first && played.second >= atRestRange.second);
        QCOMPARE(pair(), inspected);
        QVERIFY(settled([](const Snapshot& s) { return s.layer == 3; }));
        QCOMPARE(range(), played);
        QCOMPARE(pair(), inspected);
        window_->selection().lockExactly({.tokens = {2, 5}, .receiver = 2, .sender = 5});
        QCOMPARE(pair(), std::pair(2, 5));  // what a hand chooses goes first
        timeline->play(false);
        QVERIFY(settled([](const Snapshot& s) { return !s.extents; }));
        QVERIFY(range() != played);
    }

    void fiveHundredTokensWithCategoriesOpenWithEveryView()
    {
        QVERIFY(openState(gauge::test::categorisedArrays({2, 3, 4, 5, 9}, 500, 4), "research"));
        QCOMPARE(window_->snapshot()->state->dim(), Index(51));
        QCOMPARE(window_->snapshot()->state->category.size(), std::size_t(500));
        option("beliefs", "colour", ByCategory);
        Canvas& attention = canvas("attention");
        const QPoint cell = findPoint(attention, [](const Hit& h) { return h.receiver >= 0; });
        QTest::mouseMove(&attention, cell);
        QTRY_VERIFY(window_->selection().value().receiver >= 0);
        QVERIFY(calm());
    }

    void twoThousandTokensOpenPooledAndCanBeLookedInto()
    {
        QVERIFY(openState(gauge::test::categorisedArrays({1, 2, 3}, GAUGESCOPE_SANITIZED ? 600 : 2048, 4), "long"));
        Canvas& attention = canvas("attention");
        const ViewOptions before = attention.options();
        QTest::mouseDClick(&attention, Qt::LeftButton, {}, attention.rect().center());
        QVERIFY(attention.options().zoom == 4 * before.zoom);
        QVERIFY(calm());
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::LinkedViewsTest)
#include "linked_views_test.moc"
