// How far axes reached since they began to be held: they widen for what would leave them, and do not jump.
#pragma once

#include "ui/scene/view_kind.h"

#include <optional>

namespace gauge::ui {

/// Of one view that scales with what it shows.
class HeldReach {
public:
    /// What the view of a scene reaches too. Of another text or other options it begins anew.
    void take(const ViewKind& kind, const Scene& scene);
    const Reach& reach() const { return reach_; }

private:
    struct Of {
        RunInput source;
        ViewOptions options;
    };

    std::optional<Of> of_;
    Reach reach_;
};

/// Of runs that say what all their layers reach together: colours and heights.
class HeldExtents {
public:
    /// The same run, that reaches as far as those before it of the same text.
    std::shared_ptr<const Snapshot> with(const std::shared_ptr<const Snapshot>& snapshot);

private:
    std::shared_ptr<const Snapshot> asked_;
    std::shared_ptr<const Snapshot> held_;
};

}  // namespace gauge::ui
