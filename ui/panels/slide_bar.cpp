#include "ui/panels/slide_bar.h"

#include "ui/painter/axes.h"
#include "ui/panels/groove_slider.h"
#include "ui/panels/slider_scale.h"
#include "ui/workspace/parameter_words.h"

#include <cmath>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

namespace gauge::ui {

SlideBar::SlideBar(QWidget* parent) : QWidget(parent), row_(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("slide-bar"));
    row_->setContentsMargins(0, 0, 0, 0);
    back_ = addButton(tr("‹ Back"), "slide-back", tr("The page, step or layer before (Page Up)."));
    on_ = addButton(tr("Next ›"), "slide-on", tr("The next page, step or layer (Page Down)."));
    on_->setProperty("primary", true);
    play_ = addButton(tr("Play"), "slide-play", tr("Play or pause the layers."));
    addParameter("kappa");
    addParameter("threshold");
    QPushButton* leave = addButton(tr("Leave"), "slide-leave", tr("Back to the window as it was (Esc)."));
    connect(back_, &QPushButton::clicked, this, &SlideBar::backWanted);
    connect(on_, &QPushButton::clicked, this, &SlideBar::onWanted);
    connect(play_, &QPushButton::clicked, this, &SlideBar::playWanted);
    connect(leave, &QPushButton::clicked, this, &SlideBar::leaveWanted);
}

QPushButton* SlideBar::addButton(const QString& text, const char* name, const QString& tip)
{
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setToolTip(tip);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::TabFocus);
    row_->addWidget(button);
    return button;
}

void SlideBar::addParameter(const char* name)
{
    const ParameterInfo& info = parameterInfo(name);
    auto* label = new QLabel;
    label->setObjectName(QStringLiteral("slide-%1-value").arg(QLatin1String(name)));
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* slider = new GrooveSlider(kSliderSteps);
    slider->setObjectName(QStringLiteral("slide-%1").arg(QLatin1String(name)));
    slider->setToolTip(parameterWords(info.help));
    slider->setAccessibleName(parameterWords(info.label));
    slider->setFocusPolicy(Qt::TabFocus);
    row_->addWidget(label);
    row_->addWidget(slider, 1);
    connect(slider, &GrooveSlider::valueChanged, this, [this, name, &info, label](int position) {
        const double value = sliderValue(info, position);
        label->setText(valueText(info, value));
        emit parameterDragged(QLatin1String(name), value);
    });
    parameters_.push_back({&info, label, slider});
}

QString SlideBar::valueText(const ParameterInfo& info, double value)
{
    return QStringLiteral("%1 = %2 %3").arg(parameterName(info), shortNumber(value), QLatin1String(info.unit));
}

void SlideBar::setType(double pixels)
{
    const auto em = [pixels](double times) { return static_cast<int>(std::lround(times * pixels)); };
    row_->setSpacing(em(0.45));
    const QFontMetrics metrics = [&] {
        QFont font = this->font();
        font.setPixelSize(em(1));
        return QFontMetrics(font);
    }();
    for (const Row& row : parameters_) {
        row.label->setFixedWidth(metrics.horizontalAdvance(valueText(*row.info, 0.888)) + em(0.3));
        row.slider->setMinimumWidth(em(3));
        row.slider->setMinimumHeight(em(1.6));
    }
    play_->setMinimumWidth(metrics.horizontalAdvance(tr("Pause")) + em(1.3));  // whatever it says
}

void SlideBar::setParameters(const Parameters& parameters)
{
    for (const Row& row : parameters_) {
        const QSignalBlocker quiet(row.slider);
        const double value = row.info->number(parameters);
        row.slider->setValue(sliderPosition(*row.info, value));
        row.label->setText(valueText(*row.info, value));
    }
}

void SlideBar::setPlaying(bool playing)
{
    play_->setText(playing ? tr("Pause") : tr("Play"));
    play_->setAccessibleName(play_->text());
}

void SlideBar::setEnds(bool before, bool after)
{
    back_->setEnabled(before);
    on_->setEnabled(after);
}

}  // namespace gauge::ui
