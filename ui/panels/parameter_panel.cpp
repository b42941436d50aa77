#include "ui/panels/parameter_panel.h"

#include "core/error.h"
#include "ui/number_box.h"
#include "ui/panels/slider_scale.h"

#include <cmath>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHash>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QVBoxLayout>

namespace gauge::ui {
namespace {

using Kind = ParameterInfo::Kind;

bool isNumber(const ParameterInfo& info)
{
    return info.kind == Kind::Real || info.kind == Kind::Whole;
}

/// Rows with one possible value, and those that only commands writing files read, are no use in the window.
bool belongsInWindow(const ParameterInfo& info)
{
    if ((info.commands & kFileOnly) != 0)
        return false;
    return info.kind == Kind::Choice ? info.choices.size() > 1 : info.least != info.greatest;
}

QString tooltip(const ParameterInfo& info)
{
    QString text = QStringLiteral("<b>%1</b>").arg(QString::fromUtf8(info.label));
    if (info.symbol[0] != '\0')
        text += QStringLiteral(" %1").arg(QString::fromUtf8(info.symbol));
    text += QStringLiteral("<br>%1<br><small>--%2, default %3")
                .arg(QString::fromUtf8(info.help), QLatin1String(info.name),
                     QString::fromStdString(parameterText(Parameters{}, info)));
    if (info.unit[0] != '\0')
        text += QStringLiteral(" %1").arg(QLatin1String(info.unit));
    if (isNumber(info)) {
        if (std::isfinite(info.least))
            text += QStringLiteral(", %1 %2").arg(info.open ? QStringLiteral("&gt;") : QStringLiteral("≥")).arg(info.least);
        if (std::isfinite(info.greatest))
            text += QStringLiteral(", ≤ %1").arg(info.greatest);
    }
    return text + QStringLiteral("; double-click the name or the slider to reset</small>");
}

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

/// A section's name in small capitals with a hairline after it.
QHBoxLayout* captionRow(const QString& section)
{
    auto* row = new QHBoxLayout;
    auto* caption = new QLabel(section.toUpper());
    caption->setProperty("caption", true);
    auto* line = new QFrame;
    line->setObjectName(QStringLiteral("hairline"));
    line->setFixedHeight(1);
    row->setContentsMargins(0, 8, 0, 0);
    row->addWidget(caption);
    row->addWidget(line, 1);
    return row;
}

}  // namespace

ParameterPanel::ParameterPanel(QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 4, 8, 8);
    column->setSpacing(4);
    QString section;
    for (const ParameterInfo& info : parameterTable()) {
        if (!belongsInWindow(info))
            continue;
        if (section != QLatin1String(info.section)) {
            section = QLatin1String(info.section);
            column->addLayout(captionRow(section));
        }
        addRow(*column, info);
    }
    auto* reset = new QPushButton(tr("Reset parameters"));
    reset->setObjectName(QStringLiteral("reset"));
    reset->setToolTip(tr("Back to the values this example or file opened with."));
    connect(reset, &QPushButton::clicked, this, &ParameterPanel::resetWanted);
    column->addWidget(reset);
    column->addStretch(1);
}

void ParameterPanel::addRow(QVBoxLayout& column, const ParameterInfo& info)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    QString text = QString::fromUtf8(info.label);
    if (info.symbol[0] != '\0')
        text += QLatin1Char(' ') + QString::fromUtf8(info.symbol);
    auto* label = new QLabel(text);
    label->setFixedWidth(106);
    label->setToolTip(tooltip(info));
    label->setProperty("parameter", QLatin1String(info.name));
    label->setProperty("help", QLatin1String(info.name));
    label->installEventFilter(this);
    row->addWidget(label);
    QWidget* control = nullptr;
    if (isNumber(info))
        control = makeNumber(info);
    else if (info.kind == Kind::Flag)
        control = makeFlag(info);
    else
        control = makeChoice(info);
    row->addWidget(control, 1);
    controls_[info.name].emplace_back(control);
    column.addLayout(row);
    QList<QWidget*> widgets = control->findChildren<QWidget*>();
    widgets.append(control);
    for (QWidget* w : widgets) {
        w->setToolTip(tooltip(info));
        w->setAccessibleName(QString::fromUtf8(info.label));
        w->setProperty("help", QLatin1String(info.name));
        if (qobject_cast<QSlider*>(w)) {
            w->setProperty("parameter", QLatin1String(info.name));
            w->installEventFilter(this);
        }
    }
}

QWidget* ParameterPanel::makeNumber(const ParameterInfo& info)
{
    const bool whole = info.kind == Kind::Whole;
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    auto* slider = new QSlider(Qt::Horizontal);
    slider->setMinimumWidth(48);
    slider->setRange(0, kSliderSteps);
    slider->setObjectName(QLatin1String(info.name) + QStringLiteral("-slider"));
    auto* box = new NumberBox;
    box->setObjectName(QLatin1String(info.name));
    box->setDecimals(whole ? 0 : 12);
    const double most = whole ? 1e6 : 1e9;
    box->setRange(info.open ? 1e-6 : std::max(info.least, -most), std::min(info.greatest, most));
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setAlignment(Qt::AlignRight);
    box->setFixedWidth(58);
    box->setKeyboardTracking(false);
    row->addWidget(slider, 1);
    row->addWidget(box);
    const auto asText = [whole](double v) {
        return whole ? fmt::format("{}", static_cast<int>(std::lround(v))) : fmt::format("{}", v);
    };
    connect(slider, &QSlider::valueChanged, this,
            [this, &info, asText](int position) { set(info, asText(sliderValue(info, position))); });
    connect(box, &QDoubleSpinBox::valueChanged, this, [this, &info, asText](double v) { set(info, asText(v)); });
    refresh_[info.name].push_back([this, &info, slider, box] {
        const QSignalBlocker quietSlider(slider);
        const QSignalBlocker quietBox(box);
        const double v = info.number(parameters_);
        slider->setValue(sliderPosition(info, v));
        box->setValue(v);
    });
    refresh_[info.name].back()();
    return holder;
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
    refresh_[info.name].push_back([this, &info, box] {
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
    refresh_[info.name].push_back([this, &info, box] {
        const QSignalBlocker quiet(box);
        box->setChecked(info.number(parameters_) != 0);
    });
    refresh_[info.name].back()();
    return box;
}

QWidget* ParameterPanel::makeTwin(const QString& name)
{
    const ParameterInfo& info = parameterInfo(name.toStdString());
    QWidget* twin = nullptr;
    if (info.kind == Kind::Choice) {
        twin = makeChoice(info);
        static_cast<QComboBox*>(twin)->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    } else if (info.kind == Kind::Flag) {
        twin = makeFlag(info);
        static_cast<QCheckBox*>(twin)->setText(QString::fromUtf8(info.label));
    } else {
        twin = makeNumber(info);
        twin->findChild<QSlider*>()->hide();
        twin->findChild<QDoubleSpinBox*>()->setObjectName(name + QStringLiteral("-twin"));
        twin->findChild<QDoubleSpinBox*>()->setToolTip(tooltip(info));
        twin->findChild<QDoubleSpinBox*>()->setAccessibleName(QString::fromUtf8(info.label));
        twin->findChild<QSlider*>()->setToolTip(tooltip(info));
        twin->findChild<QSlider*>()->setAccessibleName(QString::fromUtf8(info.label));
        twin->findChild<QSlider*>()->setObjectName(name + QStringLiteral("-twin-slider"));
    }
    twin->setObjectName(name + QStringLiteral("-twin"));
    twin->setAccessibleName(QString::fromUtf8(info.label));
    twin->setProperty("help", name);
    controls_[info.name].emplace_back(twin);
    showWhether(*twin, info.name);
    return twin;
}

void ParameterPanel::setText(const QString& name, const QString& value)
{
    set(parameterInfo(name.toStdString()), value.toStdString());
}

void ParameterPanel::set(const ParameterInfo& info, const std::string& text)
{
    const Parameters before = parameters_;
    try {
        setParameter(parameters_, info, text);
        resolve(parameters_);
    } catch (const Error& e) {
        parameters_ = before;
        emit refused(QString::fromUtf8(e.what()));
    }
    show(info);
    if (!(parameters_ == before))
        emit changed();
}

void ParameterPanel::show(const ParameterInfo& info)
{
    for (const auto& refresh : refresh_.at(info.name))
        refresh();
}

void ParameterPanel::setInapplicable(const std::map<std::string, std::string>& why)
{
    if (why == inapplicable_)
        return;
    inapplicable_ = why;
    for (const auto& [name, controls] : controls_)
        for (const QPointer<QWidget>& control : controls)
            if (control)
                showWhether(*control, name);
}

/// A control that means nothing now says why before what it says anyway.
void ParameterPanel::showWhether(QWidget& control, const std::string& name) const
{
    const auto reason = inapplicable_.find(name);
    const QString why = reason == inapplicable_.end() ? QString() : QString::fromStdString(reason->second);
    control.setEnabled(why.isEmpty());
    QList<QWidget*> parts = control.findChildren<QWidget*>();
    parts.append(&control);
    for (QWidget* part : parts) {
        const QString before = part->property("why").toString();
        if (before == why)
            continue;
        const QString own = before.isEmpty() ? part->toolTip() : part->property("tip").toString();
        part->setProperty("tip", own);
        part->setProperty("why", why);
        part->setToolTip(why.isEmpty() ? own : why + QStringLiteral("<br>") + own);
    }
}

void ParameterPanel::setParameters(const Parameters& parameters)
{
    parameters_ = parameters;
    for (const auto& [name, controls] : refresh_)
        for (const auto& refresh : controls)
            refresh();
}

bool ParameterPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonDblClick) {
        const ParameterInfo& info = parameterInfo(watched->property("parameter").toString().toStdString());
        set(info, parameterText(defaults_, info));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace gauge::ui
