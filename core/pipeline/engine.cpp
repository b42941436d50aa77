#include "core/pipeline/engine.h"

#include "core/error.h"
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
    Projection plane;
    std::vector<std::vector<PlanarBelief>> planar;
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

double leastEigenvalue(const CommonBeliefs& beliefs)
{
    double least = std::numeric_limits<double>::infinity();
    for (const GaussianBlock& block : beliefs.heads)
        for (Index i = 0; i < block.tokens(); ++i)
            least = std::min(
                least,
                Eigen::SelfAdjointEigenSolver<Matrixd>(Matrixd(block.cov[i]), Eigen::EigenvaluesOnly).eigenvalues()(0));
    return least;
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
    std::shared_ptr<const State> loaded;  // kept, so that its number means one state only
    int loadedNumber = 0;
    Memo<State> embed;
    Memo<Start> frames;
    Memo<CondensedTrajectory> trajectory;
    Memo<Plane> plane;
    Memo<Trees> trees;
    Memo<AttentionResult> attend{8};
    Memo<Groups> cut;
    Memo<std::vector<ScaleLevel>> levels{4};
    Memo<Active> active{4};
    Memo<ConsensusNumbers> numbers{4};
    Memo<double> leastEigenvalue;
};

namespace {

/// One run: each stage asks the memo by a key of exactly what it reads, and leaves what it found for the next.
class Run {
public:
    Run(Engine::Stages& stages, const RunInput& input, const RunControl& control)
        : stages_(stages), input_(input), control_(control), p_(input.parameters), request_(resolve(p_)),
          backend_(makeBackend(request_.backend))
    {
        attentionKey_ = keyOf(p_, {"kappa", "temperature-scale", "head-attention", "score", "divergence", "mask", "no-self",
                                   "attention-prior", "backend", "precision"});
        consensusKey_ = keyOf(p_, {"linkage", "threshold", "clusters", "hysteresis", "pooling", "pooling-weights",
                                   "meta-frame", "scales", "threshold-growth"});
    }

    std::shared_ptr<const Snapshot> run()
    {
        const auto began = std::chrono::steady_clock::now();
        const ThreadLimit threads(request_.threads);
        findState();
        pullBackStart();
        runTrajectory();
        drawPlane();
        linkTrees();
        attendShown();
        cutGroups();
        growShown();
        attendActive();
        count();
        s_.parameters = p_;
        s_.backend = backend_->name();
        s_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        return snapshot_;
    }

private:
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
            bool ran = false;
            startKey_ = "text " + input_.text + '\x1f' + keyOf(p_, {"position-rate", "irrep-heads"});
            s_.state = stages_.embed.get(
                startKey_,
                [&] {
                    return stateFromArrays(embedText(builtInModel(), input_.text, {p_.positionRate, p_.irrepHeads}),
                                           shortName(input_.text));
                },
                ran);
            note("embed", ran, 0);
        }
        n_ = s_.tokens();
        requireMatricesFit(n_, s_.state->heads.size() + static_cast<std::size_t>(p_.layers) + 1, 3);
        s_.layers = p_.layers;
        s_.layer = input_.layer < 0 ? p_.layers : std::min(input_.layer, p_.layers);
        at_ = static_cast<std::size_t>(s_.layer);
    }

    void pullBackStart()
    {
        bool ran = false;
        startKey_ += keyOf(p_, {"covariance", "transport"});
        start_ = stages_.frames.get(
            startKey_,
            [&] {
                Start made;
                made.ensemble = makeEnsemble(*s_.state, request_.attention);
                made.prior = pulledBackPrior(*s_.state, made.ensemble);
                made.triads = triads(made.ensemble.frames, made.ensemble.phi, made.ensemble.generators);
                return made;
            },
            ran);
        note("frames", ran, 0);
    }

    void runTrajectory()
    {
        bool ran = false;
        key_ =
            startKey_ + attentionKey_ +
            keyOf(p_, {"layers", "steps", "step", "alpha", "lambda", "frame-step", "dynamics", "meta-prior", "condensed"});
        if (request_.condensed || request_.metaPrior > 0)
            key_ += consensusKey_;
        const auto run = stages_.trajectory.get(
            key_, [&] { return runLayers(*backend_, start_->ensemble, start_->prior, request_, control_); }, ran);
        path_ = std::shared_ptr<const Trajectory>(run, &run->path);
        Index evaluations = (static_cast<Index>(path_->history.size())) * n_ * n_;
        if (!run->layers.empty()) {
            evaluations = 0;
            for (const CondensedLayer& layer : run->layers)
                evaluations += layer.pairEvaluations + layer.memberEvaluations;
        }
        note("trajectory", ran, evaluations);
        s_.condensed = run->layers;
        s_.history = path_->history;
        s_.frames = path_->frames[at_];
        s_.common = path_->layers[at_];
        s_.triads = request_.evolve.frameStep > 0 && s_.layer > 0 ? triads(s_.frames, {}, start_->ensemble.generators)
                                                                  : start_->triads;
        // Without layers distances are those of the beliefs as loaded, whatever κ and the mask.
        pathKey_ = p_.layers > 0 ? key_ : startKey_ + keyOf(p_, {"score", "divergence", "backend", "precision"});
        layerKey_ = key_ + std::to_string(s_.layer);
        bool looked = false;  // at the first layer beliefs are as loaded, whatever attention does
        s_.leastEigenvalue = *stages_.leastEigenvalue.get(
            s_.layer == 0 ? startKey_ : layerKey_, [&] { return leastEigenvalue(s_.common); }, looked);
    }

    Ensemble ensembleAt(std::size_t layer) const
    {
        return ensembleOfLayer(start_->ensemble, *path_, layer, request_.evolve.frameStep > 0);
    }

    void drawPlane()
    {
        bool ran = false;
        const auto plane = stages_.plane.get(
            pathKey_,
            [&] {
                Plane made;
                made.plane = principalPlane(path_->layers);
                for (const CommonBeliefs& layer : path_->layers)
                    made.planar.push_back(project(made.plane, layer));
                return made;
            },
            ran);
        s_.plane = plane->plane;
        s_.planar = plane->planar;
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
                    const CommonBeliefs prior =
                        priorOfLayer(start_->prior, start_->ensemble, *path_, layer, request_.evolve.frameStep > 0);
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

    Engine::Stages& stages_;
    const RunInput& input_;
    const RunControl& control_;
    const Parameters& p_;
    Request request_;
    std::unique_ptr<Backend> backend_;
    std::shared_ptr<Snapshot> snapshot_ = std::make_shared<Snapshot>();
    Snapshot& s_ = *snapshot_;
    Index n_ = 0;
    std::size_t at_ = 0;  // the shown layer
    std::string attentionKey_, consensusKey_, startKey_, key_, pathKey_, treesKey_, layerKey_, levelsKey_;
    std::shared_ptr<const Start> start_;
    std::shared_ptr<const Trajectory> path_;
    std::shared_ptr<const Trees> trees_;
};

}  // namespace

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
