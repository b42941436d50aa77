#include "ui/panels/room_type.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui {

double leastTypeIn(const QSize& picture)
{
    constexpr double perHeight = 32.0 / 1080;  // 24 pt at 96 dots an inch
    constexpr double perWidth = 8.0 / 480;
    return std::ceil(std::max({perHeight * picture.height(), perWidth * picture.width(), 9.0}));
}

Screens screensFor(const QList<QRect>& screens, int own, bool swapped)
{
    const int home = own >= 0 && own < screens.size() ? own : 0;
    const auto other = std::find_if(screens.begin(), screens.end(),
                                    [&](const QRect& screen) { return !screen.intersects(screens[home]); });
    if (other == screens.end())
        return {home, -1};
    const int there = static_cast<int>(other - screens.begin());
    return swapped ? Screens{home, there} : Screens{there, home};
}

}  // namespace gauge::ui
