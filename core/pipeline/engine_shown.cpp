// From a run's layers to what is shown of one of them.
#include "core/learn/trained_text.h"
#include "core/pipeline/engine_run.h"
#include "core/pipeline/record_tokens.h"

#include <numeric>

namespace gauge {

void Run::drawFrames()
{
    bool ran = false;
    const auto drawn = memory_.frames.get(
        course_->framesMoved ? layerKey_ : startKey_,
        [&] {
            const Ensemble& first = start_->ensemble;
            DrawnFrames made;
            if (records_) {
                made.now = *records_->frames(at_);
                for (std::size_t record = 0; record < at_; ++record)
                    made.before.push_back(*records_->frames(record));
                return made;
            }
            made.now = triads(first.frames, first.phi, first.generators);
            for (std::size_t layer = 1; course_->framesMoved && layer <= at_; ++layer) {
                made.before.push_back(std::move(made.now));
                made.now = triads(course_->run.path.frames[layer], {}, first.generators);
            }
            return made;
        },
        ran);
    s_.triads = {drawn, drawn->now};
    s_.triadsBefore = {drawn, drawn->before};
}

void Run::drawPlane()
{
    bool ran = false;
    const auto plane = memory_.plane.get(
        pathKey_,
        [&] {
            const std::vector<CommonBeliefs>& path = course_->run.path.layers;
            Plane made{principalAxes(path), {}};
            for (const CommonBeliefs& layer : path)
                made.projected.push_back(project(made.space, layer));
            return made;
        },
        ran);
    s_.space = plane->space;
    s_.projected = {plane, plane->projected};
    s_.path = {course_, course_->run.path};
}

void Run::attendShown()
{
    bool ran = false;
    attendKey_ = layerKey_ + stages().attend.key(request_);
    const auto attended = memory_.attend.get(
        attendKey_,
        [&] {
            return attentionOf(*backend_, layers().at(at_), request_, {.energy = true, .attention = true, .mixture = false},
                               control_);
        },
        ran);
    note(stages().attend.name(), ran, n_ * n_);
    s_.energy = {attended, attended->energy};
    s_.attention = {attended, attended->attention};
}

/// Everything about agreement; where there can be none, why.
void Run::agree()
{
    if (s_.consensusRefused.empty()) {
        cutGroups();
        growShown();
        attendActive();
        s_.leaves = leafOrder(s_.tree(), n_);
    } else {
        treesKey_ = levelsKey_ = layerKey_ + "no consensus";
        s_.levels = std::vector<ScaleLevel>{withoutAgreement(n_)};
        std::vector<TokenGroups> none;
        for (const CommonBeliefs& layer : course_->run.path.layers)
            none.emplace_back(1, std::vector<Index>(static_cast<std::size_t>(layer.tokens()), -1));
        s_.groups = std::move(none);
        s_.leaves.resize(static_cast<std::size_t>(n_));
        std::iota(s_.leaves.begin(), s_.leaves.end(), Index{0});
    }
    s_.clusterColour = coloursOf(s_.clusters(), s_.state->tokens);
}

void Run::linkTrees()
{
    s_.consensusRefused = consensusRefusal(request_.attention);
    if (!s_.consensusRefused.empty())
        return;
    bool ran = false;
    treesKey_ = pathKey_ + stages().trees.key(request_);
    trees_ = memory_.trees.get(
        treesKey_,
        [&] {
            Trees made;
            for (std::size_t layer = 0; layer < layers().count(); ++layer)
                made.push_back(recording_
                                   ? records_->tree(*backend_, layer)
                                   : std::make_shared<const ScaleLevel>(treeAt(
                                         *backend_, layers().at(layer), layers().priorAt(layer), request_, control_)));
            return made;
        },
        ran);
    Index evaluations = 0;
    for (const auto& layer : *trees_)
        evaluations += layer->distance.size() + layer->evaluations;
    note(stages().trees.name(), ran, recording_ ? records_->evaluations() : evaluations);
}

/// Groups at every layer. With one scale only trees are cut: no divergence is evaluated.
void Run::cutGroups()
{
    bool ran = false;
    const auto cut = memory_.cut.get(
        treesKey_ + stages().cut.key(request_),
        [&] {
            const TreeOfLayer tree = [&](std::size_t layer) -> const ScaleLevel& { return *(*trees_)[layer]; };
            return followGroups(*backend_, layers(), tree, request_, control_);
        },
        ran);
    note(stages().cut.name(), ran, cut->evaluations);
    s_.groups = {cut, cut->groups};
    s_.events = {cut, cut->events};
}

void Run::growShown()
{
    bool ran = false;
    levelsKey_ = treesKey_ + stages().cut.key(request_) + std::to_string(at_) + '\x1e';
    const auto grown = memory_.levels.get(
        levelsKey_,
        [&] {
            TokenGroups before;
            if (at_ > 0)
                before = recording_ ? groupsAmong(*recording_, s_.groups[at_ - 1], at_ - 1, at_) : s_.groups[at_ - 1];
            return levelsAt(*backend_, layers().at(at_), *(*trees_)[at_], request_, before, control_);
        },
        ran);
    Index evaluations = 0;
    for (std::size_t s = 1; s < grown->size(); ++s)
        evaluations += (*grown)[s].evaluations;
    note("levels", ran, evaluations);
    s_.levels = {grown, *grown};
}

/// Attention across scales, whose meta-tokens are new beliefs: their divergences are new too.
void Run::attendActive()
{
    if (!canCondense(request_.attention))
        return;
    bool ran = false;
    const auto active = memory_.active.get(
        levelsKey_ + stages().active.key(request_),
        [&] { return activeOf(*backend_, layers().at(at_), s_.levels, request_, false, control_); }, ran);
    note(stages().active.name(), ran, active->attention.evaluations);
    s_.active = {active, active->agents.id};
    s_.activeAttention = {active, active->attention.attention};
}

void Run::reach()
{
    if (!input_.extras.extents)
        return;
    bool ran = false;
    s_.extents = memory_.extents.get(
        pathKey_ + (trees_ ? treesKey_ : "no trees") + stages().attend.key(request_),
        [&] { return recording_ ? records_->extents(*backend_, trees_ != nullptr) : extentsOfLayers(); }, ran);
    note("extents", ran, recording_ ? records_->evaluations() : n_ * n_ * (s_.layers + 1));
}

RunExtents Run::extentsOfLayers()
{
    RunExtents all;
    for (std::size_t layer = 0; layer < layers().count(); ++layer)
        all.take(
            layerExtents(*backend_, layers().at(layer), trees_ ? (*trees_)[layer].get() : nullptr, request_, control_));
    return all;
}

void Run::count()
{
    bool ran = false;
    const bool agreement = s_.consensusRefused.empty();
    const auto counted = memory_.numbers.get(
        levelsKey_ + attendKey_,
        [&] {
            return ConsensusNumbers{agreement ? clusterStatistics(s_.clusters(), s_.distance(), s_.attention)
                                              : noClusterStatistics(n_),
                                    effectiveRank(s_.common, s_.state->multiplicity), attentionSpread(s_.attention)};
        },
        ran);
    s_.numbers = {counted, *counted};
}

void Run::drawCurves()
{
    if (!input_.extras.curves)
        return;
    bool ran = false;
    s_.curves = memory_.curves.get(
        layerKey_ + treesKey_ + stages().cut.key(request_) + stages().curves.key(request_),
        [&] {
            CurvesInput in;
            in.shown = at_;
            for (std::size_t layer = 0; layer < layers().count(); ++layer) {
                in.layers.push_back(layers().at(layer));
                if (trees_)
                    in.distance.push_back(&(*trees_)[layer]->distance);
                in.group.push_back(s_.groups[layer].front());
            }
            return curvesOf(*backend_, in, request_, control_);
        },
        ran);
    note(stages().curves.name(), ran, n_ * n_ * (s_.layers + 7));
}

/// What a trained model expects after each token, from the shown layer's beliefs.
void Run::answer()
{
    if (!input_.model || input_.state)
        return;
    bool ran = false;
    const auto answers =
        memory_.answers.get(layerKey_, [&] { return learn::answersOf(*input_.model, s_.common, input_.text); }, ran);
    s_.answers = {answers, *answers};
    note("answers", ran, 0);
}

}  // namespace gauge
