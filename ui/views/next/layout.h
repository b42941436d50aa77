// Which token is asked, what it expects, and where that stands.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui::next {

/// The token whose sequel is shown: under the pointer, locked, or the last.
int chosenToken(const Scene& scene);

struct Row {
    QString word;
    double p = 0;
    bool follows = false;
};

/// The likeliest words; what does follow is always among them.
std::vector<Row> rowsOf(const Scene& scene, int token, std::size_t most);

struct Layout {
    QRectF title, bars, strip;
    double line = 0;  // height of a row
    double names = 0;
};

Layout layoutOf(const QRectF& area, const Scene& scene);

/// Rows that have room.
std::size_t fitting(const Layout& layout);

/// Of a token in the strip.
double columnWidth(const Layout& layout, const Scene& scene);

/// −ln p of what follows, nats.
double surprise(const learn::Answer& answer);

QString probability(double p);

}  // namespace gauge::ui::next
