// What a person works on, without a widget: the document, its history, the run that shows it, and the file it lies in. The window shows it
// and says what a hand did; undo, opening, saving and a change of source are tested without one.
#pragma once

#include "core/pipeline/proposal.h"
#include "ui/workspace/adviser.h"
#include "ui/workspace/engine_bridge.h"
#include "ui/workspace/examples.h"
#include "ui/workspace/file_loader.h"
#include "ui/workspace/follower.h"
#include "ui/workspace/history.h"
#include "ui/workspace/session_file.h"
#include "ui/workspace/session_store.h"

#include <QObject>

namespace gauge::ui {

/// Where a workspace keeps what outlives it; empty: nowhere.
struct Places {
    QString settings;  // an .ini file: preferences, arrangement, recent files
    QString recovery;  // a folder for copies against a crash
};

/// Where beliefs come from: a typed text, by the built-in words or a trained model, or a state from a file, which wins.
struct Source {
    std::string text;
    std::shared_ptr<const learn::TrainedModel> model;
    std::shared_ptr<const State> state;
    QString path;  // where the state lies
};

class Workspace : public QObject {
    Q_OBJECT
public:
    /// `backends`: what this program computes on.
    Workspace(BackendFactory backends, const Places& places, QObject* parent = nullptr);

    const Document& document() const { return now_; }
    /// The newest run; null before the first, and while there is nothing to run.
    std::shared_ptr<const Snapshot> snapshot() const { return snapshot_; }
    /// Why the last run failed; empty when it did not.
    const QString& problem() const { return problem_; }
    QUndoStack& history() { return history_.stack(); }
    QUndoGroup& undoGroup() { return history_.group(); }
    const SessionFile& file() const { return file_; }
    /// Something was done that saving would keep; looking (views, what is locked, the layer on show) is nothing of the kind.
    bool unsaved() const { return !clean_; }
    /// A temperature for the file on show, until it is answered or what attention is changes.
    const std::optional<KappaProposal>& proposal() const { return proposal_; }
    /// What would make more to see of the run on show.
    Adviser& adviser() { return adviser_; }
    /// There is a text or a state.
    bool hasSource() const;
    /// A run is under way.
    bool running() const { return bridge_.busy(); }
    /// A file is being read or a run is under way.
    bool busy() const { return loader_.busy() || bridge_.busy() || (following() && now_.path != follower_.path()); }

    /// While one lives, changes are no steps of their own and ask for no run.
    class Hold {
    public:
        explicit Hold(Workspace& workspace) : workspace_(workspace) { ++workspace_.held_; }
        ~Hold() { --workspace_.held_; }
        Hold(const Hold&) = delete;
        Hold& operator=(const Hold&) = delete;

    private:
        Workspace& workspace_;
    };

    /// What the program opens with: no step.
    void begin(const Example& example);

    // What a hand does. Each is a step to undo.
    void openExample(const Example& example);
    void setText(const QString& text);
    /// A state from a file, as loaded: without layers, at κ = 1. Where it has categories, beliefs are coloured by them. The text is put
    /// aside.
    void useState(const std::shared_ptr<const State>& state, const QString& path);
    /// The end of a run under these parameters, as a state of its own: without layers.
    void useEnd(const std::shared_ptr<const State>& state, const Parameters& parameters);
    /// Back from a file to the text that was put aside, with its parameters.
    void useText();
    /// Takes the κ proposed for the file, or leaves it as it is; either way the question is answered.
    void answerProposal(bool take);
    /// Typed texts by a trained model, whose layers come with it; null: by the built-in words. One whose layers cannot be shown is refused
    /// in words.
    void useModel(const std::shared_ptr<const learn::TrainedModel>& model);
    /// The newest of a model in training, where its words are in use: no step of its own.
    void followModel(const std::shared_ptr<const learn::TrainedModel>& model);
    /// While layers play a run goes on from the beliefs of the moment; at rest it starts anew with what was set.
    void setParameters(const Parameters& parameters);
    void setThreshold(double nats);
    /// One parameter by the name of its row, as its control would.
    void setOne(const std::string& name, const std::string& value);
    /// Several at once, by the names of their rows and as they read them; what one press of the mouse sets of the same rows is one step. Complains of what
    /// cannot be, and sets nothing.
    void setRows(const std::vector<std::pair<std::string, std::string>>& rows);
    /// The backend becomes cpu, and a precision that only a device has single.
    void computeOnProcessor();
    void resetParameters();
    void setLayer(int layer);
    /// Back to the identical seeded start: first parameters' layers, no changes during the run.
    void resetRun();
    /// Another draw of the start noise.
    void reseed();
    void setView(const QString& panel, const ViewOptions& options);
    /// Duplicates that are closed, in one step.
    void dropViews(const QStringList& panels);
    void setLock(const Selection& lock);
    void setNames(const GroupNames& names);
    void setPinned(const std::vector<Pinned>& pinned, int reference);
    /// Puts a whole document back: the window shows it, a run begins. Views it says nothing of look as they did.
    void restore(const Document& document);

    // A visit (workspace_visit.cpp): something else is on show for a while, a lesson. What somebody was at, its history and its file are put
    // aside, still are what is saved and kept against a crash, and come back as they were.
    void beginVisit();
    /// Without one: nothing. Opening a file, an example or a new session ends it too.
    void endVisit();
    bool visiting() const { return visit_ != nullptr; }
    /// Another document as one step from `from`, what was on show before it began to change.
    void become(const Document& document, const Document& from);
    /// On the way there: on show, and no step.
    void pass(const RunInput& run);

    // What the window knows.
    /// While layers play, runs also say what all their layers reach together.
    void setPlaying(bool playing);
    /// While what is on show follows itself before an audience, likewise: its axes do not jump.
    void setSteady(bool steady);
    void setCurvesWanted(bool wanted);
    void press(bool down) { history_.press(down); }
    /// What new sources compute on; the present one stays as it is.
    void setComputing(int threads, BackendChoice backend);

    // Files.
    void newSession();
    /// A belief file, a session, a recipe or a figure that carries one, in the background; a bad one is reported and the document stays.
    void open(const QString& path) { open(QStringList{path}); }
    /// Several belief files, or a folder of them, as one recorded run.
    void open(const QStringList& paths, const Reading& reading = {});
    /// Opens a file or a folder once it is there, and shows it again whenever it changes. Layer, selection, views and parameters stay.
    void openAndFollow(const QString& path, const Reading& reading = {});
    /// The same of the file on show, or no more.
    void setFollowing(bool follow);
    bool following() const { return follower_.following(); }
    /// A trained model by its origin: "learned" or a path; empty: the built-in words.
    void openModel(const QString& origin);
    /// Writes the session; false when it could not be (said by complained). A file that changed on disk since is not overwritten at once,
    /// but only when asked again.
    bool save(const QString& path);
    /// What was done is to be forgotten: there is nothing to save.
    void discard();
    std::string bytes() const { return file_.bytes(own()); }
    QStringList recent() const;
    /// What a program left that ended without saving, newest first.
    std::vector<Leftover> leftovers() const;
    /// Opens it as a step, in the background: it is not saved until it is saved. opened(true) or openFailed answers, or opened(false) for
    /// a file that was asked for meanwhile.
    void recover(const Leftover& leftover);

    void cancel() { bridge_.cancel(); }

signals:
    /// The document has changed otherwise than by the hand that is on it: show all of it.
    void replaced();
    /// Only its parameters have.
    void parametersReplaced();
    /// A run is asked for.
    void asked();
    void arrived();  // snapshot() is new
    void emptied();  // there is nothing to show: the text was deleted
    void failed(QString message);
    /// After failed(): it was the device that did, and computeOnProcessor() may help.
    void deviceFailed();
    void cancelled();
    void progress(double fraction);
    void opened(bool recovered);
    void openFailed();
    void said(QString message);
    void complained(QString message);
    /// Saved as it is, or changed since.
    void cleanChanged(bool clean);
    void proposalAnswered();
    void visitEnded();
    /// A file that was opened is a lesson: nothing else of the workspace changed.
    void lessonLoaded(std::shared_ptr<const gauge::ui::CourseLesson> lesson);
    /// A file that was opened is a stored sweep: what it swept is on show, and the map view has its axes.
    void sweepLoaded(std::shared_ptr<const gauge::SweepMap> sweep, QString path);
    void followingChanged(bool following);

private:
    /// The source and what comes with it, written once.
    void change(Source source, const Parameters& parameters, const Parameters& defaults);
    Parameters computed(Parameters parameters) const;
    void takeUp(const State& state);
    void showState(const std::shared_ptr<const State>& state, const QString& path, const Parameters& parameters);
    void request();
    void showNothing();
    void commit(const QString& kind = {});
    void adopt();
    void show();
    void take(const std::shared_ptr<const Snapshot>& snapshot);
    void takeLoaded(const std::shared_ptr<const Loaded>& loaded);
    void takeDocument(const Loaded& loaded);
    void takeState(const Loaded& loaded);
    void takeSweep(const Loaded& loaded);
    void lookedAt(bool clean, const Document& before);
    void takeExample(const RunInput& example);
    void takeFollowed(const std::shared_ptr<const State>& state, const std::optional<KappaProposal>& kappa);
    void beginFollowing(const QString& path, bool propose);
    void stopFollowing();
    void takeRecovered(const Document& document);
    void markSaved();
    void noteWork();
    const Document& own() const;
    void keep();

    BackendFactory backends_;
    Places places_;
    int threads_ = 0;
    BackendChoice backend_ = BackendChoice::Auto;
    Document now_;
    Parameters last_;  // of the last run asked for
    std::shared_ptr<const Snapshot> snapshot_;
    QString problem_;
    bool playing_ = false;
    bool steady_ = false;
    bool curves_ = false;
    Document saved_;                                          // what there was when it was last opened or saved
    Document lookedFrom_;                                     // and before a file was opened to be looked at
    std::optional<std::pair<Parameters, Parameters>> aside_;  // of the text that was put aside, with their defaults
    bool clean_ = true;
    std::optional<KappaProposal> proposal_;
    int held_ = 0;
    SessionFile file_;
    EngineBridge bridge_;
    Adviser adviser_;
    Reading reading_;  // how the file on show was read, and is again when it is followed
    FileLoader loader_;
    Follower follower_;
    SessionStore store_;
    struct Visit;
    std::shared_ptr<Visit> visit_;  // what it put aside; null: there is none
    History history_;               // goes first, and says that it is clean as it goes
};

}  // namespace gauge::ui
