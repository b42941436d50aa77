// A window with settings and lessons of its own, for tests.
#pragma once

#include "tests/support/cli.h"
#include "tests/support/window.h"
#include "ui/panels/classroom.h"

#include <nlohmann/json.hpp>

namespace gauge::ui::test {

class LessonFixture : public WindowFixture {
    Q_OBJECT
protected:
    std::unique_ptr<gauge::test::TemporaryFolder> folder_;

    QString file(const char* name) const { return QString::fromStdString(folder_->file(name)); }
    Classroom& room() { return window_->classroom(); }
    LessonPlayer& player() { return room().player(); }
    Workspace& workspace() { return window_->workspace(); }
    bool arrived()
    {
        return QTest::qWaitFor([&] { return room().settled() && window_->settled() && !workspace().busy(); }, 30000) &&
               calm();
    }
    void setKappa(double kappa)
    {
        Parameters p = workspace().document().run.parameters;
        p.attention.kappa = kappa;
        workspace().setParameters(p);
    }
    static const CourseLesson& lesson(int number) { return course()[static_cast<std::size_t>(number) - 1]; }
    /// A lesson of one step in the folder.
    QString written(const char* name, const nlohmann::json& step);
    /// One with a task.
    static nlohmann::json step();
    /// Opens it as by hand, and waits for its first state.
    void openFile(const QString& path);

private slots:
    void init();
    void cleanup();
};

}  // namespace gauge::ui::test
