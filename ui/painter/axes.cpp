#include "ui/painter/axes.h"

#include <cmath>
#include <QLocale>

namespace gauge::ui {

std::vector<double> ticks(double low, double high, int count)
{
    if (!(high > low) || count < 1)
        return {low};
    const double rough = (high - low) / count;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = power;
    for (const double factor : {2.0, 5.0, 10.0})
        if (step < 0.75 * rough)  // a few more numbers rather than two
            step = factor * power;
    std::vector<double> values;
    for (double k = std::ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; ++k)
        values.push_back(k * step == 0 ? 0.0 : k * step);
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
