// The one selection all views share.
#pragma once

#include "ui/scene/scene.h"

#include <QObject>

namespace gauge::ui {

class SelectionModel : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    const Selection& value() const { return selection_; }

    /// What lies under the pointer; an empty hit ends the preview.
    void hover(const Hit& hit);
    /// Locks what was hit alone, or with `extend` adds or takes it away. Nothing under the pointer unlocks; so does a second click.
    void lock(const Hit& hit, bool extend);
    /// Locks what was hit, whatever was locked.
    void lockExactly(const Hit& hit);
    /// Puts back what was locked.
    void restore(const Selection& locked);
    /// Back to the averaged picture.
    void clear();
    /// Drops tokens beyond the new length.
    void limit(Index tokens);

signals:
    void changed();

private:
    void set(Selection next);
    Selection selection_;
};

}  // namespace gauge::ui
