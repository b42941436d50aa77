// The author's desk beside the views: the steps, the fields of the one on show, and what is wrong with them.
#pragma once

#include "ui/panels/author_step.h"

#include <optional>

class QLabel;
class QListWidget;
class QMenu;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace gauge::ui {

class AuthorPanel : public QWidget {
    Q_OBJECT
public:
    explicit AuthorPanel(AuthorDesk& desk);

    AuthorStepPage& stepPage() { return *step_; }
    void setTheme(Theme theme);
    /// A field of a step, scrolled into view, with the focus.
    void reveal(int step, const std::string& field);
    /// At a field's cursor, or at its end.
    void insert(const std::string& field, const QString& text, bool atEnd);
    void takeFocus();

    QSize sizeHint() const override { return {420, 560}; }
    QSize minimumSizeHint() const override { return {340, 240}; }

signals:
    void newWanted();
    void openWanted();
    void saveWanted();
    void saveAsWanted();
    void closeWanted();
    void exportWanted();
    /// From the step on show, or from the first.
    void playWanted(bool fromStart);
    /// A step with what is on show.
    void stepWanted();
    void buildWanted(std::string field);
    void takeWanted(std::string field);
    void goWanted(std::string field);
    void pointWanted();
    void refused(QString message);

protected:
    bool event(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeSteps();
    QMenu* makeMenu();
    void refresh();
    void refreshList();
    void refreshState();
    void moveBy(int by);
    void duplicate();
    void remove();
    void followDrag(int row, int before);
    void nextFault();

    AuthorDesk& desk_;
    QLabel* name_ = nullptr;
    QPushButton* save_ = nullptr;
    QListWidget* list_ = nullptr;
    std::vector<QToolButton*> ofStep_;
    QStackedWidget* pages_ = nullptr;
    QScrollArea* scroll_ = nullptr;
    AuthorLessonPage* lesson_;
    AuthorStepPage* step_;
    QLabel* state_ = nullptr;
    QToolButton* next_ = nullptr;
    std::optional<std::pair<int, std::string>> faultShown_;  // step and field that Next fault went to last
    std::size_t faultAt_ = 0;                                // and where it stood among the faults
    bool filling_ = false;
};

}  // namespace gauge::ui
