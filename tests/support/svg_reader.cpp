#include "tests/support/svg_reader.h"

#include <cmath>
#include <QRegularExpression>
#include <QTransform>
#include <QXmlStreamReader>
#include <stdexcept>

namespace gauge::ui::test {
namespace {

/// Of a group and what it is in.
struct State {
    QColor fill = Qt::transparent;
    QColor stroke = Qt::transparent;
    double width = 1;
    bool dashed = false;
    double opacity = 1;
    QTransform transform;
    double size = 0;
};

QColor colourOf(const QXmlStreamAttributes& a, const char* name, const QColor& inherited)
{
    const QString key = QLatin1String(name);
    if (!a.hasAttribute(key))
        return inherited;
    const QString value = a.value(key).toString();
    if (value == QLatin1String("none"))
        return Qt::transparent;
    QColor colour(value);
    if (!colour.isValid())
        throw std::runtime_error("colour " + value.toStdString());
    const QString alpha = key + QStringLiteral("-opacity");
    if (a.hasAttribute(alpha))
        colour.setAlphaF(a.value(alpha).toFloat());
    return colour;
}

std::vector<double> numbersOf(const QString& text)
{
    static const QRegularExpression number(QStringLiteral("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?"));
    std::vector<double> found;
    auto it = number.globalMatch(text);
    while (it.hasNext())
        found.push_back(it.next().captured().toDouble());
    return found;
}

State within(State s, const QXmlStreamAttributes& a)
{
    s.fill = colourOf(a, "fill", s.fill);
    s.stroke = colourOf(a, "stroke", s.stroke);
    if (a.hasAttribute(QLatin1String("stroke-width")))
        s.width = a.value(QLatin1String("stroke-width")).toDouble();
    if (a.hasAttribute(QLatin1String("stroke-dasharray")))
        s.dashed = a.value(QLatin1String("stroke-dasharray")) != QLatin1String("none");
    if (a.hasAttribute(QLatin1String("opacity")))
        s.opacity *= a.value(QLatin1String("opacity")).toDouble();
    if (a.hasAttribute(QLatin1String("font-size")))
        s.size = a.value(QLatin1String("font-size")).toDouble();
    if (a.hasAttribute(QLatin1String("transform"))) {
        const std::vector<double> m = numbersOf(a.value(QLatin1String("transform")).toString());
        if (m.size() != 6)
            throw std::runtime_error("transform " + a.value(QLatin1String("transform")).toString().toStdString());
        s.transform = QTransform(m[0], m[1], m[2], m[3], m[4], m[5]) * s.transform;
    }
    return s;
}

double scaleOf(const State& s)
{
    return std::sqrt(std::abs(s.transform.determinant()));
}

SvgPath pathOf(const QString& d, const State& s)
{
    SvgPath path;
    path.fill = s.fill;
    path.stroke = s.stroke;
    path.width = s.width * scaleOf(s);
    path.dashed = s.dashed;
    static const QRegularExpression step(QStringLiteral("([MLCZz])([^MLCZz]*)"));
    auto it = step.globalMatch(d);
    while (it.hasNext()) {
        const auto match = it.next();
        const QChar kind = match.captured(1).front();
        if (kind.toUpper() == QLatin1Char('Z')) {
            path.closed = true;
            continue;
        }
        const std::vector<double> n = numbersOf(match.captured(2));
        for (std::size_t k = 0; k + 1 < n.size(); k += 2) {
            path.points << s.transform.map(QPointF(n[k], n[k + 1]));
            path.kinds.push_back(kind);
        }
    }
    return path;
}

}  // namespace

Svg readSvg(const QByteArray& bytes)
{
    Svg svg;
    std::vector<State> states{State{}};
    QXmlStreamReader xml(bytes);
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isEndElement()) {
            states.pop_back();
            continue;
        }
        if (!xml.isStartElement())
            continue;
        const QXmlStreamAttributes a = xml.attributes();
        states.push_back(within(states.back(), a));
        const State s = states.back();
        const auto number = [&](const char* name) { return a.value(QLatin1String(name)).toDouble(); };
        const QString name = xml.name().toString();
        if (name == QLatin1String("svg")) {
            const std::vector<double> box = numbersOf(a.value(QLatin1String("viewBox")).toString());
            svg.page = QRectF(box.at(0), box.at(1), box.at(2), box.at(3));
        } else if (name == QLatin1String("rect")) {
            svg.rects.push_back(
                {s.transform.mapRect(QRectF(number("x"), number("y"), number("width"), number("height"))), s.fill});
        } else if (name == QLatin1String("path")) {
            svg.paths.push_back(pathOf(a.value(QLatin1String("d")).toString(), s));
        } else if (name == QLatin1String("polyline") || name == QLatin1String("polygon")) {
            const std::vector<double> n = numbersOf(a.value(QLatin1String("points")).toString());
            SvgPath path{{}, {}, s.fill, s.stroke, s.width * scaleOf(s), s.dashed, name == QLatin1String("polygon")};
            for (std::size_t k = 0; k + 1 < n.size(); k += 2) {
                path.points << s.transform.map(QPointF(n[k], n[k + 1]));
                path.kinds.push_back(k == 0 ? QLatin1Char('M') : QLatin1Char('L'));
            }
            svg.paths.push_back(std::move(path));
        } else if (name == QLatin1String("ellipse") || name == QLatin1String("circle")) {
            const double rx = name == QLatin1String("circle") ? number("r") : number("rx");
            const double ry = name == QLatin1String("circle") ? number("r") : number("ry");
            svg.ellipses.push_back(
                {s.transform.map(QPointF(number("cx"), number("cy"))), rx * scaleOf(s), ry * scaleOf(s), s.fill, s.stroke});
        } else if (name == QLatin1String("image")) {
            const QString data = a.value(QStringLiteral("http://www.w3.org/1999/xlink"), QStringLiteral("href")).toString();
            svg.images.push_back({s.transform.mapRect(QRectF(number("x"), number("y"), number("width"), number("height"))),
                                  QImage::fromData(QByteArray::fromBase64(data.section(QLatin1Char(','), 1).toLatin1())),
                                  a.value(QLatin1String("image-rendering")).toString()});
        } else if (name == QLatin1String("text")) {
            const QTransform t = s.transform;
            svg.texts.push_back({xml.readElementText(), t.map(QPointF(number("x"), number("y"))), s.size * scaleOf(s),
                                 std::atan2(t.m12(), t.m11()) * 180 / M_PI, s.fill});
            states.pop_back();
        }
    }
    if (xml.hasError())
        throw std::runtime_error(xml.errorString().toStdString());
    return svg;
}

}  // namespace gauge::ui::test
