// A control of a parameter, whatever its kind.
#include "ui/number_box.h"
#include "ui/panels/groove_slider.h"
#include "ui/panels/link_amounts.h"
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
#include <QStandardItemModel>
#include <QTimer>

namespace gauge::ui {
namespace {

using Kind = ParameterInfo::Kind;

constexpr int kBoxWidth = 72;

/// The words of links, whose numbers are to bend without breaking.
const QHash<QString, QString>& linkExamples()
{
    static const QHash<QString, QString> examples{{QStringLiteral("random=EPS"), QStringLiteral("random=0.3")},
                                                  {QStringLiteral("power=F,P"), QStringLiteral("power=0.6,0.5")},
                                                  {QStringLiteral("power=F,P@A"), QStringLiteral("power=0.6,0.5@1")},
                                                  {QStringLiteral("bilinear=R"), QStringLiteral("bilinear=0.2")}};
    return examples;
}

/// A choice such as window=W with a number to start from in its placeholder's place.
QString withExample(QString choice)
{
    if (const auto link = linkExamples().find(choice); link != linkExamples().end())
        return *link;
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

/// What was chosen, as its row reads it: a comma is a decimal one but between two numbers.
std::string chosenText(const ParameterInfo& info, const QString& text)
{
    return (std::string_view(info.name) == "connection" ? text.trimmed() : withPoint(text)).toStdString();
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
                [this, &info, box] { set(info, chosenText(info, box->currentText())); });
    connect(box, &QComboBox::activated, this, [this, &info, box] { set(info, chosenText(info, box->currentText())); });
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

QWidget* ParameterPanel::makeAmounts(const ParameterInfo& info)
{
    auto* amounts = new LinkAmounts;
    connect(amounts, &LinkAmounts::chosen, this, [this, &info](const QString& text) { set(info, text.toStdString()); });
    connect(amounts, &LinkAmounts::refused, this, &ParameterPanel::refused);
    refresh_[info.name].emplace_back([this, amounts] { amounts->show(parameters_.attention.connection); });
    controls_[info.name].emplace_back(amounts);
    return amounts;
}

void ParameterPanel::setRefusedWords(const std::map<std::string, std::map<std::string, std::string>>& why)
{
    refusedWords_ = why;
    for (const auto& [name, words] : why)
        showRefused(name);
}

void ParameterPanel::showRefused(const std::string& name) const
{
    const auto why = refusedWords_.find(name);
    for (const QPointer<QWidget>& control : controls_.at(name)) {
        const auto* box = qobject_cast<QComboBox*>(control.data());
        auto* model = box ? qobject_cast<QStandardItemModel*>(box->model()) : nullptr;
        for (int k = 0; model && k < model->rowCount(); ++k) {
            QStandardItem* item = model->item(k);
            const std::string word = item->text().section(QLatin1Char('='), 0, 0).toStdString();
            const bool refused = why != refusedWords_.end() && why->second.contains(word);
            item->setEnabled(!refused);
            item->setToolTip(refused ? QString::fromStdString(why->second.at(word)) : QString());
        }
    }
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
