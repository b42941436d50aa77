#include "ui/figure.h"

#include "core/error.h"

#include <cmath>
#include <QBuffer>
#include <QImage>
#include <QPageSize>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSvgGenerator>

namespace gauge::ui {
namespace {

constexpr double kPointsPerMm = 72.0 / 25.4;

void paintFigure(QPainter& painter, const Painting& painting, const Style& style, const QSizeF& points)
{
    painter.setRenderHint(QPainter::Antialiasing);
    if (style.theme == Theme::Dark)
        painter.fillRect(QRectF(QPointF(0, 0), points), style.panel());
    painting.paint(painter, QRectF(QPointF(0, 0), points), style);
}

/// QPdfWriter writes the wall clock; a figure has to come out the same twice.
QByteArray withoutClock(QByteArray pdf)
{
    static const QRegularExpression date(QStringLiteral(R"(/CreationDate \(D:[^)]*\))"));
    const QString text = QString::fromLatin1(pdf);
    const auto match = date.match(text);
    if (match.hasMatch()) {
        QByteArray fixed = "/CreationDate (D:20000101000000";
        fixed = fixed.leftJustified(match.capturedLength() - 1, 'Z', true) + ")";
        pdf.replace(match.capturedStart(), match.capturedLength(), fixed);
    }
    return pdf;
}

QByteArray renderPdf(const Painting& painting, const Style& style, const QSizeF& mm)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(mm, QPageSize::Millimeter, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setResolution(1200);
    writer.setTitle(painting.title);
    writer.setCreator(QStringLiteral("Gaugescope"));
    {
        QPainter painter(&writer);
        painter.scale(1200 / 72.0, 1200 / 72.0);
        paintFigure(painter, painting, style, mm * kPointsPerMm);
    }
    return withoutClock(bytes);
}

QByteArray renderSvg(const Painting& painting, const Style& style, const QSizeF& mm)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const QSizeF points = mm * kPointsPerMm;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(72);
    generator.setSize(points.toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), points));
    generator.setTitle(painting.title);
    {
        QPainter painter(&generator);
        paintFigure(painter, painting, style, points);
    }
    return bytes;
}

QByteArray renderPng(const Painting& painting, const Style& style, const QSizeF& mm, double dpi)
{
    const double scale = dpi / 72.0;
    const QSizeF points = mm * kPointsPerMm;
    QImage image((points * scale).toSize(), QImage::Format_RGB32);
    image.fill(style.panel());
    {
        QPainter painter(&image);
        painter.scale(scale, scale);
        paintFigure(painter, painting, style, points);
    }
    image.setDotsPerMeterX(static_cast<int>(std::lround(dpi / 0.0254)));
    image.setDotsPerMeterY(static_cast<int>(std::lround(dpi / 0.0254)));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

}  // namespace

QByteArray renderFigure(const Painting& painting, const FigureOptions& options, const QString& suffix)
{
    const Style style{options.theme, options.fontPt, true};
    const QSizeF mm(options.widthMm, options.heightMm > 0 ? options.heightMm : options.widthMm * painting.aspect);
    if (suffix == QLatin1String("pdf"))
        return renderPdf(painting, style, mm);
    if (suffix == QLatin1String("svg"))
        return renderSvg(painting, style, mm);
    if (suffix == QLatin1String("png"))
        return renderPng(painting, style, mm, options.dpi);
    fail("figure: expected a name ending in .pdf, .svg or .png, found '.{}'", suffix.toStdString());
}

QByteArray renderFigure(const ViewKind& kind, Scene scene, const FigureOptions& options, const QString& suffix)
{
    return renderFigure({QLatin1String(kind.title), kind.aspect,
                         [&](QPainter& painter, const QRectF& area, const Style& style) {
                             scene.style = style;
                             paintView(kind, painter, area, scene);
                         }},
                        options, suffix);
}

double parseLength(const QString& text)
{
    static const QRegularExpression form(QStringLiteral(R"(^\s*([0-9]*\.?[0-9]+)\s*(mm|cm|in|pt)?\s*$)"));
    const auto match = form.match(text);
    const double value = match.captured(1).toDouble();
    const QString unit = match.captured(2);
    const double factor = unit == QLatin1String("cm")   ? 10
                          : unit == QLatin1String("in") ? 25.4
                          : unit == QLatin1String("pt") ? 1 / kPointsPerMm
                                                        : 1;
    if (!match.hasMatch() || value * factor < 10 || value * factor > 2000)
        fail("--width: expected a length from 10mm to 2000mm such as 85mm, found '{}'", text.toStdString());
    return value * factor;
}

}  // namespace gauge::ui
