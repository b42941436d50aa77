// A lesson is on show for a while: what somebody was at is put aside whole, and comes back.
#include "ui/workspace/workspace.h"

#include <utility>

namespace gauge::ui {

struct Workspace::Visit {
    Document document;
    Parameters last;
    Document saved;
    Document lookedFrom;
    std::optional<std::pair<Parameters, Parameters>> aside;
    std::optional<KappaProposal> proposal;
    Reading reading;
    QString followed;    // a file; empty: none
    bool begun = false;  // what it shows first is there: undo leads no further back
    History::Past past;
};

void Workspace::beginVisit()
{
    if (visit_)
        return;
    auto visit = std::make_shared<Visit>();
    visit->followed = following() ? follower_.path() : QString();
    stopFollowing();
    visit->document = now_;
    visit->last = last_;
    visit->saved = saved_;
    visit->lookedFrom = lookedFrom_;
    visit->aside = std::exchange(aside_, {});
    visit->proposal = std::exchange(proposal_, {});
    visit->reading = std::exchange(reading_, {});
    visit->past = history_.putAside();
    visit_ = std::move(visit);
    emit proposalAnswered();
}

void Workspace::endVisit()
{
    if (!visit_)
        return;
    if (bridge_.busy())
        bridge_.cancel();  // its tokens are others
    const std::shared_ptr<Visit> visit = std::exchange(visit_, nullptr);
    history_.takeBack(std::move(visit->past));
    now_ = visit->document;
    last_ = visit->last;
    saved_ = visit->saved;
    lookedFrom_ = visit->lookedFrom;
    aside_ = visit->aside;
    proposal_ = visit->proposal;
    reading_ = visit->reading;
    show();
    {
        const Hold hold(*this);
        emit visitEnded();  // the window arranges itself as it was
    }
    now_ = visit->document;
    emit proposalAnswered();
    request();
    if (!visit->followed.isEmpty())
        beginFollowing(visit->followed, false);
}

void Workspace::become(const Document& document, const Document& from)
{
    proposal_.reset();
    if (bridge_.busy())
        bridge_.cancel();  // its tokens may be others
    now_ = document;
    last_ = now_.run.parameters;
    show();
    if (visit_ && !std::exchange(visit_->begun, true)) {
        adopt();
    } else {
        history_.adopt(from);
        commit();
    }
    request();
}

void Workspace::pass(const RunInput& run)
{
    now_.run = run;
    {
        const Hold hold(*this);
        emit parametersReplaced();
    }
    request();
}

/// What saving is about, whatever is on show.
const Document& Workspace::own() const
{
    return visit_ ? visit_->document : now_;
}

/// Against a crash.
void Workspace::keep()
{
    if (!visit_)
        store_.keep(now_);
}

void Workspace::markSaved()
{
    (visit_ ? *visit_->past.stack : history_.stack()).setClean();
    store_.forget();
    saved_ = lookedFrom_ = own();
    if (visit_)
        visit_->saved = visit_->lookedFrom = own();
    if (!std::exchange(clean_, true))
        emit cleanChanged(true);
}

}  // namespace gauge::ui
