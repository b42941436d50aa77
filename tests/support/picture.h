// What a picture says, read back from it.
#pragma once

#include "ui/scene/paint_worker.h"

#include <QStringList>

namespace gauge::ui::test {

/// Texts that an SVG writes.
QStringList writtenIn(const QByteArray& svg);

/// A scene as an SVG. What the view throws goes on.
QByteArray svgOf(const ViewKind& kind, const Scene& scene, const QSize& size);

/// Texts that a view writes of a scene. What it throws goes on.
QStringList writtenBy(const ViewKind& kind, const Scene& scene, const QSize& size);

/// What is wrong with the picture of a scene as a window shows it; empty: nothing. It must be the view's own (not the words of a failure), must
/// draw more than a ground, must write the reason where the view refuses, and no number that is none.
QString faultOf(const ViewKind& kind, const Scene& scene, const QSize& size);

}  // namespace gauge::ui::test
