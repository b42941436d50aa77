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
    f.setFamilies({QStringLiteral("Liberation Sans"), QStringLiteral("Helvetica"), QStringLiteral("Arial"),
                   QStringLiteral("DejaVu Sans")});
    f.setPixelSize(std::max(1, static_cast<int>(std::lround(font * factor))));
    if (bold)
        f.setWeight(QFont::DemiBold);
    return f;
}

QColor Style::cluster(int number) const
{
    static const std::array<const char*, 6> colours{"#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9"};
    return number < 0 ? quiet() : QColor(QLatin1String(colours[static_cast<std::size_t>(number) % colours.size()]));
}

QColor Style::axis(int number) const
{
    static const std::array<const char*, 3> colours{"#D55E00", "#009E73", "#0072B2"};
    const QColor c(QLatin1String(colours[static_cast<std::size_t>(number)]));
    return theme == Theme::Dark ? c.lighter(130) : c;
}

QPalette themePalette(Theme theme)
{
    const Style s{theme};
    QPalette p;
    p.setColor(QPalette::Window, s.window());
    p.setColor(QPalette::WindowText, s.text());
    p.setColor(QPalette::Base, s.field());
    p.setColor(QPalette::AlternateBase, s.panel());
    p.setColor(QPalette::Text, s.text());
    p.setColor(QPalette::Button, s.panel());
    p.setColor(QPalette::ButtonText, s.text());
    p.setColor(QPalette::ToolTipBase, s.panel());
    p.setColor(QPalette::ToolTipText, s.text());
    p.setColor(QPalette::PlaceholderText, s.quiet());
    p.setColor(QPalette::Highlight, s.accent());
    p.setColor(QPalette::HighlightedText, theme == Theme::Light ? QColor(Qt::white) : s.window());
    p.setColor(QPalette::Disabled, QPalette::Text, s.quiet());
    p.setColor(QPalette::Disabled, QPalette::ButtonText, s.quiet());
    p.setColor(QPalette::Disabled, QPalette::WindowText, s.quiet());
    return p;
}

QString themeStyleSheet(Theme theme)
{
    const Style s{theme};
    return QStringLiteral("* { font-family: 'Liberation Sans','Helvetica','Arial','DejaVu Sans'; font-size: 12px; }"
                          "QDockWidget { font-weight: 600; }"
                          "QDockWidget::title { padding: 6px 8px 2px 8px; background: %1; }"
                          "QMainWindow::separator { background: %1; width: 6px; height: 6px; }"
                          "QLabel[caption=\"true\"] { color: %2; font-size: 10px; font-weight: 600; padding-top: 6px; }"
                          "QLabel[quiet=\"true\"] { color: %2; font-size: 11px; }"
                          "QPlainTextEdit { border: 1px solid %3; border-radius: 4px; background: %4; }"
                          "QScrollArea { border: none; }"
                          "QToolTip { border: 1px solid %3; padding: 4px; }")
        .arg(s.window().name(), s.quiet().name(), s.hairline().name(), s.field().name());
}

QColor viridis(double t)
{
    // Control points of matplotlib's viridis (CC0), every eighth.
    static const std::array<std::array<double, 3>, 9> points{{{0.267, 0.005, 0.329},
                                                              {0.283, 0.141, 0.458},
                                                              {0.254, 0.265, 0.530},
                                                              {0.207, 0.372, 0.553},
                                                              {0.164, 0.471, 0.558},
                                                              {0.128, 0.567, 0.551},
                                                              {0.267, 0.679, 0.480},
                                                              {0.608, 0.811, 0.263},
                                                              {0.993, 0.906, 0.144}}};
    const double x = std::clamp(std::isfinite(t) ? t : 0.0, 0.0, 1.0) * 8;
    const auto i = std::min<std::size_t>(static_cast<std::size_t>(x), 7);
    const double f = x - static_cast<double>(i);
    std::array<double, 3> c{};
    for (std::size_t k = 0; k < 3; ++k)
        c[k] = points[i][k] + f * (points[i + 1][k] - points[i][k]);
    return QColor::fromRgbF(static_cast<float>(c[0]), static_cast<float>(c[1]), static_cast<float>(c[2]));
}

QColor inkOn(const QColor& b)
{
    return 0.299 * b.redF() + 0.587 * b.greenF() + 0.114 * b.blueF() > 0.55 ? QColor(Qt::black) : QColor(Qt::white);
}

}  // namespace gauge::ui
