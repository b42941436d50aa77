// File › Export page: of the run on show, or of the lesson that plays, while the window stays live.
#include "core/io/file.h"
#include "tests/support/lesson_window.h"
#include "ui/main_window.h"
#include "ui/panels/page_export.h"

#include <nlohmann/json.hpp>
#include <QFileDialog>
#include <QtTest>

namespace gauge::ui::test {

class PageExportTest : public LessonFixture {
    Q_OBJECT

    /// Answers the question where, and waits until it is said that it is written.
    void exportTo(const QString& path)
    {
        QSignalSpy said(&window_->pages(), &PageExport::said);
        QSignalSpy failed(&window_->pages(), &PageExport::failed);
        window_->exportPage();
        auto* dialog = window_->findChild<QFileDialog*>();
        QVERIFY(dialog);
        emit dialog->fileSelected(path);
        dialog->close();
        QTRY_VERIFY_WITH_TIMEOUT(said.size() >= 2 || !failed.isEmpty(), 60000);
        QVERIFY2(failed.isEmpty(), qPrintable(failed.isEmpty() ? QString() : failed.front().front().toString()));
        QVERIFY(said.back().front().toString().contains(path));
    }
    static nlohmann::json dataIn(const QString& path)
    {
        const std::string page = readFile(path.toStdString());
        const std::string mark = "id=\"data\">";
        const std::size_t begin = page.find(mark) + mark.size();
        return nlohmann::json::parse(page.substr(begin, page.find("</script>", begin) - begin));
    }

private slots:
    void aRunIsWrittenAsItIsSeen()
    {
        Parameters p = workspace().document().run.parameters;
        p.attention.kappa = 3;
        p.evolve.layers = 2;
        workspace().setParameters(p);
        QTRY_VERIFY(calm() && window_->snapshot()->layers == 2);
        exportTo(file("run.html"));
        const nlohmann::json data = dataIn(file("run.html"));
        const nlohmann::json& state = data["states"][0];
        QCOMPARE(state["kappa"].get<double>(), 3.0);
        QCOMPARE(state["stored"].size(), 3U);
        QCOMPARE(state["tokens"].get<std::vector<std::string>>(), window_->snapshot()->state->tokens);
        std::set<std::string> seen;
        for (const auto& view : state["views"])
            seen.insert(view.get<std::string>());
        for (const char* const name : {"attention", "arcs", "beliefs", "consensus", "meta-tokens", "free-energy"})
            QCOMPARE(seen.contains(name), canvas(name).isVisible());
        QVERIFY(!data.contains("lesson"));
    }

    void whatIsComparedIsA()
    {
        window_->pin();
        setKappa(9);
        QTRY_VERIFY(calm() && window_->snapshot()->request.attention.kappa == 9);
        exportTo(file("compared.html"));
        const nlohmann::json data = dataIn(file("compared.html"));
        QCOMPARE(data["states"].size(), 2U);
        QCOMPARE(data["states"][0]["pinned"].get<int>(), 1);
        QVERIFY(data["states"][1]["kappa"].get<double>() != 9);
    }

    void aLessonIsWrittenWhole()
    {
        room().open(lesson(3), 1);
        QVERIFY(arrived());
        exportTo(file("lesson.html"));
        const nlohmann::json data = dataIn(file("lesson.html"));
        QCOMPARE(data["lesson"]["steps"].size(), lesson(3).lesson.steps.size());
        QCOMPARE(QString::fromStdString(data["title"]), QString::fromStdString(lesson(3).lesson.title));
        QVERIFY(player().active());
        QCOMPARE(player().at(), 1U);
    }

    void whereNothingCanBeWrittenThatIsSaid()
    {
        QSignalSpy failed(&window_->pages(), &PageExport::failed);
        window_->exportPage();
        auto* dialog = window_->findChild<QFileDialog*>();
        emit dialog->fileSelected(QStringLiteral("/nowhere/at/all/page.html"));
        dialog->close();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 60000);
        QVERIFY(failed.front().front().toString().contains("/nowhere/at/all"));
    }

    void withoutARunThereIsNone()
    {
        workspace().setText(QString());
        QTRY_VERIFY(!window_->snapshot());
        window_->exportPage();
        QVERIFY(!window_->findChild<QFileDialog*>());
    }
};

}  // namespace gauge::ui::test

QTEST_MAIN(gauge::ui::test::PageExportTest)
#include "page_export_test.moc"
