#include "ui/workspace/follower.h"

#include "ui/workspace/file_loader.h"

namespace gauge::ui {
namespace {

constexpr int kBetweenLooks = 60;  // milliseconds

}  // namespace

Follower::Follower(BackendFactory backends, QObject* parent)
    : QObject(parent), looks_(Newer::Waits,
                              [backends = std::move(backends)](const Job& job, const RunControl& control) {
                                  Seen seen{job.watch, job.watch->look(std::chrono::steady_clock::now(), control), {}};
                                  if (job.propose && seen.look.state)
                                      seen.kappa = proposalFor(seen.look.state, backends, control);
                                  return seen;
                              },
                              {.found = [this](const Seen& seen) { take(seen); },
                               .failed = [this](const QString& words) { emit complained(words); }})
{
    timer_.setInterval(kBetweenLooks);
    connect(&timer_, &QTimer::timeout, this, [this] {
        if (!looks_.busy())
            looks_.submit({watch_, propose_});
    });
}

void Follower::follow(const QString& path, const Reading& reading, bool propose)
{
    watch_ = std::make_shared<Watch>(path.toStdString(), reading);
    path_ = path;
    propose_ = propose;
    looks_.submit({watch_, propose_});
    timer_.start();
}

void Follower::stop()
{
    timer_.stop();
    watch_.reset();
    path_.clear();
}

void Follower::take(const Seen& seen)
{
    if (seen.watch != watch_)
        return;  // of what was followed before
    for (const std::string& line : seen.look.said)
        emit said(QString::fromStdString(line));
    for (const std::string& line : seen.look.wrong)
        emit complained(QString::fromStdString(line));
    if (!seen.look.state)
        return;
    propose_ = false;
    emit changed(seen.look.state, seen.kappa);
}

}  // namespace gauge::ui
