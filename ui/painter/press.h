// Between a view's painter and the paper: passes everything on, sets line widths, and notes what a referee would object to.
#pragma once

#include <memory>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QString>
#include <set>

namespace gauge::ui {

/// What was printed, in points.
struct PrintNotes {
    double leastText = 1e9;   // the smallest text
    QString leastTextSample;  // what it says
    double leastLine = 1e9;   // the thinnest stroke asked for, before it was widened
    bool image = false;       // something was painted as a bitmap
    std::set<QString> cut;    // texts that leave the page or their clip
};

struct PressOptions {
    QSizeF page;             // points
    double line = 0;         // width in points of a line that is one unit wide; 0: as painted
    double unit = 1;         // that unit, points
    double thinnest = 0.25;  // no stroke is thinner, points
};

/// A paint device of `page` points that relays to `target`, whose own transform maps points to its pixels.
class Press : public QPaintDevice {
public:
    Press(QPainter& target, const PressOptions& options);
    ~Press() override;
    QPaintEngine* paintEngine() const override;
    const PrintNotes& notes() const;

protected:
    int metric(PaintDeviceMetric metric) const override;

private:
    class Engine;
    QSizeF page_;
    std::unique_ptr<Engine> engine_;
};

}  // namespace gauge::ui
