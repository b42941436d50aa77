#include "ui/painter/axes.h"

#include <algorithm>
#include <cmath>
#include <QLocale>

namespace gauge::ui {

std::vector<double> ticks(double low, double high, int count)
{
    // Numbers that differ in the last digits alone have no numbers between them.
    if (!(high - low > 1e-12 * std::max(std::abs(low), std::abs(high))) || !std::isfinite(high - low) || count < 1)
        return {low};
    const double rough = (high - low) / count;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = power;
    for (const double factor : {2.0, 5.0, 10.0})
        if (step < 0.75 * rough)  // a few more numbers rather than two
            step = factor * power;
    const double first = std::ceil(low / step - 1e-9);
    const double more = std::floor(high / step + 1e-9) - first;
    if (!(more >= 0) || more > 4.0 * count)  // the range is so near 0, or so wide, that its steps are no numbers
        return {low};
    std::vector<double> values;
    for (int k = 0; k <= static_cast<int>(more); ++k)
        values.push_back((first + k) * step == 0 ? 0.0 : (first + k) * step);
    return values;
}

QString shortNumber(double value)
{
    if (value == 0 || std::abs(value) < 1e-12)
        return QStringLiteral("0");
    if (std::abs(value) >= 1000 && std::abs(value) < 1e7)
        return QString::number(value, 'f', 0).replace(QLatin1Char('-'), QChar(0x2212));
    return QString::number(value, 'g', 3).replace(QLatin1Char('-'), QChar(0x2212));
}

QString wholeNumber(double value)
{
    return QLocale(QLocale::English).toString(value, 'f', 0);
}

}  // namespace gauge::ui
