// A file or a folder that a training run writes, read again aside whenever it changes.
#pragma once

#include "core/gaussian/watch.h"
#include "core/pipeline/proposal.h"
#include "ui/background.h"

#include <QTimer>

namespace gauge::ui {

class Follower : public QObject {
    Q_OBJECT
public:
    /// `backends`: what a temperature for what is followed is proposed on.
    explicit Follower(BackendFactory backends, QObject* parent = nullptr);

    /// From now on this file, or the records of this folder. With `propose` the first of its states brings a temperature for it.
    void follow(const QString& path, const Reading& reading, bool propose);
    void stop();
    bool following() const { return watch_ != nullptr; }
    const QString& path() const { return path_; }

signals:
    void changed(std::shared_ptr<const gauge::State> state, std::optional<gauge::KappaProposal> kappa);
    void said(QString message);
    void complained(QString message);

private:
    struct Job {
        std::shared_ptr<Watch> watch;
        bool propose = false;
    };
    struct Seen {
        std::shared_ptr<const Watch> watch;
        Watch::Look look;
        std::optional<KappaProposal> kappa;
    };

    void take(const Seen& seen);

    std::shared_ptr<Watch> watch_;
    QString path_;
    bool propose_ = false;
    Background<Job, Seen> looks_;
    QTimer timer_;
};

}  // namespace gauge::ui
