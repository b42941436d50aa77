// A slider that goes where its groove is clicked and stays in the hand.
#pragma once

#include <QSlider>

namespace gauge::ui {

class GrooveSlider : public QSlider {
    Q_OBJECT
public:
    /// Horizontal, from 0 to `steps`.
    explicit GrooveSlider(int steps, QWidget* parent = nullptr);
    /// The pixels from one end to the other of the handle's middle.
    int travel() const;
    /// Where its middle is at a position.
    QPoint middleAt(int position) const;

protected:
    void mousePressEvent(QMouseEvent* event) override;
};

}  // namespace gauge::ui
