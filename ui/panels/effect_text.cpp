#include "ui/panels/effect_text.h"

#include "core/pipeline/effects.h"
#include "core/pipeline/trouble.h"
#include "ui/painter/axes.h"
#include "ui/panels/counted.h"

#include <array>
#include <cmath>
#include <QObject>
#include <QStringList>

namespace gauge::ui {
namespace effect_text {
namespace {

QString percent(double share)
{
    return QObject::tr("%1 %").arg(shortNumber(100 * share));
}

QString seconds(double s)
{
    return s < 1 ? QObject::tr("%1 ms").arg(shortNumber(1e3 * s)) : QObject::tr("%1 s").arg(shortNumber(s));
}

// Attention.

QString kappa(const Snapshot& s)
{
    const auto hearing = hearingOf(s);
    if (!hearing)
        return {};
    return QObject::tr("The average token listens to %1 of %2.").arg(shortNumber(hearing->others), otherCount(hearing->of));
}

QString noSelf(const Snapshot& s)
{
    const auto self = selfAttention(s);
    return self ? QObject::tr("The average token gives %1 of its attention to itself.").arg(percent(*self)) : QString();
}

QString mask(const Snapshot& s)
{
    const auto pairs = allowedPairs(s);
    if (!pairs)
        return {};
    if (pairs->allowed == pairs->all)
        return QObject::tr("Every token may listen to every token: %1.").arg(pairCount(pairs->all));
    return QObject::tr("%1 of %2 of who listens and to whom are allowed.").arg(pairs->allowed).arg(pairCount(pairs->all));
}

QString temperatureScale(const Snapshot& s)
{
    const auto tau = temperatures(s);
    if (!tau)
        return {};
    if (tau->least == tau->greatest)
        return QObject::tr("τ is %1 nat.").arg(shortNumber(tau->least));
    return QObject::tr("τ is %1 to %2 nat, by head.").arg(shortNumber(tau->least), shortNumber(tau->greatest));
}

QString headAttention(const Snapshot& s)
{
    const auto difference = headDifference(s);
    if (!difference)
        return {};
    return QObject::tr("A head puts %1 of its attention elsewhere than the mean of all heads.").arg(percent(*difference));
}

QString divergence(const Snapshot& s)
{
    const auto energy = typicalEnergy(s);
    return energy ? QObject::tr("Half of the pairs lie closer than %1 nat.").arg(shortNumber(*energy)) : QString();
}

QString attentionPrior(const Snapshot& s)
{
    const auto places = listeningReach(s);
    return places ? QObject::tr("The average token listens %1 places away.").arg(shortNumber(*places)) : QString();
}

// Frames.

QString positionRate(const Snapshot& s)
{
    const auto angle = neighbourAngle(s);
    return angle ? QObject::tr("The frames of neighbours lie %1° apart.").arg(shortNumber(*angle)) : QString();
}

QString frameStep(const Snapshot& s)
{
    const auto angle = turnedAngle(s);
    return angle ? QObject::tr("The average frame has turned by %1° since the start.").arg(shortNumber(*angle)) : QString();
}

QString connection(const Snapshot& s)
{
    const auto curvature = curvatureOf(s);
    if (!curvature)
        return QObject::tr("Flat: frames are a choice of coordinates.");
    if (curvature->loops == 0)
        return QObject::tr("Fewer than three tokens: there is no loop.");
    return curvature->sampled ? QObject::tr("The mean Wilson loop of %1 drawn triangles is %2; flat: 1.")
                                    .arg(curvature->loops)
                                    .arg(shortNumber(curvature->wilson))
                              : QObject::tr("The mean Wilson loop is %1; flat: 1.").arg(shortNumber(curvature->wilson));
}

QString linkScale(const Snapshot& s)
{
    const auto curvature = curvatureOf(s);
    if (!curvature)
        return QObject::tr("There are no links to scale: the connection is flat.");
    return std::isfinite(curvature->frustration)
               ? QObject::tr("Frustration is %1; 0: everybody can agree along every link.")
                     .arg(shortNumber(curvature->frustration))
               : QString();
}

// Dynamics.

QString layers(const Snapshot& s)
{
    const auto moved = lastMovement(s);
    if (!moved)
        return {};
    if (moved->greatest < kAlike)
        return QObject::tr("Layer %1 moved no belief any more.").arg(moved->layer);
    return QObject::tr("Layer %1 still moved the average belief by %2 nat, one of them by %3.")
        .arg(moved->layer)
        .arg(shortNumber(moved->mean), shortNumber(moved->greatest));
}

QString step(const Snapshot& s)
{
    const auto left = startLeft(s);
    if (!left)
        return {};
    return QObject::tr("After %1, %2 of what a belief began as is left in it.")
        .arg(stepCount(left->steps), percent(left->share));
}

QString alpha(const Snapshot& s)
{
    const auto pulls = pullsOf(s);
    if (!pulls)
        return {};
    return QObject::tr("The average token stands %1 nat from its prior; priors are %2 of the free energy.")
        .arg(shortNumber(pulls->fromPrior), percent(pulls->priorShare));
}

QString lambda(const Snapshot& s)
{
    const auto pulls = pullsOf(s);
    if (!pulls)
        return {};
    return QObject::tr("The average token stands %1 nat from whom it hears; that is %2 of the free energy.")
        .arg(shortNumber(pulls->fromNeighbours), percent(1 - pulls->priorShare));
}

QString startNoise(const Snapshot& s)
{
    const auto nats = scatter(s);
    return nats ? QObject::tr("The average token starts %1 nat from its prior.").arg(shortNumber(*nats)) : QString();
}

QString dynamics(const Snapshot& s)
{
    const auto descent = descentOf(s);
    if (!descent)
        return {};
    const QString from = shortNumber(descent->before);
    const QString to = shortNumber(descent->after);
    if (descent->rises == 0)
        return QObject::tr("The free energy went from %1 to %2 nat and never rose.").arg(from, to);
    return QObject::tr("The free energy went from %1 to %2 nat and rose in %3 of %4.")
        .arg(from, to, QString::number(descent->rises), stepCount(descent->steps));
}

// Consensus.

QString threshold(const Snapshot& s)
{
    const auto cut = s.request.consensus.clusters == 0 ? cutEffect(s) : std::nullopt;
    if (!cut)
        return {};
    QString text = QObject::tr("Nobody agrees");
    if (cut->groups == 1)
        text = QObject::tr("One group of %1").arg(tokenCount(cut->largest));
    else if (cut->groups > 1)
        text = QObject::tr("%1, the largest of %2").arg(groupCount(cut->groups), tokenCount(cut->largest));
    if (cut->above)
        text += QObject::tr("; the next join above %1 nat").arg(shortNumber(*cut->above));
    if (cut->below)
        text += QObject::tr("; the last joined above %1 nat").arg(shortNumber(*cut->below));
    return text + QLatin1Char('.');
}

QString clusters(const Snapshot& s)
{
    const auto cut = s.request.consensus.clusters > 0 ? cutEffect(s) : std::nullopt;
    if (!cut)
        return {};
    return QObject::tr("%1, as at θ = %2 nat.").arg(agentCount(cut->agents), shortNumber(cut->theta));
}

QString hysteresis(const Snapshot& s)
{
    const auto cut = withoutHysteresis(s);
    if (!cut)
        return {};
    if (cut->agents == cut->otherwise)
        return QObject::tr("%1, as many as without it.").arg(agentCount(cut->agents));
    return QObject::tr("%1 instead of %2 without it.").arg(agentCount(cut->agents)).arg(cut->otherwise);
}

QString linkage(const Snapshot& s)
{
    const auto cut = otherLinkage(s);
    if (!cut)
        return {};
    const QString now = agentCount(cut->agents);
    if (cut->agents == cut->otherwise)
        return QObject::tr("%1, whether every pair has to be close or a chain of close pairs is enough.").arg(now);
    return s.request.consensus.linkage == Linkage::Complete
               ? QObject::tr("%1; %2 if a chain of close pairs were enough.").arg(now).arg(cut->otherwise)
               : QObject::tr("%1; %2 if every pair had to be close.").arg(now).arg(cut->otherwise);
}

QString pooling(const Snapshot& s)
{
    const auto spread = memberSpread(s);
    return spread ? QObject::tr("The average member lies %1 nat from its meta-token.").arg(shortNumber(*spread))
                  : QString();
}

QString listed(const QStringList& numbers)
{
    return numbers.join(QStringLiteral(" → "));
}

QString scales(const Snapshot& s)
{
    const auto levels = scaleAgents(s);
    if (!levels)
        return {};
    QStringList numbers{QString::number(s.tokens())};
    for (const Index agents : levels->agents)
        numbers << QString::number(agents);
    return QObject::tr("Agents from scale to scale: %1.").arg(listed(numbers));
}

QString thresholdGrowth(const Snapshot& s)
{
    const auto levels = scaleAgents(s);
    if (!levels)
        return {};
    QStringList numbers;
    for (const double theta : levels->theta)
        numbers << shortNumber(theta);
    return QObject::tr("θ from scale to scale: %1 nat.").arg(listed(numbers));
}

QString unknown(const Snapshot& s)
{
    const auto words = unknownWords(s);
    if (!words)
        return {};
    return QObject::tr("Unknown: %1 of %2.").arg(*words).arg(tokenCount(s.tokens()));
}

QString crossScale(const Snapshot& s)
{
    const auto pairs = activePairs(s);
    if (!pairs)
        return {};
    return QObject::tr("%n agents attend in %1; tokens alone would in %2.", nullptr, counted(pairs->agents))
        .arg(pairCount(pairs->pairs))
        .arg(pairs->tokenPairs);
}

QString metaPrior(const Snapshot& s)
{
    const auto share = metaShare(s);
    return share ? QObject::tr("The pull of meta-tokens is %1 of the free energy.").arg(percent(*share)) : QString();
}

QString condensed(const Snapshot& s)
{
    const auto saving = savingOf(s);
    if (!saving)
        return {};
    return QObject::tr("The last layer ran on %1; all layers took %2, on tokens alone %3.")
        .arg(agentCount(saving->agents), divergenceCount(saving->evaluations))
        .arg(saving->onTokens);
}

// Computing.

QString backend(const Snapshot& s)
{
    const auto effort = effortOf(s);
    if (!effort)
        return {};
    return QObject::tr("The last run took %1 (%2, %3).")
        .arg(seconds(effort->seconds), QString::fromStdString(effort->backend), divergenceCount(effort->evaluations));
}

/// Rows of the parameter table that have a sentence.
struct Sentence {
    const char* parameter;
    QString (*text)(const Snapshot&);
};

constexpr std::array kSentences{
    Sentence{"kappa", kappa},
    Sentence{"temperature-scale", temperatureScale},
    Sentence{"head-attention", headAttention},
    Sentence{"divergence", divergence},
    Sentence{"mask", mask},
    Sentence{"no-self", noSelf},
    Sentence{"attention-prior", attentionPrior},
    Sentence{"connection", connection},
    Sentence{"link-scale", linkScale},
    Sentence{"position-rate", positionRate},
    Sentence{"irrep-heads", headAttention},
    Sentence{"frame-step", frameStep},
    Sentence{"layers", layers},
    Sentence{"until", layers},
    Sentence{"step", step},
    Sentence{"alpha", alpha},
    Sentence{"lambda", lambda},
    Sentence{"start-noise", startNoise},
    Sentence{"dynamics", dynamics},
    Sentence{"threshold", threshold},
    Sentence{"clusters", clusters},
    Sentence{"hysteresis", hysteresis},
    Sentence{"linkage", linkage},
    Sentence{"pooling", pooling},
    Sentence{"unknown-words", unknown},
    Sentence{"scales", scales},
    Sentence{"threshold-growth", thresholdGrowth},
    Sentence{"cross-scale", crossScale},
    Sentence{"meta-prior", metaPrior},
    Sentence{"condensed", condensed},
    Sentence{"backend", backend},
};

}  // namespace
}  // namespace effect_text

QString effectText(const std::string& parameter, const Snapshot& snapshot)
{
    for (const effect_text::Sentence& sentence : effect_text::kSentences)
        if (parameter == sentence.parameter)
            return appliesTo(snapshot, parameter) ? sentence.text(snapshot) : QString();
    return {};
}

}  // namespace gauge::ui
