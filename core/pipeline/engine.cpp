#include "core/pipeline/engine.h"

#include "core/learn/trained_text.h"
#include "core/parallel.h"
#include "core/pipeline/engine_memory.h"

#include <chrono>
#include <numeric>

namespace gauge {
namespace {

/// One run: each stage asks its memo by the keys of what it stands on and of what it reads itself, and leaves what it found for the
/// next.
class Run {
public:
    Run(Engine::Memory& memory, const RunInput& input, const RunControl& control)
        : memory_(memory), input_(input), control_(control), request_(resolve(input.parameters)),
          backend_(memory.backend(request_.backend))
    {
    }

    std::shared_ptr<const Snapshot> run()
    {
        const auto began = std::chrono::steady_clock::now();
        const ThreadLimit threads(request_.threads);
        findState();
        start_ = startUnder(request_);
        startKey_ = originKey_ + stages().start.key(request_);
        runCourse();
        drawFrames();
        drawPlane();
        linkTrees();
        attendShown();
        agree();
        reach();
        count();
        drawCurves();
        answer();
        s_.input = input_;
        s_.request = request_;
        s_.backend = backend_->name();
        s_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        return snapshot_;
    }

private:
    void note(const std::string& stage, bool ran, Index evaluations)
    {
        if (ran) {
            s_.computed.push_back(stage);
            s_.evaluations.push_back(evaluations);
        }
        control_.check();
    }

    void findState()
    {
        if (input_.state != memory_.loaded) {
            memory_.loaded = input_.state;
            ++memory_.loadedNumber;
        }
        if (input_.state) {
            originKey_ = fmt::format("state {}", memory_.loadedNumber);
            s_.state = input_.state;
        } else {
            embed();
        }
        if (stages().absorb.given(request_).absorbFrames) {
            bool ran = false;
            originKey_ += " absorbed";
            s_.state = memory_.absorbed.get(originKey_, [&] { return absorbFrames(*s_.state); }, ran);
            note(stages().absorb.name(), ran, 0);
        }
        request_ = resolveFor(input_.parameters, *s_.state);
        n_ = s_.tokens();
        s_.layers = request_.evolve.layers;
        s_.layer = input_.layer < 0 ? s_.layers : std::min(input_.layer, s_.layers);
        at_ = static_cast<std::size_t>(s_.layer);
        requireMatricesFit(n_, s_.state->heads.size() + static_cast<std::size_t>(s_.layers) + 1, 3);
    }

    void embed()
    {
        if (input_.model != memory_.model) {
            memory_.model = input_.model;
            ++memory_.modelNumber;
        }
        bool ran = false;
        originKey_ = fmt::format("text {}\x1fmodel {}\x1f", input_.text, input_.model ? memory_.modelNumber : -1) +
                     stages().embed.key(request_);
        s_.state =
            memory_.embed.get(originKey_, [&] { return stateOfText(input_.text, input_.model.get(), request_); }, ran);
        note(stages().embed.name(), ran, 0);
    }

    std::shared_ptr<const Start> startUnder(const Request& request)
    {
        bool ran = false;
        auto start =
            memory_.start.get(originKey_ + stages().start.key(request), [&] { return startOf(*s_.state, request); }, ran);
        note(stages().start.name(), ran, 0);
        return start;
    }

    /// The first legs of a run; each is remembered by all that came before it.
    std::shared_ptr<const Course> courseOf(const std::vector<Leg>& legs, std::size_t count, bool& ran)
    {
        const Leg& leg = legs[count - 1];
        std::shared_ptr<const Course> before;
        if (count > 1)
            before = courseOf(legs, count - 1, ran);
        const int layers = leg.until - (count > 1 ? legs[count - 2].until : 0);
        courseKey_ += originKey_ + stages().start.key(leg.parameters) +
                      stages().layersFor(leg.parameters).key(leg.parameters) + std::to_string(layers) + '\x1e';
        bool legRan = false;
        auto course = memory_.course.get(
            courseKey_,
            [&] {
                Request request = resolveFor(leg.parameters, *s_.state);
                request.evolve.layers = layers;
                const auto start = startUnder(request);
                const Backend& backend = *memory_.backend(request.backend);
                return before ? nextLeg(backend, *before, *start, request, control_)
                              : firstLeg(backend, *start, request, control_);
            },
            legRan);
        ran = ran || legRan;
        return course;
    }

    void runCourse()
    {
        bool ran = false;
        const std::vector<Leg> legs = legsOf(input_);
        course_ = courseOf(legs, legs.size(), ran);
        const Trajectory& path = course_->run.path;
        Index evaluations = static_cast<Index>(path.history.size()) * n_ * n_;
        if (!course_->run.layers.empty()) {
            evaluations = 0;
            for (const CondensedLayer& layer : course_->run.layers)
                evaluations += layer.pairEvaluations + layer.memberEvaluations;
        }
        note(stages().layers.name(), ran, evaluations);
        s_.condensed = {course_, course_->run.layers};
        s_.layerAt = {course_, course_->layerAt};
        s_.changes = {course_, course_->changes};
        s_.byToken = {course_, path.byToken};
        s_.history = {course_, path.history};
        s_.common = {course_, path.layers[at_]};
        s_.frames = path.frames[at_];
        // Without layers, and at the first, beliefs are as loaded, whatever attention does.
        pathKey_ = s_.layers > 0 ? courseKey_ : startKey_;
        layerKey_ = at_ > 0 ? courseKey_ + std::to_string(at_) + '\x1e' : startKey_;
        bool looked = false;
        s_.health = *memory_.health.get(layerKey_, [&] { return healthOf(s_.common); }, looked);
    }

    RunLayers layers() const { return {*start_, course_->run.path, course_->framesMoved}; }

    void drawFrames()
    {
        bool ran = false;
        const auto drawn = memory_.frames.get(
            course_->framesMoved ? layerKey_ : startKey_,
            [&] {
                const Ensemble& first = start_->ensemble;
                DrawnFrames made;
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

    void drawPlane()
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

    void attendShown()
    {
        bool ran = false;
        attendKey_ = layerKey_ + stages().attend.key(request_);
        const auto attended = memory_.attend.get(
            attendKey_,
            [&] {
                return attentionOf(*backend_, layers().at(at_), request_,
                                   {.energy = true, .attention = true, .mixture = false}, control_);
            },
            ran);
        note(stages().attend.name(), ran, n_ * n_);
        s_.energy = {attended, attended->energy};
        s_.attention = {attended, attended->attention};
    }

    /// Everything about agreement; where there can be none, why.
    void agree()
    {
        if (s_.consensusRefused.empty()) {
            cutGroups();
            growShown();
            attendActive();
            s_.leaves = leafOrder(s_.tree(), n_);
        } else {
            treesKey_ = levelsKey_ = layerKey_ + "no consensus";
            s_.levels = std::vector<ScaleLevel>{withoutAgreement(n_)};
            s_.groups = std::vector<TokenGroups>(static_cast<std::size_t>(s_.layers) + 1,
                                                 TokenGroups(1, std::vector<Index>(static_cast<std::size_t>(n_), -1)));
            s_.leaves.resize(static_cast<std::size_t>(n_));
            std::iota(s_.leaves.begin(), s_.leaves.end(), Index{0});
        }
        s_.clusterColour = coloursOf(s_.clusters(), s_.state->tokens);
    }

    void linkTrees()
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
                    made.push_back(treeAt(*backend_, layers().at(layer), layers().priorAt(layer), request_, control_));
                return made;
            },
            ran);
        Index evaluations = 0;
        for (const ScaleLevel& layer : *trees_)
            evaluations += n_ * n_ + layer.evaluations;
        note(stages().trees.name(), ran, evaluations);
    }

    /// Groups at every layer. With one scale only trees are cut: no divergence is evaluated.
    void cutGroups()
    {
        bool ran = false;
        const auto cut = memory_.cut.get(
            treesKey_ + stages().cut.key(request_),
            [&] {
                const TreeOfLayer tree = [&](std::size_t layer) -> const ScaleLevel& { return (*trees_)[layer]; };
                return followGroups(*backend_, layers(), tree, request_, control_);
            },
            ran);
        note(stages().cut.name(), ran, cut->evaluations);
        s_.groups = {cut, cut->groups};
        s_.events = {cut, cut->events};
    }

    void growShown()
    {
        bool ran = false;
        levelsKey_ = treesKey_ + stages().cut.key(request_) + std::to_string(at_) + '\x1e';
        const auto grown = memory_.levels.get(
            levelsKey_,
            [&] {
                return levelsAt(*backend_, layers().at(at_), (*trees_)[at_], request_,
                                at_ > 0 ? s_.groups[at_ - 1] : TokenGroups{}, control_);
            },
            ran);
        Index evaluations = 0;
        for (std::size_t s = 1; s < grown->size(); ++s)
            evaluations += (*grown)[s].evaluations;
        note("levels", ran, evaluations);
        s_.levels = {grown, *grown};
    }

    /// Attention across scales, whose meta-tokens are new beliefs: their divergences are new too.
    void attendActive()
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

    void reach()
    {
        if (!input_.extras.extents)
            return;
        bool ran = false;
        s_.extents = memory_.extents.get(
            pathKey_ + (trees_ ? treesKey_ : "no trees") + stages().attend.key(request_),
            [&] { return extentsOf(*backend_, layers(), trees_.get(), request_, control_); }, ran);
        note("extents", ran, n_ * n_ * (s_.layers + 1));
    }

    void count()
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

    void drawCurves()
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
                        in.distance.push_back(&(*trees_)[layer].distance);
                    in.group.push_back(s_.groups[layer].front());
                }
                return curvesOf(*backend_, in, request_, control_);
            },
            ran);
        note(stages().curves.name(), ran, n_ * n_ * (s_.layers + 7));
    }

    /// What a trained model expects after each token, from the shown layer's beliefs.
    void answer()
    {
        if (!input_.model || input_.state)
            return;
        bool ran = false;
        const auto answers =
            memory_.answers.get(layerKey_, [&] { return learn::answersOf(*input_.model, s_.common, input_.text); }, ran);
        s_.answers = {answers, *answers};
        note("answers", ran, 0);
    }

    Engine::Memory& memory_;
    const RunInput& input_;
    const RunControl& control_;
    Request request_;
    const Backend* backend_;
    std::shared_ptr<Snapshot> snapshot_ = std::make_shared<Snapshot>();
    Snapshot& s_ = *snapshot_;
    Index n_ = 0;
    std::size_t at_ = 0;  // the shown layer
    // Keys name all that a result stands on: the source; the start; the layers run; the shown layer's beliefs; …
    std::string originKey_, startKey_, courseKey_, pathKey_, layerKey_, attendKey_, treesKey_, levelsKey_;
    std::shared_ptr<const Start> start_;
    std::shared_ptr<const Course> course_;
    std::shared_ptr<const Trees> trees_;  // null without consensus
};

}  // namespace

bool sameLayers(const Parameters& a, const Parameters& b)
{
    return stages().layersFor(a).key(a) == stages().layersFor(b).key(b) && stages().start.key(a) == stages().start.key(b);
}

Engine::Engine(BackendFactory backends) : memory_(std::make_unique<Memory>(std::move(backends))) {}
Engine::~Engine() = default;

std::shared_ptr<const Snapshot> Engine::run(const RunInput& input, const RunControl& control)
{
    return Run(*memory_, input, control).run();
}

}  // namespace gauge
