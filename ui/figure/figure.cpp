#include "ui/figure/figure.h"

#include "core/error.h"
#include "ui/figure/figure_layout.h"
#include "ui/figure/figure_recipe.h"
#include "ui/figure/referee.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <cmath>
#include <QBuffer>
#include <QFontMetricsF>
#include <QImage>
#include <QObject>
#include <QPageSize>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSvgGenerator>

namespace gauge::ui {
namespace {

PrintNotes print(QPainter& painter, const Painting& painting, const FigureLook& look, const QSizeF& points)
{
    const Style style = styleOf(look);
    painter.setRenderHint(QPainter::Antialiasing);
    if (style.theme == Theme::Dark)
        painter.fillRect(QRectF(QPointF(0, 0), points), style.panel());
    Press press(painter, {points, look.linePt, style.unit()});
    QPainter hand(&press);
    hand.setRenderHint(QPainter::Antialiasing);
    painting.paint(hand, QRectF(QPointF(0, 0), points), style);
    hand.end();
    return press.notes();
}

/// QPdfWriter writes the wall clock, as text and as XMP, and a random identity, as XMP and in the trailer; a figure has to come out the same
/// twice. Lengths stay: the table of a PDF counts bytes.
QByteArray withoutClock(QByteArray pdf)
{
    static const QRegularExpression date(QStringLiteral(R"(/(?:Creation|Mod)Date \(D:([^)]*)\))"));
    static const QRegularExpression stamp(QStringLiteral("xmp:[A-Za-z]+Date=\"([^\"]*)\""));
    static const QRegularExpression identity(
        QStringLiteral(R"re("uuid:([0-9a-f-]{36})"|/ID \[ <([0-9a-f]+)> <([0-9a-f]+)> \])re"));
    const QString text = QString::fromLatin1(pdf);
    const auto fill = [&](const QRegularExpression& pattern, const QByteArray& with, char rest) {
        for (auto it = pattern.globalMatch(text); it.hasNext();) {
            const auto match = it.next();
            for (int group = 1; group <= match.lastCapturedIndex(); ++group)
                if (match.capturedLength(group) > 0)
                    pdf.replace(match.capturedStart(group), match.capturedLength(group),
                                with.leftJustified(match.capturedLength(group), rest, true));
        }
    };
    fill(date, "20000101000000", 'Z');
    fill(stamp, "2000-01-01T00:00:00Z", ' ');
    fill(identity, {}, '0');
    return pdf;
}

QByteArray renderPdf(const Painting& painting, const FigureLook& look, const QSizeF& points, const QByteArray& recipe)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(points, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setResolution(1200);
    writer.setTitle(painting.title);
    writer.setCreator(QStringLiteral("Gaugescope"));
    {
        QPainter painter(&writer);
        painter.scale(1200 / 72.0, 1200 / 72.0);
        print(painter, painting, look, points);
    }
    return withRecipeInPdf(withoutClock(bytes), recipe);
}

/// XML has no control characters: where a token holds one, its picture has the sign for what cannot be shown.
QByteArray wellFormed(const QByteArray& svg)
{
    QString text = QString::fromUtf8(svg);
    for (QChar& c : text)
        if ((c < QChar(0x20) && c != QLatin1Char('\n') && c != QLatin1Char('\t') && c != QLatin1Char('\r')) ||
            c >= QChar(0xFFFE))
            c = QChar(QChar::ReplacementCharacter);
    return text.toUtf8();
}

QByteArray renderSvg(const Painting& painting, const FigureLook& look, const QSizeF& points, const QByteArray& recipe)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(72);
    generator.setSize(points.toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), points));
    generator.setTitle(painting.title);
    {
        QPainter painter(&generator);
        print(painter, painting, look, points);
    }
    return withRecipeInSvg(wellFormed(bytes), recipe);
}

QByteArray renderPng(const Painting& painting, const FigureLook& look, const QByteArray& recipe)
{
    QImage image = previewOf(painting, look, look.dpi / 72.0);
    image.setDotsPerMeterX(static_cast<int>(std::lround(look.dpi / 0.0254)));
    image.setDotsPerMeterY(static_cast<int>(std::lround(look.dpi / 0.0254)));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return withRecipeInPng(bytes, recipe);
}

void paintPanels(const FigureSpec& spec, const FigureScenes& scenes, QPainter& painter, const QRectF& area,
                 const Style& style)
{
    const double title = titleHeight(spec.look);
    painter.setPen(style.text());
    if (title > 0) {
        painter.setFont(style.textFont(1.15, true));
        painter.drawText(QRectF(area.left(), area.top(), area.width(), title), Qt::AlignHCenter | Qt::AlignTop,
                         spec.look.title);
    }
    const std::vector<PanelPlace> places = panelPlaces(spec, scenes, area.adjusted(0, title, 0, 0), style);
    for (std::size_t k = 0; k < spec.panels.size(); ++k) {
        const FigurePanel& panel = spec.panels[k];
        QRectF heading = places[k].heading;
        painter.setPen(style.text());
        if (spec.look.letters && spec.panels.size() > 1) {
            painter.setFont(style.textFont(1.0, true));
            const QString letter(QChar(static_cast<ushort>('a' + k)));
            painter.drawText(heading, Qt::AlignLeft | Qt::AlignTop, letter);
            heading.setLeft(heading.left() + QFontMetricsF(painter.font()).horizontalAdvance(letter) + 4);
        }
        if (spec.look.titles) {
            painter.setFont(style.textFont());
            painter.drawText(heading, Qt::AlignLeft | Qt::AlignTop, words(panel.kind->title));
        }
        paintView(*panel.kind, painter, places[k].view, sceneOf(spec, panel, scenes, style));
    }
}

void requirePage(const QSizeF& mm)
{
    if (mm.width() < 10 || mm.height() < 10 || mm.width() > 2000 || mm.height() > 2000)
        fail("figure: expected a page from 10mm to 2000mm a side, found {:.4g}mm × {:.4g}mm", mm.width(), mm.height());
}

std::shared_ptr<const Snapshot> compute(Engine& engine, RunInput run, const FigureSpec& spec)
{
    run.extras.curves =
        std::any_of(spec.panels.begin(), spec.panels.end(), [](const FigurePanel& p) { return p.kind->curves; });
    return engine.run(run, {});
}

}  // namespace

FigureScenes computeFigure(const FigureSpec& spec, const BackendFactory& backends)
{
    Engine engine(backends);
    FigureScenes scenes;
    scenes.snapshot = compute(engine, spec.session.run, spec);
    if (spec.session.reference >= 0)
        scenes.reference = compute(engine, spec.session.pinned[static_cast<std::size_t>(spec.session.reference)].run, spec);
    return scenes;
}

void requireShown(const FigureSpec& spec, const FigureScenes& scenes)
{
    for (const FigurePanel& panel : spec.panels)
        if (const QString why = refusalOf(*panel.kind, sceneOf(spec, panel, scenes, {})); !why.isEmpty())
            throw Error(why.toStdString());
}

Painting paintingOf(const FigureSpec& spec, const FigureScenes& scenes)
{
    QString title = spec.look.title;
    if (title.isEmpty())
        for (const FigurePanel& panel : spec.panels)
            title += (title.isEmpty() ? QString() : QStringLiteral(", ")) + QLatin1String(panel.kind->title);
    return {title, aspectOf(spec, scenes.reference != nullptr),
            [spec, scenes](QPainter& painter, const QRectF& area, const Style& style) {
                paintPanels(spec, scenes, painter, area, style);
            }};
}

QSizeF pageOf(const Painting& painting, const FigureLook& look)
{
    const QSizeF mm(look.widthMm, look.heightMm > 0 ? look.heightMm : look.widthMm * painting.aspect);
    requirePage(mm);
    return mm * kPointsPerMm;
}

QImage previewOf(const Painting& painting, const FigureLook& look, double pixelsPerPoint)
{
    const QSizeF points = pageOf(painting, look);
    QImage image((points * pixelsPerPoint).toSize(), QImage::Format_RGB32);
    if (image.isNull())
        fail("figure: expected an image that fits in memory, found {} × {} dots", points.width() * pixelsPerPoint,
             points.height() * pixelsPerPoint);
    image.fill(styleOf(look).panel());
    QPainter painter(&image);
    painter.scale(pixelsPerPoint, pixelsPerPoint);
    print(painter, painting, look, points);
    return image;
}

QByteArray renderFigure(const Painting& painting, const FigureLook& look, const QString& suffix, const QByteArray& recipe)
{
    const QSizeF points = pageOf(painting, look);
    if (suffix == QLatin1String("pdf"))
        return renderPdf(painting, look, points, recipe);
    if (suffix == QLatin1String("svg"))
        return renderSvg(painting, look, points, recipe);
    if (suffix == QLatin1String("png"))
        return renderPng(painting, look, recipe);
    fail("figure: expected a name ending in .pdf, .svg or .png, found '.{}'", suffix.toStdString());
}

QByteArray renderFigure(const FigureSpec& spec, const FigureScenes& scenes, const QString& suffix)
{
    return renderFigure(paintingOf(spec, scenes), spec.look, suffix, recipeText(spec));
}

QStringList refereeNotes(const FigureSpec& spec, const FigureScenes& scenes)
{
    const Painting painting = paintingOf(spec, scenes);
    const QSizeF points = pageOf(painting, spec.look);
    QImage nowhere(8, 8, QImage::Format_RGB32);
    QPainter painter(&nowhere);
    const PrintNotes notes = print(painter, painting, spec.look, points);
    QStringList found = objectionsTo(notes, styleOf(spec.look));
    for (const FigurePanel& panel : spec.panels)
        if (panel.kind->objection)
            if (const QString note = panel.kind->objection(panel.options, styleOf(spec.look)); !note.isEmpty())
                found << note;
    const double mm = points.height() / kPointsPerMm;
    for (const JournalWidth& j : journalWidths())
        if (std::abs(j.widthMm - spec.look.widthMm) < 0.01 && !j.exact && j.heightMm > 0 && mm > j.heightMm)
            found << QObject::tr("%1 mm high: %2 takes at most %3 mm.")
                         .arg(QString::number(mm, 'f', 1), QLatin1String(j.name), QString::number(j.heightMm));
    return found;
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

const std::vector<JournalWidth>& journalWidths()
{
    static const std::vector<JournalWidth> all{{"NeurIPS, ICLR", 139.7, 0, false},
                                               {"ICML, AISTATS: one column", 82.55, 0, false},
                                               {"ICML, AISTATS: two columns", 171.45, 0, false},
                                               {"JMLR", 152.4, 0, false},
                                               {"TMLR", 165.1, 0, false},
                                               {"CVPR: one column", 82.55, 0, false},
                                               {"CVPR: two columns", 174.6, 0, false},
                                               {"Nature: one column", 89, 170, false},
                                               {"Nature: two columns", 183, 170, false},
                                               {"Slide 16:9", 338.67, 190.5, true}};
    return all;
}

}  // namespace gauge::ui
