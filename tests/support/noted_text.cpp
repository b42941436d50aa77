#include "tests/support/noted_text.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui::test {
namespace {

double areaOf(const QPolygonF& p)
{
    double sum = 0;
    for (qsizetype k = 0; k + 1 < p.size(); ++k)
        sum += p[k].x() * p[k + 1].y() - p[k + 1].x() * p[k].y();
    return std::abs(sum) / 2;
}

bool overlap(const Written& w, const Written& v)
{
    const QChar raisedMinus(0x207B);  // from another font, whose box is wider than its ink
    if ((w.formula && v.formula) || w.text.contains(raisedMinus) || v.text.contains(raisedMinus) ||
        !w.box.boundingRect().intersects(v.box.boundingRect()))
        return false;
    return areaOf(w.box.intersected(v.box)) > 0.12 * std::min(areaOf(w.box), areaOf(v.box)) + 1;
}

}  // namespace

void NotingEngine::drawTextItem(const QPointF& p, const QTextItem& item)
{
    if (item.text().trimmed().isEmpty() || item.text() == QString(QChar(0x02DC)))
        return;  // nothing, or a tilde, which stands on its letter
    const QRectF box = QFontMetricsF(item.font()).tightBoundingRect(item.text()).translated(p);
    const QTransform t = painter()->combinedTransform();
    written.push_back({item.text(), t.map(QPolygonF(box)), item.font().pixelSize(), state->pen().color(),
                       painter()->hasClipping() ? t.mapRect(painter()->clipBoundingRect()) : QRectF(),
                       item.font().families().value(0).contains(QStringLiteral("Serif"))});
}

std::vector<Written> notedOf(const ViewKind& kind, const Scene& scene, const QSize& size)
{
    NotingSlide slide(size, scene.style.least);
    {
        QPainter painter(&slide);
        paintView(kind, painter, QRectF(QPointF(0, 0), QSizeF(size)), scene);
    }
    return slide.written();
}

QString illegible(const std::vector<Written>& written, const QSize& size)
{
    const QRectF page = QRectF(QPointF(0, 0), QSizeF(size)).adjusted(-1.5, -1.5, 1.5, 1.5);
    for (std::size_t a = 0; a < written.size(); ++a) {
        const Written& w = written[a];
        const QRectF allowed = w.clip.isNull() ? page : page.intersected(w.clip.adjusted(-1.5, -1.5, 1.5, 1.5));
        if (!allowed.contains(w.box.boundingRect()))
            return QStringLiteral("clipped '%1'").arg(w.text);
        for (std::size_t b = 0; b < a; ++b)
            if (overlap(w, written[b]))
                return QStringLiteral("'%1' lies on '%2'").arg(w.text, written[b].text);
    }
    return {};
}

}  // namespace gauge::ui::test
