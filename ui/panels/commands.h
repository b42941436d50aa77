// Commands as rows: a menu is filled with them, and each has its key.
#pragma once

#include <functional>
#include <QString>
#include <vector>

class QMenu;
class QWidget;

namespace gauge::ui {

struct Command {
    QString text;  // empty: a line between two groups
    const char* keys = "";
    std::function<void()> act = {};
    QString tip = {};
};

void fill(QMenu* menu, const std::vector<Command>& commands);

/// Beside the menus: the two things done most.
QWidget* makeCorner(const std::function<void()>& pin, const std::function<void()>& exportFigure);

}  // namespace gauge::ui
