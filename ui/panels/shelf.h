// Pinned snapshots, and the bar that compares the present state (B) with one of them (A).
#pragma once

#include "ui/workspace/pinned.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace gauge::ui {

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
    const std::vector<Pinned>& pinned() const { return pinned_; }
    /// Which of them is A; −1 while nothing is compared.
    int referenceIndex() const;
    /// Puts back what was pinned, and which of it is A.
    void restore(const std::vector<Pinned>& pinned, int reference);
    void setPresent(const std::shared_ptr<const Snapshot>& snapshot);

signals:
    void changed();

private:
    void describe();

    std::vector<Pinned> pinned_;
    std::shared_ptr<const Snapshot> present_;
    QComboBox* list_;
    QLabel* differences_;
    int named_ = 0;
};

}  // namespace gauge::ui
