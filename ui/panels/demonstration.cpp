#include "ui/panels/demonstration.h"

#include "ui/panels/docks.h"
#include "ui/panels/parameter_panel.h"
#include "ui/panels/slider_scale.h"
#include "ui/panels/spotlight.h"
#include "ui/panels/view_set.h"
#include "ui/workspace/workspace.h"

#include <algorithm>
#include <cmath>
#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QMouseEvent>
#include <QSlider>
#include <utility>

namespace gauge::ui {
namespace {

constexpr int kTick = 20;        // milliseconds
constexpr double kWay = 0.8;     // seconds that the hand takes to go anywhere
constexpr double kDrag = 1.6;    // seconds of a drag
constexpr double kPress = 0.45;  // seconds of a press

double smooth(double x)
{
    return x * x * (3 - 2 * x);
}

/// As a mouse would.
void click(Canvas& canvas, const QPoint& at, bool extend)
{
    const Qt::KeyboardModifiers modifiers = extend ? Qt::ShiftModifier : Qt::NoModifier;
    const QPointF global = canvas.mapToGlobal(at);
    QMouseEvent press(QEvent::MouseButtonPress, at, global, Qt::LeftButton, Qt::LeftButton, modifiers);
    QMouseEvent release(QEvent::MouseButtonRelease, at, global, Qt::LeftButton, Qt::NoButton, modifiers);
    QApplication::sendEvent(&canvas, &press);
    QApplication::sendEvent(&canvas, &release);
}

}  // namespace

Demonstration::Demonstration(Hands hands, Spotlight& light, QObject* parent)
    : QObject(parent), hands_(std::move(hands)), light_(light),
      finder_(hands_.window, hands_.docks, hands_.parameters, hands_.views)
{
    timer_.setInterval(kTick);
    connect(&timer_, &QTimer::timeout, this, &Demonstration::tick);
}

void Demonstration::play(const std::vector<lesson::Patch>& states, const QPointF& from)
{
    stop();
    for (const lesson::Patch& state : states)
        add(state);
    hand_ = from;
    light_.undim();
    timer_.start();
    next();
}

void Demonstration::stop()
{
    if (!running())
        return;
    timer_.stop();
    acts_.clear();
    hands_.workspace.press(false);
    hands_.play(false);
    light_.setHand({});
    emit ended();
}

/// In the order in which a lesson sets them.
void Demonstration::add(const lesson::Patch& state)
{
    if (state.pin)
        addButton("pin", *state.pin ? hands_.pin : hands_.unpin);
    addSettings(state);
    if (state.layer)
        addLayer(*state.layer);
    if (!state.views.empty())
        addViews(state.views);
    for (const auto& [view, options] : state.options)
        addOptions(view, options);
    if (state.lock)
        addLock(*state.lock);
    if (state.pair)
        addPair(*state.pair);
    if (state.measure)
        addButton("measure", hands_.measure);
    if (state.train > 0)
        addButton("training-go", [this, updates = state.train] { hands_.train(updates); });
}

/// While layers play a run goes on from the beliefs of the moment; at rest it begins anew.
void Demonstration::addSettings(const lesson::Patch& state)
{
    const bool onward = state.onward.value_or(false);
    if (onward)
        addButton("play", [this] { hands_.play(true); });
    else if (state.onward)
        acts_.push_back({{}, kPress, {}, {}, [this] { hands_.workspace.resetRun(); }});
    for (const auto& [name, value] : state.parameters)
        addParameter(name, value);
    if (onward)
        addButton("play", [this] { hands_.play(false); });
}

void Demonstration::addParameter(const std::string& name, const std::string& value)
{
    const ParameterInfo& info = parameterInfo(name);
    const QString label = QString::fromStdString(name);
    acts_.push_back({{}, 0.15, [this, label] { hands_.parameters.bringIntoView(label); }, {}, {}});
    Parameters wanted;
    setParameter(wanted, info, value);
    QWidget* row = hands_.parameters.row(label);
    const bool chosen = info.kind == ParameterInfo::Kind::Choice;  // its sliders, where it has some, are of amounts
    auto* slider = row && !chosen ? row->findChild<QSlider*>() : nullptr;
    Act act;
    act.where = [this, name, slider]() -> std::optional<QPointF> {
        const auto place = finder_.control(name);
        if (!place || !slider)
            return place ? std::optional(QPointF(place->spot)) : std::nullopt;
        const double share = static_cast<double>(slider->value()) / std::max(1, slider->maximum());
        return QPointF(slider->mapTo(&hands_.window, QPoint(0, slider->height() / 2))) +
               QPointF(share * slider->width(), 0);
    };
    act.begin = [this] { hands_.workspace.press(true); };
    if (slider) {
        const int to = sliderPosition(info, info.number(wanted));
        act.seconds = kDrag;
        act.during = [this, slider, to, from = std::optional<int>()](double share) mutable {
            from = from.value_or(slider->value());
            slider->setValue(static_cast<int>(std::lround(*from + smooth(share) * (to - *from))));
            const double at = static_cast<double>(slider->value()) / std::max(1, slider->maximum());
            hand_ =
                QPointF(slider->mapTo(&hands_.window, QPoint(0, slider->height() / 2))) + QPointF(at * slider->width(), 0);
        };
    } else {
        act.seconds = kPress;
    }
    act.end = [this, label, value] {
        hands_.parameters.setText(label, QString::fromStdString(value));
        hands_.workspace.press(false);
    };
    acts_.push_back(std::move(act));
}

void Demonstration::addLayer(int layer)
{
    Act act;
    act.where = [this] { return middleOf("timeline"); };
    act.seconds = kDrag;
    act.during = [this, layer, from = std::optional<int>()](double share) mutable {
        const auto snapshot = hands_.workspace.snapshot();
        if (!snapshot)
            return;
        from = from.value_or(snapshot->layer);
        const int to = layer < 0 ? snapshot->layers : layer;
        const int now = static_cast<int>(std::lround(*from + share * (to - *from)));
        if (hands_.workspace.document().run.layer != now)
            hands_.workspace.setLayer(now);
    };
    act.end = [this, layer] { hands_.workspace.setLayer(layer); };
    acts_.push_back(std::move(act));
}

void Demonstration::addViews(const std::vector<std::string>& views)
{
    acts_.push_back({{}, kPress, {}, {}, [this, views] {
                         for (const std::string& view : views)
                             hands_.docks.raise(QString::fromStdString(view));
                     }});
}

void Demonstration::addOptions(const std::string& view, const std::map<std::string, std::string>& options)
{
    for (const auto& option : options)
        addOption(view, option.first, option.second);
}

void Demonstration::addOption(const std::string& view, const std::string& name, const std::string& value)
{
    Act act;
    act.where = [this, view, control = fmt::format("{}-{}", view, name)] {
        const auto found = middleOf(control.c_str());
        return found ? found : middleOf(view.c_str());
    };
    act.seconds = kPress;
    act.end = [this, view, name, value] {
        if (Canvas* canvas = finder_.canvas(view)) {
            ViewOptions next = canvas->options();
            setOption(canvas->kind(), next, QString::fromStdString(name), QString::fromStdString(value));
            canvas->setOptions(next);
        }
    };
    acts_.push_back(std::move(act));
}

void Demonstration::addLock(const std::vector<std::string>& labels)
{
    if (labels.empty())
        acts_.push_back({{}, kPress, {}, {}, [this] { hands_.selection.clear(); }});
    for (std::size_t k = 0; k < labels.size(); ++k) {
        lesson::Spotlight what;
        what.token = labels[k];
        clickIn(what, k > 0);
    }
}

void Demonstration::addPair(const std::pair<std::string, std::string>& pair)
{
    lesson::Spotlight what;
    what.cell = pair;
    clickIn(what, false);
}

/// The second click on what is locked would let it go.
void Demonstration::clickIn(const lesson::Spotlight& what, bool extend)
{
    Act act;
    act.where = [this, what]() -> std::optional<QPointF> {
        const auto found = clickable(what);
        if (!found) {
            emit failed(tr("“%1” is nowhere on show to be clicked.")
                            .arg(QString::fromStdString(what.cell ? what.cell->first : what.token)));
            return std::nullopt;
        }
        return QPointF(found->first->mapTo(&hands_.window, found->second));
    };
    act.seconds = kPress;
    act.end = [this, what, extend] {
        const auto found = clickable(what);
        if (!found)
            return;
        if (!extend)
            hands_.selection.clear();
        click(*found->first, found->second, extend);
    };
    acts_.push_back(std::move(act));
}

void Demonstration::addButton(const char* name, const std::function<void()>& press)
{
    acts_.push_back({[this, name] { return middleOf(name); }, kPress, {}, {}, press});
}

std::optional<QPointF> Demonstration::middleOf(const char* name) const
{
    const auto found = finder_.widget(hands_.window.findChild<QWidget*>(QLatin1String(name)));
    return found ? std::optional(QPointF(found->spot)) : std::nullopt;
}

std::optional<std::pair<Canvas*, QPoint>> Demonstration::clickable(const lesson::Spotlight& what) const
{
    for (const auto& [name, panel] : hands_.views.panels()) {
        if (!panel->canvas().isVisible() || panel->canvas().visibleRegion().isEmpty())
            continue;
        const auto found = finder_.inView(name.toStdString(), what);
        if (found)
            return std::pair(&panel->canvas(), panel->canvas().mapFrom(&hands_.window, found->spot));
    }
    return std::nullopt;
}

void Demonstration::next()
{
    if (acts_.empty()) {
        timer_.stop();
        light_.setHand({});
        emit ended();
        return;
    }
    to_ = acts_.front().where ? acts_.front().where() : std::nullopt;
    from_ = hand_;
    going_ = true;
    since_.start();
}

void Demonstration::tick()
{
    const double seconds = speed_ * static_cast<double>(since_.elapsed()) / 1000;
    Act& act = acts_.front();
    if (going_) {
        const double share = to_ ? std::min(1.0, seconds / kWay) : 1.0;
        if (to_)
            hand_ = from_ + smooth(share) * (*to_ - from_);
        if (share >= 1) {
            going_ = false;
            since_.start();
            if (act.begin)
                act.begin();
        }
        light_.setHand(hand_);
        return;
    }
    const double share = std::min(1.0, seconds / act.seconds);
    if (act.during)
        act.during(share);
    light_.setHand(hand_, true);
    if (share < 1)
        return;
    const std::function<void()> end = act.end;
    acts_.pop_front();
    if (end)
        end();
    if (running())
        next();
}

}  // namespace gauge::ui
