// What a person works on, without a window: undo, runs, and a change of source. There is no QApplication here, so a widget would end the
// program.
#include "core/learn/trained_text.h"
#include "tests/support/thrown.h"
#include "tests/support/workspace.h"

#include <QSignalSpy>

namespace gauge::ui {
namespace {

using test::Action;

class WorkspaceTest : public test::WorkspaceFixture {
    Q_OBJECT

private slots:
    void nothingIsUnsavedAtTheStart()
    {
        QVERIFY(!workspace_->history().canUndo() && workspace_->history().isClean());
        QCOMPARE(workspace_->snapshot()->tokens(), 13);
        QVERIFY(workspace_->file().path().isEmpty());
    }

    /// Undone one by one, each document comes back byte for byte, and so it does forwards.
    void everythingAHandDoesIsAStep()
    {
        std::vector<std::string> before;
        std::vector<Document> documents;
        for (const Action& action : actions()) {
            newGesture();
            before.push_back(workspace_->bytes());
            documents.push_back(document());
            const int steps = workspace_->history().count();
            action.act();
            QVERIFY2(workspace_->history().count() == steps + 1, action.name);
            QVERIFY2(!workspace_->history().undoText().isEmpty(), action.name);
            QVERIFY2(calm(), action.name);
        }
        const std::string last = workspace_->bytes();
        const Document end = document();
        for (std::size_t k = before.size(); k-- > 0;) {
            workspace_->history().undo();
            QVERIFY2(document() == documents[k], actions()[k].name);
            QVERIFY2(workspace_->bytes() == before[k], actions()[k].name);
        }
        QVERIFY(!workspace_->history().canUndo() && workspace_->history().isClean());
        while (workspace_->history().canRedo())
            workspace_->history().redo();
        QVERIFY(document() == end);
        QCOMPARE(workspace_->bytes(), last);
        QVERIFY(calm());
        QCOMPARE(workspace_->snapshot()->input.text, document().run.text);
        QVERIFY(complaints_.isEmpty());
    }

    void changesOfOneGestureAreOneStep()
    {
        workspace_->press(true);
        for (int k = 2; k < 12; ++k)
            setKappa(k);
        workspace_->press(false);
        QCOMPARE(workspace_->history().count(), 1);
        QCOMPARE(workspace_->history().undoText(), QStringLiteral("κ 2 → 11"));
        workspace_->setThreshold(2);  // of another kind, soon after
        QCOMPARE(workspace_->history().count(), 2);
        newGesture();
        workspace_->setThreshold(3);
        QCOMPARE(workspace_->history().count(), 3);
        newGesture();
        workspace_->press(true);
        setKappa(4);
        setKappa(11);  // there and back
        workspace_->press(false);
        QCOMPARE(workspace_->history().count(), 3);
    }

    void whileItIsHeldNothingIsAStepOrARun()
    {
        QSignalSpy asked(workspace_.get(), &Workspace::asked);
        {
            const Workspace::Hold outer(*workspace_);
            const Workspace::Hold inner(*workspace_);
            setKappa(7);
            workspace_->setLock({.locked = {3}});
        }
        QCOMPARE(workspace_->history().count(), 0);
        QCOMPARE(asked.count(), 0);
        setKappa(8);
        QCOMPARE(workspace_->history().count(), 1);
        QCOMPARE(asked.count(), 1);
    }

    void aRunGoesOnFromTheMomentWhileLayersPlay()
    {
        workspace_->setLayer(2);
        QVERIFY(calm());
        workspace_->setPlaying(true);
        setKappa(9);
        QCOMPARE(document().run.earlier.size(), std::size_t{1});
        QCOMPARE(document().run.earlier.back().until, 2);
        setKappa(10);
        QCOMPARE(document().run.earlier.size(), std::size_t{1});
        workspace_->resetRun();
        QVERIFY(document().run.earlier.empty());
        QCOMPARE(document().run.layer, 0);
    }

    /// Written once: whatever it changes to, layers and earlier legs start anew, and what a reset returns to comes with it.
    void aChangeOfSourceStartsAnew()
    {
        const std::vector<Action> sources{
            {"state", [this] { workspace_->useState(state(), file("s.npz")); }},
            {"words", [this] { workspace_->useModel(learn::modelFrom("learned")); }},
            {"built-in words", [this] { workspace_->useModel(nullptr); }},
            {"example", [this] { workspace_->openExample(examples()[2]); }},
        };
        for (const Action& source : sources) {
            workspace_->setLayer(1);
            setKappa(6);
            QSignalSpy replaced(workspace_.get(), &Workspace::replaced);
            QSignalSpy asked(workspace_.get(), &Workspace::asked);
            source.act();
            QVERIFY2(document().run.layer == -1 && document().run.earlier.empty(), source.name);
            QVERIFY2(replaced.count() == 1 && asked.count() == 1, source.name);
            QVERIFY2(calm(), source.name);
        }
        QCOMPARE(document().defaults, examples()[2].parameters);
    }

    void aStateKeepsTheTextAndItsParametersAside()
    {
        const std::string text = document().run.text;
        setKappa(6);
        workspace_->useState(state(), file("s.npz"));
        QVERIFY(calm());
        QCOMPARE(workspace_->snapshot()->tokens(), 20);
        QCOMPARE(parameters().attention.kappa, 1.0);  // as loaded, as `render` draws it
        QCOMPARE(parameters().evolve.layers, 0);
        QCOMPARE(document().run.text, text);
        QCOMPARE(document().path, file("s.npz"));
        QVERIFY(document().views.at(QStringLiteral("beliefs")) == optionsOf("beliefs", "colour", "category"));
        workspace_->setText(QString::fromStdString(text + " s"));
        QVERIFY(!document().run.state && document().path.isEmpty());
        QVERIFY(calm());
        QCOMPARE(workspace_->snapshot()->tokens(), 14);
        workspace_->useState(state(), file("s.npz"));
        workspace_->useText();
        QVERIFY(!document().run.state);
        QCOMPARE(document().run.text, text + " s");
        QCOMPARE(parameters().evolve.layers, examples().front().parameters.evolve.layers);
    }

    void aModelThatCannotBeShownIsRefusedAndNothingChanges()
    {
        const std::string before = workspace_->bytes();
        auto model = std::make_shared<learn::TrainedModel>(*learn::modelFrom("learned"));
        model->config.model = "dot";
        workspace_->useModel(model);
        QCOMPARE(complaints_.size(), 1);
        QCOMPARE(workspace_->bytes(), before);
        QVERIFY(!workspace_->history().canUndo());
    }

    void anEmptyTextIsSaidAndLeavesNoPicture()
    {
        QSignalSpy emptied(workspace_.get(), &Workspace::emptied);
        workspace_->setText(QStringLiteral(" \n"));
        QVERIFY(QTest::qWaitFor([this] { return !workspace_->busy(); }, 5000));
        QVERIFY(said_.contains(QStringLiteral("Type a sentence, open a belief file or choose an example.")));
        QCOMPARE(workspace_->snapshot(), nullptr);
        QCOMPARE(emptied.count(), 1);
        workspace_->setText(QStringLiteral("one two"));
        QVERIFY(QTest::qWaitFor([this] { return workspace_->snapshot() && workspace_->snapshot()->tokens() == 2; }, 5000));
        workspace_->setText(QStringLiteral("one two three"));
        workspace_->setText(QString());  // while that run is under way
        QVERIFY(QTest::qWaitFor([this] { return !workspace_->busy(); }, 5000));
        QTest::qWait(50);
        QCOMPARE(workspace_->snapshot(), nullptr);
    }

    void aRunThatFailsIsSaidOnceAndTheNextOneComes()
    {
        QSignalSpy failed(workspace_.get(), &Workspace::failed);
        test::thrown::next = 2;
        Parameters p = parameters();
        p.backend = BackendChoice::Naive;  // asks for a backend anew
        workspace_->setParameters(p);
        QVERIFY(QTest::qWaitFor([this] { return !workspace_->busy(); }, 20000));
        test::thrown::next = 0;
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed.front().front().toString(), test::thrown::wordsOf(2));
        QCOMPARE(workspace_->problem(), test::thrown::wordsOf(2));
        QVERIFY(workspace_->snapshot()->input.parameters.backend == BackendChoice::Auto);
        workspace_->history().undo();
        QVERIFY(calm());
        QVERIFY(workspace_->problem().isEmpty());
    }

    /// A document of an earlier version, or of a figure, says nothing of some views.
    void viewsThatADocumentDoesNotNameLookAsTheyDid()
    {
        const ViewOptions arcs = optionsOf("arcs", "head", "0");
        workspace_->setView(QStringLiteral("arcs"), arcs);
        workspace_->setView(QStringLiteral("arcs-2"), arcs);
        Document bare = document();
        bare.views.clear();
        workspace_->restore(bare);
        QCOMPARE(document().views.size(), viewKinds().size());
        QVERIFY(document().views.at(QStringLiteral("arcs")) == arcs);
    }

    void itMayEndWhileEverythingIsUnderWay()
    {
        for (int k = 0; k < 20; ++k) {
            workspace_->openExample(examples()[static_cast<std::size_t>(k) % examples().size()]);
            workspace_->open(file("s.npz"));
            setKappa(2 + k);
            if (k % 3 == 0)
                QTest::qWait(5);
            workspace_ = nullptr;
            begin();
        }
        QVERIFY(calm());
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_GUILESS_MAIN(gauge::ui::WorkspaceTest)
#include "workspace_test.moc"
