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

QColor Style::fault() const
{
    return pick(theme, "#B3261E", "#FF9C94");
}

QFont Style::textFont(double factor, bool bold) const
{
    QFont f;
    f.setFamilies({family.isEmpty() ? QStringLiteral("Liberation Sans") : family, QStringLiteral("Liberation Sans"),
                   QStringLiteral("Helvetica"), QStringLiteral("Arial"), QStringLiteral("DejaVu Sans")});
    f.setPixelSize(std::max(1, static_cast<int>(std::lround(std::max(least, font * factor)))));
    if (bold)
        f.setWeight(QFont::DemiBold);
    return f;
}

QColor Style::cluster(int number) const
{
    static constexpr std::array<const char*, 12> light{"#005A9E", "#B27A00", "#008560", "#842C00", "#A0457C", "#479AD2",
                                                       "#E0402B", "#5E6200", "#0F4145", "#7A50D8", "#F0508C", "#6C9A1E"};
    static constexpr std::array<const char*, 12> dark{"#2476BC", "#EBA400", "#00A67A", "#D55E00", "#D68FB6", "#86CDF7",
                                                      "#FF8672", "#B9B22B", "#3FD6CE", "#A98CFF", "#FF6FB5", "#B4E067"};
    const auto& colours = theme == Theme::Light ? light : dark;
    return number < 0 ? quiet() : QColor(QLatin1String(colours[static_cast<std::size_t>(number) % colours.size()]));
}

QColor Style::axis(int number) const
{
    static const std::array<const char*, 3> colours{"#D55E00", "#007A58", "#005A9E"};
    const QColor c{QLatin1String(colours[static_cast<std::size_t>(number)])};
    return theme == Theme::Dark ? c.lighter(130) : c;
}

}  // namespace gauge::ui
