// One answer of a prediction before an audience: its number, which is its key, and its words.
#pragma once

#include "core/lesson/text.h"
#include "ui/painter/style.h"

#include <QAbstractButton>

namespace gauge::ui {

class LessonText;

class SlideAnswer : public QAbstractButton {
    Q_OBJECT
public:
    /// `number`: from 1.
    SlideAnswer(int number, QWidget* parent);
    LessonText& words() { return *words_; }
    void setTheme(Theme theme);
    void setType(double pixels);
    /// `right`: it is known to be so, and said.
    void setWords(const lesson::Text& words, const std::vector<std::string>& numbers, bool right);
    int heightAt(int width);
    int widthAt(int width);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int indent() const;

    Style style_;
    LessonText* words_;
};

}  // namespace gauge::ui
