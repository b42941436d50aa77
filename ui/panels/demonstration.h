// "Show me": a hand goes to the real controls and does what is to be done, at a speed a person can follow.
#pragma once

#include "ui/panels/whereabouts.h"

#include <deque>
#include <functional>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace gauge::ui {

class ParameterPanel;
class SelectionModel;
class Spotlight;
class Workspace;

/// What a hand can reach.
struct Hands {
    QWidget& window;
    Workspace& workspace;
    Docks& docks;
    ParameterPanel& parameters;
    ViewSet& views;
    SelectionModel& selection;
    std::function<void()> pin;
    std::function<void()> unpin;
    std::function<void()> measure;
    std::function<void(int updates)> train;
    std::function<void(bool on)> play;
};

class Demonstration : public QObject {
    Q_OBJECT
public:
    Demonstration(Hands hands, Spotlight& light, QObject* parent = nullptr);

    /// Does the states one after the other, the hand beginning at a point of the window.
    void play(const std::vector<lesson::Patch>& states, const QPointF& from);
    /// Where it is: nothing more is done.
    void stop();
    bool running() const { return timer_.isActive(); }
    /// Times as fast.
    void setSpeed(double speed) { speed_ = speed; }

signals:
    void ended();
    /// Something is not where a hand could reach it.
    void failed(QString message);

private:
    /// The hand goes somewhere, and then something is done, all at once or over a while.
    struct Act {
        std::function<std::optional<QPointF>()> where;  // nothing: it stays where it is
        double seconds = 0.5;                           // of doing
        std::function<void()> begin;
        std::function<void(double share)> during;
        std::function<void()> end;
    };

    void add(const lesson::Patch& state);
    void addSettings(const lesson::Patch& state);
    void addParameter(const std::string& name, const std::string& value);
    void addLayer(int layer);
    void addOptions(const std::string& view, const std::map<std::string, std::string>& options);
    void addOption(const std::string& view, const std::string& name, const std::string& value);
    void addViews(const std::vector<std::string>& views);
    void addLock(const std::vector<std::string>& labels);
    void addPair(const std::pair<std::string, std::string>& pair);
    void addButton(const char* name, const std::function<void()>& press);
    void clickIn(const lesson::Spotlight& what, bool extend);
    void tick();
    void next();
    std::optional<QPointF> middleOf(const char* name) const;
    /// The view in which something can be clicked, and where; in pixels of the view.
    std::optional<std::pair<Canvas*, QPoint>> clickable(const lesson::Spotlight& what) const;

    Hands hands_;
    Spotlight& light_;
    Finder finder_;
    std::deque<Act> acts_;
    double speed_ = 1;
    QPointF hand_;
    QPointF from_;
    std::optional<QPointF> to_;
    bool going_ = false;  // on its way; else at work
    QElapsedTimer since_;
    QTimer timer_;
};

}  // namespace gauge::ui
