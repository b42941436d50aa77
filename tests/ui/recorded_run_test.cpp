// Recorded runs in a real window: opened, played, followed while they are written.
#include "core/io/file.h"
#include "core/io/npz.h"
#include "tests/support/cli.h"
#include "tests/support/picture.h"
#include "tests/support/recorded_run.h"
#include "tests/support/soak.h"
#include "tests/support/window.h"
#include "ui/panels/source_panel.h"
#include "ui/panels/timeline.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QUrl>

namespace gauge::ui {
namespace {

namespace fs = std::filesystem;

class RecordedRunTest : public test::WindowFixture {
    Q_OBJECT
    std::unique_ptr<gauge::test::TemporaryFolder> folder_;
    QStringList complaints_;
    QStringList said_;

    Workspace& workspace() { return window_->workspace(); }
    QString here() const { return QString::fromStdString(folder_->file("run")); }
    std::string step(int number) const { return folder_->file(fmt::format("run/step-{:03}.npz", number)); }

    static void write(const std::string& path, const NpzArrays& arrays) { writeNpz(path, {arrays.begin(), arrays.end()}); }
    bool shows(int records)
    {
        return settled([&](const Snapshot& s) { return s.recording() && s.layers == records - 1; }) && calm();
    }
    QString labelText() { return window_->findChild<QLabel*>(QStringLiteral("layer-label"))->text(); }
    bool goTo(int record)
    {
        workspace().setLayer(record);
        return settled([&](const Snapshot& s) { return s.layer == record; }) && calm();
    }
    void lock(const std::vector<int>& tokens)
    {
        Hit hit;
        hit.tokens = tokens;
        window_->selection().lockExactly(hit);
    }
    QStringList lockedNames()
    {
        QStringList names;
        for (const int i : window_->selection().value().locked)
            names << tokenText(*window_->snapshot(), i);
        return names;
    }
    static QImage pictureOf(const ViewKind& kind, const Scene& scene)
    {
        QImage image(700, 500, QImage::Format_ARGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintView(kind, painter, QRectF(image.rect()), scene);
        return image;
    }
    /// Memory in use, MB.
    static double resident()
    {
        std::ifstream statm("/proc/self/statm");
        long pages = 0;
        long held = 0;
        statm >> pages >> held;
        return static_cast<double>(held) * 4096 / 1e6;
    }
    /// Files dropped on the middle of the window.
    void drop(const QStringList& paths)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& path : paths)
            urls << QUrl::fromLocalFile(path);
        data.setUrls(urls);
        QDragEnterEvent enters(QPoint(700, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window_.get(), &enters);
        QDropEvent drops(QPointF(700, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window_.get(), &drops);
    }

private slots:
    void init()
    {
        folder_ = std::make_unique<gauge::test::TemporaryFolder>();
        fs::create_directory(folder_->file("run"));
        complaints_.clear();
        said_.clear();
        open();
        connect(&workspace(), &Workspace::complained, this, [this](const QString& line) { complaints_ << line; });
        connect(&workspace(), &Workspace::said, this, [this](const QString& line) { said_ << line; });
    }

    void cleanup()
    {
        window_ = nullptr;
        folder_ = nullptr;
    }

    void aFolderOpensAsACourseThatEveryViewShows()
    {
        gauge::test::writeRecords(folder_->file("run"), gauge::test::recordedArrays(4, false));
        workspace().open(here());
        QVERIFY(shows(4));
        QVERIFY2(labelText().contains(QStringLiteral("step-003")), qPrintable(labelText()));
        QVERIFY(labelText().contains(QStringLiteral("record 3 / 3")));
        for (int record = 0; record < 4; ++record) {
            QVERIFY(goTo(record));
            const auto& records = window_->snapshot()->recording()->records;
            QCOMPARE(window_->snapshot()->state, records[static_cast<std::size_t>(record)].state);
            for (const ViewKind& kind : viewKinds()) {
                const QString fault = test::faultOf(kind, canvas(kind.name).scene(), QSize(700, 500));
                QVERIFY2(fault.isEmpty(), qPrintable(fault));
            }
        }
        QVERIFY(!workspace().unsaved());
        QCOMPARE(complaints_, QStringList());
    }

    /// Whatever tokens the other records have: pictures of one moment are those of the record's own file.
    void aRecordIsDrawnAsItsFileIs()
    {
        gauge::test::writeRecords(folder_->file("run"), gauge::test::recordedArrays(4, false));
        workspace().open(here());
        QVERIFY(shows(4));
        for (int record = 0; record < 4; ++record) {
            QVERIFY(goTo(record));
            RunInput alone = window_->snapshot()->input;
            alone.state = window_->snapshot()->state;
            const auto single = Engine(processorBackends()).run(alone, {});
            for (const char* name : {"attention", "arcs", "consensus", "frames", "inspector"}) {
                Scene scene = canvas(name).scene();
                const QImage drawn = pictureOf(canvas(name).kind(), scene);
                scene.snapshot = single;
                QVERIFY2(drawn == pictureOf(canvas(name).kind(), scene), name);
            }
        }
    }

    void whatIsAbsentIsSaidAndALockComesBack()
    {
        gauge::test::writeRecords(folder_->file("run"), gauge::test::recordedArrays(4, false));
        workspace().open(here());
        QVERIFY(shows(4) && goTo(0));
        lock({2, 3});
        QCOMPARE(lockedNames(), (QStringList{QStringLiteral("word2"), QStringLiteral("word3")}));
        QVERIFY(goTo(1));
        QCOMPARE(lockedNames(), QStringList{QStringLiteral("word3")});
        const QString card = window_->findChild<QLabel*>(QStringLiteral("source-label"))->text();
        QVERIFY2(card.contains(QStringLiteral("absent: word2 · word7 · word12")), qPrintable(card));
        Hit passing;
        passing.tokens = {4};
        window_->selection().hover(passing);  // a pointer that moves on changes nothing of it
        window_->selection().hover({});
        for (const bool down : {true, false})
            workspace().press(down);  // what comes next is a step of its own
        QVERIFY(goTo(2));
        QCOMPARE(lockedNames(), (QStringList{QStringLiteral("word2"), QStringLiteral("word3")}));
        window_->history().undo();
        QVERIFY(calm());
        QCOMPARE(window_->snapshot()->layer, 1);
        QCOMPARE(lockedNames(), QStringList{QStringLiteral("word3")});
    }

    /// Limits of a run that plays are those of every record, whatever its tokens.
    void aRunWithOtherTokensPlays()
    {
        gauge::test::writeRecords(folder_->file("run"), gauge::test::recordedArrays(4, false));
        workspace().open(here());
        QVERIFY(shows(4));
        auto* timeline = window_->findChild<Timeline*>();
        window_->findChild<QComboBox*>(QStringLiteral("speed"))->setCurrentIndex(4);
        timeline->play(true);
        for (int record = 0; record < 4; ++record) {
            QVERIFY(settled([&](const Snapshot& s) { return s.layer == record && s.extents; }));
            QVERIFY(calm());
            for (const ViewKind& kind : viewKinds()) {
                const QString fault = test::faultOf(kind, canvas(kind.name).scene(), QSize(700, 500));
                QVERIFY2(fault.isEmpty(), qPrintable(fault));
            }
        }
        timeline->play(false);
        QVERIFY(calm());
        auto* plot = timeline->findChild<QWidget*>(QStringLiteral("free-energy"));
        for (int x = 0; x < plot->width(); x += 7)
            QTest::mouseMove(plot, QPoint(x, 30));
    }

    void severalFilesDroppedAreOneRun()
    {
        const auto paths = gauge::test::writeRecords(folder_->file("run"), gauge::test::recordedArrays(3, true));
        QStringList names;
        for (const std::string& path : paths)
            names.prepend(QString::fromStdString(path));
        drop(names);
        QVERIFY(shows(3));
        QCOMPARE(window_->snapshot()->recording()->records[0].name, std::string("step-000"));
        drop({here()});
        QVERIFY(shows(3));
    }

    /// What was said about how a file is to be read is said again when it is followed.
    void aTableIsFollowedAsItWasRead()
    {
        const std::string means = folder_->file("means.csv");
        const std::string frames = folder_->file("frames.csv");
        writeFileAtomically(means, "token,mu_0,mu_1\na,1,2\nb,3,4\n");
        writeFileAtomically(frames, "phi_0,phi_1,phi_2,phi_3\n0,1,0,0\n0,0,1,0\n");
        Reading reading;
        reading.group = "gl(2)";
        reading.sigma = 0.25;
        workspace().open(QStringList{QString::fromStdString(frames), QString::fromStdString(means)}, reading);
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 2; }) && calm());
        QCOMPARE(workspace().document().path, QString::fromStdString(means));
        workspace().setFollowing(true);
        writeFileAtomically(means, "token,mu_0,mu_1\na,1,2\nb,9,4\n");
        QVERIFY(settled([](const Snapshot& s) { return s.state->belief.heads[0].mean(0, 1) == 9; }));
        QCOMPARE(window_->snapshot()->state->phi(1, 2), 1.0);
        QCOMPARE(window_->snapshot()->state->belief.heads[0].cov[0](0, 0), 0.25);
    }

    void controlsThatComputeLayersCannotBeSet()
    {
        gauge::test::writeRecords(folder_->file("run"), gauge::test::recordedArrays(3, true));
        workspace().open(here());
        QVERIFY(shows(3));
        const QWidget* layers = window_->findChild<QWidget*>(QStringLiteral("layers"));
        QVERIFY(layers && !layers->isEnabled());
        workspace().reseed();
        QVERIFY(calm());
        QCOMPARE(workspace().problem(), QString());
        Parameters p = workspace().document().run.parameters;
        p.attention.kappa = 2;
        window_->findChild<Timeline*>()->play(true);
        workspace().setParameters(p);
        QVERIFY(settled([](const Snapshot& s) { return s.request.attention.kappa == 2; }));
        window_->findChild<Timeline*>()->play(false);
        QVERIFY(workspace().document().run.earlier.empty());
        QVERIFY(calm());
        QCOMPARE(workspace().problem(), QString());
    }

    void aFollowedFolderGrowsAndEverythingStays()
    {
        const std::vector<NpzArrays> arrays = gauge::test::recordedArrays(6, true);
        workspace().openAndFollow(here());
        QTRY_VERIFY(said_.contains(QStringLiteral("%1: no belief file in it yet; waiting for it").arg(here())));
        write(step(0), arrays[0]);
        write(step(1), arrays[1]);
        QTRY_VERIFY(window_->snapshot()->recording() && window_->snapshot()->layers == 1);
        QVERIFY(calm());
        lock({2, 3});
        ViewOptions zoomed = canvas("attention").options();
        zoomed.zoom = 2;
        canvas("attention").setOptions(zoomed);
        workspace().setParameters([&] {
            Parameters p = workspace().document().run.parameters;
            p.attention.kappa = 1.7;
            return p;
        }());
        QVERIFY(calm());
        for (int t = 2; t < 6; ++t) {
            write(step(t), arrays[static_cast<std::size_t>(t)]);
            QVERIFY(shows(t + 1));
            QCOMPARE(window_->snapshot()->layer, t);  // the newest was on show, and stays so
        }
        QCOMPARE(lockedNames(), (QStringList{QStringLiteral("word2"), QStringLiteral("word3")}));
        QCOMPARE(canvas("attention").options().zoom, 2.0);
        QCOMPARE(window_->snapshot()->request.attention.kappa, 1.7);
        QVERIFY(goTo(2));
        write(step(6), arrays[0]);
        QVERIFY(shows(7));
        QCOMPARE(window_->snapshot()->layer, 2);
        window_->history().undo();
        QVERIFY(calm());
        QCOMPARE(window_->snapshot()->layers, 6);  // nothing that was read is undone
    }

    void followingIsNoChangeToSave()
    {
        write(step(0), gauge::test::recordedArrays(2, true)[0]);
        workspace().openAndFollow(here());
        QVERIFY(shows(1) && !workspace().unsaved());
        write(step(1), gauge::test::recordedArrays(2, true)[1]);
        QVERIFY(shows(2) && !workspace().unsaved());
        QVERIFY(window_->findChild<QCheckBox*>(QStringLiteral("follow-file"))->isChecked());
        window_->findChild<QPushButton*>(QStringLiteral("back"))->click();
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 13 && !s.recording(); }));
        QVERIFY(!workspace().following());
    }

    void aTrainingRunWithKillsIsFollowedToItsEnd()
    {
        const int steps = gauge::test::rounds(40, 1000);
        const std::vector<NpzArrays> arrays = gauge::test::recordedArrays(steps, true);
        write(step(0), arrays[0]);
        workspace().openAndFollow(here());
        QVERIFY(shows(1));
        for (int t = 1; t < steps; ++t) {
            const NpzArrays& now = arrays[static_cast<std::size_t>(t)];
            if (t % 5 == 2) {  // killed in the middle of a file, and begun again
                write(folder_->file("whole"), now);
                const std::string bytes = readFile(folder_->file("whole"));
                std::ofstream(step(t), std::ios::binary) << bytes.substr(0, bytes.size() / 2);
                QTest::qWait(30);
            }
            write(step(t), now);
            if (t % 7 == 0)
                fs::remove(step(t - 3));
            QTest::qWait(10);
        }
        const std::string last = fmt::format("step-{:03}", steps - 1);
        QTRY_COMPARE_WITH_TIMEOUT(window_->snapshot()->recording()->records.back().name, last, 60000);
        QVERIFY(calm(60000));
        QElapsedTimer waited;
        waited.start();
        write(step(steps), arrays[0]);
        QVERIFY(shows(window_->snapshot()->layers + 2));
        qInfo("one more than %d records: shown after %lld ms", steps, waited.elapsed());
        for (const QString& line : complaints_)
            QVERIFY2(line.contains(QStringLiteral("vanished")), qPrintable(line));
    }

    /// Each version takes the place of the one before.
    void aFollowedFileTakesNoMoreMemoryThanOne()
    {
        const std::vector<NpzArrays> arrays = gauge::test::recordedArrays(2, true);
        const std::string path = folder_->file("now.npz");
        write(path, arrays[0]);
        workspace().openAndFollow(QString::fromStdString(path));
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 12; }) && calm());
        double early = 0;
        std::vector<qint64> delays;  // from the last byte written to the run that shows it, milliseconds
        const int versions = gauge::test::rounds(30, 2000);
        for (int k = 0; k < versions; ++k) {
            const auto before = window_->snapshot()->state;
            write(path, arrays[static_cast<std::size_t>(k + 1) % 2]);
            QElapsedTimer waited;
            waited.start();
            QVERIFY(settled([&](const Snapshot& s) { return s.state != before; }));
            delays.push_back(waited.elapsed());
            if (k == versions / 3)
                early = resident();
        }
        std::sort(delays.begin(), delays.end());
        qInfo("picked up after %lld ms (median), %lld at most", delays[delays.size() / 2], delays.back());
        QVERIFY2(GAUGESCOPE_SANITIZED || resident() - early < 30, qPrintable(QString::number(resident() - early)));
        QVERIFY(workspace().history().count() == 1);
    }

    void aFollowedFileIsShownAgain()
    {
        const std::vector<NpzArrays> arrays = gauge::test::recordedArrays(2, true);
        const std::string path = folder_->file("now.npz");
        write(path, arrays[0]);
        workspace().open(QString::fromStdString(path));
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 12; }) && calm());
        window_->findChild<QCheckBox*>(QStringLiteral("follow-file"))->click();
        QVERIFY(workspace().following());
        const auto before = window_->snapshot()->state;
        write(path, arrays[1]);
        QVERIFY(settled([&](const Snapshot& s) { return s.state->belief.heads[0].mean != before->belief.heads[0].mean; }));
        fs::remove(path);
        QTRY_VERIFY(!complaints_.isEmpty() && complaints_.back().contains(QStringLiteral("vanished")));
        QVERIFY(calm() && window_->snapshot()->tokens() == 12);
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::RecordedRunTest)
#include "recorded_run_test.moc"
