// What is written in a picture: every text with its place, its height and its colour.
#pragma once

#include "ui/painter/text.h"
#include "ui/scene/view_kind.h"

#include <memory>
#include <QPaintEngine>

namespace gauge::ui::test {

struct Written {
    QString text;
    QPolygonF box;
    int height;  // of the font, pixels
    QColor colour;
    QRectF clip;
    bool formula;  // typeset: scripts stand close to their letters
};

/// Paints nothing; notes what is written where.
class NotingEngine : public QPaintEngine {
public:
    NotingEngine() : QPaintEngine(AllFeatures) {}
    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState&) override {}
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawImage(const QRectF&, const QImage&, const QRectF&, Qt::ImageConversionFlags) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawPath(const QPainterPath&) override {}
    void drawTextItem(const QPointF& p, const QTextItem& item) override;
    Type type() const override { return User; }

    std::vector<Written> written;
};

class NotingSlide : public Slide {
public:
    explicit NotingSlide(const QSize& size, double least = 0) : Slide(size, least) {}
    QPaintEngine* paintEngine() const override { return engine_.get(); }
    const std::vector<Written>& written() const { return engine_->written; }

private:
    std::unique_ptr<NotingEngine> engine_ = std::make_unique<NotingEngine>();
};

/// By a view on a picture of that size, whose least text the scene's style names.
std::vector<Written> notedOf(const ViewKind& kind, const Scene& scene, const QSize& size);

/// The first text that is clipped or lies on another, in words; empty: none does.
QString illegible(const std::vector<Written>& written, const QSize& size);

}  // namespace gauge::ui::test
