// Reads belief files, sessions, recipes and figures aside, and runs what they pinned.
#pragma once

#include "core/pipeline/proposal.h"
#include "ui/background.h"
#include "ui/workspace/document.h"
#include "ui/workspace/examples.h"
#include "ui/workspace/lessons.h"

#include <optional>

namespace gauge::ui {

/// What a file held: a state, or a whole document with what was pinned already computed.
struct Loaded {
    QString path;
    std::shared_ptr<const State> state;  // with
    Reading reading;                     // as it was read
    std::optional<KappaProposal> kappa;  // a temperature for it; or
    std::shared_ptr<const learn::TrainedModel> model;
    bool builtInWords = false;  // no model was asked for
    std::optional<Document> document;
    bool session = false;                                     // saving goes back to the path
    bool recovered = false;                                   // a copy kept against a crash: nobody saved it
    nlohmann::json newer = nlohmann::json::object();          // keys of a newer version, kept
    nlohmann::json newerOfWindow = nlohmann::json::object();  // the same inside "window"
    std::shared_ptr<const CourseLesson> lesson;               // a lesson, and nothing else
    std::shared_ptr<const SweepMap> sweep;                    // a stored sweep, and nothing else
    std::optional<RunInput> example;                          // what an example runs
    QStringList notes;                                        // for the log
};

/// A temperature for beliefs as they were loaded, from their energies; none where those cannot be had.
std::optional<KappaProposal> proposalFor(const std::shared_ptr<const State>& state, const BackendFactory& backends,
                                         const RunControl& control);

/// Reads any of them, by its name and content; several files, or a folder of them, are one recorded run. Throws Error or Cancelled.
Loaded readAnything(const QStringList& paths, const Reading& reading, const BackendFactory& backends,
                    const RunControl& control = {});

class FileLoader : public QObject {
    Q_OBJECT
public:
    /// `backends`: what runs that a file pinned are computed on.
    explicit FileLoader(BackendFactory backends, QObject* parent = nullptr);

    /// Reads these; of what is being read nothing is told.
    void load(const QStringList& paths, const Reading& reading = {});
    /// A state among the program's resources, or what a text with trained words runs.
    void loadExample(const Example& example);
    /// A trained model by its origin: "learned" or a path; empty: the built-in words.
    void loadModel(const QString& origin);
    /// A session's copy that was kept against a crash.
    void recover(const QString& path);
    bool busy() const { return files_.busy(); }

signals:
    void loaded(std::shared_ptr<const gauge::ui::Loaded> loaded);
    void failed(QString message);

private:
    using Job = std::function<Loaded(const RunControl&)>;

    BackendFactory backends_;
    Background<Job, std::shared_ptr<const Loaded>> files_;
};

}  // namespace gauge::ui
