// Files and commands of earlier versions, in which some views had other names.
#include "ui/panels/view_panel.h"
#include "ui/views/consensus/options.h"

#include "core/io/file.h"
#include "core/io/npz.h"
#include "tests/support/cli.h"
#include "tests/support/window.h"

namespace gauge::ui {
namespace {

using nlohmann::json;

/// By present names and by those of the version before.
const std::vector<std::pair<const char*, const char*>>& names()
{
    static const std::vector<std::pair<const char*, const char*>> all{
        {"consensus", "dendrogram"}, {"meta-tokens", "tower"}, {"meta-tokens-2", "tower-2"}, {"free-energy", "energy"}};
    return all;
}

class OldNamesTest : public test::WindowFixture {
    Q_OBJECT

private:
    gauge::test::TemporaryFolder folder_;

    /// A session of this window as an earlier version would have written it.
    std::string olderSession()
    {
        Archive archive = readArchive(window_->workspace().bytes(), "s");
        json session = json::parse(archive.texts["session"]);
        json& views = session["window"]["views"];
        for (const auto& [now, old] : names())
            if (views.contains(now)) {
                views[old] = views[now];
                views.erase(now);
            }
        archive.texts["session"] = session.dump(1) + "\n";
        const std::string path = folder_.file("older.gaugescope");
        writeFileAtomically(path, archiveBytes(archive));
        return path;
    }

    std::string figure(const std::vector<std::string>& arguments, const char* name)
    {
        std::vector<std::string> all{"render", "-o", folder_.file(name)};
        all.insert(all.end(), arguments.begin(), arguments.end());
        const gauge::test::CliResult result = gauge::test::runProgram("gaugescope", all);
        return result.code == 0 ? readFile(folder_.file(name)) : result.err;
    }

private slots:
    void init()
    {
        open();
        QVERIFY(calm());
    }
    void cleanup() { window_.reset(); }

    void aSessionLooksAsItDidAndIsSavedUnderPresentNames()
    {
        option("consensus", "mode", consensus::Links);
        option("meta-tokens", "fold", 1);
        option("free-energy", "shape", 1);
        ViewPanel* copy = window_->duplicate(QStringLiteral("meta-tokens"));
        QCOMPARE(copy->canvas().objectName(), QStringLiteral("meta-tokens-2"));
        QVERIFY(calm());
        const std::string saved = window_->workspace().bytes();
        const std::string path = olderSession();
        QVERIFY(readFile(path) != saved);
        MainWindow other(processorBackends());
        other.resize(window_->size());
        other.show();
        other.workspace().open(QString::fromStdString(path));
        QVERIFY(QTest::qWaitFor(
            [&] { return !other.workspace().busy() && other.settled() && !other.workspace().file().path().isEmpty(); },
            20000));
        for (const auto& [now, old] : names())
            QVERIFY2(other.canvas(QLatin1String(now)).options() == window_->canvas(QLatin1String(now)).options(), now);
        QVERIFY(QTest::qWaitFor([&] { return other.workspace().bytes() == saved; }, 5000));
    }

    void undoTakesADuplicateAwayAndNoViewWithIt()
    {
        window_->duplicate(QStringLiteral("meta-tokens"));
        QVERIFY(calm());
        window_->history().undo();
        QVERIFY(calm());
        QVERIFY(!window_->findChild<Canvas*>(QStringLiteral("meta-tokens-2")));
        for (const ViewKind& kind : viewKinds())
            QVERIFY2(window_->findChild<Canvas*>(QLatin1String(kind.name)), kind.name);
    }

    void renderTakesBothNames()
    {
        for (const auto& [now, old] : names()) {
            if (!findView(QLatin1String(old)))
                continue;  // a duplicate is no view
            const std::string picture = figure({"--view", now}, "now.svg");
            QVERIFY2(picture.starts_with("<?xml"), picture.c_str());
            QVERIFY2(figure({"--view", old}, "old.svg") == picture, old);
        }
        const std::string refused = figure({"--view", "towers"}, "no.svg");
        QVERIFY2(refused.find("consensus, meta-tokens, free-energy") != std::string::npos, refused.c_str());
    }

    void renderReadsHowAViewLookedFromAnOlderSession()
    {
        option("consensus", "mode", consensus::Numbers);
        QVERIFY(calm());
        const std::string path = olderSession();
        window_->workspace().save(QString::fromStdString(folder_.file("now.gaugescope")));
        const std::string now = figure({folder_.file("now.gaugescope"), "--view", "consensus"}, "now.svg");
        QVERIFY2(now.starts_with("<?xml"), now.c_str());
        QVERIFY(figure({path, "--view", "consensus"}, "older.svg") == now);
        QVERIFY(figure({path, "--view", "dendrogram"}, "older.svg") == now);
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::OldNamesTest)
#include "old_names_test.moc"
