// Every kind of work that runs aside, and what it may throw: a message, no crash, and the next job works.
#include "core/io/file.h"
#include "core/pipeline/session.h"
#include "tests/support/cli.h"
#include "tests/support/no_training.h"
#include "tests/support/thrown.h"
#include "tests/support/window.h"
#include "ui/figure/preview_worker.h"
#include "ui/scene/paint_worker.h"
#include "ui/workspace/cost_runner.h"
#include "ui/workspace/file_loader.h"
#include "ui/workspace/session_store.h"
#include "ui/workspace/training_runner.h"

#include <QComboBox>
#include <QDir>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

namespace gauge::ui {
namespace {

using namespace test::thrown;

/// A session with a pinned run, which is computed when it is read.
void writePinned(const std::string& path)
{
    Session session;
    session.run = sentence();
    session.pinned.push_back({"first", sentence()});
    session.reference = 0;
    writeFileAtomically(path, encodeSession(session));
}

/// A view that paints half of itself before it fails.
const ViewKind& brittle()
{
    static const ViewKind kind = [] {
        ViewKind k = *findView(QStringLiteral("free-energy"));
        k.refusal = nullptr;
        k.paint = [](QPainter& painter, const QRectF& area, const Scene&) {
            painter.fillRect(area.adjusted(0, 0, -area.width() / 2, 0), Qt::red);
            painter.translate(50, 50);
            painter.setClipRect(QRectF(0, 0, 1, 1));
            mayThrow();
        };
        return k;
    }();
    return kind;
}

/// A picture of words and nothing else.
QImage wordsAlone(const QString& words, const Style& style, const QSize& size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(style.panel());
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(style.textFont());
    painter.setPen(style.quiet());
    painter.drawText(QRectF(QPointF(0, 0), QSizeF(size)).adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap,
                     words);
    return image;
}

template <class Condition>
bool soon(Condition condition)
{
    return QTest::qWaitFor(condition, 60000);
}

}  // namespace

class AsideTest : public QObject {
    Q_OBJECT
private slots:
    void cleanup()
    {
        next = 0;
        held = false;
    }

    void aRunThatThrowsIsSaidAndTheNextOneComes()
    {
        EngineBridge bridge(backends());
        QSignalSpy failed(&bridge, &EngineBridge::failed);
        std::shared_ptr<const Snapshot> found;
        connect(&bridge, &EngineBridge::snapshotReady, this, [&](const auto& snapshot) { found = snapshot; });
        for (next = 1; next <= kThrown; ++next) {
            bridge.submit(sentence());
            QVERIFY(soon([&] { return !bridge.busy(); }));
            QCOMPARE(failed.takeFirst().at(0).toString(), wordsOf(next));
        }
        next = 0;
        bridge.submit(sentence());
        QVERIFY(soon([&] { return found != nullptr; }));
        QVERIFY(failed.isEmpty());
    }

    void theNewestRunWins()
    {
        EngineBridge bridge(backends());
        std::vector<std::shared_ptr<const Snapshot>> found;
        connect(&bridge, &EngineBridge::snapshotReady, this, [&](const auto& snapshot) { found.push_back(snapshot); });
        RunInput input = sentence();
        for (int k = 1; k <= 200; ++k) {
            input.parameters.attention.kappa = 0.1 * k;
            bridge.submit(input);
        }
        QVERIFY(soon([&] { return !bridge.busy(); }));
        QVERIFY2(found.size() < 200, "older requests are dropped, not queued");
        QCOMPARE(found.back()->request.attention.kappa, 0.1 * 200);
        QVERIFY(found.back()->attention[0] == snapshotOf(input)->attention[0]);
    }

    void aCancelledRunMakesWayForTheNext()
    {
        EngineBridge bridge(backends());
        QSignalSpy cancelled(&bridge, &EngineBridge::cancelled);
        QSignalSpy ready(&bridge, &EngineBridge::snapshotReady);
        RunInput slow = sentence();
        slow.parameters.evolve.layers = 90000;
        bridge.submit(slow);
        QTest::qWait(50);
        bridge.cancel();
        QVERIFY(soon([&] { return cancelled.count() == 1; }));
        bridge.submit(sentence());
        QVERIFY(soon([&] { return ready.count() == 1; }));
    }

    void aMeasurementThatThrowsKeepsItsRounds()
    {
        CostRunner costs(backends());
        const auto snapshot = snapshotOf(sentence());
        for (next = 1; next <= kThrown; ++next) {
            costs.measure(snapshot);
            QVERIFY(costs.state().running);
            QVERIFY(soon([&] { return !costs.state().running; }));
            QCOMPARE(costs.state().failure, wordsOf(next));
            QVERIFY2(costs.state().report, "the rounds before it stay");
        }
        next = 0;
        costs.measure(snapshot);
        QVERIFY(soon([&] { return !costs.state().running; }));
        QVERIFY(costs.state().report && costs.state().report->payOff && costs.state().failure.isEmpty());
        QVERIFY(costs.state().fraction > 0);
        costs.measure(snapshot);
        costs.cancel();
        QVERIFY(costs.state().running);
        QVERIFY(soon([&] { return !costs.state().running; }));
        QVERIFY(costs.state().failure.isEmpty());
    }

    void aTrainingThatThrowsKeepsItsUpdates()
    {
        const auto atOnce = std::make_shared<std::atomic<bool>>();  // before the first update, or at the third
        TrainingRunner runner([atOnce](const learn::LearnConfig& config) {
            if (*atOnce)
                mayThrow();
            return std::make_unique<NoTraining>(config);
        });
        learn::LearnConfig config;
        config.updates = 3;
        for (const bool early : {true, false}) {
            *atOnce = early;
            for (next = 1; next <= kThrown; ++next) {
                runner.start(config);
                QVERIFY(runner.state().running);
                QVERIFY(soon([&] { return !runner.state().running; }));
                QCOMPARE(runner.state().failure, wordsOf(next));
                QCOMPARE(runner.state().reports.size(), std::size_t(early ? 0 : 2));
            }
        }
        next = 0;
        QSignalSpy learned(&runner, &TrainingRunner::learned);
        runner.start(config);
        QVERIFY(soon([&] { return !runner.state().running; }));
        QCOMPARE(runner.state().reports.size(), std::size_t(3));
        QVERIFY(runner.state().failure.isEmpty() && runner.state().model && learned.count() > 0);
    }

    void aViewThatThrowsIsAPictureOfTheReason()
    {
        PaintWorker painter;
        const int canvas = painter.enrol();
        Scene scene;
        scene.snapshot = snapshotOf(sentence());
        const QSize size(420, 320);
        QImage picture;
        int asked = 0;
        int answered = 0;
        connect(&painter, &PaintWorker::painted, this, [&](int of, int request, const QImage& image) {
            QCOMPARE(of, canvas);
            answered = request;
            picture = image;
        });
        const auto paint = [&] {
            painter.submit(canvas, {&brittle(), scene, size, 1, ++asked});
            return soon([&] { return answered == asked; });
        };
        for (next = 1; next <= kThrown; ++next) {
            QVERIFY(paint());
            QVERIFY2(picture == wordsAlone(wordsOf(next), scene.style, size),
                     "the words, and nothing of what was half painted");
        }
        next = 0;
        QVERIFY(paint());
        QCOMPARE(picture.pixelColor(10, 10), QColor(Qt::red));
    }

    /// In the picture's place, in a widget that goes on.
    void theReasonStandsInThePicturesPlace()
    {
        SelectionModel selection;
        PaintWorker painter;
        Canvas canvas(brittle(), selection, painter);
        canvas.resize(420, 320);
        canvas.setFocusPolicy(Qt::NoFocus);  // no frame about it
        canvas.QWidget::show();
        for (next = 1; next <= kThrown; ++next) {
            Shown shown;
            shown.snapshot = snapshotOf(sentence());
            canvas.show(shown);
            QVERIFY(soon([&] { return canvas.requests() > 0 && canvas.current(); }));
            QCOMPARE(canvas.grab().toImage().convertToFormat(QImage::Format_RGB32),
                     wordsAlone(wordsOf(next), canvas.scene().style, canvas.size()));
        }
    }

    void aPreviewThatThrowsSaysWhy()
    {
        PreviewWorker previews;
        PreviewJob job;
        job.spec.session.run = sentence();
        job.spec.panels.push_back({&brittle(), {}, {}});
        job.scenes.snapshot = snapshotOf(sentence());
        QSignalSpy painted(&previews, &PreviewWorker::painted);
        for (next = 1; next <= kThrown; ++next) {
            previews.submit(job);
            QVERIFY(soon([&] { return painted.count() == next; }));
            QCOMPARE(previews.latest().failure, wordsOf(next));
            QVERIFY(previews.latest().image.isNull());
        }
        next = 0;
        previews.submit(job);
        QVERIFY(soon([&] { return !previews.latest().image.isNull(); }));
        QVERIFY(previews.latest().failure.isEmpty());
    }

    /// A session, and the same as a copy that a crash left.
    void aFileWhosePinnedRunThrowsIsRefused()
    {
        const gauge::test::TemporaryFolder folder;
        const std::string path = folder.file("pinned.gaugescope");
        writePinned(path);
        FileLoader loader(backends());
        QSignalSpy failed(&loader, &FileLoader::failed);
        std::shared_ptr<const Loaded> found;
        connect(&loader, &FileLoader::loaded, this, [&](const auto& loaded) { found = loaded; });
        for (const bool recover : {false, true}) {
            const auto read = [&] {
                recover ? loader.recover(QString::fromStdString(path)) : loader.load({QString::fromStdString(path)});
                return loader.busy() && soon([&] { return !loader.busy(); });
            };
            for (next = 1; next <= kThrown; ++next) {
                QVERIFY(read());
                QVERIFY(failed.takeFirst().at(0).toString().contains(wordsOf(next)));
                QVERIFY(!found);
            }
            next = 0;
            QVERIFY(read());
            QVERIFY(found && found->document && found->recovered == recover);
            QCOMPARE(found->document->pinned.size(), std::size_t(1));
            QVERIFY(found->document->pinned.front().snapshot);
            found.reset();
        }
    }

    void aCopyThatThrowsIsSaidOnce()
    {
        const gauge::test::TemporaryFolder folder;
        const QString place = QString::fromStdString(folder.file("recovery"));
        const auto kept = [&] { return QDir(place).entryList({QStringLiteral("*.gaugescope")}, QDir::Files); };
        {
            SessionStore store(place, nullptr, [](const QString& path, const Document& document) {
                mayThrow();
                writeCopy(path, document);
            });
            QSignalSpy failed(&store, &SessionStore::failed);
            Document document;
            document.run = sentence();
            for (int thrown = 1; thrown <= kThrown; ++thrown) {
                next = thrown;
                store.keep(document);
                QVERIFY(soon([&] { return failed.count() == 1; }));
                QVERIFY(failed.takeFirst().at(0).toString().endsWith(wordsOf(thrown)));
                next = 0;
                store.keep(document);
                QVERIFY(soon([&] { return !kept().isEmpty(); }));
                store.forget();
                QVERIFY(soon([&] { return kept().isEmpty(); }));
            }
            store.keep(document);
            QVERIFY(soon([&] { return !kept().isEmpty(); }));
        }
        QVERIFY(kept().isEmpty());
    }

    /// The click returns while what was pinned is computed, and the bar shows that it waits.
    void whatACrashLeftIsRestoredAside()
    {
        const gauge::test::TemporaryFolder folder;
        const QString left = QString::fromStdString(folder.file("left"));
        QVERIFY(QDir().mkpath(left));
        writePinned(folder.file("left/crashed.gaugescope"));
        MainWindow window(backends(), {QString::fromStdString(folder.file("settings.ini")), left});
        window.show();
        QVERIFY(soon([&] { return window.snapshot() && !window.workspace().busy(); }));
        auto* button = window.findChild<QPushButton*>(QStringLiteral("recover"));
        QVERIFY(button && button->isEnabled());
        held = true;
        button->click();
        QVERIFY(window.workspace().busy() && !button->isEnabled() && button->isVisible());
        QVERIFY(window.workspace().document().pinned.empty());
        held = false;
        QVERIFY(soon([&] { return window.workspace().document().pinned.size() == 1 && !window.workspace().busy(); }));
        QVERIFY(!button->isVisible() && window.history().canUndo());
        QVERIFY(!QDir(left).exists(QStringLiteral("crashed.gaugescope")));
    }

    void aDeviceThatFailsLeavesTheProcessor()  // NOLINT(readability-convert-member-functions-to-static): a slot
    {
        MainWindow window(backendsWithoutLuck());
        window.show();
        QVERIFY(soon([&] { return window.snapshot() && !window.workspace().busy(); }));
        auto* button = window.findChild<QToolButton*>(QStringLiteral("compute-on-processor"));
        QVERIFY(button && !button->isVisible());
        window.workspace().setOne("precision", "tf32");  // auto: a device's alone
        QVERIFY(soon([&] { return button->isVisible(); }));
        QVERIFY(window.workspace().problem().contains(QStringLiteral("the device failed (a launch)")));
        window.workspace().setOne("backend", "cuda");
        QVERIFY(soon([&] { return !window.workspace().busy() && button->isVisible(); }));
        button->click();
        QVERIFY(!button->isVisible());
        QVERIFY(soon([&] { return !window.workspace().busy() && window.snapshot()->backend == "cpu"; }));
        QVERIFY(window.workspace().problem().isEmpty());
        const Parameters& now = window.workspace().document().run.parameters;
        QVERIFY(now.backend == BackendChoice::Cpu && now.attention.precision == Precision::Single);
        QCOMPARE(window.findChild<QComboBox*>(QStringLiteral("backend"))->currentText(), QStringLiteral("cpu"));
        window.history().undo();
        QVERIFY(window.workspace().document().run.parameters.backend == BackendChoice::Cuda);
        window.workspace().setOne("precision", "double");
        QVERIFY(soon([&] { return !window.workspace().busy() && button->isVisible(); }));
        window.workspace().setOne("backend", "cpu");
        QVERIFY(soon([&] { return !window.workspace().busy() && !button->isVisible(); }));
    }

    void theWindowLives()
    {
        next = 1;
        MainWindow window(backends());
        window.show();
        const auto* log = window.findChild<QListWidget*>(QStringLiteral("log-list"));
        for (; next <= kThrown; ++next) {
            window.workspace().openExample(examples()[static_cast<std::size_t>(next)]);
            QVERIFY(soon([&] { return !log->findItems(wordsOf(next), Qt::MatchContains).isEmpty(); }));
        }
        next = 0;
        window.workspace().openExample(examples().front());
        QVERIFY(soon([&] { return window.snapshot() && !window.workspace().busy() && window.settled(); }));
    }
};

}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::AsideTest)
#include "aside_test.moc"
