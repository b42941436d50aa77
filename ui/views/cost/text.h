// A measurement in words and numbers.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui::cost {

QString timeText(double seconds);
QString countText(double count);
QString errorText(const MethodTime& method);
QString nameOf(const MethodTime& method);

/// What the numbers mean here, in a sentence; of a scene with a report.
QString headline(const Scene& scene);

/// Whether condensing pays, in a sentence; empty where it was not asked.
QString payOffText(const CostReport& report);

/// Of what state, and how it was measured.
QString conditions(const Scene& scene);

}  // namespace gauge::ui::cost
