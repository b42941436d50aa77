#include "core/pipeline/engine.h"

#include "core/dynamics/start.h"
#include "core/error.h"
#include "core/learn/trained_text.h"
#include "core/parallel.h"
#include "core/text/embedder.h"

#include <chrono>
#include <Eigen/Eigenvalues>
#include <limits>
#include <map>
#include <set>

namespace gauge {
namespace {

/// A key from the named parameters: exactly what a stage reads.
std::string keyOf(const Parameters& p, std::initializer_list<const char*> names)
{
    std::string key;
    for (const char* name : names)
        key += parameterText(p, parameterInfo(name)) + '\x1f';
    return key;
}

struct Start {
    Ensemble ensemble;
    CommonBeliefs prior;
    std::vector<Triad> triads;
};

struct Plane {
    Projection space;
    std::vector<std::vector<ProjectedBelief>> projected;
};

/// Layers of all legs so far, one after the other.
struct Course {
    CondensedTrajectory run;
    std::vector<int> layerAt;  // layers+1
    std::vector<int> changes;
    bool framesMoved = false;
};

/// Distances and merge trees of every layer.
struct Trees {
    std::vector<ScaleLevel> layer;  // clusters not cut yet
};

/// Who is in which group, at every layer and scale.
struct Groups {
    std::vector<std::vector<std::vector<Index>>> groups;
    std::vector<ConsensusEvent> events;
    Index evaluations = 0;
};

struct Active {
    std::vector<AgentId> id;
    ActiveAttention attention;
};

constexpr Wanted kEnergies{.energy = true, .attention = false, .mixture = false};

NumericHealth healthOf(const CommonBeliefs& beliefs)
{
    NumericHealth health{std::numeric_limits<double>::infinity(), 1};
    for (const GaussianBlock& block : beliefs.heads) {
        for (Index i = 0; i < block.tokens(); ++i) {
            const Eigen::SelfAdjointEigenSolver<Matrixd> eigen(Matrixd(block.cov[i]), Eigen::EigenvaluesOnly);
            const double least = eigen.eigenvalues()(0);
            health.leastEigenvalue = std::min(health.leastEigenvalue, least);
            health.greatestCondition = std::max(health.greatestCondition, eigen.eigenvalues().tail<1>()(0) / least);
        }
    }
    return health;
}

/// What layers read besides the start.
constexpr std::initializer_list<const char*> kAttentionNames{
    "kappa", "temperature-scale", "head-attention",  "score",   "divergence",
    "mask",  "no-self",           "attention-prior", "backend", "precision"};
constexpr std::initializer_list<const char*> kLayerNames{"steps",      "step",     "alpha",      "lambda",
                                                         "frame-step", "dynamics", "meta-prior", "condensed"};
constexpr std::initializer_list<const char*> kConsensusNames{"linkage",    "threshold", "clusters",
                                                             "hysteresis", "pooling",   "pooling-weights",
                                                             "meta-frame", "scales",    "threshold-growth"};
constexpr std::initializer_list<const char*> kStartNames{"covariance", "transport", "start-noise", "seed"};

bool groupsMatter(const Parameters& p)
{
    return p.condensed || p.metaPrior > 0;
}

/// Everything layers depend on but the start and their number.
std::string layersKey(const Parameters& p)
{
    return keyOf(p, kAttentionNames) + keyOf(p, kLayerNames) + (groupsMatter(p) ? keyOf(p, kConsensusNames) : "");
}

/// Where a run goes on: the beliefs the legs before left, in the ensemble of the next one.
Ensemble goOn(const Ensemble& start, const Course& before)
{
    const Trajectory& path = before.run.path;
    Ensemble e = start;
    if (start.frames.identity == path.frames.back().identity) {
        e.frames = path.frames.back();
        e.common = path.layers.back();
    } else {
        e.common = pullBack(pushForward(path.layers.back(), path.frames.back()), e.frames);
    }
    if (before.framesMoved)
        e.phi.resize(0, 0);
    applyFamily(e);
    return e;
}

/// Adds a leg's layers. Condensed legs say what they ran on; beside them the others say that they ran on all tokens.
void append(Course& course, CondensedTrajectory leg, int steps, Index tokens)
{
    Trajectory& path = course.run.path;
    const auto layers = leg.path.layers.size() - 1;
    const auto known = path.layers.size() - 1;
    if (course.run.layers.size() < known && !leg.layers.empty())
        course.run.layers.resize(known, CondensedLayer{tokens, tokens * tokens, 0});
    if (!course.run.layers.empty() && leg.layers.empty())
        leg.layers.resize(layers, CondensedLayer{tokens, tokens * tokens, 0});
    course.run.layers.insert(course.run.layers.end(), leg.layers.begin(), leg.layers.end());
    const auto rest = [](auto& to, auto& from) {
        if (!from.empty())
            to.insert(to.end(), std::make_move_iterator(from.begin() + 1), std::make_move_iterator(from.end()));
    };
    rest(path.layers, leg.path.layers);
    rest(path.frames, leg.path.frames);
    rest(path.history, leg.path.history);
    rest(path.byToken, leg.path.byToken);
    if (path.byToken.size() != path.history.size())
        path.byToken.clear();  // a leg ran on agents
    for (std::size_t k = 0; k < layers; ++k)
        course.layerAt.push_back(course.layerAt.back() + steps);
}

/// Groups of two or more are coloured by the first token's place among the different words, so that a cluster keeps its colour
/// over layers while its first member stays; one that is taken gives way to the next free one.
std::vector<int> coloursOf(const Clusters& clusters, const std::vector<std::string>& tokens)
{
    std::map<std::string, int> word;
    std::vector<int> place;
    for (const std::string& token : tokens)
        place.push_back(word.emplace(token, static_cast<int>(word.size())).first->second);
    std::vector<int> colours;
    std::set<int> taken;
    for (const auto& members : clusters.members) {
        if (members.size() < 2) {
            colours.push_back(-1);
            continue;
        }
        int colour = place[static_cast<std::size_t>(members.front())] % kClusterColours;
        for (int tried = 0; taken.count(colour) != 0 && tried < kClusterColours; ++tried)
            colour = (colour + 1) % kClusterColours;
        taken.insert(colour);
        colours.push_back(colour);
    }
    return colours;
}

std::string shortName(const std::string& text)
{
    std::string name = text.substr(0, text.find('\n'));
    if (name.size() <= 40)
        return name;
    std::size_t end = 40;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80)
        --end;
    return name.substr(0, end) + "…";
}

}  // namespace

struct Engine::Stages {
    std::map<std::string, std::unique_ptr<const Backend>> backends;  // by name: a device is reached once
    std::shared_ptr<const State> loaded;                             // kept, so that its number means one state only
    int loadedNumber = 0;
    std::shared_ptr<const learn::TrainedModel> model;  // kept for the same reason
    int modelNumber = 0;
    Memo<State> embed;
    Memo<State> absorbed;
    Memo<Start> frames{4};
    Memo<Course> trajectory{4};
    Memo<Plane> plane;
    Memo<Trees> trees;
    Memo<AttentionResult> attend{8};
    Memo<Groups> cut;
    Memo<std::vector<ScaleLevel>> levels{4};
    Memo<Active> active{4};
    Memo<ConsensusNumbers> numbers{4};
    Memo<NumericHealth> health;
    Memo<ResearchCurves> curves{4};
    Memo<std::vector<learn::Answer>> answers{8};
};

namespace {

/// One run: each stage asks the memo by a key of exactly what it reads, and leaves what it found for the next.
class Run {
public:
    Run(Engine::Stages& stages, const RunInput& input, const RunControl& control)
        : stages_(stages), input_(input), control_(control), p_(input.parameters), request_(resolve(p_)),
          backend_(backendOf(request_.backend))
    {
        consensusKey_ = keyOf(p_, kConsensusNames);
    }

    std::shared_ptr<const Snapshot> run()
    {
        const auto began = std::chrono::steady_clock::now();
        const ThreadLimit threads(request_.threads);
        findState();
        request_ = resolveFor(p_, *s_.state);
        start_ = startOf(p_, request_.attention);
        startKey_ += keyOf(p_, kStartNames);
        runTrajectory();
        drawPlane();
        linkTrees();
        attendShown();
        cutGroups();
        growShown();
        attendActive();
        count();
        drawCurves();
        answer();
        s_.input = input_;
        s_.parameters = p_;
        s_.backend = backend_->name();
        s_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        return snapshot_;
    }

private:
    const Backend* backendOf(const std::string& name)
    {
        std::unique_ptr<const Backend>& kept = stages_.backends[name];
        if (!kept)
            kept = makeBackend(name);
        return kept.get();
    }

    void note(const char* stage, bool ran, Index evaluations)
    {
        if (ran) {
            s_.computed.emplace_back(stage);
            s_.evaluations.push_back(evaluations);
        }
        control_.check();
    }

    void findState()
    {
        if (input_.state != stages_.loaded) {
            stages_.loaded = input_.state;
            ++stages_.loadedNumber;
        }
        startKey_ = fmt::format("state {}", stages_.loadedNumber);
        s_.state = input_.state;
        if (!s_.state) {
            embed();
        }
        if (p_.absorbFrames) {
            bool ran = false;
            startKey_ += "absorbed";
            s_.state = stages_.absorbed.get(
                startKey_, [&] { return absorbFrames(*s_.state); }, ran);
            note("absorb", ran, 0);
        }
        originKey_ = startKey_;
        n_ = s_.tokens();
        requireMatricesFit(n_, s_.state->heads.size() + static_cast<std::size_t>(p_.layers) + 1, 3);
        s_.layers = p_.layers;
        s_.layer = input_.layer < 0 ? p_.layers : std::min(input_.layer, p_.layers);
        at_ = static_cast<std::size_t>(s_.layer);
    }

    /// A typed text's beliefs, by the word model or by a trained one.
    void embed()
    {
        if (input_.model != stages_.model) {
            stages_.model = input_.model;
            ++stages_.modelNumber;
        }
        if (input_.model && (p_.positionRate != 0 || p_.irrepHeads))
            fail("--position-rate and --irrep-heads: belong to the built-in words; a trained model has frames of its own");
        bool ran = false;
        startKey_ =
            "text " + input_.text + '\x1f' +
            (input_.model ? fmt::format("model {}", stages_.modelNumber) : keyOf(p_, {"position-rate", "irrep-heads"}));
        s_.state = stages_.embed.get(
            startKey_,
            [&] {
                return stateFromArrays(input_.model
                                           ? learn::embedText(*input_.model, input_.text)
                                           : embedText(builtInModel(), input_.text, {p_.positionRate, p_.irrepHeads}),
                                       shortName(input_.text));
            },
            ran);
        note("embed", ran, 0);
    }

    std::shared_ptr<const Start> startOf(const Parameters& p, const AttentionOptions& attention)
    {
        bool ran = false;
        auto start = stages_.frames.get(
            originKey_ + keyOf(p, kStartNames),
            [&] {
                Start made;
                if (p.startNoise > 0) {
                    State scattered = *s_.state;
                    scattered.prior = scattered.priorOrBelief();
                    scattered.belief =
                        scatterMeans(std::move(scattered.belief), p.startNoise, static_cast<std::uint64_t>(p.seed));
                    made.ensemble = makeEnsemble(scattered, attention);
                    made.prior = pulledBackPrior(scattered, made.ensemble);
                } else {
                    made.ensemble = makeEnsemble(*s_.state, attention);
                    made.prior = pulledBackPrior(*s_.state, made.ensemble);
                }
                made.triads = triads(made.ensemble.frames, made.ensemble.phi, made.ensemble.generators);
                return made;
            },
            ran);
        note("frames", ran, 0);
        return start;
    }

    /// The first layers of a run, leg by leg; each leg is remembered by all that came before it.
    std::shared_ptr<const Course> courseOf(const std::vector<Leg>& legs, std::size_t count, const std::string& origin,
                                           std::string& key, bool& ran)
    {
        const Leg& leg = legs[count - 1];
        std::shared_ptr<const Course> before;
        if (count > 1)
            before = courseOf(legs, count - 1, origin, key, ran);
        const int layers = leg.until - (count > 1 ? legs[count - 2].until : 0);
        key += origin + keyOf(leg.parameters, kStartNames) + layersKey(leg.parameters) + std::to_string(layers) + '\x1e';
        bool legRan = false;
        auto course = stages_.trajectory.get(
            key,
            [&] {
                Request request = resolveFor(leg.parameters, *s_.state);
                request.evolve.layers = layers;
                const auto start = startOf(leg.parameters, request.attention);
                const Backend* backend = backendOf(request.backend);
                const bool moves = request.evolve.frameStep > 0;
                if (!before) {
                    Course made;
                    made.run = runLayers(*backend, start->ensemble, start->prior, request, control_);
                    for (int l = 0; l <= layers; ++l)
                        made.layerAt.push_back(l * request.evolve.steps);
                    made.framesMoved = moves;
                    return made;
                }
                Course made = *before;
                const Ensemble e = goOn(start->ensemble, made);
                const CommonBeliefs prior =
                    made.framesMoved ? pullBack(pushForward(start->prior, start->ensemble.frames), e.frames) : start->prior;
                made.changes.push_back(static_cast<int>(made.run.path.layers.size()) - 1);
                append(made, runLayers(*backend, e, prior, request, control_), request.evolve.steps, n_);
                made.framesMoved = made.framesMoved || moves;
                return made;
            },
            legRan);
        ran = ran || legRan;
        return course;
    }

    std::vector<Leg> legs() const
    {
        std::vector<Leg> all;
        for (const Leg& leg : input_.earlier)
            if (leg.until < p_.layers && leg.until > (all.empty() ? 0 : all.back().until))
                all.push_back(leg);
        all.push_back({p_, p_.layers});
        return all;
    }

    void runTrajectory()
    {
        bool ran = false;
        const std::vector<Leg> all = legs();
        const auto course = courseOf(all, all.size(), originKey_, key_, ran);
        path_ = std::shared_ptr<const Trajectory>(course, &course->run.path);
        framesMoved_ = course->framesMoved;
        Index evaluations = (static_cast<Index>(path_->history.size())) * n_ * n_;
        if (!course->run.layers.empty()) {
            evaluations = 0;
            for (const CondensedLayer& layer : course->run.layers)
                evaluations += layer.pairEvaluations + layer.memberEvaluations;
        }
        note("trajectory", ran, evaluations);
        s_.condensed = course->run.layers;
        s_.layerAt = course->layerAt;
        s_.changes = course->changes;
        s_.byToken = path_->byToken;
        s_.history = path_->history;
        s_.frames = path_->frames[at_];
        s_.common = path_->layers[at_];
        s_.triads = framesMoved_ && s_.layer > 0 ? triads(s_.frames, {}, start_->ensemble.generators) : start_->triads;
        if (framesMoved_)
            for (std::size_t layer = 0; layer < at_; ++layer)
                s_.triadsBefore.push_back(layer == 0 ? start_->triads
                                                     : triads(path_->frames[layer], {}, start_->ensemble.generators));
        // Without layers distances are those of the beliefs as loaded, whatever κ and the mask.
        pathKey_ = p_.layers > 0 ? key_ : startKey_ + keyOf(p_, {"score", "divergence", "backend", "precision"});
        layerKey_ = key_ + std::to_string(s_.layer);
        bool looked = false;  // at the first layer beliefs are as loaded, whatever attention does
        s_.health = *stages_.health.get(
            s_.layer == 0 ? startKey_ : layerKey_, [&] { return healthOf(s_.common); }, looked);
    }

    Ensemble ensembleAt(std::size_t layer) const { return ensembleOfLayer(start_->ensemble, *path_, layer, framesMoved_); }

    void drawPlane()
    {
        bool ran = false;
        const auto plane = stages_.plane.get(
            pathKey_,
            [&] {
                Plane made;
                made.space = principalAxes(path_->layers);
                for (const CommonBeliefs& layer : path_->layers)
                    made.projected.push_back(project(made.space, layer));
                return made;
            },
            ran);
        s_.space = plane->space;
        s_.projected = plane->projected;
    }

    void linkTrees()
    {
        bool ran = false;
        treesKey_ = pathKey_ + keyOf(p_, {"linkage"});
        trees_ = stages_.trees.get(
            treesKey_,
            [&] {
                Trees made;
                for (std::size_t layer = 0; layer < path_->layers.size(); ++layer) {
                    const Ensemble e = ensembleAt(layer);
                    const AttentionResult r = attendOnce(*backend_, e, request_.attention, kEnergies, control_);
                    const CommonBeliefs prior = priorOfLayer(start_->prior, start_->ensemble, *path_, layer, framesMoved_);
                    made.layer.push_back(
                        treeOf(*backend_, e, prior, r.energy, request_.attention, request_.consensus.linkage, control_));
                }
                return made;
            },
            ran);
        Index evaluations = 0;
        for (const ScaleLevel& layer : trees_->layer)
            evaluations += n_ * n_ + layer.evaluations;
        note("trees", ran, evaluations);
    }

    void attendShown()
    {
        bool ran = false;
        const auto attended = stages_.attend.get(
            layerKey_, [&] { return attendOnce(*backend_, ensembleAt(at_), request_.attention, {}, control_); }, ran);
        note("attend", ran, n_ * n_);
        s_.energy = attended->energy;
        s_.attention = attended->attention;
    }

    /// Groups at every layer. With one scale only trees are cut: no divergence is evaluated.
    void cutGroups()
    {
        bool ran = false;
        const auto cut = stages_.cut.get(
            treesKey_ + consensusKey_,
            [&] {
                Groups made;
                std::vector<std::vector<Index>> before;
                for (std::size_t layer = 0; layer < trees_->layer.size(); ++layer) {
                    const std::vector<ScaleLevel> levels = levelsAt(layer, before, request_.consensus.scales == 1);
                    for (std::size_t s = 1; s < levels.size(); ++s)
                        made.evaluations += levels[s].evaluations;
                    before = tokenGroups(levels);
                    made.groups.push_back(before);
                }
                made.events = eventsOf(made.groups);
                return made;
            },
            ran);
        note("cut", ran, cut->evaluations);
        s_.groups = cut->groups;
        s_.events = cut->events;
    }

    /// The scales of one layer; with cutOnly one scale without its meta-tokens.
    std::vector<ScaleLevel> levelsAt(std::size_t layer, const std::vector<std::vector<Index>>& before, bool cutOnly) const
    {
        if (!cutOnly)
            return growLevels(*backend_, ensembleAt(layer), trees_->layer[layer], request_.attention, request_.consensus,
                              before, control_);
        std::vector<ScaleLevel> levels(1);  // of which nothing but the clusters is read
        levels.front().clusters =
            cutOf(trees_->layer[layer], 1, request_.consensus, before.empty() ? std::vector<Index>{} : before.front())
                .clusters;
        return levels;
    }

    void growShown()
    {
        bool ran = false;
        levelsKey_ = layerKey_ + consensusKey_;
        s_.levels = stages_.levels.get(
            levelsKey_,
            [&] { return levelsAt(at_, at_ > 0 ? s_.groups[at_ - 1] : std::vector<std::vector<Index>>{}, false); }, ran);
        Index evaluations = 0;
        for (std::size_t s = 1; s < s_.levels->size(); ++s)
            evaluations += (*s_.levels)[s].evaluations;
        note("levels", ran, evaluations);
        s_.leaves = leafOrder(s_.tree(), n_);
        s_.clusterColour = coloursOf(s_.clusters(), s_.state->tokens);
    }

    /// Attention across scales, whose meta-tokens are new beliefs: their divergences are new too.
    void attendActive()
    {
        if (!canCondense(request_.attention))
            return;
        bool ran = false;
        const auto active = stages_.active.get(
            levelsKey_ + keyOf(p_, {"cross-scale"}),
            [&] {
                ActiveAgents agents = activeAgents(ensembleAt(at_), *s_.levels, request_.consensus.crossScale);
                ActiveAttention attention =
                    attendAmong(*backend_, agents, request_.attention, request_.consensus.crossScale, false, control_);
                return Active{std::move(agents.id), std::move(attention)};
            },
            ran);
        note("active", ran, active->attention.evaluations);
        s_.active = active->id;
        s_.activeAttention = active->attention.attention;
    }

    void count()
    {
        bool ran = false;
        s_.numbers = stages_.numbers.get(
            levelsKey_,
            [&] {
                return ConsensusNumbers{clusterStatistics(s_.clusters(), s_.distance(), s_.attention),
                                        effectiveRank(s_.common, s_.state->multiplicity), attentionSpread(s_.attention)};
            },
            ran);
    }

    void drawCurves()
    {
        if (!input_.curves)
            return;
        bool ran = false;
        s_.curves = stages_.curves.get(
            layerKey_ + treesKey_ + consensusKey_,
            [&] {
                CurvesInput in;
                in.shown = at_;
                for (std::size_t layer = 0; layer < path_->layers.size(); ++layer) {
                    in.layers.push_back(ensembleAt(layer));
                    in.distance.push_back(&trees_->layer[layer].distance);
                    in.group.push_back(s_.groups[layer].front());
                }
                return researchCurves(*backend_, in, request_.attention, control_);
            },
            ran);
        note("curves", ran, n_ * n_ * (s_.layers + 7));
    }

    /// What a trained model expects after each token, from the shown layer's beliefs.
    void answer()
    {
        if (!input_.model || input_.state)
            return;
        bool ran = false;
        s_.answers = *stages_.answers.get(
            s_.layer == 0 ? startKey_ : layerKey_, [&] { return learn::answersOf(*input_.model, s_.common, input_.text); },
            ran);
        note("answers", ran, 0);
    }

    Engine::Stages& stages_;
    const RunInput& input_;
    const RunControl& control_;
    const Parameters& p_;
    Request request_;
    const Backend* backend_;
    std::shared_ptr<Snapshot> snapshot_ = std::make_shared<Snapshot>();
    Snapshot& s_ = *snapshot_;
    Index n_ = 0;
    std::size_t at_ = 0;  // the shown layer
    bool framesMoved_ = false;
    std::string consensusKey_, originKey_, startKey_, key_, pathKey_, treesKey_, layerKey_, levelsKey_;
    std::shared_ptr<const Start> start_;
    std::shared_ptr<const Trajectory> path_;
    std::shared_ptr<const Trees> trees_;
};

}  // namespace

bool sameLayers(const Parameters& a, const Parameters& b)
{
    return layersKey(a) == layersKey(b) && keyOf(a, kStartNames) == keyOf(b, kStartNames);
}

Engine::Engine() : stages_(std::make_unique<Stages>()) {}
Engine::~Engine() = default;

std::shared_ptr<const Snapshot> Engine::run(const RunInput& input, const RunControl& control)
{
    return Run(*stages_, input, control).run();
}

RowMatrixd headMean(const std::vector<RowMatrixd>& heads)
{
    RowMatrixd mean = heads.front();
    for (std::size_t h = 1; h < heads.size(); ++h)
        mean += heads[h];
    return mean / static_cast<double>(heads.size());
}

}  // namespace gauge
