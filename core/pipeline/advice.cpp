#include "core/pipeline/advice.h"

#include "core/pipeline/candidates.h"

#include <algorithm>

namespace gauge {
namespace {

RunInput inputWith(const Snapshot& s, const Candidate& candidate)
{
    RunInput input = s.input;
    input.extras = {};
    setParameter(input.parameters, parameterInfo(candidate.parameter), candidate.value);
    return input;
}

bool canRun(const RunInput& input, Index tokens)
{
    const EvolveOptions& e = input.parameters.evolve;
    const double evaluations = static_cast<double>(tokens * tokens) * (static_cast<double>(e.layers) * e.steps + 1);
    return tokens <= kMostAdviceTokens && evaluations <= static_cast<double>(kMostAdviceEvaluations);
}

/// What θ or M gives on the tree on show, where layers are the same under it, groups have no memory, and pooling cannot be refused.
std::optional<Standing> standingOfCut(const Snapshot& s, const Standing& before, const RunInput& input)
{
    const ConsensusOptions& consensus = input.parameters.consensus;
    if (!sameLayers(input.parameters, s.input.parameters) || consensus.hysteresis > 0 ||
        consensus.metaFrame != MetaFrame::Medoid)
        return std::nullopt;
    Standing after = before;
    regroup(after, cutOf(s.levels.front(), 1, consensus, {}).clusters, s);
    return after;
}

/// Tries candidates one by one.
class Trial {
public:
    Trial(const Snapshot& s, Engine& engine, const RunControl& control, Advice& advice)
        : s_(s), engine_(engine), control_(control), advice_(advice)
    {
    }

    void all()
    {
        for (const Candidate& candidate : candidatesAgainst(advice_.trouble, s_)) {
            const std::optional<Standing> after = outcome(candidate);
            if (after && isClearOf(advice_.trouble, *after) && take(candidate, *after))
                break;
        }
        advice_.tried = canRun(s_.input, s_.tokens()) || !advice_.parameter.empty();
    }

private:
    /// Nothing where it could not be computed, or was refused in words.
    std::optional<Standing> outcome(const Candidate& candidate)
    {
        control_.check();
        try {
            const RunInput input = inputWith(s_, candidate);
            if (!canRun(input, s_.tokens()))
                return candidate.parameter == "threshold" || candidate.parameter == "clusters"
                           ? standingOfCut(s_, advice_.before, input)
                           : std::nullopt;
            if (advice_.runs == kMostAdviceRuns)
                return std::nullopt;
            ++advice_.runs;
            return standingOf(*engine_.run(input, {control_.stop, {}}));
        } catch (const Error&) {
            return std::nullopt;
        }
    }

    /// Whether nothing better can come.
    bool take(const Candidate& candidate, const Standing& after)
    {
        const std::optional<Trouble> left = troubleOf(after);
        const bool nextTrouble = left == Trouble::NothingAgrees && advice_.trouble != Trouble::NothingAgrees;
        if (left && !(nextTrouble && advice_.parameter.empty()))
            return false;
        advice_.parameter = candidate.parameter;
        advice_.now = parameterText(s_.request, parameterInfo(candidate.parameter));
        advice_.value = candidate.value;
        advice_.after = after;
        return !left;
    }

    const Snapshot& s_;
    Engine& engine_;
    const RunControl& control_;
    Advice& advice_;
};

}  // namespace

std::optional<Advice> adviceOn(const Snapshot& s, Engine& engine, const RunControl& control)
{
    Advice advice;
    advice.before = advice.after = standingOf(s);
    const std::optional<Trouble> trouble = troubleOf(advice.before);
    if (!trouble)
        return std::nullopt;
    advice.trouble = *trouble;
    advice.unknown = std::count_if(s.state->guessed.begin(), s.state->guessed.end(), [](int word) { return word != 0; });
    Trial(s, engine, control, advice).all();
    return advice;
}

}  // namespace gauge
