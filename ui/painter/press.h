// Between a view's painter and the paper: passes everything on, sets line widths, and notes what a referee would object to.
#pragma once

#include <map>
#include <memory>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QString>
#include <set>

namespace gauge::ui {

/// What was printed, in points.
struct PrintNotes {
    double leastText = 1e9;                // the smallest text
    QString leastTextSample;               // what it says
    double leastLine = 1e9;                // the thinnest stroke asked for, before it was widened
    bool image = false;                    // something was painted as a bitmap
    std::set<QString> cut;                 // texts that leave the page or their clip
    std::map<QString, QString> shortened;  // whole texts that were drawn cut by "…", and as they were drawn
    std::map<QString, std::pair<qsizetype, qsizetype>> dropped;  // of these names so many are written, of so many
    std::set<std::pair<QString, QString>> overlapping;           // texts that lie over one another
    std::set<QString> boxes;                                     // characters that no font here has
    std::map<QString, QString> otherFonts;  // family that came instead: the characters it was taken for
    std::set<QRgb> colours;                 // opaque, of strokes and fills
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
    /// A text will be drawn cut; it counts once it is.
    void noteShortened(const QString& whole, const QString& shown);
    /// What is drawn from now on is one text, whose parts (scripts, marks over letters) may touch; or ends being one.
    void setOneText(bool one);
    void noteNames(const QString& of, qsizetype written, qsizetype all);

protected:
    int metric(PaintDeviceMetric metric) const override;

private:
    class Engine;
    QSizeF page_;
    std::unique_ptr<Engine> engine_;
};

}  // namespace gauge::ui
