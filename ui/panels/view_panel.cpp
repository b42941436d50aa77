#include "ui/panels/view_panel.h"

#include "core/algebra/frame_blocks.h"
#include "ui/panels/icons.h"
#include "ui/panels/parameter_panel.h"
#include "ui/panels/parameter_tip.h"
#include "ui/panels/tool_row.h"

#include <QCloseEvent>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace gauge::ui {
namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("views", text);
}

/// English labels are written small on a button; a catalogue has its own as they are written there.
QString switchText(const ViewControl& control)
{
    const QString label = translated(control.label);
    return label == QString::fromUtf8(control.label) ? label.toLower() : label;
}

/// A row's own label among rows, else the choice's text.
QString choiceText(const ViewControl& control, const char* choice)
{
    const auto& table = parameterTable();
    const auto row = std::find_if(table.begin(), table.end(),
                                  [choice](const ParameterInfo& info) { return std::string_view(info.name) == choice; });
    return control.source == Choices::Rows && row != table.end() ? parameterTitle(*row) : translated(choice);
}

/// What a choice offers of a state: its heads, dimensions or blocks, each with the option's value.
std::vector<std::pair<QString, int>> choicesOf(const ViewControl& control, const Snapshot& s)
{
    std::vector<std::pair<QString, int>> items;
    const bool mean = control.source == Choices::Heads;
    if (mean)
        items.emplace_back(ViewPanel::tr("mean"), MeanHead);
    if (control.source == Choices::OneHead)
        items.emplace_back(ViewPanel::tr("as attention"), MeanHead);
    if (mean && s.energy.size() > 1)
        items.emplace_back(ViewPanel::tr("all heads"), EveryHead);
    if (mean || control.source == Choices::OneHead)
        for (std::size_t h = 0; h < s.energy.size(); ++h)
            items.emplace_back(ViewPanel::tr("head %1").arg(h), static_cast<int>(h));
    if (control.source == Choices::Dimensions)
        for (Index k = 0; k < s.state->dim(); ++k)
            items.emplace_back(ViewPanel::tr("%1 × %2").arg(k).arg((k + 1) % s.state->dim()), static_cast<int>(k));
    if (control.source == Choices::Blocks) {
        items.emplace_back(ViewPanel::tr("whole"), 0);
        for (const FrameBlock& block : frameBlocks(s.frames))
            items.emplace_back(ViewPanel::tr("block %1, d = %2").arg(items.size()).arg(block.size),
                               static_cast<int>(items.size()));
    }
    return items;
}

}  // namespace

DockHeader::DockHeader(QDockWidget* dock, const QString& title, const QString& iconName)
    : QWidget(dock), iconName_(iconName), title_(new QLabel(title)), icon_(new QLabel), tools_(new ToolRow),
      menu_(new QMenu(this)), more_(new QToolButton)
{
    setObjectName(QStringLiteral("dock-header"));
    setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 6, 2);
    row->setSpacing(6);
    title_->setObjectName(QStringLiteral("dock-title"));
    icon_->setFixedSize(16, 16);
    row->addWidget(icon_);
    row->addWidget(title_);
    row->addWidget(tools_, 1);
    more_->setObjectName(QStringLiteral("more"));
    more_->setPopupMode(QToolButton::InstantPopup);
    more_->setMenu(menu_);
    more_->setAutoRaise(true);
    more_->setToolTip(tr("Float, close and more"));
    more_->setAccessibleName(tr("Menu of %1").arg(title));
    row->addWidget(more_);
    menu_->addAction(tr("&Float or dock"), dock, [dock] { dock->setFloating(!dock->isFloating()); });
    menu_->addAction(tr("&Close"), dock, &QDockWidget::close);
    setTheme(Theme::Light);
}

void DockHeader::setTitled(bool titled)
{
    title_->setVisible(titled);
}

void DockHeader::setTheme(Theme theme)
{
    const Style style{theme};
    icon_->setPixmap(icon(iconName_, style.quiet()).pixmap(16, 16));
    more_->setIcon(icon(QStringLiteral("more"), style.quiet()));
}

PanelDock::PanelDock(const QString& name, const QString& title, const QString& iconName, QWidget* content, QWidget* parent)
    : QDockWidget(title, parent)
{
    setObjectName(name + QStringLiteral("-dock"));
    header_ = new DockHeader(this, title, iconName);
    setTitleBarWidget(header_);
    auto* body = new QFrame(this);
    body->setObjectName(QStringLiteral("dock-body"));
    auto* box = new QVBoxLayout(body);
    box->setContentsMargins(1, 0, 1, 6);
    box->addWidget(content);
    setWidget(body);
}

void PanelDock::closeEvent(QCloseEvent* event)
{
    QDockWidget::closeEvent(event);
    if (event->isAccepted() && parentWidget() && parentWidget()->isVisible())
        emit closedByHand();
}

ViewPanel::ViewPanel(const ViewKind& kind, const QString& name, SelectionModel& selection, PaintWorker& painter,
                     ParameterPanel& parameters, QWidget* parent)
    : PanelDock(name, translated(kind.title), QLatin1String(kind.icon), new Canvas(kind, selection, painter), parent),
      canvas_(findChild<Canvas*>())
{
    canvas_->setObjectName(name);
    header().tools().setObjectName(name + QStringLiteral("-tools"));
    if (kind.mapped)
        addFillButton();
    for (const ViewControl& control : kind.controls)
        addControl(control, parameters);
    for (const ViewAction& action : kind.actions)
        addAction(action, parameters);
    if (kind.measured)
        addMeasureButton();
    addCompared();
    QAction* first = header().menu().actions().front();
    auto* duplicate = new QAction(tr("&Duplicate"), this);
    connect(duplicate, &QAction::triggered, this, &ViewPanel::duplicateWanted);
    header().menu().insertAction(first, duplicate);
    connect(canvas_, &Canvas::optionsChanged, this, &ViewPanel::refresh);
    connect(this, &QDockWidget::visibilityChanged, this, [this](bool visible) { seen_ = visible; });
    refresh();
}

void ViewPanel::addControl(const ViewControl& control, ParameterPanel& parameters)
{
    if (!control.place.get) {
        QWidget* widget = parameters.makeTwin(QLatin1String(control.name));
        widget->setToolTip(translated(control.tip));
        header().tools().add(widget);
        return;
    }
    control.isSwitch() ? addSwitch(control) : addChoice(control);
}

void ViewPanel::addChoice(const ViewControl& control)
{
    auto* box = new QComboBox;
    box->setObjectName(canvas_->objectName() + QLatin1Char('-') + QLatin1String(control.name));
    box->setToolTip(translated(control.tip));
    box->setAccessibleName(translated(control.label));
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (std::size_t k = 0; k < control.choices.size(); ++k)
        box->addItem(choiceText(control, control.choices[k]), static_cast<int>(k));
    if (control.source == Choices::Heads)
        box->addItem(tr("mean"), MeanHead);
    if (control.source == Choices::Blocks)
        box->addItem(tr("whole"), 0);
    connect(box, &QComboBox::activated, this, [this, box, &control] { set(control, box->currentData().toInt()); });
    header().tools().add(box);
    bound_.push_back({&control, box, nullptr});
    if (control.offered)
        header().tools().setOffered(box, false);
}

void ViewPanel::addSwitch(const ViewControl& control)
{
    auto* button = new QToolButton;
    button->setObjectName(canvas_->objectName() + QLatin1Char('-') + QLatin1String(control.name));
    button->setText(switchText(control));
    button->setCheckable(true);
    button->setToolTip(translated(control.tip));
    button->setAccessibleName(translated(control.label));
    connect(button, &QToolButton::toggled, this, [this, &control](bool on) { set(control, on ? 1 : 0); });
    header().tools().add(button);
    bound_.push_back({&control, nullptr, button});
}

void ViewPanel::addAction(const ViewAction& action, ParameterPanel& parameters)
{
    auto* button = new QToolButton;
    button->setObjectName(canvas_->objectName() + QLatin1Char('-') + QLatin1String(action.name));
    button->setText(translated(action.label));
    button->setToolTip(translated(action.tip));
    connect(button, &QToolButton::clicked, this, [this, &action, &parameters] {
        const Scene scene = canvas_->scene();
        if (!scene.snapshot)
            return;
        if (action.parameter) {
            parameters.setText(QLatin1String(action.parameter), QString::fromStdString(action.value(scene)));
            return;
        }
        if (!action.act) {
            emit actionWanted(QLatin1String(action.name));
            return;
        }
        ViewOptions next = scene.options;
        action.act(next, scene);
        canvas_->setOptions(next);
    });
    header().tools().add(button);
    header().tools().setOffered(button, false);
    actions_.emplace_back(&action, button);
}

void ViewPanel::addMeasureButton()
{
    measure_ = new QToolButton;
    measure_->setObjectName(QStringLiteral("measure"));
    measure_->setText(tr("measure"));
    measure_->setToolTip(tr("Time every method on this state, in the background; again to cancel."));
    measure_->setAccessibleName(tr("Measure or cancel"));
    connect(measure_, &QToolButton::clicked, this,
            [this] { canvas_->scene().cost.running ? emit cancelWanted() : emit measureWanted(); });
    header().tools().add(measure_);
}

void ViewPanel::addFillButton()
{
    fill_ = new QToolButton;
    fill_->setObjectName(canvas_->objectName() + QStringLiteral("-fill"));
    connect(fill_, &QToolButton::clicked, this, &ViewPanel::fillWanted);
    header().tools().add(fill_);
    tellFilling({});
}

/// What the button does now.
void ViewPanel::tellFilling(const MapState& map)
{
    const auto say = [this](const QString& text, const QString& tip, const QString& name) {
        fill_->setText(text);
        fill_->setToolTip(tip);
        fill_->setAccessibleName(name);
    };
    if (map.running)
        say(tr("stop"), tr("Stops filling the map; what is there stays."), tr("Stop filling the map"));
    else if (map.stored)
        say(tr("live"),
            tr("This map is of a file, or of what a cell was opened from. Computes that of the state on show instead."),
            tr("Back to a live map"));
    else
        say(tr("fill"), tr("Computes the map anew, coarse to fine."), tr("Fill the map"));
}

/// Three pictures in a small view are small ones.
void ViewPanel::addCompared()
{
    compared_ = new QComboBox;
    compared_->setObjectName(canvas_->objectName() + QStringLiteral("-compare"));
    compared_->addItems({tr("A, B, B − A"), tr("A"), tr("B"), tr("B − A")});
    compared_->setToolTip(tr("Of a comparison: the three pictures beside one another, or one of them with all the room."));
    compared_->setAccessibleName(tr("Compared"));
    compared_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(compared_, &QComboBox::activated, this, [this](int index) {
        ViewOptions next = canvas_->options();
        next.compared = static_cast<Compared>(index);
        canvas_->setOptions(next);
    });
    header().tools().add(compared_);
    header().tools().setOffered(compared_, false);
}

void ViewPanel::set(const ViewControl& control, int value)
{
    ViewOptions next = canvas_->options();
    control.place.set(next, value);
    if (control.follow && !control.follow(next, canvas_->scene()))
        refresh();
    else
        canvas_->setOptions(next);
}

/// Controls follow the options, whoever changed them.
void ViewPanel::refresh()
{
    const QSignalBlocker quietCompared(compared_);
    compared_->setCurrentIndex(static_cast<int>(canvas_->options().compared));
    for (const Bound& b : bound_) {
        const int value = b.control->place.get(canvas_->options());
        if (b.choice) {
            const QSignalBlocker quiet(b.choice);
            b.choice->setCurrentIndex(std::max(0, b.choice->findData(value)));
        } else {
            const QSignalBlocker quiet(b.toggle);
            b.toggle->setChecked(value != 0);
        }
        if (b.control->offered)
            header().tools().setOffered(b.choice ? static_cast<QWidget*>(b.choice) : b.toggle,
                                        b.control->offered(canvas_->options()));
    }
    const Scene scene = canvas_->scene();
    for (const auto& [action, button] : actions_)
        header().tools().setOffered(button, scene.snapshot && action->offered(scene));
}

void ViewPanel::fillDynamic(const Snapshot& s)
{
    for (const Bound& b : bound_) {
        if (!b.choice || b.control->source == Choices::Fixed || b.control->source == Choices::Rows)
            continue;
        const std::vector<std::pair<QString, int>> items = choicesOf(*b.control, s);
        bool same = b.choice->count() == static_cast<int>(items.size());
        for (std::size_t k = 0; same && k < items.size(); ++k)
            same = b.choice->itemText(static_cast<int>(k)) == items[k].first;
        if (same)
            continue;
        const QSignalBlocker quiet(b.choice);
        b.choice->clear();
        for (const auto& [text, value] : items)
            b.choice->addItem(text, value);
        if (b.choice->findData(b.control->place.get(canvas_->options())) < 0)
            set(*b.control, items.front().second);
    }
    refresh();
}

void ViewPanel::show(const Shown& shown)
{
    if (shown.snapshot && shown.snapshot != canvas_->scene().snapshot)
        fillDynamic(*shown.snapshot);
    if (measure_)
        measure_->setText(shown.cost.running ? tr("cancel") : tr("measure"));
    if (fill_)
        tellFilling(shown.map);
    header().tools().setOffered(compared_, shown.reference != nullptr);
    canvas_->show(shown);
    if (!actions_.empty())
        refresh();
}

void ViewPanel::setTheme(Theme theme)
{
    header().setTheme(theme);
    canvas_->setTheme(theme);
}

}  // namespace gauge::ui
