// Snapshots kept to compare with, and what tells two of them apart.
#pragma once

#include "core/pipeline/snapshot.h"

#include <memory>
#include <QString>
#include <QStringList>

namespace gauge::ui {

/// A snapshot kept under a name.
struct Pinned {
    QString name;
    std::shared_ptr<const Snapshot> snapshot;

    bool operator==(const Pinned&) const = default;
};

/// Parameters that differ, each as "κ 2 → 3".
QStringList parameterChanges(const Parameters& a, const Parameters& b);

/// What differs, each as "κ 2 → 3"; "text" or "state" where the tokens do.
QStringList parameterDifferences(const Snapshot& a, const Snapshot& b);

}  // namespace gauge::ui
