// One look for screen and paper: colours, fonts and sizes, all in the painter's units.
#pragma once

#include "ui/painter/colour_map.h"

#include <QColor>
#include <QFont>

namespace gauge::ui {

enum class Theme { Light, Dark };

struct Style {
    Theme theme = Theme::Light;
    double font = 12;    // text height in painter's units: pixels on screen, points on paper
    bool paper = false;  // a figure: no hover marks, title drawn by the view
    ColourMap map = ColourMap::Viridis;
    bool labels = true;     // token names on the axes of matrices
    bool colourBar = true;  // beside matrices
    QString family = {};    // empty: Liberation Sans
    double dot = 1;         // the smallest thing that the medium shows, painter's units
    double least = 0;       // no text is smaller: it is read from the last row

    double unit() const { return font / 12.0; }  // every length scales with the text
    QColor window() const;
    QColor panel() const;
    QColor hairline() const;
    QColor field() const;
    QColor text() const;
    QColor quiet() const;
    QColor accent() const;
    QColor fault() const;  // of words that say what is wrong
    QFont textFont(double factor = 1.0, bool bold = false) const;
    /// Twelve colours, dark enough on white and light enough on the dark panel for a contrast of 3 : 1. The first six are Okabe and Ito's
    /// hues without yellow and black, told apart without red-green vision and in greyscale; −1: the quiet colour of what belongs to no
    /// cluster.
    QColor cluster(int number) const;
    /// Of the colour map, at t in 0..1 (clamped).
    QColor shade(double t) const { return shadeOf(map, t); }
    QColor axis(int number) const;  // x, y, z of a triad
};

}  // namespace gauge::ui
