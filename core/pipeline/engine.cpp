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

struct Cut {
    std::vector<Clusters> byLayer;
    MetaTokens metas;
    std::vector<AgentId> active;
    std::vector<RowMatrixd> activeAttention;
};

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
    Memo<Trajectory> trajectory;
    Memo<Plane> plane;
    Memo<Trees> trees;
    Memo<AttentionResult> attend{8};
    Memo<Cut> cut;
    Memo<double> leastEigenvalue;
};

Engine::Engine() : stages_(std::make_unique<Stages>()) {}
Engine::~Engine() = default;

std::shared_ptr<const Snapshot> Engine::run(const RunInput& input, const RunControl& control)
{
    const auto began = std::chrono::steady_clock::now();
    const Parameters& p = input.parameters;
    const Request request = resolve(p);
    const ThreadLimit threads(request.threads);
    const auto backend = makeBackend(request.backend);
    auto snapshot = std::make_shared<Snapshot>();
    Snapshot& s = *snapshot;
    const auto note = [&](const char* stage, bool ran) {
        if (ran)
            s.computed.emplace_back(stage);
        control.check();
    };
    bool ran = false;

    if (input.state != stages_->loaded) {
        stages_->loaded = input.state;
        ++stages_->loadedNumber;
    }
    std::string key = fmt::format("state {}", stages_->loadedNumber);
    s.state = input.state;
    if (!s.state) {
        key = "text " + input.text + '\x1f' + keyOf(p, {"position-rate", "irrep-heads"});
        s.state = stages_->embed.get(
            key,
            [&] {
                return stateFromArrays(embedText(builtInModel(), input.text, {p.positionRate, p.irrepHeads}),
                                       shortName(input.text));
            },
            ran);
        note("embed", ran);
    }
    requireMatricesFit(s.state->tokenCount(), s.state->heads.size() + static_cast<std::size_t>(p.layers) + 1, 3);

    key += keyOf(p, {"covariance", "transport"});
    const auto start = stages_->frames.get(
        key,
        [&] {
            Start made;
            made.ensemble = makeEnsemble(*s.state, request.attention);
            made.prior = pulledBackPrior(*s.state, made.ensemble);
            made.triads = triads(made.ensemble.frames, made.ensemble.phi, made.ensemble.generators);
            return made;
        },
        ran);
    note("frames", ran);

    const std::string startKey = key;
    const std::string attentionKey = keyOf(p, {"kappa", "temperature-scale", "head-attention", "score", "divergence",
                                               "mask", "no-self", "attention-prior", "backend", "precision"});
    key += attentionKey + keyOf(p, {"layers", "steps", "step", "alpha", "lambda", "frame-step", "dynamics"});
    const auto path = stages_->trajectory.get(
        key, [&] { return evolve(*backend, start->ensemble, start->prior, request.attention, request.evolve, control); },
        ran);
    note("trajectory", ran);

    const auto layerEnsemble = [&](int layer) {
        Ensemble e = start->ensemble;
        e.common = path->layers[static_cast<std::size_t>(layer)];
        e.frames = path->frames[static_cast<std::size_t>(layer)];
        if (request.evolve.frameStep > 0 && layer > 0)
            e.phi.resize(0, 0);  // frames have left exp(phi)
        if (layer > 0)
            e.lowRank.clear();  // of the first layer; later ones are compared as they stand
        return e;
    };
    s.layers = p.layers;
    s.layer = input.layer < 0 ? p.layers : std::min(input.layer, p.layers);
    // Without layers distances are those of the beliefs as loaded, whatever κ and the mask.
    const std::string pathKey = p.layers > 0 ? key : startKey + keyOf(p, {"score", "divergence", "backend", "precision"});
    bool drawn = false;
    const auto plane = stages_->plane.get(
        pathKey,
        [&] {
            Plane made;
            made.plane = principalPlane(path->layers);
            for (const CommonBeliefs& layer : path->layers)
                made.planar.push_back(project(made.plane, layer));
            return made;
        },
        drawn);
    const auto trees = stages_->trees.get(
        pathKey + keyOf(p, {"linkage"}),
        [&] {
            Trees made;
            for (int layer = 0; layer <= p.layers; ++layer) {
                const Ensemble e = layerEnsemble(layer);
                const AttentionResult r =
                    attendOnce(*backend, e, request.attention,
                               {.energy = true, .attention = false, .mixture = false, .product = false}, control);
                CommonBeliefs prior = start->prior;
                if (request.evolve.frameStep > 0)  // a prior turns with its token's frame
                    prior = pullBack(pushForward(prior, start->ensemble.frames), e.frames);
                made.layer.push_back(treeOf(*backend, e, prior, r.energy, request, control));
            }
            return made;
        },
        ran);
    note("trees", ran);

    const std::string layerKey = key + std::to_string(s.layer);
    const auto attended = stages_->attend.get(
        layerKey,
        [&] {
            const Ensemble e = layerEnsemble(s.layer);
            return attendOnce(*backend, e, request.attention, {}, control);
        },
        ran);
    note("attend", ran);

    const auto at = static_cast<std::size_t>(s.layer);
    const auto cut = stages_->cut.get(
        layerKey + keyOf(p, {"linkage", "threshold", "pooling"}),
        [&] {
            Cut made;
            for (const ScaleLevel& layer : trees->layer)
                made.byLayer.push_back(cutTree(layer.tree, s.tokens(), request.threshold));
            const Ensemble e = layerEnsemble(s.layer);
            if (canCondense(request.attention)) {
                Condensation c = condense(*backend, e, trees->layer[at], request, control);
                made.metas = std::move(c.levels.front().metas);
                made.active = std::move(c.active.id);
                made.activeAttention = std::move(c.activeAttention.attention);
            } else {
                made.metas = poolClusters(e, made.byLayer[at], trees->layer[at].distance, request.pooling);
            }
            return made;
        },
        ran);
    note("cut", ran);

    s.parameters = p;
    s.frames = path->frames[at];
    s.triads =
        request.evolve.frameStep > 0 && s.layer > 0 ? triads(s.frames, {}, start->ensemble.generators) : start->triads;
    s.history = path->history;
    s.plane = plane->plane;
    s.planar = plane->planar;
    s.common = path->layers[at];
    s.energy = attended->energy;
    s.attention = attended->attention;
    s.distance = trees->layer[at].distance;
    s.tree = trees->layer[at].tree;
    s.leaves = leafOrder(s.tree, s.tokens());
    s.byLayer = cut->byLayer;
    s.clusters = s.byLayer[at];
    s.clusterColour = coloursOf(s.clusters, s.state->tokens);
    s.metas = cut->metas;
    s.active = cut->active;
    s.activeAttention = cut->activeAttention;
    bool looked = false;  // at the first layer beliefs are as loaded, whatever attention does
    s.leastEigenvalue = *stages_->leastEigenvalue.get(
        s.layer == 0 ? startKey : layerKey, [&] { return leastEigenvalue(s.common); }, looked);
    s.backend = backend->name();
    s.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return snapshot;
}

RowMatrixd headMean(const std::vector<RowMatrixd>& heads)
{
    RowMatrixd mean = heads.front();
    for (std::size_t h = 1; h < heads.size(); ++h)
        mean += heads[h];
    return mean / static_cast<double>(heads.size());
}

}  // namespace gauge
