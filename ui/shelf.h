// Pinned snapshots, and the bar that compares the present state (B) with one of them (A).
#pragma once

#include "core/pipeline/snapshot.h"

#include <memory>
#include <QWidget>
#include <vector>

class QComboBox;
class QLabel;

namespace gauge::ui {

/// What differs, each as "κ 2 → 3"; "text" or "state" where the tokens do.
QStringList parameterDifferences(const Snapshot& a, const Snapshot& b);

class Shelf : public QWidget {
    Q_OBJECT
public:
    explicit Shelf(QWidget* parent = nullptr);

    /// Keeps a snapshot under a name of its own and compares with it.
    void pin(const std::shared_ptr<const Snapshot>& snapshot);
    /// Drops the one compared with; with none left the comparison ends.
    void unpin();
    /// A; null while nothing is compared.
    std::shared_ptr<const Snapshot> reference() const;
    std::size_t count() const { return pinned_.size(); }
    void setPresent(const std::shared_ptr<const Snapshot>& snapshot);

signals:
    void changed();

private:
    struct Pinned {
        QString name;
        std::shared_ptr<const Snapshot> snapshot;
    };
    void describe();

    std::vector<Pinned> pinned_;
    std::shared_ptr<const Snapshot> present_;
    QComboBox* list_;
    QLabel* differences_;
    int named_ = 0;
};

}  // namespace gauge::ui
