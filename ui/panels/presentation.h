// The screen that an audience sees: pictures, what the lesson says, six controls and a ring around the pointer. It knows keys and sizes; what they
// mean is the Presenter's.
#pragma once

#include "ui/painter/style.h"

#include <QWidget>

class QLabel;

namespace gauge::ui {

class PointerRing;
class PresenterNote;
class SlideBar;
class SlideText;
class SlideViews;

class Presentation : public QWidget {
    Q_OBJECT
public:
    /// Takes them over.
    Presentation(SlideViews* views, SlideText* text, PresenterNote* note, QWidget* parent);
    ~Presentation() override;

    SlideViews& views() { return *views_; }
    SlideText& text() { return *text_; }
    SlideBar& bar() { return *bar_; }
    PresenterNote& note() { return *note_; }
    PointerRing& ring() { return *ring_; }
    /// What is on show, and where in it.
    void setTitle(const QString& title, const QString& place);
    /// Words beside the pictures; without: pictures alone.
    void setTold(bool told);
    void setTheme(Theme theme);
    bool blank() const;
    void setBlank(bool blank);
    /// The note over the pictures: where there is no screen of its own for it.
    void setNoteShown(bool shown);
    void arrange();

signals:
    void stepped(int by);
    void wentTo(bool last);
    void answered(int answer);
    void noteWanted();
    void swapWanted();
    void leaveWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void arrangeTitle();
    QRect headline() const;
    void giveWords();
    bool takes(const QKeyEvent& key);
    bool keptByControl(int key) const;
    bool takesStep(const QKeyEvent& key);
    void follow(const QPoint& global);

    SlideViews* views_;
    SlideText* text_;
    PresenterNote* note_;
    SlideBar* bar_;
    QLabel* title_;
    QLabel* place_;
    PointerRing* ring_;
    QWidget* cover_;
    QString titleText_;
    bool told_ = false;
    int grown_ = 0;  // times that words were given more room in this step
};

}  // namespace gauge::ui
