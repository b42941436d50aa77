// A page being written from top to bottom.
#pragma once

#include "ui/scene/scene.h"

#include <algorithm>
#include <QString>

namespace gauge::ui::inspector {

class Page {
public:
    Page(QPainter& painter, const QRectF& area, const Scene& scene)
        : painter_(painter), scene_(scene), u_(scene.style.unit()), box_(area.adjusted(12 * u_, 6 * u_, -12 * u_, -6 * u_)),
          y_(box_.top())
    {
    }

    double left() const { return box_.left(); }
    double width() const { return box_.width(); }
    double u() const { return u_; }
    double y() const { return y_; }
    double room() const { return box_.bottom() - y_; }
    const Style& style() const { return scene_.style; }
    QPainter& painter() { return painter_; }
    void skip(double units) { y_ += units * u_; }

    void heading(const QString& text);
    void note(const QString& text);
    /// Formula pieces in a row; what does not fit goes to the next line.
    void formula(const QStringList& pieces, double factor = 1.2);
    /// A named amount as a signed bar, with its number to the right.
    void bar(const QString& name, double value, double most, const QColor& colour, const QString& unit);
    void setLowest(double value) { lowest_ = std::min(0.0, value); }
    QRectF rest(double fraction = 1) const { return {left(), y_, width(), std::max(0.0, room() * fraction)}; }

private:
    void line(const QString& text);

    QPainter& painter_;
    const Scene& scene_;
    double u_;
    QRectF box_;
    double y_;
    double lowest_ = 0;
};

}  // namespace gauge::ui::inspector
