// One answer of a prediction: a button to choose it, and its words over as many lines as they take.
#pragma once

#include "core/lesson/text.h"
#include "ui/painter/style.h"

#include <QWidget>

class QRadioButton;

namespace gauge::ui {

class LessonText;

class AnswerChoice : public QWidget {
    Q_OBJECT
public:
    /// `name`: of the button.
    explicit AnswerChoice(const QString& name, Theme theme, QWidget* parent = nullptr);
    QRadioButton& button() { return *button_; }
    /// `right`: it is known to be so, and said.
    void setWords(const lesson::Text& words, const std::vector<std::string>& numbers, bool right);

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    QRadioButton* button_;
    LessonText* words_;
};

}  // namespace gauge::ui
