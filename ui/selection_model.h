// The one selection all views share.
#pragma once

#include "ui/scene.h"

#include <QObject>

namespace gauge::ui {

class SelectionModel : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    const Selection& value() const { return selection_; }

    /// What lies under the pointer; an empty hit ends the preview.
    void hover(const Hit& hit);
    /// Locks the tokens alone, or with `extend` adds or takes them away. Nothing under the pointer unlocks.
    void lock(const std::vector<int>& tokens, bool extend);
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
