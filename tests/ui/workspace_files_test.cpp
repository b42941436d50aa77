// Opening, saving and what a crash left, without a window.
#include "core/io/file.h"
#include "tests/support/random_state.h"
#include "tests/support/workspace.h"

#include "ui/workspace/recent_files.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>

namespace gauge::ui {
namespace {

using test::Action;

class WorkspaceFilesTest : public test::WorkspaceFixture {
    Q_OBJECT

private slots:
    void savedAndOpenedAgainItIsTheSame()
    {
        for (const Action& action : actions()) {
            newGesture();
            action.act();
            QVERIFY2(calm(), action.name);
        }
        const std::string saved = workspace_->bytes();
        const Document before = document();
        QSignalSpy clean(workspace_.get(), &Workspace::cleanChanged);
        QVERIFY(workspace_->save(file("a.gaugescope")));
        QVERIFY(clean.back().front().toBool() && workspace_->history().isClean());
        QCOMPARE(readFile(file("a.gaugescope").toStdString()), saved);
        QCOMPARE(workspace_->recent(), QStringList{file("a.gaugescope")});
        workspace_ = nullptr;
        begin();
        QSignalSpy opened(workspace_.get(), &Workspace::opened);
        workspace_->open(file("a.gaugescope"));
        QVERIFY(opened.wait(20000) && calm());
        QCOMPARE(workspace_->bytes(), saved);
        QCOMPARE(document().views, before.views);
        QCOMPARE(workspace_->file().path(), file("a.gaugescope"));
        QVERIFY(workspace_->history().isClean() && !workspace_->history().canUndo());
    }

    void aFileThatChangedMeanwhileIsOverwrittenOnlyWhenAskedAgain()
    {
        const QString path = file("a.gaugescope");
        QVERIFY(workspace_->save(path));
        QFile other(path);
        QVERIFY(other.open(QIODevice::Append));
        other.write("somebody else's");
        other.close();
        setKappa(3);
        QVERIFY(!workspace_->save(path));
        QVERIFY(complaints_.back().contains(QStringLiteral("changed by another program")));
        QVERIFY(readFile(path.toStdString()).ends_with("somebody else's"));
        QVERIFY(!workspace_->history().isClean());
        QVERIFY(workspace_->save(path));
        QCOMPARE(readFile(path.toStdString()), workspace_->bytes());
    }

    void lookingAtAFileIsNoChangeToSave()
    {
        const NpzArrays arrays = gauge::test::categorisedArrays({1, 2}, 20, 4);
        writeNpz(file("look.npz").toStdString(), {arrays.begin(), arrays.end()});
        QVERIFY(!workspace_->unsaved());
        QSignalSpy opened(workspace_.get(), &Workspace::opened);
        workspace_->open(file("look.npz"));
        QVERIFY(opened.wait(20000) && calm());
        QVERIFY(!workspace_->unsaved());
        QCOMPARE(workspace_->snapshot()->layers, 0);
        QCOMPARE(workspace_->snapshot()->request.attention.kappa, 1.0);
        workspace_->setView(QStringLiteral("attention"), optionsOf("attention", "quantity", "E"));
        Selection lock;
        lock.locked = {1};
        workspace_->setLock(lock);
        workspace_->setLayer(0);
        QVERIFY(!workspace_->unsaved());
        QVERIFY(workspace_->proposal().has_value());
        const KappaProposal proposal = workspace_->proposal().value_or(KappaProposal{});
        QVERIFY(proposal.listeners > 4 && proposal.listeners < 6);
        workspace_->answerProposal(true);
        QCOMPARE(parameters().attention.kappa, proposal.kappa);
        QVERIFY(workspace_->unsaved() && !workspace_->proposal());
        workspace_->history().undo();
        QVERIFY(!workspace_->unsaved());
    }

    void whatWasChangedBeforeAFileIsOpenedIsStillUnsaved()
    {
        const NpzArrays arrays = gauge::test::categorisedArrays({1, 2}, 20, 4);
        writeNpz(file("look.npz").toStdString(), {arrays.begin(), arrays.end()});
        setKappa(3);
        QVERIFY(workspace_->unsaved());
        QSignalSpy opened(workspace_.get(), &Workspace::opened);
        workspace_->open(file("look.npz"));
        QVERIFY(opened.wait(20000) && calm());
        QVERIFY(workspace_->unsaved());
        workspace_->answerProposal(false);
        QCOMPARE(parameters().attention.kappa, 1.0);
        workspace_->discard();
        QVERIFY(!workspace_->unsaved());
    }

    void whereItCannotBeWrittenItStaysUnsaved()
    {
        setKappa(3);
        QVERIFY(!workspace_->save(QStringLiteral("/proc/nowhere/a.gaugescope")));
        QVERIFY(complaints_.back().contains(QStringLiteral("cannot be written")));
        QVERIFY(workspace_->file().path().isEmpty() && !workspace_->history().isClean());
        QVERIFY(workspace_->recent().isEmpty());
    }

    void aNewSessionLiesInNoFile()
    {
        QVERIFY(workspace_->save(file("a.gaugescope")));
        setKappa(3);
        workspace_->newSession();
        QVERIFY(workspace_->file().path().isEmpty());
        QCOMPARE(parameters(), examples().front().parameters);
    }

    void whatCannotBeOpenedChangesNothing()
    {
        writeFileAtomically(folder_->file("broken.npz"), "PK\x03\x04 and nothing more");
        writeFileAtomically(folder_->file("broken.gaugescope"), "{");
        const std::string before = workspace_->bytes();
        QSignalSpy failed(workspace_.get(), &Workspace::openFailed);
        for (const char* name : {"broken.npz", "broken.gaugescope", "none.npz"}) {
            workspace_->open(file(name));
            QVERIFY2(failed.wait(20000), name);
            QVERIFY2(complaints_.back().contains(QLatin1String(name)), qPrintable(complaints_.back()));
        }
        QCOMPARE(workspace_->bytes(), before);
        QVERIFY(!workspace_->history().canUndo() && workspace_->recent().isEmpty());
    }

    void recentFilesAreTheNewestTenOnceEach()
    {
        QSignalSpy opened(workspace_.get(), &Workspace::opened);
        for (int k = 0; k < 12; ++k) {
            const std::string name = std::to_string(k) + ".npz";
            writeState(name.c_str(), false);
            workspace_->open(file(name.c_str()));
            QVERIFY(opened.wait(20000));
        }
        workspace_->open(file("5.npz"));
        QVERIFY(opened.wait(20000));
        QCOMPARE(workspace_->recent().size(), 10);
        QCOMPARE(workspace_->recent().front(), file("5.npz"));
        QCOMPARE(workspace_->recent().count(file("5.npz")), 1);
        QVERIFY(!workspace_->recent().contains(file("1.npz")));
        const QStringList paths{QStringLiteral("/runs/a/step/beliefs.npz"), QStringLiteral("/runs/b/step/beliefs.npz"),
                                QStringLiteral("/runs/R&D.npz")};
        QCOMPARE(toldApart(paths[0], paths), QStringLiteral("a/step/beliefs.npz"));
        QCOMPARE(toldApart(paths[1], paths), QStringLiteral("b/step/beliefs.npz"));
        QCOMPARE(toldApart(paths[2], paths), QStringLiteral("R&D.npz"));
    }

    void keysOfANewerVersionAreKept()
    {
        writeFileAtomically(folder_->file("newer.gaugescope"),
                            encodeSession(sessionOf(document(), {{"phase", 1}}, {{"lens", "x"}})));
        QSignalSpy opened(workspace_.get(), &Workspace::opened);
        workspace_->open(file("newer.gaugescope"));
        QVERIFY(opened.wait(20000));
        QCOMPARE(complaints_.size(), 2);
        QCOMPARE(workspace_->bytes(), readFile(folder_->file("newer.gaugescope")));
    }

    void workThatACrashLeftIsAStepAndUnsaved()
    {
        setKappa(7);
        const std::string left = workspace_->bytes();
        QVERIFY(QDir().mkpath(file("recovery")));
        writeFileAtomically(folder_->file("recovery/crashed.gaugescope"), left);
        setKappa(2);
        const std::string before = workspace_->bytes();
        const std::vector<Leftover> found = workspace_->leftovers();
        QCOMPARE(found.size(), std::size_t{1});
        QSignalSpy opened(workspace_.get(), &Workspace::opened);
        workspace_->recover(found.front());
        QVERIFY(opened.wait(20000) && opened.front().front().toBool());
        QCOMPARE(workspace_->bytes(), left);
        QVERIFY(!workspace_->history().isClean() && workspace_->recent().isEmpty());
        QVERIFY(workspace_->file().path().isEmpty());
        workspace_->history().undo();
        QCOMPARE(workspace_->bytes(), before);
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_GUILESS_MAIN(gauge::ui::WorkspaceFilesTest)
#include "workspace_files_test.moc"
