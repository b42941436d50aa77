// What each head does.
#pragma once

#include "ui/scene/scene.h"

#include <array>

namespace gauge::ui::statistics {

struct Role {
    const char* name;
    double HeadRole::* value;
    const char* unit;
};

const std::array<Role, 5>& roles();

/// A row a head, a column a quantity, each a bar on the column's own scale with its number.
void paintRoles(QPainter& painter, const QRectF& area, const Scene& scene);

}  // namespace gauge::ui::statistics
