#include "ui/panels/habits.h"

#include "ui/panels/parameter_panel.h"
#include "ui/scene/canvas.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <qcustomplot.h>
#include <QDockWidget>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabBar>
#include <QTextEdit>
#include <QTimer>
#include <QToolTip>

namespace gauge::ui {
namespace {

constexpr int kStill = 4;  // pixels that a hand moves between press and release of a click
constexpr int kTipGap = 8;

/// A control whose value the wheel changes.
bool turnsByWheel(const QObject& object)
{
    return qobject_cast<const QComboBox*>(&object) || qobject_cast<const QAbstractSpinBox*>(&object) ||
           (qobject_cast<const QAbstractSlider*>(&object) && !qobject_cast<const QScrollBar*>(&object));
}

/// The wheel does not bring the focus that it asks for.
void takeNoFocusByWheel(QWidget& widget)
{
    if (turnsByWheel(widget) && widget.focusPolicy() == Qt::WheelFocus)
        widget.setFocusPolicy(Qt::StrongFocus);
}

bool hasFocus(const QWidget& widget)
{
    return widget.hasFocus() || widget.isAncestorOf(QApplication::focusWidget());
}

/// The line that a field is typed into; null where there is none.
const QLineEdit* lineOf(const QObject& object)
{
    if (const auto* box = qobject_cast<const QComboBox*>(&object))
        return box->lineEdit();
    if (qobject_cast<const QAbstractSpinBox*>(&object))
        return object.findChild<QLineEdit*>();
    return qobject_cast<const QLineEdit*>(&object);
}

/// Text under the pointer is being read or written: the manual, the messages, the sentence.
bool isReading(const QWidget& widget)
{
    const QWidget* area = widget.parentWidget();
    if (const auto* page = qobject_cast<const QTextEdit*>(area))
        return !page->document()->isEmpty();
    if (const auto* text = qobject_cast<const QPlainTextEdit*>(area))
        return !text->document()->isEmpty();
    return false;
}

template <class... Kinds>
bool isAny(const QWidget& widget)
{
    return (... || (qobject_cast<const Kinds*>(&widget) != nullptr));
}

bool doesSomething(const QWidget& widget)
{
    const auto* label = qobject_cast<const QLabel*>(&widget);
    return widget.property("parameter").isValid() || widget.objectName() == QLatin1String("lesson-dock") ||
           (label && label->text().contains(QLatin1String("<a "))) ||
           isAny<Canvas, QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QCustomPlot,
                 QLineEdit, QMenu, QMenuBar, QPlainTextEdit, QTabBar, QTextEdit>(widget);
}

bool leavesUndoToWindow(const QObject& watched, QEvent& event)
{
    const auto& key = static_cast<QKeyEvent&>(event);
    if (!key.matches(QKeySequence::Undo) && !key.matches(QKeySequence::Redo))
        return false;
    const QLineEdit* line = lineOf(watched);
    if (!line || line->isModified())  // half typed: the field takes its own letters back first
        return false;
    event.ignore();
    return true;
}

/// Nothing pops up over text that is being read; the tip of a parameter stands beside the panel, not over the next ones.
bool showsTipElsewhere(QWidget& widget, const QHelpEvent& event)
{
    if (isReading(widget))
        return true;
    const QWidget* panel = &widget;
    while (panel && !qobject_cast<const ParameterPanel*>(panel))
        panel = panel->parentWidget();
    if (!panel || widget.toolTip().isEmpty())
        return false;
    const QPoint beside = panel->mapToGlobal(QPoint(panel->width() + kTipGap, 0));
    QToolTip::showText(QPoint(beside.x(), event.globalPos().y()), widget.toolTip(), &widget);
    return true;
}

}  // namespace

Habits::Habits(QWidget& window) : QObject(&window), window_(window)
{
    for (QWidget* widget : window.findChildren<QWidget*>())
        takeNoFocusByWheel(*widget);
    qApp->installEventFilter(this);
}

Habits::~Habits()
{
    qApp->removeEventFilter(this);
}

bool Habits::eventFilter(QObject* watched, QEvent* event)
{
    auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget)
        return false;
    switch (event->type()) {
    case QEvent::Polish: takeNoFocusByWheel(*widget); return false;
    case QEvent::Wheel:
        if (!turnsByWheel(*widget) || hasFocus(*widget))
            return false;
        event->ignore();  // what it lies in scrolls
        return true;
    case QEvent::ShortcutOverride: return leavesUndoToWindow(*widget, *event);
    case QEvent::ToolTip: return showsTipElsewhere(*widget, *static_cast<QHelpEvent*>(event));
    case QEvent::FocusIn:
        if (static_cast<QFocusEvent*>(event)->reason() == Qt::MouseFocusReason)
            entered_ = qobject_cast<QComboBox*>(widget);
        return false;
    case QEvent::MouseButtonRelease: openClicked(*widget); [[fallthrough]];
    case QEvent::MouseButtonPress: noteClick(*widget, *static_cast<QMouseEvent*>(event)); return false;
    default: return false;
    }
}

void Habits::noteClick(const QWidget& widget, const QMouseEvent& event)
{
    const quint64 id = 2 * event.timestamp() + (event.type() == QEvent::MouseButtonRelease ? 1 : 0);
    if (event.button() != Qt::LeftButton || noted_ == id)
        return;
    noted_ = id;
    const QPoint at = event.globalPosition().toPoint();
    if (event.type() == QEvent::MouseButtonPress) {
        pressedOutside_ = isOutside(widget);
        pressedAt_ = at;
    } else if (std::exchange(pressedOutside_, false) && (at - pressedAt_).manhattanLength() <= kStill) {
        emit clickedOutside();
    }
}

void Habits::openClicked(const QWidget& widget)
{
    if (entered_ && entered_->lineEdit() == &widget)
        QTimer::singleShot(0, entered_, &QComboBox::showPopup);
    entered_.clear();
}

bool Habits::isOutside(const QWidget& widget) const
{
    const QWidget* top = widget.window();
    const bool floats = qobject_cast<const QDockWidget*>(top) && top->parentWidget() == &window_;
    if (top != &window_ && !floats)
        return false;
    for (const QWidget* w = &widget; w; w = w->isWindow() ? nullptr : w->parentWidget())
        if (doesSomething(*w))
            return false;
    return true;
}

}  // namespace gauge::ui
