// What a step of a lesson says, before an audience: as large as it has room for, and never smaller than the last row reads; then it goes over pages.
#pragma once

#include "ui/painter/style.h"
#include "ui/panels/page_flow.h"
#include "ui/workspace/lesson_player.h"

#include <QWidget>

namespace gauge::ui {

class LessonText;
class SlideAnswer;

class SlideText : public QWidget {
    Q_OBJECT
public:
    SlideText(LessonPlayer& player, QWidget* parent);

    void setTheme(Theme theme);
    /// No letters below that many pixels.
    void setLeast(double pixels);
    int page() const { return page_; }
    int pages() const { return pages_; }
    /// To another of its pages; false: there is none.
    bool turn(int by);
    double type() const { return type_; }
    /// Every piece has room for itself, and no line is cut.
    bool fits() const { return fits_; }
    void takeFocus();

signals:
    /// Another page, or another number of them.
    void paged();
    /// One piece alone has no room.
    void outgrown();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    /// A part of what is said, and what belongs to it.
    struct Part {
        LessonText* words = nullptr;  // or
        SlideAnswer* answer = nullptr;
        int unit = 0;

        QWidget* widget() const;
        int heightAt(int width) const;
        int widthAt(int width) const;
        void setType(double pixels) const;
    };

    void showStep();
    void tell();
    void tellOutcome();
    const std::vector<std::string>& numbers(const std::string& key) const;
    /// What is said now; of a step that begins, all that is said before an answer.
    std::vector<Part> said() const;
    void chooseType();
    bool outcomesFit();
    FlowPage flowPage() const;
    void lay();
    void put();
    int columns() const;
    int columnWidth() const;

    LessonPlayer& player_;
    Theme theme_ = Theme::Light;
    LessonText* text_;
    LessonText* question_;
    std::vector<SlideAnswer*> answers_;
    LessonText* because_;
    LessonText* task_;
    LessonText* takeAway_;
    LessonText* fault_;
    LessonText* ruler_;  // never seen
    double least_ = 12;
    double type_ = 12;
    bool typed_ = false;  // for the numbers of this step
    int page_ = 0;
    int pages_ = 1;
    bool fits_ = true;
    struct Put {
        Part part;
        int page;
        QRect place;
    };
    std::vector<Put> put_;
};

}  // namespace gauge::ui
