// Parameters of the run on show: what sets them, and what asks to.
#include "core/error.h"
#include "ui/workspace/workspace.h"

#include <utility>

namespace gauge::ui {
namespace {

constexpr double kFirstNoise = 0.3;  // what reseeding starts with where there was none

}  // namespace

void Workspace::answerProposal(bool take)
{
    if (!proposal_)
        return;
    const double kappa = proposal_.value_or(KappaProposal{}).kappa;
    proposal_.reset();
    if (take) {
        Parameters p = now_.run.parameters;
        p.attention.kappa = kappa;
        setParameters(p);
        emit parametersReplaced();
    }
    emit proposalAnswered();
}

void Workspace::setParameters(const Parameters& parameters)
{
    if (proposal_ && !(parameters.attention == now_.run.parameters.attention)) {
        proposal_.reset();
        emit proposalAnswered();
    }
    now_.run.parameters = parameters;
    if (playing_ && snapshot_ && snapshot_->layer > 0 && snapshot_->recording() == nullptr &&
        !sameLayers(last_, parameters)) {
        const int layer = snapshot_->layer;
        if (now_.run.earlier.empty() || now_.run.earlier.back().until < layer)
            now_.run.earlier.push_back({last_, layer});
    }
    request();
    commit();
}

void Workspace::setThreshold(double nats)
{
    Parameters p = now_.run.parameters;
    p.consensus.threshold = nats;
    p.consensus.clusters = 0;  // the hand on the line decides, not the number
    setParameters(p);
    emit parametersReplaced();
}

void Workspace::setOne(const std::string& name, const std::string& value)
{
    Parameters p = now_.run.parameters;
    setParameter(p, parameterInfo(name), value);
    setParameters(p);
    emit parametersReplaced();
}

void Workspace::setRows(const std::vector<std::pair<std::string, std::string>>& rows)
{
    Parameters p = now_.run.parameters;
    QString kind;
    try {
        for (const auto& [name, text] : rows) {
            setParameter(p, parameterInfo(name), text);
            kind += QString::fromStdString(name) + QLatin1Char(' ');
        }
        resolve(p);
    } catch (const Error& e) {
        emit complained(QString::fromUtf8(e.what()));
        return;
    }
    if (p == now_.run.parameters)
        return;
    {
        const Hold hold(*this);
        setParameters(p);
    }
    request();
    commit(kind);
    emit parametersReplaced();
}

void Workspace::computeOnProcessor()
{
    Parameters p = now_.run.parameters;
    p.backend = BackendChoice::Cpu;
    if (needsMatrixUnits(p.attention.precision))
        p.attention.precision = Precision::Single;
    setParameters(p);
    emit parametersReplaced();
}

void Workspace::resetParameters()
{
    now_.run.parameters = now_.defaults;
    emit parametersReplaced();
    resetRun();
}

void Workspace::resetRun()
{
    now_.run.earlier.clear();
    if (playing_)
        now_.run.layer = 0;
    request();
    commit();
}

void Workspace::reseed()
{
    if (now_.run.state && now_.run.state->recording) {
        emit said(tr("A recorded run is shown as it was recorded: it has no start noise."));
        return;
    }
    Parameters& p = now_.run.parameters;
    ++p.start.seed;
    if (p.start.noise == 0) {
        p.start.noise = kFirstNoise;
        emit said(tr("Start noise ν was 0: it is %1 now, so that the seed matters.").arg(kFirstNoise));
    }
    emit parametersReplaced();
    resetRun();
}

}  // namespace gauge::ui
