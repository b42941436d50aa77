// Looks at a run that rests whether there is little to see, and which one control would change that.
#pragma once

#include "core/pipeline/advice.h"
#include "ui/background.h"

#include <QTimer>

namespace gauge::ui {

class Adviser : public QObject {
    Q_OBJECT
public:
    /// `backends`: for an engine of its own, which tries things aside.
    explicit Adviser(BackendFactory backends, QObject* parent = nullptr);

    /// A run on show, or none. It is looked at once nothing newer came for a while.
    void consider(std::shared_ptr<const Snapshot> snapshot);
    /// A run begins, which has the processor first.
    void giveWay();
    /// Nothing is said while layers play: what they show is on its way.
    void setPlaying(bool playing);
    /// No more of it, until there is another text or file.
    void dismiss();
    /// Of the run on show.
    const std::optional<Advice>& advice() const { return advice_; }

signals:
    void changed();

private:
    void ask();
    void tell(const std::optional<Advice>& advice);

    std::shared_ptr<const Snapshot> snapshot_;
    std::optional<Advice> advice_;
    std::optional<std::pair<std::string, std::shared_ptr<const State>>> dismissed_;  // of which source
    bool playing_ = false;
    QTimer rest_;
    Background<std::shared_ptr<const Snapshot>, std::optional<Advice>> tries_;
};

}  // namespace gauge::ui
