#include "ui/painter/press.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainterPath>
#include <QRawFont>
#include <QTextLayout>

namespace gauge::ui {

class Press::Engine : public QPaintEngine {
public:
    Engine(QPainter& target, const PressOptions& options)
        : QPaintEngine(AllFeatures), target_(target), options_(options), base_(target.transform())
    {
        target_.setRenderHint(QPainter::LosslessImageRendering);  // a matrix of cells is no photograph
    }

    bool begin(QPaintDevice*) override { return true; }
    bool end() override
    {
        target_.setClipping(false);
        target_.setTransform(base_);
        return true;
    }
    Type type() const override { return User; }

    void updateState(const QPaintEngineState& s) override
    {
        const DirtyFlags dirty = s.state();
        if (dirty & DirtyTransform) {
            own_ = s.transform();
            target_.setTransform(own_ * base_);
        }
        if (dirty & DirtyHints)
            for (const QPainter::RenderHint hint :
                 {QPainter::Antialiasing, QPainter::TextAntialiasing, QPainter::SmoothPixmapTransform})
                target_.setRenderHint(hint, s.renderHints() & hint);
        if (dirty & DirtyPen) {
            target_.setPen(printed(s.pen()));
            if (s.pen().style() != Qt::NoPen)
                note(s.pen().color());
        }
        if (dirty & DirtyBrush) {
            target_.setBrush(s.brush());
            if (s.brush().style() == Qt::SolidPattern)
                note(s.brush().color());
        }
        if (dirty & DirtyFont)
            target_.setFont(s.font());
        if (dirty & DirtyOpacity)
            target_.setOpacity(s.opacity());
        if (dirty & DirtyCompositionMode)
            target_.setCompositionMode(s.compositionMode());
        if (dirty & DirtyClipPath)
            target_.setClipPath(s.clipPath(), s.clipOperation());
        if (dirty & DirtyClipRegion)
            target_.setClipRegion(s.clipRegion(), s.clipOperation());
        if (dirty & DirtyClipEnabled)
            target_.setClipping(s.isClipEnabled());
    }

    void drawPath(const QPainterPath& path) override
    {
        for (int k = 0; k < path.elementCount(); ++k)
            if (!path.elementAt(k).isMoveTo()) {  // a place alone draws nothing, and readers of PDF complain of it
                target_.drawPath(path);
                return;
            }
    }
    void drawRects(const QRectF* rects, int count) override { target_.drawRects(rects, count); }
    void drawLines(const QLineF* lines, int count) override { target_.drawLines(lines, count); }
    void drawEllipse(const QRectF& rect) override { target_.drawEllipse(rect); }
    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override
    {
        if (mode == PolylineMode)
            target_.drawPolyline(points, count);
        else
            target_.drawPolygon(points, count, mode == WindingMode ? Qt::WindingFill : Qt::OddEvenFill);
    }
    void drawPixmap(const QRectF& rect, const QPixmap& pixmap, const QRectF& source) override
    {
        notes.image = true;
        target_.drawPixmap(rect, pixmap, source);
    }
    void drawImage(const QRectF& rect, const QImage& image, const QRectF& source, Qt::ImageConversionFlags) override
    {
        notes.image = true;
        target_.drawImage(rect, image, source);
    }
    void drawTextItem(const QPointF& at, const QTextItem& item) override
    {
        target_.setFont(item.font());
        target_.drawText(at, item.text());
        if (item.text().trimmed().isEmpty())
            return;
        const double size = item.font().pixelSize() * std::sqrt(std::abs(own_.determinant()));
        if (size < notes.leastText) {
            notes.leastText = size;
            notes.leastTextSample = item.text();
        }
        const QRectF own = QFontMetricsF(item.font()).tightBoundingRect(item.text()).translated(at);
        noteOverlap(item.text(), own_.map(QPolygonF(own)));
        noteFonts(item);
        if (const auto whole = cut_.find(item.text()); whole != cut_.end())
            notes.shortened[whole->second] = whole->first;
        const QRectF box = own_.mapRect(own);
        QRectF allowed(QPointF(0, 0), options_.page);
        if (painter()->hasClipping())
            allowed &= own_.mapRect(painter()->clipBoundingRect());
        constexpr double slack = 1.0;  // points
        if (!allowed.adjusted(-slack, -slack, slack, slack).contains(box))
            notes.cut.insert(item.text());
    }

    PrintNotes notes;

    void setOneText(bool one) { group_ = one ? ++groups_ : 0; }
    void willCut(const QString& whole, const QString& shown) { cut_[shown] = whole; }

private:
    void note(const QColor& colour)
    {
        if (colour.alpha() == 255)
            notes.colours.insert(colour.rgb());
    }

    /// Texts that share more than a fifth of the smaller one's place. The same text at the same place is one text.
    void noteOverlap(const QString& text, const QPolygonF& place)
    {
        const QRectF around = place.boundingRect();
        for (const auto& [other, where, group] : texts_) {
            if ((group != 0 && group == group_) || !where.boundingRect().intersects(around) ||
                (other == text && where == place))
                continue;
            const double shared = areaOf(place.intersected(where));
            if (shared > 0.2 * std::min(areaOf(place), areaOf(where)))
                notes.overlapping.insert({std::min(text, other), std::max(text, other)});
        }
        texts_.push_back({text, place, group_});
    }

    static double areaOf(const QPolygonF& p)
    {
        double twice = 0;
        for (qsizetype k = 0; k < p.size(); ++k) {
            const QPointF& a = p[k];
            const QPointF& b = p[(k + 1) % p.size()];
            twice += a.x() * b.y() - b.x() * a.y();
        }
        return std::abs(twice) / 2;
    }

    /// Qt's stand-in where no font has a script: it has no tables, and no name to ask for.
    static bool isNone(const QRawFont& font) { return !font.isValid() || font.fontTable("head").isEmpty(); }

    /// Which fonts the characters came from, and those that none has.
    void noteFonts(const QTextItem& item)
    {
        if (!known_.insert(item.font().family() + QLatin1Char('\n') + item.text()).second)
            return;
        const QRawFont wanted = QRawFont::fromFont(item.font());
        const QString asked = isNone(wanted) ? QString() : wanted.familyName();
        QTextLayout layout(item.text(), item.font());
        layout.beginLayout();
        layout.createLine();
        layout.endLayout();
        for (qsizetype k = 0; k < item.text().size(); ++k) {
            const QString character = item.text().mid(k, item.text()[k].isHighSurrogate() ? 2 : 1);
            for (const QGlyphRun& run : layout.glyphRuns(static_cast<int>(k), 1)) {
                const QList<quint32> glyphs = run.glyphIndexes();
                if (isNone(run.rawFont()) || glyphs.contains(0))
                    notes.boxes.insert(character);
                else if (const QString family = run.rawFont().familyName();
                         family != asked && !notes.otherFonts[family].contains(character))
                    notes.otherFonts[family] += character;
            }
            k += character.size() - 1;
        }
    }

    QPen printed(QPen pen)
    {
        if (pen.style() == Qt::NoPen)
            return pen;
        const double scale = std::max(1e-9, std::sqrt(std::abs(own_.determinant())));
        double width = std::max(pen.widthF(), 0.0) * scale;
        if (options_.line > 0)
            width *= options_.line / options_.unit;
        if (width > 0)
            notes.leastLine = std::min(notes.leastLine, width);
        width = std::max(width, options_.thinnest);
        pen.setCosmetic(false);
        pen.setWidthF(width / scale);
        return pen;
    }

    QPainter& target_;
    PressOptions options_;
    QTransform base_;
    QTransform own_;
    std::map<QString, QString> cut_;  // as drawn: whole
    struct Text {
        QString text;
        QPolygonF place;
        int group;  // of one text; 0: by itself
    };
    std::vector<Text> texts_;
    int group_ = 0;
    int groups_ = 0;
    std::set<QString> known_;
};

Press::Press(QPainter& target, const PressOptions& options)
    : page_(options.page), engine_(std::make_unique<Engine>(target, options))
{
}

Press::~Press() = default;

QPaintEngine* Press::paintEngine() const
{
    return engine_.get();
}

const PrintNotes& Press::notes() const
{
    return engine_->notes;
}

void Press::noteShortened(const QString& whole, const QString& shown)
{
    engine_->willCut(whole, shown);
}

void Press::setOneText(bool one)
{
    engine_->setOneText(one);
}

void Press::noteNames(const QString& of, qsizetype written, qsizetype all)
{
    engine_->notes.dropped[of] = {written, all};
}

int Press::metric(PaintDeviceMetric m) const
{
    switch (m) {
    case PdmWidth: return static_cast<int>(std::ceil(page_.width()));
    case PdmHeight: return static_cast<int>(std::ceil(page_.height()));
    case PdmWidthMM: return static_cast<int>(std::lround(page_.width() / 72 * 25.4));
    case PdmHeightMM: return static_cast<int>(std::lround(page_.height() / 72 * 25.4));
    case PdmDpiX:
    case PdmDpiY:
    case PdmPhysicalDpiX:
    case PdmPhysicalDpiY: return 72;
    case PdmDevicePixelRatio: return 1;
    case PdmDevicePixelRatioScaled: return static_cast<int>(devicePixelRatioFScale());
    case PdmNumColors: return 1 << 24;
    case PdmDepth: return 32;
    default: return 0;
    }
}

}  // namespace gauge::ui
