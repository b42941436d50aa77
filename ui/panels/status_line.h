// The line at the window's foot: what was said last, the run's health, what is pointed at and locked, a run's progress.
#pragma once

#include "ui/painter/style.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QStatusBar;
class QToolButton;

namespace gauge::ui {

class LogPanel;

class StatusLine : public QObject {
    Q_OBJECT
public:
    /// Puts its parts into `bar`; complaints also go to `log`.
    StatusLine(QStatusBar* bar, LogPanel* log, QObject* parent);

    void say(const QString& message);
    void complain(const QString& message);
    void setTheme(Theme theme) { theme_ = theme; }
    void setHealth(const QString& text);
    void setPointed(const QString& text);
    void setLock(const QString& text);
    /// A run began: one that takes long shows its progress, with a button that cancels it.
    void began();
    void setProgress(double fraction);
    void ended(bool another);
    /// The device failed: until the next run a button offers the processor.
    void offerProcessor();

signals:
    void cancelWanted();
    void processorWanted();
    void logWanted();

private:
    void makeButtons();

    QStatusBar* bar_;
    LogPanel* log_;
    Theme theme_ = Theme::Light;
    QLabel* text_;
    QLabel* health_;
    QLabel* pointed_;
    QLabel* lock_;
    QProgressBar* progress_;
    QToolButton* cancel_;
    QToolButton* processor_;
    QToolButton* logButton_;
    QTimer patience_;  // a run longer than this shows its progress
    bool running_ = false;
};

}  // namespace gauge::ui
