// A window with the author's desk, worked by keys and clicks, for tests.
#pragma once

#include "tests/support/lesson_window.h"
#include "ui/panels/author_field.h"

namespace gauge::ui::test {

class AuthorFixture : public LessonFixture {
    Q_OBJECT
protected:
    Authoring& author() { return window_->authoring(); }
    AuthorDesk& desk() { return author().desk(); }
    AuthorEdit& edit(const char* name) { return find<AuthorEdit>(name); }
    /// Presses a button that is there, by its key.
    void click(const char* name);
    /// In place of what stands in a field.
    void type(const char* name, const QString& text);
    /// The words beneath a field; empty: none are seen.
    QString faultShown(const char* name);
    /// Waits until what is on the desk is checked.
    bool checked();
    QStringList faultLines();
    void goTo(int step);
    void showText(const char* text);
    /// Answers the question where to save or what to open.
    void answerDialog(const QString& path);
    /// A lesson of three: a text, a prediction, a task.
    void makeThreeSteps();

private:
    void addQuestion();
    void addTask();
};

}  // namespace gauge::ui::test
