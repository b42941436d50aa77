#include "ui/painter/style.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <QString>

namespace gauge::ui {
namespace {

QColor pick(Theme theme, const char* light, const char* dark)
{
    return QColor(QLatin1String(theme == Theme::Light ? light : dark));
}

}  // namespace

QColor Style::window() const
{
    return pick(theme, "#F6F7F9", "#15181D");
}
QColor Style::panel() const
{
    return pick(theme, "#FFFFFF", "#1D2127");
}
QColor Style::hairline() const
{
    return pick(theme, "#D9DDE3", "#323842");
}
QColor Style::field() const
{
    return pick(theme, "#F1F3F6", "#262B33");
}
QColor Style::text() const
{
    return pick(theme, "#1F2933", "#E6E9ED");
}
QColor Style::quiet() const
{
    return pick(theme, "#66717E", "#98A2AE");
}
QColor Style::accent() const
{
    return pick(theme, "#2F6FDE", "#6FA0FF");
}

QFont Style::textFont(double factor, bool bold) const
{
    QFont f;
    f.setFamilies({family.isEmpty() ? QStringLiteral("Liberation Sans") : family, QStringLiteral("Liberation Sans"),
                   QStringLiteral("Helvetica"), QStringLiteral("Arial"), QStringLiteral("DejaVu Sans")});
    f.setPixelSize(std::max(1, static_cast<int>(std::lround(font * factor))));
    if (bold)
        f.setWeight(QFont::DemiBold);
    return f;
}

QColor Style::cluster(int number) const
{
    static constexpr std::array<const char*, 6> light{"#0062A8", "#BE8200", "#008F68", "#A83E00", "#B0508A", "#4596CC"};
    static constexpr std::array<const char*, 6> dark{"#2B7FC4", "#E69F00", "#00A87B", "#D55E00", "#CC79A7", "#7CC6F2"};
    const auto& colours = theme == Theme::Light ? light : dark;
    return number < 0 ? quiet() : QColor(QLatin1String(colours[static_cast<std::size_t>(number) % colours.size()]));
}

QColor Style::axis(int number) const
{
    static const std::array<const char*, 3> colours{"#D55E00", "#009E73", "#0072B2"};
    const QColor c{QLatin1String(colours[static_cast<std::size_t>(number)])};
    return theme == Theme::Dark ? c.lighter(130) : c;
}

}  // namespace gauge::ui
