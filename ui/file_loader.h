// Reads belief files, sessions, recipes and figures on a thread of its own.
#pragma once

#include "ui/document.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <QObject>
#include <thread>
#include <vector>

namespace gauge::ui {

/// What a file held: a state, or a whole document with what was pinned already computed.
struct Loaded {
    QString path;
    std::shared_ptr<const State> state;  // or
    std::shared_ptr<const learn::TrainedModel> model;
    bool builtInWords = false;  // no model was asked for
    std::optional<Document> document;
    bool session = false;  // saving goes back to the path
    nlohmann::json newer = nlohmann::json::object();          // keys of a newer version, kept
    nlohmann::json newerOfWindow = nlohmann::json::object();  // the same inside "window"
    QStringList notes;                                        // for the log
};

/// Reads any of them, by its name and content. Throws Error.
Loaded readAnything(const QString& path, const BackendFactory& backends);

class FileLoader : public QObject {
    Q_OBJECT
public:
    /// `backends`: what runs that a file pinned are computed on.
    explicit FileLoader(BackendFactory backends, QObject* parent = nullptr);
    ~FileLoader() override;  // waits for what is being read

    /// Reads this one; of one that is being read nothing is told.
    void load(const QString& path);
    /// A trained model by its origin: "learned" or a path; empty: the built-in words.
    void loadModel(const QString& origin);
    bool busy() const { return busy_; }

signals:
    void loaded(std::shared_ptr<const gauge::ui::Loaded> loaded);
    void failed(QString message);

private slots:
    void fetch();

private:
    void run(const std::function<Loaded()>& read);

    BackendFactory backends_;
    bool busy_ = false;
    std::mutex mutex_;
    int wanted_ = 0;  // the number of the file asked for last
    std::shared_ptr<const Loaded> loaded_;
    QString problem_;
    int read_ = 0;
    std::vector<std::jthread> threads_;
};

}  // namespace gauge::ui
