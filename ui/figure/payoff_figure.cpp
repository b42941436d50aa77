#include "ui/figure/payoff_figure.h"

#include "core/error.h"

#include <map>
#include <nlohmann/json.hpp>

namespace gauge::ui {
namespace {

using Json = nlohmann::json;

QString many(double n)
{
    return tickText(n);
}

std::vector<Chart> condensation(const Json& run)
{
    Chart layer;
    layer.title = QStringLiteral("one more layer");
    layer.xLabel = QStringLiteral("agents condensed away (% of N)");
    layer.yLabel = QStringLiteral("speed-up");
    layer.logY = true;
    layer.level = 1;
    layer.levelName = QStringLiteral("break-even");
    layer.place = 50;
    layer.placeName = QStringLiteral("rule of thumb: over 50 %");
    Chart whole = layer;
    int layers = 0;
    for (const Json& curve : run.at("curves")) {
        ChartLine one{QStringLiteral("N = ") + many(curve.at("n").get<double>()), {}, false};
        ChartLine all = one;
        for (const Json& p : curve.at("points")) {
            const double percent = 100 * p.at("fraction_condensed").get<double>();
            if (!one.points.empty() && one.points.back().x() == percent)
                continue;  // few tokens: the same number of groups twice
            one.points.emplace_back(percent, p.at("speed_up_layer").get<double>());
            all.points.emplace_back(percent, p.at("speed_up_run").get<double>());
            layers = p.at("layers").get<int>();
        }
        layer.lines.push_back(one);
        whole.lines.push_back(all);
    }
    whole.title = QStringLiteral("a run of %1 layers, from tokens").arg(layers);
    return {layer, whole};
}

std::vector<Chart> tree(const Json& run)
{
    Chart time;
    time.title = QStringLiteral("time");
    time.xLabel = QStringLiteral("tokens N");
    time.yLabel = QStringLiteral("exact time / tree time");
    time.logX = time.logY = true;
    time.level = 1;
    time.levelName = QStringLiteral("exact, streamed");
    Chart error;
    error.title = QStringLiteral("error of messages");
    error.xLabel = time.xLabel;
    error.yLabel = QStringLiteral("largest |Δ mean| / widest mean");
    error.logX = error.logY = true;
    std::map<std::string, std::size_t> place;
    for (const Json& row : run.at("tree")) {
        const auto state = row.at("state").get<std::string>();
        if (place.emplace(state, place.size()).second) {
            time.lines.push_back({QString::fromStdString(state), {}, false});
            error.lines.push_back(time.lines.back());
        }
        if (!row.contains("seconds_exact"))
            continue;
        const auto n = row.at("n").get<double>();
        time.lines[place[state]].points.emplace_back(n, row.at("seconds_exact").at("median").get<double>() /
                                                            row.at("seconds_tree").at("median").get<double>());
        if (const auto e = row.at("message_error").get<double>(); e > 0)
            error.lines[place[state]].points.emplace_back(n, e);
        error.level = row.at("tolerance").get<double>();
    }
    error.levelName = QStringLiteral("tolerance of attention (total variation)");
    return {time, error};
}

}  // namespace

std::vector<Chart> payOffCharts(const std::string& json, const std::string& view)
{
    try {
        const Json run = Json::parse(json);
        if (run.value("gaugescope", "") != "pay-off")
            fail("expected the JSON file of `gaugescope-cli payoff -o`, found another");
        if (view == "pay-off")
            return condensation(run);
        if (view == "tree")
            return tree(run);
    } catch (const Json::exception& e) {
        fail("expected the JSON file of `gaugescope-cli payoff -o`, found {}", e.what());
    }
    fail("--view: a payoff file has the views pay-off and tree, found '{}'", view);
}

}  // namespace gauge::ui
