// What the presenter alone sees: the note of the step, what the next one says, how far it is, and since when.
#pragma once

#include "ui/painter/style.h"
#include "ui/workspace/lesson_player.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;

namespace gauge::ui {

class LessonText;

class PresenterNote : public QWidget {
    Q_OBJECT
public:
    explicit PresenterNote(LessonPlayer& player, QWidget* parent = nullptr);

    void setTheme(Theme theme);
    void setType(double pixels);
    /// When it began.
    void setStart(const QElapsedTimer& start) { start_ = start; }

private:
    void tell();
    void tellTime();

    LessonPlayer& player_;
    QLabel* place_;
    QLabel* time_;
    LessonText* note_;
    QLabel* nextCaption_;
    LessonText* next_;
    QElapsedTimer start_;
    QTimer clock_;
};

}  // namespace gauge::ui
