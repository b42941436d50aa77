// Whether the widgets of a window have room for what is written on them.
#pragma once

#include <QStringList>
#include <QWidget>

namespace gauge::test {

/// The texts that are cut in visible labels, buttons, boxes and tabs; empty: none.
QStringList cutTexts(const QWidget& window);

}  // namespace gauge::test
