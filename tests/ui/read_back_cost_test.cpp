// The cost view read back: bars, whiskers and numbers are the times that were measured.
#include "tests/support/cost_report.h"
#include "tests/support/picture.h"
#include "tests/support/read_back.h"
#include "ui/views/all_views.h"

#include <cmath>

namespace gauge::ui::test {
namespace {

class CostReadBack : public ReadBack {};

Svg drawn(const CostReport& report)
{
    RunInput input;
    input.text = "the cat sat on the mat while the dog slept near the fire";
    Scene scene;
    scene.snapshot = snapshotOf(input);
    scene.options = with("cost", {});
    scene.cost.report = std::make_shared<const CostReport>(report);
    return readSvg(svgOf(*findView(QStringLiteral("cost")), scene, QSize(900, 420)));
}

/// Seconds of "4.1 ms", "25.0 µs".
double secondsIn(const QString& text)
{
    const double number = text.section(QLatin1Char(' '), 0, 0).toDouble();
    if (text.endsWith(QStringLiteral("µs")))
        return number * 1e-6;
    return text.endsWith(QStringLiteral("ms")) ? number * 1e-3 : number;
}

struct Row {
    double y = 0;
    QString name;
    double median = 0;  // as written
    QRectF bar;
    double whiskerLeft = 0, whiskerRight = 0, warm = 0;  // places
};

Row rowOf(const Svg& svg, const QString& name)
{
    Row row;
    for (const SvgText& text : svg.texts)
        if (text.text.startsWith(name)) {
            row.name = text.text;
            row.y = text.at.y();
        }
    if (row.name.isEmpty())
        throw std::runtime_error("no row of " + name.toStdString());
    const auto here = [&](double y) { return std::abs(y - row.y) < 10; };
    for (const SvgText& text : svg.texts)
        if (here(text.at.y()) && text.text.endsWith(QLatin1Char('s')) && secondsIn(text.text) > 0)
            row.median = secondsIn(text.text);
    for (const SvgRect& rect : svg.rects)
        if (here(rect.place.center().y()) && rect.place.height() < 12 && rect.fill.alpha() > 0)
            row.bar = rect.place;
    for (const SvgPath& path : svg.paths)
        if (path.points.size() == 2 && here(path.points[0].y()) && path.points[0].y() == path.points[1].y()) {
            row.whiskerLeft = path.points[0].x();
            row.whiskerRight = path.points[1].x();
        }
    for (const SvgEllipse& dot : svg.ellipses)
        if (here(dot.centre.y()))
            row.warm = dot.centre.x();
    return row;
}

/// All places on one logarithmic scale, and what is written beside them.
void readCosts(const Svg& svg, const CostReport& report)
{
    const Row slow = rowOf(svg, QStringLiteral("naive"));
    const Row fast = rowOf(svg, QStringLiteral("dot-product"));
    const double perLog =
        (slow.bar.right() - fast.bar.right()) / std::log(report.methods[0].cold.median / report.methods[3].cold.median);
    const auto place = [&](double seconds) {
        return fast.bar.right() + perLog * std::log(seconds / report.methods[3].cold.median);
    };
    for (const MethodTime& m : report.methods) {
        if (!m.refused.empty())
            continue;
        const Row row = rowOf(svg, QString::fromStdString(m.method));
        const auto check = [&](const char* what, double found, double expected, double within) {
            if (std::abs(found - expected) > within)
                throw std::runtime_error(
                    fmt::format("{}, {}: expected {:.6g}, drawn {:.6g}", m.method, what, expected, found));
        };
        check("median", row.median, m.cold.median, 0.01 * m.cold.median);
        check("bar", row.bar.right(), place(m.cold.median), 0.5);
        check("fastest", row.whiskerLeft, place(m.cold.least), 0.5);
        check("slowest", row.whiskerRight, place(m.greatestCold), 0.5);
        check("pairs alone", row.warm, place(m.warm.median), 0.5);
    }
}

TEST_F(CostReadBack, BarsWhiskersAndNumbersAreTheTimes)
{
    const CostReport report = gauge::test::measuredCosts();
    const Svg svg = drawn(report);
    EXPECT_EQ(faultOf([&] { readCosts(svg, report); }), "");
    bool said = false;
    for (const SvgText& text : svg.texts)
        said = said || text.text.contains(QStringLiteral("not here: heads of 3 dimensions are smaller"));
    EXPECT_TRUE(said);
}

TEST_F(CostReadBack, AWrongTimeIsSeen)
{
    const CostReport report = gauge::test::measuredCosts();
    for (int k = 0; k < 4; ++k) {
        CostReport wrong = report;
        MethodTime& exact = wrong.methods[1];
        double* const times[] = {&exact.cold.median, &exact.cold.least, &exact.greatestCold, &exact.warm.median};
        *times[k] *= 1.15;
        EXPECT_NE(faultOf([&] { readCosts(drawn(wrong), report); }), "") << k;
    }
}

}  // namespace
}  // namespace gauge::ui::test
