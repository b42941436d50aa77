// What the status bar says about a snapshot.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui {

/// The window's title: what is on show, and a star while it is not saved.
QString titleText(const Snapshot& snapshot);
/// How the energies on show were computed, for people.
QString methodName(const Snapshot& snapshot);
/// "N = 13, K = 16, 1 head · … · last update 3.2 ms".
QString statusText(const Snapshot& snapshot);
/// "absent: cat · dog": the run's tokens that a record has not; empty where it has all.
QString absentText(const Recording& recording, std::size_t record);
/// "λ min 0.33 · condition 12 · whitened", and why each matters in the tooltip.
QString healthText(const Snapshot& snapshot);
/// "locked: cat ← dog (Esc releases)"; empty when nothing is.
QString lockText(const Snapshot& snapshot, const Selection& selection);

}  // namespace gauge::ui
