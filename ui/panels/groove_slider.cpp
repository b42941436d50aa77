#include "ui/panels/groove_slider.h"

#include <QMouseEvent>
#include <QStyle>
#include <QStyleOptionSlider>

namespace gauge::ui {
namespace {

constexpr int kLeastWidth = 120;

struct Parts {
    QRect groove;
    QRect handle;
    bool turned = false;  // the greatest value on the left
};

Parts partsOf(const QSlider& slider, const QStyleOptionSlider& option)
{
    const auto part = [&](QStyle::SubControl which) {
        return slider.style()->subControlRect(QStyle::CC_Slider, &option, which, &slider);
    };
    return {part(QStyle::SC_SliderGroove), part(QStyle::SC_SliderHandle), option.upsideDown};
}

}  // namespace

GrooveSlider::GrooveSlider(int steps, QWidget* parent) : QSlider(Qt::Horizontal, parent)
{
    setRange(0, steps);
    setMinimumWidth(kLeastWidth);
}

int GrooveSlider::travel() const
{
    QStyleOptionSlider option;
    initStyleOption(&option);
    const Parts p = partsOf(*this, option);
    return p.groove.width() - p.handle.width();
}

QPoint GrooveSlider::middleAt(int position) const
{
    QStyleOptionSlider option;
    initStyleOption(&option);
    const Parts p = partsOf(*this, option);
    const int along = QStyle::sliderPositionFromValue(minimum(), maximum(), position, travel(), p.turned);
    return {p.groove.left() + p.handle.width() / 2 + along, rect().center().y()};
}

/// The handle comes under the pointer first, and is then grabbed like any.
void GrooveSlider::mousePressEvent(QMouseEvent* event)
{
    QStyleOptionSlider option;
    initStyleOption(&option);
    const Parts p = partsOf(*this, option);
    const QPoint at = event->position().toPoint();
    if (event->button() == Qt::LeftButton && !p.handle.contains(at))
        setValue(QStyle::sliderValueFromPosition(minimum(), maximum(), at.x() - p.groove.left() - p.handle.width() / 2,
                                                 travel(), p.turned));
    QSlider::mousePressEvent(event);
}

}  // namespace gauge::ui
