#include "ui/workspace/adviser.h"

#include <utility>

namespace gauge::ui {
namespace {

constexpr int kRest = 500;  // milliseconds without a newer run

auto trying(BackendFactory backends)
{
    return [engine = std::make_shared<Engine>(std::move(backends))](const std::shared_ptr<const Snapshot>& snapshot,
                                                                    const RunControl& control) {
        return adviceOn(*snapshot, *engine, control);
    };
}

}  // namespace

Adviser::Adviser(BackendFactory backends, QObject* parent)
    : QObject(parent), tries_(Newer::Replaces, trying(std::move(backends)),
                              {.found = [this](const std::optional<Advice>& found) { tell(found); },
                               .failed = [this](const QString&) { tell({}); }})
{
    rest_.setSingleShot(true);
    connect(&rest_, &QTimer::timeout, this, &Adviser::ask);
}

void Adviser::consider(std::shared_ptr<const Snapshot> snapshot)
{
    snapshot_ = std::move(snapshot);
    giveWay();
    tell({});
    if (snapshot_ && !playing_)
        rest_.start(kRest);
}

void Adviser::giveWay()
{
    rest_.stop();
    tries_.cancel();
}

void Adviser::setPlaying(bool playing)
{
    if (std::exchange(playing_, playing) != playing)
        consider(snapshot_);
}

void Adviser::dismiss()
{
    if (snapshot_)
        dismissed_ = {snapshot_->input.text, snapshot_->input.state};
    consider(nullptr);
}

void Adviser::ask()
{
    if (dismissed_ && *dismissed_ == std::pair(snapshot_->input.text, snapshot_->input.state))
        return;
    dismissed_.reset();
    tries_.submit(snapshot_);
}

void Adviser::tell(const std::optional<Advice>& advice)
{
    if (!advice && !advice_)
        return;
    advice_ = advice;
    emit changed();
}

}  // namespace gauge::ui
