#include "ui/panels/link_amounts.h"

#include "ui/number_box.h"
#include "ui/panels/groove_slider.h"

#include <algorithm>
#include <cmath>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace gauge::ui {
namespace {

constexpr int kAmountSteps = 1000;
constexpr int kAmountWidth = 72;

}  // namespace

/// A number of one word: where it lies, and how far its slider and its field reach.
struct LinkAmounts::Amount {
    const char* name;
    ConnectionSource source;
    double ConnectionOptions::* place;
    QString label;
    QString tip;
    double sliderLeast, sliderGreatest;
    double least, greatest;

    int position(double value) const
    {
        return static_cast<int>(std::lround((std::clamp(value, sliderLeast, sliderGreatest) - sliderLeast) /
                                            (sliderGreatest - sliderLeast) * kAmountSteps));
    }
    double value(int at) const
    {
        return std::round((sliderLeast + at * (sliderGreatest - sliderLeast) / kAmountSteps) * 1000) / 1000;
    }
};

const std::vector<LinkAmounts::Amount>& LinkAmounts::amounts()
{
    static const std::vector<Amount> all{
        {"connection-f", ConnectionSource::Power, &ConnectionOptions::amount, tr("strength F"),
         tr("<b>strength F</b><br>V_ij turns by F·|i−j|^P along one generator, the other way for j > i.<br><small>rad for "
            "a "
            "rotation</small>"),
         -3.142, 3.142, -1e6, 1e6},
        {"connection-p", ConnectionSource::Power, &ConnectionOptions::exponent, tr("power P"),
         tr("<b>power P</b><br>How the turn grows with the distance |i−j|: 1 is flat, as frames that turn by position; "
            "anything else is "
            "curved."),
         0, 2, -16, 16},
        {"connection-eps", ConnectionSource::Random, &ConnectionOptions::amount, tr("deviation EPS"),
         tr("<b>deviation EPS</b><br>Of the normal numbers that the links' coordinates are drawn as, by the "
            "seed.<br><small>≥ 0</small>"),
         0, 2, 0, 1e6},
        {"connection-r", ConnectionSource::Bilinear, &ConnectionOptions::amount, tr("strength R"),
         tr("<b>strength R</b><br>Of links made of the means, R·½ (m_iᵀ W m_j − m_jᵀ W m_i), which is capped."), 0, 1, -1e6,
         1e6},
    };
    return all;
}

LinkAmounts::LinkAmounts(QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 0, 0, 0);
    column->setSpacing(0);
    for (const Amount& amount : amounts())
        addLine(amount);
    show(ConnectionOptions{});
}

/// As a parameter's row: name and field side by side, the slider below.
void LinkAmounts::addLine(const Amount& amount)
{
    auto* holder = new QWidget;
    auto* grid = new QGridLayout(holder);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    auto* box = new NumberBox;
    box->setDecimals(12);
    box->setRange(amount.least, amount.greatest);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setAlignment(Qt::AlignRight);
    box->setFixedWidth(kAmountWidth);
    auto* slider = new GrooveSlider(kAmountSteps);
    box->setObjectName(QLatin1String(amount.name));
    slider->setObjectName(QLatin1String(amount.name) + QStringLiteral("-slider"));
    for (QWidget* part : {static_cast<QWidget*>(box), static_cast<QWidget*>(slider)}) {
        part->setToolTip(amount.tip);
        part->setAccessibleName(amount.label);
        part->setProperty("help", QStringLiteral("connection"));
    }
    grid->addWidget(new QLabel(amount.label), 0, 0);
    grid->addWidget(box, 0, 1, Qt::AlignRight);
    grid->addWidget(slider, 1, 0, 1, 2);
    layout()->addWidget(holder);
    connect(slider, &QSlider::valueChanged, this, [this, &amount](int at) { set(amount, amount.value(at)); });
    connect(box, &QDoubleSpinBox::valueChanged, this, [this, &amount](double v) { set(amount, v); });
    connect(box, &NumberBox::refused, this, [this, &amount](const QString& text) {
        emit refused(tr("%1: expected a number from %2 to %3, found “%4”; it stays as it was.")
                         .arg(amount.label)
                         .arg(amount.least)
                         .arg(amount.greatest)
                         .arg(text));
    });
    lines_.push_back({&amount, holder, slider, box});
}

void LinkAmounts::set(const Amount& amount, double value)
{
    options_.*amount.place = value;
    emit chosen(QString::fromStdString(connectionText(options_)));
}

void LinkAmounts::show(const ConnectionOptions& options)
{
    options_ = options;
    bool any = false;
    for (const Line& line : lines_) {
        const bool taken = line.amount->source == options.source;
        any = any || taken;
        line.holder->setVisible(taken);
        const QSignalBlocker quietSlider(line.slider);
        const QSignalBlocker quietBox(line.box);
        line.slider->setValue(line.amount->position(options.*line.amount->place));
        line.box->setValue(options.*line.amount->place);
    }
    setVisible(any);
}

}  // namespace gauge::ui
