#include "ui/views/next/layout.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::next {

int chosenToken(const Scene& scene)
{
    const auto n = static_cast<int>(scene.snapshot->answers.size());
    for (const auto& list : {scene.selection.hovered, scene.selection.locked})
        if (!list.empty() && list.front() < n)
            return list.front();
    return n - 1;
}

std::vector<Row> rowsOf(const Scene& scene, int token, std::size_t most)
{
    const Snapshot& s = *scene.snapshot;
    const learn::Answer& answer = s.answers[static_cast<std::size_t>(token)];
    const bool last = token + 1 == static_cast<int>(s.answers.size());
    const QString next = last ? QString() : tokenName(s, token + 1);
    std::vector<Row> rows;
    bool seen = last;
    for (const auto& [word, p] : answer.likely) {
        const bool follows = !last && std::abs(p - answer.next) <= 1e-12 && QString::fromStdString(word) == next.toLower();
        seen = seen || follows;
        rows.push_back({QString::fromStdString(word), p, follows});
    }
    if (rows.size() > most)
        rows.resize(std::max<std::size_t>(most, 1));
    if (!seen || (!last && std::none_of(rows.begin(), rows.end(), [](const Row& r) { return r.follows; }))) {
        if (rows.size() == most)
            rows.pop_back();
        rows.push_back({next, answer.next, true});
    }
    return rows;
}

Layout layoutOf(const QRectF& whole, const Scene& scene)
{
    const double u = scene.style.unit();
    const QRectF area = scene.frame(whole).adjusted(12 * u, 8 * u, -12 * u, -8 * u);
    const QFontMetricsF metrics(scene.style.textFont());
    Layout l;
    l.line = metrics.height() + 3 * u;
    l.title = QRectF(area.left(), area.top(), area.width(), 2 * metrics.height() + 4 * u);
    const double strip = std::min(0.34 * area.height(), 6 * metrics.height());
    l.strip = QRectF(area.left(), area.bottom() - strip, area.width(), strip);
    l.bars = QRectF(area.left(), l.title.bottom() + 4 * u, area.width(), l.strip.top() - l.title.bottom() - 14 * u);
    l.names = std::min(0.3 * area.width(), 10 * metrics.averageCharWidth() + 8 * u);
    return l;
}

std::size_t fitting(const Layout& l)
{
    return static_cast<std::size_t>(std::max(1.0, std::floor(l.bars.height() / l.line)));
}

double columnWidth(const Layout& l, const Scene& scene)
{
    return l.strip.width() / std::max<double>(1, static_cast<double>(scene.snapshot->answers.size()) - 1);
}

double surprise(const learn::Answer& answer)
{
    return -std::log(std::max(answer.next, 1e-12));
}

QString probability(double p)
{
    return p >= 0.001 ? QString::number(p, 'f', 3) : QString::number(p, 'e', 1);
}

}  // namespace gauge::ui::next
