// Trained words in the real window: chosen, opened, trained while the views look on, undone, kept in sessions.
#include "core/io/file.h"
#include "core/learn/model_file.h"
#include "core/learn/models.h"
#include "core/learn/trained_text.h"
#include "core/pipeline/session.h"
#include "tests/support/cli.h"
#include "tests/support/window.h"
#include "ui/main_window.h"
#include "ui/panels/parameter_panel.h"
#include "ui/panels/training_panel.h"
#include "ui/scene/paint_worker.h"

#include <cmath>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

namespace gauge::ui {

using test::WindowFixture;

class LearningTest : public WindowFixture {
    Q_OBJECT

    gauge::test::TemporaryFolder folder_;

    QString file(const char* name) const { return QString::fromStdString(folder_.file(name)); }
    QComboBox& words() { return *window_->findChild<QComboBox*>(QStringLiteral("words")); }
    void choose(int index)
    {
        words().setCurrentIndex(index);
        emit words().activated(index);
    }
    QPushButton& button(const char* name) { return *window_->findChild<QPushButton*>(QLatin1String(name)); }
    std::string smallText() const
    {
        std::string text;
        for (int k = 0; k < 80; ++k)
            text += "the cat sat on the mat. the dog slept near the fire.\n\n";
        return text;
    }
    bool trained() const
    {
        return window_->snapshot() && window_->snapshot()->input.model && !window_->snapshot()->answers.empty();
    }

private slots:
    void init()
    {
        open();
        QVERIFY(calm());
    }
    void cleanup() { window_.reset(); }

    void trainedWordsForeseeAndAreUndone()
    {
        const std::string before = window_->workspace().bytes();
        QVERIFY(window_->snapshot()->answers.empty());
        choose(1);
        QVERIFY(QTest::qWaitFor([&] { return trained(); }, 20000));
        QVERIFY(calm());
        const Snapshot& s = *window_->snapshot();
        QVERIFY(s.request.attention.mask.kind == Mask::Kind::Causal);
        QCOMPARE(static_cast<Index>(s.answers.size()), s.tokens());
        QCOMPARE(s.state->tokens.front(), std::string("<end>"));
        // What the view shows is what the model says.
        const auto model = learn::builtInTrainedModel();
        const learn::GaugeModel<double> typed(learn::gaugeShape(model->config, model->vocabulary.size()));
        std::vector<int> ids{learn::Vocabulary::kEnd};
        for (const int id : model->vocabulary.encode(s.input.text))
            ids.push_back(id);
        const RowMatrixd logs = typed.logProbabilities({model->theta.begin(), model->theta.end()}, ids);
        for (std::size_t i = 0; i + 1 < ids.size(); ++i)
            QVERIFY(std::abs(s.answers[i].next - std::exp(logs(static_cast<Index>(i), ids[i + 1]))) < 1e-3);
        window_->history().undo();
        QVERIFY(calm());
        QVERIFY(!window_->workspace().document().run.model);
        QVERIFY2(window_->workspace().bytes() == before, "undone byte for byte");
        window_->history().redo();
        QVERIFY(QTest::qWaitFor([&] { return trained(); }, 20000));
    }

    void typingFollowsWithTrainedWords()
    {
        choose(1);
        QVERIFY(QTest::qWaitFor([&] { return trained(); }, 20000));
        window_->findChild<QPlainTextEdit*>(QStringLiteral("text"))->setPlainText(QStringLiteral("a small dog"));
        QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 4 && s.answers.size() == 4; }));
        Canvas& next = canvas("next");
        const QList<QStringList> table = tableView(next.kind(), next.scene());
        QVERIFY(table.size() > 4 * 5);
        // A token chosen anywhere is the one whose sequel is shown; a bar of the strip chooses one.
        Scene scene = next.scene();
        const QImage last = paintJob({&next.kind(), scene, {420, 320}, 1, 0});
        scene.selection.hovered = {1};
        QVERIFY(paintJob({&next.kind(), scene, {420, 320}, 1, 0}) != last);
        const Hit hit = hitView(next.kind(), QRectF(0, 0, 420, 320), scene, QPointF(40, 290));
        QCOMPARE(hit.tokens, std::vector<int>{0});
        QVERIFY(hit.text.contains(QStringLiteral("nat")));
        panel().setText(QStringLiteral("position-rate"), QStringLiteral("0.3"));
        QVERIFY(QTest::qWaitFor([&] { return window_->findChild<QListWidget*>("log-list")->count() > 0; }, 10000));
        QVERIFY(window_->findChild<QListWidget*>("log-list")->item(0)->text().contains(QStringLiteral("trained model")));
    }

    void aSessionKeepsTheWordsItUsed()
    {
        choose(1);
        QVERIFY(QTest::qWaitFor([&] { return trained(); }, 20000));
        QVERIFY(window_->workspace().save(file("s.gaugescope")));
        const std::string saved = readFile(file("s.gaugescope").toStdString());
        choose(0);
        QVERIFY(QTest::qWaitFor([&] { return !window_->workspace().document().run.model; }, 10000));
        window_->workspace().open(file("s.gaugescope"));
        QVERIFY(QTest::qWaitFor([&] { return trained() && !window_->workspace().busy(); }, 20000));
        QCOMPARE(window_->workspace().bytes(), saved);
    }

    void aTrainingIsWatchedPausedStoppedSavedAndOpened()
    {
        writeFileAtomically(file("t.txt").toStdString(), smallText());
        window_->findChild<QDockWidget*>(QStringLiteral("training-dock"))->show();
        TrainingPanel& training = window_->training();
        training.setCorpus(file("t.txt"));
        window_->findChild<QSpinBox*>(QStringLiteral("training-updates"))->setValue(100000);
        button("training-go").click();
        QVERIFY(QTest::qWaitFor([&] { return training.runner().state().reports.size() > 20 && trained(); }, 60000));
        QVERIFY(window_->workspace().document().run.model && window_->workspace().document().run.model->origin.empty());
        QCOMPARE(words().currentData().toString(), QStringLiteral("in training"));
        // Pause: nothing is learned while it lasts.
        button("training-go").click();
        QTest::qWait(600);
        const std::size_t paused = training.runner().state().reports.size();
        QTest::qWait(300);
        QCOMPARE(training.runner().state().reports.size(), paused);
        QCOMPARE(button("training-go").text(), QStringLiteral("Go on"));
        const auto first = training.runner().state().model;
        button("training-go").click();
        QVERIFY(QTest::qWaitFor([&] { return training.runner().state().model != first; }, 20000));
        QVERIFY2(QTest::qWaitFor([&] { return window_->snapshot()->input.model != first && trained(); }, 20000),
                 "the views follow the newest model");
        QVERIFY2(QTest::qWaitFor(
                     [&] {
                         const auto& reports = training.runner().state().reports;
                         return reports.back().loss < 0.5 * reports.front().loss;
                     },
                     60000),
                 "it learns");
        button("training-stop").click();
        QVERIFY(QTest::qWaitFor([&] { return !training.runner().state().running; }, 20000));
        QVERIFY(calm());
        // A model in training has no place to be found again: a session keeps the beliefs it gave.
        const Session session = decodeSession(window_->workspace().bytes(), "memory");
        QVERIFY(session.run.state && !session.run.model);
        writeFileAtomically(file("m.safetensors").toStdString(), learn::encodeModel(*training.runner().state().model));
        window_->workspace().open(file("m.safetensors"));
        QVERIFY(QTest::qWaitFor(
            [&] { return trained() && window_->snapshot()->input.model->origin == file("m.safetensors").toStdString(); },
            20000));
        QVERIFY(words().currentText().contains(QStringLiteral("m.safetensors")));
    }

    void aCorpusThatIsNotThereIsSaidInThePanel()
    {
        window_->training().setCorpus(file("none.txt"));
        button("training-go").click();
        QVERIFY(QTest::qWaitFor([&] { return !window_->training().runner().state().failure.isEmpty(); }, 20000));
        QVERIFY(window_->findChild<QLabel*>(QStringLiteral("training-label"))->text().contains(QStringLiteral("none.txt")));
        QCOMPARE(button("training-go").text(), QStringLiteral("Start"));
    }
};

}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::LearningTest)
#include "learning_test.moc"
