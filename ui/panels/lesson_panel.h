// The lesson beside the views: the list of lessons, or one step at a time.
#pragma once

#include "ui/painter/style.h"
#include "ui/workspace/lesson_player.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QListWidget;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace gauge::ui {

class AnswerChoice;
class LessonText;

class LessonPanel : public QWidget {
    Q_OBJECT
public:
    LessonPanel(LessonPlayer& player, QString settings, QWidget* parent = nullptr);

    void setTheme(Theme theme);
    /// The keyboard begins at the step's text.
    void takeFocus();
    /// "Show me" can be pressed, or something is being shown.
    void setShowing(bool showing);
    /// The number of the one that is chosen in the list; −1: none.
    int chosenLesson() const;
    /// The part that scrolls has room for all of the step.
    bool fits() const;

    QSize sizeHint() const override { return {340, 480}; }
    QSize minimumSizeHint() const override { return {316, 200}; }  // whatever is in it: the window does not change with it

signals:
    void lessonChosen(int number);
    void openWanted();
    void editPlayedWanted();
    void showWanted();
    void stopWanted();

private:
    QWidget* makeList();
    QWidget* makeStep();
    QWidget* makeFoot();
    QWidget* makeAnswers();
    void fillList();
    void showStep();
    void showAnswers();
    void tell();
    void tellTask();
    void announce();
    const std::vector<std::string>& numbers(const std::string& key) const;

    LessonPlayer& player_;
    QString settings_;
    Theme theme_ = Theme::Light;
    QStackedWidget* pages_;
    QListWidget* list_ = nullptr;
    QScrollArea* scroll_ = nullptr;
    QLabel* title_ = nullptr;
    QLabel* place_ = nullptr;
    LessonText* text_ = nullptr;
    LessonText* question_ = nullptr;
    QVBoxLayout* choices_ = nullptr;
    QButtonGroup* group_ = nullptr;
    std::vector<AnswerChoice*> answers_;
    LessonText* because_ = nullptr;
    QLabel* taskCaption_ = nullptr;
    LessonText* task_ = nullptr;
    LessonText* hint_ = nullptr;
    QPushButton* show_ = nullptr;
    QLabel* takeAwayCaption_ = nullptr;
    LessonText* takeAway_ = nullptr;
    QLabel* fault_ = nullptr;
    QPushButton* again_ = nullptr;
    QPushButton* back_ = nullptr;
    QPushButton* next_ = nullptr;
    QToolButton* reset_ = nullptr;
    QString heardBecause_;
    QString heardTakeAway_;
    QTimer late_;  // until a hint is given
    bool hinted_ = false;
    bool showing_ = false;
};

}  // namespace gauge::ui
