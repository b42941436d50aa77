// A figure on paper: panels of views, each painted by the same hand as on screen, in points and millimetres.
#pragma once

#include "core/pipeline/session.h"
#include "ui/painter/press.h"
#include "ui/scene/view_kind.h"

#include <functional>
#include <QByteArray>
#include <QString>

namespace gauge::ui {

/// How it looks. Lengths in millimetres, text and lines in points.
struct FigureLook {
    double widthMm = 139.7;
    double heightMm = 0;  // 0: the views' own aspect
    double fontPt = 7;
    QString family;     // empty: Liberation Sans, which has Helvetica's widths
    double linePt = 0;  // of a line of ordinary width; 0: in proportion to the text
    Theme theme = Theme::Light;
    ColourMap map = ColourMap::Viridis;
    int columns = 0;  // of panels; 0: one to three, as many as there are panels, and four two by two
    bool letters = true;
    bool titles = false;  // each panel's view by name
    QString title;
    bool labels = true;
    bool colourBar = true;
    double dpi = 300;  // PNG

    bool operator==(const FigureLook&) const = default;
};

struct FigurePanel {
    const ViewKind* kind = nullptr;
    ViewOptions options;
    Selection selection;  // what was locked
    MapState map =
        {};  // of a view that shows one: as it was on the screen, or null and still to be computed (figure_map.h)
};

/// Everything a figure is made from: its recipe.
struct FigureSpec {
    Session session;  // the run, and as the reference the state compared with, if any
    std::vector<FigurePanel> panels;
    GroupNames names;
    FigureLook look;
};

/// The snapshots its panels show.
struct FigureScenes {
    std::shared_ptr<const Snapshot> snapshot;
    std::shared_ptr<const Snapshot> reference;
};

/// Runs what the recipe says. Throws Error.
FigureScenes computeFigure(const FigureSpec& spec, const BackendFactory& backends);

/// Throws Error in the words of the first panel's view that has nothing to show of the snapshot.
void requireShown(const FigureSpec& spec, const FigureScenes& scenes);

/// A page to print: a title for the file, and the hand.
struct Painting {
    QString title;
    double aspect;  // height/width where the look gives no height
    std::function<void(QPainter&, const QRectF&, const Style&)> paint;
};
Painting paintingOf(const FigureSpec& spec, const FigureScenes& scenes);

/// The bytes of a .pdf, .svg or .png, chosen by `suffix`, with the recipe inside unless it is empty; the same painting gives the same
/// bytes. Throws Error for other suffixes and for lengths no page has.
QByteArray renderFigure(const Painting& painting, const FigureLook& look, const QString& suffix,
                        const QByteArray& recipe = {});
QByteArray renderFigure(const FigureSpec& spec, const FigureScenes& scenes, const QString& suffix);

/// What a referee would object to, in words; empty when nothing.
QStringList refereeNotes(const FigureSpec& spec, const FigureScenes& scenes);

/// The page in points and the picture of it at so many pixels a point: what the dialog shows.
QSizeF pageOf(const Painting& painting, const FigureLook& look);
QImage previewOf(const Painting& painting, const FigureLook& look, double pixelsPerPoint);

/// Millimetres from "85mm", "8.5cm", "3.25in" or "240pt". Throws Error.
double parseLength(const QString& text);

/// A width with a name: NeurIPS and ICLR, Nature one column, …
struct JournalWidth {
    const char* name;
    double widthMm;
    double heightMm;  // the most there may be, or with `exact` the height; 0: free
    bool exact;
};
const std::vector<JournalWidth>& journalWidths();

}  // namespace gauge::ui
