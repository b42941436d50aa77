// A text of a lesson as it is read: words, stress, formulas typeset, numbers filled in.
#pragma once

#include "core/lesson/text.h"
#include "ui/painter/style.h"

#include <QTextEdit>

namespace gauge::ui {

class LessonText : public QTextEdit {
    Q_OBJECT
public:
    /// `factor`: its size beside other text.
    explicit LessonText(double factor = 1.0, QWidget* parent = nullptr);

    /// `numbers`: of its computed pieces in their order. An empty text hides it.
    void setText(const lesson::Text& text, const std::vector<std::string>& numbers);
    void setTheme(Theme theme);
    /// Letters of that many pixels; gaps go with them.
    void setType(double pixels);
    /// As high as what it says is in that width, and how wide its widest line wants to be there.
    int heightAt(int width);
    int widthAt(int width);
    /// As a screen reader says it, formulas in words.
    const QString& spoken() const { return spoken_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, 0}; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void write();
    void fitHeight();

    double scale_ = 1;  // of the gaps
    Style style_;
    lesson::Text text_;
    std::vector<std::string> numbers_;
    QString spoken_;
};

}  // namespace gauge::ui
