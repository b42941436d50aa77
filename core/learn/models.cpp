#include "core/learn/models.h"

#include "core/error.h"

#include <initializer_list>
#include <utility>

namespace gauge::learn {

namespace {

/// What a word of the config stands for.
template <class T>
T chosen(const std::string& word, std::initializer_list<std::pair<const char*, T>> table, T otherwise)
{
    for (const auto& [name, value] : table)
        if (word == name)
            return value;
    return otherwise;
}

Variances variancesOf(const LearnConfig& c, Variances otherwise)
{
    return chosen(c.variances, {{"free", Variances::Free}, {"pair", Variances::Pairs}, {"word", Variances::Word}},
                  otherwise);
}

VocabularyShape vocabularyShape(const LearnConfig& c, Index words)
{
    VocabularyShape v;
    v.words = words;
    v.heads.assign(c.heads.begin(), c.heads.end());
    v.rank = rankOf(c.covariance);
    v.covariance = chosen(c.covariance, {{"full", WordCovariance::Full}, {"rotated", WordCovariance::Rotated}},
                          v.rank > 0 ? WordCovariance::LowRank : WordCovariance::Diagonal);
    v.frames = c.frames == "learned";
    v.meanSpread = meanSpread(c);
    v.shapeRate = c.shapeRate;
    return v;
}

Output outputOf(const LearnConfig& c)
{
    return chosen(c.output, {{"tied", Output::Tied}, {"linear", Output::Linear}}, Output::Untied);
}

LayerPlan layerPlan(const LearnConfig& c)
{
    LayerPlan plan;
    plan.positions = c.positions == "rotary" ? Positions::Rotary : Positions::None;
    plan.slowest = c.slowest;
    plan.layers = c.layers;
    plan.steps = c.steps;
    plan.shareLayers = c.shareLayers;
    plan.self = c.self;
    plan.learnKappa = c.learnKappa;
    plan.kappa = c.kappa;
    plan.numberRate = c.numberRate;
    plan.checkpointing = c.checkpointing;
    return plan;
}

/// What only one kind of model knows is an error in the other.
void requireFlat(const LearnConfig& c)
{
    const LearnConfig none;
    const auto refuse = [](const char* key, const auto& found) {
        fail("{}: expected it with head connections, found {} with connections none", key, found);
    };
    if (c.dimension != none.dimension)
        refuse("dimension", c.dimension);
    if (c.returnMap != none.returnMap)
        refuse("return", c.returnMap);
    if (c.sharedSender)
        refuse("shared-sender", c.sharedSender);
    if (!c.outputMap)
        refuse("output-map", c.outputMap);
}

void requireConnected(const LearnConfig& c)
{
    if (c.covariance != "diagonal")
        fail("covariance: expected diagonal with head connections, found {}", c.covariance);
    if (c.frames != "none")
        fail("frames: expected none with head connections, whose maps are frames of their own, found {}", c.frames);
    if (c.halfStorage)
        fail("half-storage: expected false with head connections, found true");
}

}  // namespace

GaugeShape gaugeShape(const LearnConfig& c, Index words)
{
    requireFlat(c);
    GaugeShape shape;
    static_cast<LayerPlan&>(shape) = layerPlan(c);
    shape.vocabulary = vocabularyShape(c, words);
    const bool pairs = shape.positions == Positions::Rotary && shape.vocabulary.covariance == WordCovariance::Diagonal;
    shape.vocabulary.variances = variancesOf(c, pairs ? Variances::Pairs : Variances::Free);
    shape.output = outputOf(c);
    shape.halfStorage = c.halfStorage;
    return shape;
}

ConnectedShape connectedShape(const LearnConfig& c, Index words)
{
    requireConnected(c);
    ConnectedShape shape;
    static_cast<LayerPlan&>(shape) = layerPlan(c);
    shape.maps.heads.assign(c.heads.begin(), c.heads.end());
    shape.maps.dim = c.dimension > 0 ? c.dimension : shape.maps.coordinates();
    shape.maps.maps = chosen(
        c.connections,
        {{"linear", Maps::Linear}, {"rotation", Maps::Rotation}, {"random", Maps::Random}, {"identity", Maps::Identity}},
        Maps::Free);
    shape.maps.back = c.returnMap == "energy" ? ReturnMap::Energy : ReturnMap::Own;
    shape.maps.sharedSender = c.sharedSender;
    shape.maps.rate = c.mapRate;
    shape.maps.spread = c.mapSpread;
    shape.vocabulary = vocabularyShape(c, words);
    shape.vocabulary.heads = {shape.maps.dim};
    shape.vocabulary.variances = variancesOf(c, Variances::Word);
    shape.output = outputOf(c);
    shape.outputMap = c.outputMap;
    return shape;
}

namespace {

template <class S>
std::unique_ptr<SequenceModel<S>> gaugeModel(const LearnConfig& c, Index words)
{
    if (c.connections == "none")
        return std::make_unique<GaugeModel<S>>(gaugeShape(c, words));
    return std::make_unique<ConnectedModel<S>>(connectedShape(c, words));
}

}  // namespace

DotShape dotShape(const LearnConfig& c, Index words)
{
    DotShape shape{words, c.width, static_cast<Index>(c.heads.size()), c.layers, c.length, meanSpread(c)};
    if (c.width == 0)
        shape.width = widthFor(shape, gaugeModel<float>(c, words)->layout().size());
    return shape;
}

VocabularyShape wordsShape(const LearnConfig& c, Index words)
{
    if (c.model != "gauge")
        fail("model: expected a gauge transformer, found a {} one (its words are no beliefs)", c.model);
    return c.connections == "none" ? gaugeShape(c, words).vocabulary : connectedShape(c, words).vocabulary;
}

template <class S>
std::unique_ptr<SequenceModel<S>> makeModel(const LearnConfig& config, Index words)
{
    if (config.model == "dot-product" && config.halfStorage)
        fail("half-storage: is the gauge model's, found model dot-product");
    if (config.model == "dot-product")
        return std::make_unique<DotModel<S>>(dotShape(config, words));
    return gaugeModel<S>(config, words);
}

template std::unique_ptr<SequenceModel<float>> makeModel<float>(const LearnConfig&, Index);
template std::unique_ptr<SequenceModel<double>> makeModel<double>(const LearnConfig&, Index);

}  // namespace gauge::learn
