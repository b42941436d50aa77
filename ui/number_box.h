// Fields for numbers, in one notation whatever the desktop's language: a decimal point, as files and commands have. A decimal comma is understood.
#pragma once

#include <optional>
#include <QDoubleSpinBox>
#include <QSpinBox>

namespace gauge::ui {

/// The finite number that a text stands for: 1.5, 1,5, −2, 1e-3. None where it is no number, or could be two: 1.000,5 and 1,000.
std::optional<double> readNumber(const QString& text);

/// "alibi=0.5" of "alibi=0,5": what follows the = with a decimal point, where it is a number.
QString withPoint(const QString& choice);

/// A field for real numbers, or for whole ones when it has no decimals. It shows as many digits as the value needs, not zeros to fill. What is
/// no number, or none between the least and the greatest, gives way to the value before.
class NumberBox : public QDoubleSpinBox {
    Q_OBJECT
public:
    /// At most so many digits are shown, of the value's.
    explicit NumberBox(int digits = 4);

    QString textFromValue(double v) const override;
    double valueFromText(const QString& t) const override;
    QValidator::State validate(QString& t, int& at) const override;
    void fixup(QString& t) const override;
    void stepBy(int steps) override;

signals:
    /// The text gave way to the value before.
    void refused(QString text) const;

private:
    std::optional<double> read(const QString& t) const;

    int digits_;
};

/// The same for whole numbers alone, which take no decimal mark.
class WholeBox : public QSpinBox {
public:
    WholeBox();

    QString textFromValue(int v) const override;
    int valueFromText(const QString& t) const override;
    QValidator::State validate(QString& t, int& at) const override;
    void fixup(QString&) const override {}
};

}  // namespace gauge::ui
