// Undo and redo of everything: whole documents, one step a gesture.
#pragma once

#include "ui/workspace/document.h"

#include <functional>
#include <memory>
#include <QElapsedTimer>
#include <QUndoGroup>
#include <QUndoStack>

namespace gauge::ui {

class History {
public:
    /// `restore`: puts a document back.
    explicit History(std::function<void(const Document&)> restore);

    QUndoStack& stack() { return *stack_; }
    /// The one whose undo and redo the window offers: that of now.
    QUndoGroup& group() { return group_; }

    /// What was done so far, put aside: another history begins, without any steps.
    struct Past {
        std::unique_ptr<QUndoStack> stack;
        Document committed;
    };
    Past putAside();
    /// It goes on where it was; what was done since is forgotten.
    void takeBack(Past past);

    /// What is there now, if it differs from the last step, is one more; changes of one kind in one gesture are one. False when nothing
    /// has changed. `playing`: while layers play, nothing but a press begins a gesture. `kind`: of the change, where that does not depend on what differs.
    bool commit(const Document& now, bool playing, const QString& kind = {});
    /// What followed from the last step without a hand is part of it.
    void adopt(const Document& now) { committed_ = now; }
    const Document& committed() const { return committed_; }

    /// A button of the mouse goes down, or up: what it does between is one gesture.
    void press(bool down);

private:
    void use(std::unique_ptr<QUndoStack> stack);

    std::function<void(const Document&)> restore_;
    Document committed_;
    int gesture_ = 0;
    bool pressed_ = false;
    QElapsedTimer last_;
    QUndoGroup group_;
    std::unique_ptr<QUndoStack> stack_;
};

}  // namespace gauge::ui
