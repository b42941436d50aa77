// One line for who starts the program for the first time.
#pragma once

#include <QToolBar>

namespace gauge::ui {

/// A bar that says what to do first, until it is closed. Null where the program was started before, or keeps no settings.
QToolBar* makeGreeting(const QString& settings);

}  // namespace gauge::ui
