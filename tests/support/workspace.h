// A workspace for tests, in a folder that goes with it.
#pragma once

#include "tests/support/cli.h"
#include "ui/views/all_views.h"
#include "ui/workspace/workspace.h"

#include <QTest>

namespace gauge::ui::test {

/// A change that a hand makes.
struct Action {
    const char* name;
    std::function<void()> act;
};

class WorkspaceFixture : public QObject {
    Q_OBJECT
protected:
    std::unique_ptr<gauge::test::TemporaryFolder> folder_;
    std::unique_ptr<Workspace> workspace_;
    QStringList complaints_;
    QStringList said_;

    QString file(const char* name) const { return QString::fromStdString(folder_->file(name)); }
    const Document& document() const { return workspace_->document(); }
    const Parameters& parameters() const { return document().run.parameters; }

    /// A new one with the views of a window, on backends that may be made to throw.
    void begin();
    /// Nothing is read and nothing runs.
    bool calm();
    /// What comes next is a step of its own.
    void newGesture();
    void setKappa(double kappa);
    /// A file of 20 tokens in the folder, with categories or without.
    QString writeState(const char* name, bool categories);
    std::shared_ptr<const State> state() const;
    static ViewOptions optionsOf(const char* view, const char* control, const char* value);
    /// One of every kind of change.
    std::vector<Action> actions();

private slots:
    void init();
    void cleanup();
};

}  // namespace gauge::ui::test
