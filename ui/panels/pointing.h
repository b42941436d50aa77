// "Point at…": the next click in the window says what is meant: a control, a view, a cell, a token, the line at θ, a panel.
#pragma once

#include "core/lesson/lesson.h"

#include <optional>
#include <QObject>

class QMainWindow;

namespace gauge::ui {

class Docks;
class ParameterPanel;

class Pointing : public QObject {
    Q_OBJECT
public:
    Pointing(QMainWindow& window, const Docks& docks, const ParameterPanel& parameters);
    ~Pointing() override;

    void start();
    void stop();
    bool active() const { return active_; }
    /// What lies under a point of a widget, as a light; nothing: none can fall there.
    std::optional<lesson::Spotlight> at(QWidget* widget, const QPoint& point) const;

signals:
    void pointed(gauge::lesson::Spotlight light);
    /// Nothing will be pointed at.
    void ended();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    std::optional<std::string> parameterOf(const QWidget* widget) const;

    QMainWindow& window_;
    const Docks& docks_;
    const ParameterPanel& parameters_;
    bool active_ = false;
    bool swallow_ = false;  // the release of the click that pointed
};

}  // namespace gauge::ui
