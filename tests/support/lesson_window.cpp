#include "tests/support/lesson_window.h"

#include "core/io/file.h"

#include <QTranslator>

namespace gauge::ui::test {

QString LessonFixture::written(const char* name, const nlohmann::json& step)
{
    const nlohmann::json lesson{{"format", "gaugescope-lesson"},
                                {"version", 1},
                                {"title", "Mine"},
                                {"about", "A test."},
                                {"minutes", 5},
                                {"steps", {step}}};
    writeFileAtomically(folder_->file(name), lesson.dump());
    return file(name);
}

nlohmann::json LessonFixture::step()
{
    return {{"text", "Cat and dog: {beta(cat,dog):2}."},
            {"state",
             {{"text", "the cat and the dog"},
              {"parameters", {{"layers", 0}, {"kappa", 2}}},
              {"views", {"attention", "parameters"}}}},
            {"task", "Lower the temperature."},
            {"check", "kappa < 1"},
            {"hint", "Drag it to the left."},
            {"show", {{{"parameters", {{"kappa", 0.5}}}}}},
            {"take-away", "Now {beta(cat,dog):2}."}};
}

void LessonFixture::openFile(const QString& path)
{
    workspace().open(path);
    QVERIFY(QTest::qWaitFor([&] { return player().active(); }, 10000) && arrived());
}

void LessonFixture::init()
{
    folder_ = std::make_unique<gauge::test::TemporaryFolder>();
    translators_ = speak(QStringLiteral("en"));
    window_ = std::make_unique<MainWindow>(processorBackends(), Places{file("settings.ini"), file("recovery")});
    window_->resize(1440, 900);
    window_->show();
    QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 13; }) && calm());
    player().setAnimated(false);
    room().demonstration().setSpeed(20);
}

void LessonFixture::cleanup()
{
    window_ = nullptr;
}

}  // namespace gauge::ui::test
