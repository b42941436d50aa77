// Lines over numbers, painted by the same hand for screen and paper.
#pragma once

#include "ui/painter/style.h"

#include <optional>
#include <QPainter>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <vector>

namespace gauge::ui {

struct ChartLine {
    QString name;
    std::vector<QPointF> points;  // by rising x
    bool dashed = false;
};

struct Chart {
    QString title;
    QString xLabel;
    QString yLabel;
    bool logX = false;
    bool logY = false;
    std::vector<ChartLine> lines;        // at most six: as many as colours and marks that can be told apart
    std::vector<ChartLine> beside = {};  // not drawn: of a state it is compared with, so that both have the same axes
    std::optional<double> level;         // a horizontal line that means something
    QString levelName;
    std::optional<double> place;  // a vertical one
    QString placeName;
};

/// Charts side by side, one plot height, letters a, b, … when there are several. Each line has its own colour and mark and its name
/// in the legend below its chart.
void paintCharts(QPainter& painter, const QRectF& area, const std::vector<Chart>& charts, const Style& style);

/// The rectangle between the axes of a chart painted alone on that area.
QRectF chartPlot(const QRectF& area, const Chart& chart, const Style& style);

/// A point of a line of a chart painted alone on that area, within 24 units of text of a place.
struct ChartPoint {
    std::size_t line;
    std::size_t point;
};
std::optional<ChartPoint> nearestPoint(const QRectF& area, const Chart& chart, const Style& style, const QPointF& at);

/// One of six marks that can be told apart without colour, in the painter's pen and brush.
void paintMark(QPainter& painter, int number, const QPointF& at, double radius);

/// Whole powers of ten and, where those are few, numbers between, within [low, high].
std::vector<double> logTicks(double low, double high);

/// A number at a tick: 1,024; 0.5; 10⁻⁵.
QString tickText(double value);

}  // namespace gauge::ui
