// A control of a parameter, whatever its kind.
#include "ui/number_box.h"
#include "ui/panels/groove_slider.h"
#include "ui/panels/parameter_panel.h"
#include "ui/panels/parameter_tip.h"
#include "ui/panels/slider_scale.h"

#include <algorithm>
#include <cmath>
#include <QCheckBox>
#include <QComboBox>
#include <QHash>
#include <QLineEdit>
#include <QScrollArea>
#include <QTimer>

namespace gauge::ui {
namespace {

using Kind = ParameterInfo::Kind;

constexpr int kBoxWidth = 72;

/// A choice such as window=W with a number to start from in its placeholder's place.
QString withExample(QString choice)
{
    static const QHash<QString, QString> examples{{QStringLiteral("W"), QStringLiteral("2")},
                                                  {QStringLiteral("R"), QStringLiteral("2")},
                                                  {QStringLiteral("ALPHA"), QStringLiteral("0.5")},
                                                  {QStringLiteral("SLOPE"), QStringLiteral("1")},
                                                  {QStringLiteral("WIDTH"), QStringLiteral("4")}};
    const auto equals = choice.indexOf(QLatin1Char('='));
    if (equals >= 0)
        choice = choice.left(equals + 1) + examples.value(choice.mid(equals + 1), choice.mid(equals + 1));
    return choice;
}

std::string asText(const ParameterInfo& info, double v)
{
    return info.kind == Kind::Whole ? fmt::format("{}", std::lround(v)) : fmt::format("{}", v);
}

}  // namespace

QSlider* ParameterPanel::makeSlider(const ParameterInfo& info)
{
    auto* slider = new GrooveSlider(kSliderSteps);
    slider->setObjectName(QLatin1String(info.name) + QStringLiteral("-slider"));
    connect(slider, &QSlider::valueChanged, this,
            [this, &info](int position) { set(info, asText(info, sliderValue(info, position))); });
    refresh_[info.name].emplace_back([this, &info, slider] {
        const QSignalBlocker quiet(slider);
        slider->setValue(sliderPosition(info, info.number(parameters_)));
    });
    refresh_[info.name].back()();
    return slider;
}

QDoubleSpinBox* ParameterPanel::makeBox(const ParameterInfo& info)
{
    const bool whole = info.kind == Kind::Whole;
    auto* box = new NumberBox;
    box->setObjectName(QLatin1String(info.name));
    box->setDecimals(whole ? 0 : 12);
    const double most = whole ? 1e6 : 1e9;
    box->setRange(info.open ? 1e-6 : std::max(info.least, -most), std::min(info.greatest, most));
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setAlignment(Qt::AlignRight);
    box->setFixedWidth(kBoxWidth);
    connect(box, &QDoubleSpinBox::valueChanged, this, [this, &info](double v) { set(info, asText(info, v)); });
    connect(box, &NumberBox::refused, this, [this, &info](const QString& text) {
        emit refused(tr("%1: expected a number %2, found “%3”; it stays as it was.")
                         .arg(parameterTitle(info), QString::fromStdString(rangeText(info)), text));
    });
    refresh_[info.name].emplace_back([this, &info, box = QPointer<QDoubleSpinBox>(box)] {
        if (!box)
            return;  // it was a twin in a view that is closed
        const QSignalBlocker quiet(box);
        box->setValue(info.number(parameters_));
    });
    refresh_[info.name].back()();
    return box;
}

QWidget* ParameterPanel::makeChoice(const ParameterInfo& info)
{
    auto* box = new QComboBox;
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(6);
    box->setObjectName(QLatin1String(info.name));
    for (const std::string& choice : info.choices) {
        const QString item = withExample(QString::fromStdString(choice));
        if (item.contains(QLatin1Char('='))) {
            box->setEditable(true);
            box->setInsertPolicy(QComboBox::NoInsert);
        }
        box->addItem(item);
    }
    if (box->isEditable())
        connect(box->lineEdit(), &QLineEdit::editingFinished, this,
                [this, &info, box] { set(info, withPoint(box->currentText()).toStdString()); });
    connect(box, &QComboBox::activated, this,
            [this, &info, box] { set(info, withPoint(box->currentText()).toStdString()); });
    refresh_[info.name].emplace_back([this, &info, box = QPointer<QComboBox>(box)] {
        if (!box)
            return;
        const QSignalBlocker quiet(box);
        const QString text = QString::fromStdString(parameterText(parameters_, info));
        if (box->isEditable())
            box->setEditText(text);
        else
            box->setCurrentText(text);
    });
    refresh_[info.name].back()();
    return box;
}

QWidget* ParameterPanel::makeFlag(const ParameterInfo& info)
{
    auto* box = new QCheckBox;
    box->setObjectName(QLatin1String(info.name));
    connect(box, &QCheckBox::toggled, this, [this, &info](bool on) { set(info, on ? "true" : "false"); });
    refresh_[info.name].emplace_back([this, &info, box = QPointer<QCheckBox>(box)] {
        if (!box)
            return;
        const QSignalBlocker quiet(box);
        box->setChecked(info.number(parameters_) != 0);
    });
    refresh_[info.name].back()();
    return box;
}

const ParameterPanel::Row* ParameterPanel::find(const QString& name) const
{
    const auto row =
        std::find_if(rows_.begin(), rows_.end(), [&](const Row& r) { return name == QLatin1String(r.info->name); });
    return row == rows_.end() ? nullptr : &*row;
}

QWidget* ParameterPanel::row(const QString& name) const
{
    const Row* found = find(name);
    return found ? found->widget : nullptr;
}

QWidget* ParameterPanel::bringIntoView(const QString& name)
{
    const Row* found = find(name);
    if (!found)
        return nullptr;
    find_->clear();
    if (found->caption)
        setUnfolded(true);
    QWidget* area = parentWidget();
    while (area && !qobject_cast<QScrollArea*>(area))
        area = area->parentWidget();
    if (auto* scroll = qobject_cast<QScrollArea*>(area))  // once what was folded has its place
        QTimer::singleShot(0, scroll, [scroll, widget = found->widget] { scroll->ensureWidgetVisible(widget); });
    return found->widget;
}

QWidget* ParameterPanel::makeControl(const ParameterInfo& info)
{
    switch (info.kind) {
    case Kind::Choice: return makeChoice(info);
    case Kind::Flag: return makeFlag(info);
    default: return makeBox(info);
    }
}

}  // namespace gauge::ui
