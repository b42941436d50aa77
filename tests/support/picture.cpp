#include "tests/support/picture.h"

#include "ui/painter/text.h"

#include <QBuffer>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgGenerator>

namespace gauge::ui::test {
namespace {

/// Nothing between the view and the picture, so that what it throws is thrown here.
QImage paintedBy(const ViewKind& kind, const Scene& scene, const QSize& size)
{
    Slide image(size, scene.style.least);  // text shrinks as far as the window lets it
    image.fill(scene.style.panel());
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    paintView(kind, painter, QRectF(QPointF(0, 0), QSizeF(size)), scene);
    return image;
}

/// A letter in twenty pixels, and none of another colour, is no picture.
bool isBlank(const QImage& image)
{
    const QRgb ground = image.pixel(0, 0);
    int drawn = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            drawn += image.pixel(x, y) != ground ? 1 : 0;
    return drawn < 20;
}

/// Long words are broken into lines.
QString squeezed(const QString& text)
{
    return QString(text).remove(QLatin1Char(' '));
}

}  // namespace

QStringList writtenIn(const QByteArray& svg)
{
    QStringList found;
    static const QRegularExpression text(QStringLiteral("<text[^>]*>([^<]*)</text>"));
    auto it = text.globalMatch(QString::fromUtf8(svg));
    while (it.hasNext())
        found << it.next().captured(1).trimmed();
    return found;
}

QByteArray svgOf(const ViewKind& kind, const Scene& scene, const QSize& size)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    {
        QPainter painter(&generator);
        paintView(kind, painter, QRectF(QPointF(0, 0), QSizeF(size)), scene);
    }
    return bytes;
}

QStringList writtenBy(const ViewKind& kind, const Scene& scene, const QSize& size)
{
    return writtenIn(svgOf(kind, scene, size));
}

QString faultOf(const ViewKind& kind, const Scene& scene, const QSize& size)
{
    const QString name = QLatin1String(kind.name) + QStringLiteral(": ");
    try {
        const QImage shown = paintJob({&kind, scene, size, 1, 0});
        if (shown != paintedBy(kind, scene, size))
            return name + QStringLiteral("the window shows another picture than the view paints");
        if (isBlank(shown))
            return name + QStringLiteral("a blank picture");
        const QStringList written = writtenBy(kind, scene, size);
        const QString refusal = refusalOf(kind, scene);
        if (!refusal.isEmpty() && !squeezed(written.join(QString())).contains(squeezed(refusal)))
            return name +
                   QStringLiteral("expected the words '%1', found '%2'").arg(refusal, written.join(QLatin1Char('|')));
        static const QRegularExpression none(QStringLiteral("\\b(nan|inf)\\b"), QRegularExpression::CaseInsensitiveOption);
        for (const QString& text : written)
            if (none.match(text).hasMatch())
                return name + QStringLiteral("expected numbers, found '%1'").arg(text);
        return {};
    } catch (const std::exception& e) {
        return name + QString::fromUtf8(e.what());
    }
}

}  // namespace gauge::ui::test
