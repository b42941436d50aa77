// A ring around the pointer that the last row sees; what lies under it does not notice.
#pragma once

#include "ui/painter/style.h"

#include <QWidget>

namespace gauge::ui {

class PointerRing : public QWidget {
public:
    explicit PointerRing(QWidget* parent);

    void setTheme(Theme theme);
    void setType(double pixels);
    /// Around a point of the parent.
    void follow(const QPoint& at);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Style style_;
};

}  // namespace gauge::ui
