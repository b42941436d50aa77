// What people expect of controls on every desktop and Qt's leave out.
#pragma once

#include <QComboBox>
#include <QObject>
#include <QPoint>
#include <QPointer>

class QMouseEvent;
class QWidget;

namespace gauge::ui {

/// Watches the whole program for one window: the wheel turns a control only once it has the focus, and scrolls what it lies in before;
/// the keys of undo are the window's where a field has nothing of its own to undo; tips keep off what is being read; a click on what is no
/// control is a click outside; and a list that can be typed into opens by a click on its text too, when it was not at work already.
class Habits : public QObject {
    Q_OBJECT
public:
    explicit Habits(QWidget& window);
    ~Habits() override;

signals:
    /// A click on a part of the window that does nothing by itself.
    void clickedOutside();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void noteClick(const QWidget& widget, const QMouseEvent& event);
    bool isOutside(const QWidget& widget) const;
    void openClicked(const QWidget& widget);

    QWidget& window_;
    quint64 noted_ = 0;  // of the last press or release: a widget that leaves it to its parent is told first
    bool pressedOutside_ = false;
    QPoint pressedAt_;
    QPointer<QComboBox> entered_;  // the list that this press of the mouse gave the focus to
};

}  // namespace gauge::ui
