// The numbers that a connection's word takes, each with a slider and a field: F and P of power=F,P, EPS of random=EPS, R of bilinear=R.
#pragma once

#include "core/connection/options.h"

#include <QWidget>
#include <vector>

class QDoubleSpinBox;
class QSlider;

namespace gauge::ui {

class LinkAmounts : public QWidget {
    Q_OBJECT
public:
    explicit LinkAmounts(QWidget* parent = nullptr);
    /// Shows the numbers of these, without a signal; nothing of a word that takes none.
    void show(const ConnectionOptions& options);
    using QWidget::show;

signals:
    /// The word with another number: "power=0.6,0.5".
    void chosen(QString text);
    void refused(QString message);

private:
    struct Amount;
    struct Line {
        const Amount* amount;
        QWidget* holder;
        QSlider* slider;
        QDoubleSpinBox* box;
    };
    static const std::vector<Amount>& amounts();
    void addLine(const Amount& amount);
    void set(const Amount& amount, double value);

    ConnectionOptions options_;
    std::vector<Line> lines_;
};

}  // namespace gauge::ui
