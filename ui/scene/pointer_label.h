// The value under the pointer, beside it.
#pragma once

#include <QLabel>

namespace gauge::ui {

/// Lies on its parent, takes no clicks, and keeps off the place that is pointed at and inside the parent.
class PointerLabel : public QLabel {
    Q_OBJECT
public:
    explicit PointerLabel(QWidget* parent);
    /// Shows a text near a point of the parent; an empty text hides it.
    void say(const QString& text, const QPoint& at);
};

}  // namespace gauge::ui
