// The light a lesson throws: one thing is lit, the rest dims a little, an arrow says where the hand should go.
#pragma once

#include "ui/painter/style.h"
#include "ui/panels/whereabouts.h"

#include <QTimer>
#include <QVariantAnimation>
#include <QWidget>

namespace gauge::ui {

class Spotlight : public QWidget {
    Q_OBJECT
public:
    /// Lies over the window; the pointer goes through it. `bright`: stays undimmed, whatever is lit.
    Spotlight(QWidget& window, const Finder& finder, QWidget& bright);

    /// Nothing: no light.
    void aim(const std::optional<lesson::Spotlight>& light);
    /// The hand is at work: the rest is bright again, the mark stays.
    void undim();
    /// Where the hand of a demonstration is; nothing: there is none.
    void setHand(const std::optional<QPointF>& at, bool pressed = false);
    void setTheme(Theme theme);
    const std::optional<Whereabouts>& lit() const { return lit_; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void look();
    void paintMark(QPainter& painter, const QRectF& lit);
    void paintArrow(QPainter& painter, const QRectF& lit);
    void paintHand(QPainter& painter, const QPointF& at);

    QWidget& window_;
    Finder finder_;
    QWidget& bright_;
    Style style_;
    std::optional<lesson::Spotlight> light_;
    std::optional<Whereabouts> lit_;
    std::optional<QPointF> hand_;
    bool pressed_ = false;
    double dim_ = 0;
    QVariantAnimation fade_;
    QTimer looking_;
};

}  // namespace gauge::ui
