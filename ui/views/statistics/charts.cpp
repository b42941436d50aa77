#include "ui/views/statistics/charts.h"

#include "ui/scene/words.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui::statistics {
namespace {

constexpr std::size_t kMostLines = 6;  // heads that can be told apart

std::vector<ChartLine> linesByHead(const std::vector<double>& x, const std::vector<Vectord>& values)
{
    std::vector<ChartLine> lines;
    const auto heads = static_cast<std::size_t>(values.front().size());
    const auto add = [&](const QString& name, auto value, bool dashed) {
        ChartLine line{name, {}, dashed};
        for (std::size_t k = 0; k < values.size(); ++k)
            if (std::isfinite(value(values[k])))
                line.points.emplace_back(x[k], value(values[k]));
        lines.push_back(std::move(line));
    };
    if (heads == 1)
        add(words("entropy"), [](const Vectord& v) { return v(0); }, false);
    else if (heads <= kMostLines)
        for (std::size_t h = 0; h < heads; ++h)
            add(words("head %1").arg(h), [h](const Vectord& v) { return v(static_cast<Index>(h)); }, false);
    else {
        add(words("mean of %1 heads").arg(heads), [](const Vectord& v) { return v.mean(); }, false);
        add(words("least"), [](const Vectord& v) { return v.minCoeff(); }, true);
        add(words("greatest"), [](const Vectord& v) { return v.maxCoeff(); }, true);
    }
    return lines;
}

std::vector<double> counted(std::size_t n)
{
    std::vector<double> x(n);
    for (std::size_t k = 0; k < n; ++k)
        x[k] = static_cast<double>(k);
    return x;
}

Chart entropyByLayer(const Snapshot& s)
{
    Chart c;
    c.xLabel = layerWord(s);
    c.yLabel = words("attention entropy (nat)");
    c.lines = linesByHead(counted(s.curves->entropy.size()), s.curves->entropy);
    if (s.places.empty()) {  // otherwise N differs from record to record
        c.level = std::log(static_cast<double>(s.tokens()));
        c.levelName = words("ln N: everyone alike");
    }
    return c;
}

Chart agreement(const Snapshot& s)
{
    Chart c;
    c.xLabel = layerWord(s);
    c.yLabel = words("mean distance D (nat)");
    for (const auto& [name, values] :
         {std::pair(words("within groups"), &s.curves->within), std::pair(words("between groups"), &s.curves->between)}) {
        ChartLine line{name, {}, false};
        for (std::size_t k = 0; k < values->size(); ++k)
            if (std::isfinite((*values)[k]))
                line.points.emplace_back(static_cast<double>(k), (*values)[k]);
        if (!line.points.empty())
            c.lines.push_back(std::move(line));
    }
    c.level = s.levels->front().threshold;
    c.levelName = words("θ");
    return c;
}

Chart entropyByKappa(const Snapshot& s)
{
    Chart c;
    c.xLabel = words("temperature κ (nat)");
    c.yLabel = words("attention entropy (nat)");
    c.logX = true;
    c.lines = linesByHead(s.curves->kappa, s.curves->entropyOfKappa);
    c.level = std::log(static_cast<double>(s.tokens()));
    c.levelName = words("ln N: everyone alike");
    c.place = s.request.attention.kappa;
    c.placeName = words("κ = %1").arg(tickText(s.request.attention.kappa));
    return c;
}

Chart equivariance(const Snapshot& s)
{
    Chart c;
    c.title = words("q → g·q, U → g U, a g for every token");
    c.xLabel = words("size of the change, ‖ln g‖");
    c.yLabel = words("largest |ΔE| / largest |E|");
    c.logX = c.logY = true;
    ChartLine line{words("residual"), {}, false};
    for (const Residual& r : s.curves->equivariance)
        line.points.emplace_back(r.size, std::max(r.change, 1e-17));
    c.lines.push_back(std::move(line));
    c.level = 2.220446e-16;
    c.levelName = words("rounding of one double");
    return c;
}

Chart chartOf(const Snapshot& s, int picture)
{
    switch (picture) {
    case Agreement: return agreement(s);
    case EntropyByKappa: return entropyByKappa(s);
    case Equivariance: return equivariance(s);
    default: return entropyByLayer(s);
    }
}

}  // namespace

bool isChart(int picture)
{
    return picture != HeadRoles && picture != FrameMap;
}

Chart chartOf(const Scene& scene)
{
    Chart chart = chartOf(*scene.snapshot, optionsOf(scene).picture);
    if (scene.reference && scene.reference->curves && scene.side != Side::Difference)
        chart.beside = chartOf(*scene.reference, optionsOf(scene).picture).lines;
    return chart;
}

QRectF chartArea(const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    return area.adjusted(8 * u, 4 * u, -4 * u, 0);
}

}  // namespace gauge::ui::statistics
