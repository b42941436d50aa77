// One answer of a prediction: a button to choose it, and its words over as many lines as they take.
#pragma once

#include <QWidget>

class QLabel;
class QRadioButton;

namespace gauge::ui {

class AnswerChoice : public QWidget {
    Q_OBJECT
public:
    /// `name`: of the button.
    explicit AnswerChoice(const QString& name, QWidget* parent = nullptr);
    QRadioButton& button() { return *button_; }
    /// `right`: it is known to be so, and said.
    void setWords(const QString& words, bool right);

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    QRadioButton* button_;
    QLabel* words_;
};

}  // namespace gauge::ui
