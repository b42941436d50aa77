#include "core/pipeline/parameters.h"

#include "core/error.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/ranges.h>
#include <limits>

namespace gauge {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr unsigned kAll = kAttend | kEvolve | kCondense | kGradient;
constexpr unsigned kWeights = kEvolve | kGradient;

ParameterInfo number(const char* name, const char* symbol, const char* label, const char* section,
                     ParameterInfo::Member member, double least, bool open, double greatest, double sliderLeast,
                     double sliderGreatest, bool logarithmic, const char* unit, unsigned commands, const char* help)
{
    return {name,        symbol,         label,       section, member, least,    greatest, open,
            sliderLeast, sliderGreatest, logarithmic, unit,    {},     commands, help};
}

ParameterInfo choice(const char* name, const char* label, const char* section, ParameterInfo::Member member,
                     std::vector<std::string> choices, unsigned commands, const char* help)
{
    return {name, "", label, section, member, 0, 0, false, 0, 0, false, "", std::move(choices), commands, help};
}

ParameterInfo flag(const char* name, const char* label, const char* section, ParameterInfo::Member member,
                   unsigned commands, const char* help)
{
    return {name, "", label, section, member, 0, 1, false, 0, 1, false, "", {}, commands, help};
}

std::vector<ParameterInfo> makeTable()
{
    using P = Parameters;
    return {
        number("kappa", "κ", "temperature", "Attention", &P::kappa, 0, true, kInf, 0.05, 50, true, "nat", kAll,
               "Temperature of the attention softmax: low listens to the nearest belief only, high to everyone."),
        choice("temperature-scale", "temperature scale", "Attention", &P::temperatureScale, {"none", "sqrt-dim"}, kAll,
               "Multiplies the temperature by the square root of the head dimension, or not."),
        choice("head-attention", "heads", "Attention", &P::headAttention, {"each", "summed"}, kAll,
               "One attention a head, or the heads' energies added and one attention for all."),
        choice("divergence", "divergence", "Attention", &P::divergence, {"kl", "reverse-kl", "jeffreys", "renyi=ALPHA"},
               kAll, "How far the receiver's belief is from the sender's transported one."),
        choice(
            "score", "score", "Attention", &P::score, {"divergence", "dot-product"}, kAll,
            "What attention is the softmax of: minus the divergence, or the dot product of the means in the common frame."),
        choice(
            "covariance", "covariance", "Attention", &P::covariance,
            {"full", "diagonal", "diagonal-projected", "low-rank=R"}, kAll,
            "Full covariances; their diagonal in the common frame; the diagonal left of each covariance carried into the "
            "receiver's frame; or R leading directions and a diagonal floor."),
        choice("mask", "mask", "Attention", &P::mask, {"full", "causal", "window=W", "causal-window=W"}, kAll,
               "Whom a token may listen to: everyone, earlier tokens, or tokens at most W places away."),
        flag("no-self", "no self", "Attention", &P::noSelf, kAll, "A token does not listen to itself."),
        choice(
            "attention-prior", "attention prior", "Attention", &P::attentionPrior,
            {"none", "alibi", "alibi=SLOPE", "recency=WIDTH"}, kAll,
            "A bias by distance added to the logits: none; ALiBi, a slope a head (SLOPE·2^(−8h/H) a place); or a Gaussian "
            "window of WIDTH places."),
        choice("energy", "energy", "Attention", &P::energy, {"all", "allowed"}, kAttend | kFileOnly,
               "Energies of every pair, or only of pairs the mask allows; the others are not computed and are NaN."),
        choice("message", "message", "Attention", &P::message, {"mixture", "product"}, kAttend,
               "What a token hears: the moments of the mixture of its senders, or their geometric mean."),

        choice("transport", "transport", "Frames", &P::transport, {"exact", "pairwise", "first-order", "none"}, kAll,
               "Exact by the common frame; exact with one transport formed a pair; first order, I + Φ_i − Φ_j; or none: "
               "beliefs "
               "compared as if all frames were equal."),
        number("position-rate", "ω", "position rate", "Frames", &P::positionRate, -kInf, false, kInf, 0, 3.14159265, false,
               "rad/token", kEmbed, "Angle by which the gauge frame turns from one word to the next; 0: no frames."),
        flag("irrep-heads", "head per irrep", "Frames", &P::irrepHeads, kEmbed,
             "One attention head for each SO(3) irrep (1, 3, 5 and 7 dimensions) instead of one for all 16."),
        flag("absorb-frames", "absorb frames", "Frames", &P::absorbFrames, kExplore,
             "Replaces every belief and its frame by the belief pulled back and the identity. With exact transport every "
             "picture but the frames' stays the same: frames that depend on the token alone are a choice of coordinates."),

        number("layers", "L", "layers", "Dynamics", &P::layers, 0, false, 100000, 0, 24, false, "", kEvolve,
               "Layers of the forward pass."),
        number("steps", "S", "steps a layer", "Dynamics", &P::steps, 1, false, 100000, 1, 8, false, "", kEvolve,
               "Belief steps in each layer."),
        number("step", "s", "step size", "Dynamics", &P::step, 0, true, 1, 0.01, 1, false, "", kEvolve,
               "How far one belief step goes towards its target: 1 goes all the way."),
        number("alpha", "α", "prior weight", "Dynamics", &P::alpha, 0, false, kInf, 0, 4, false, "", kWeights,
               "Weight of the prior belief in the free energy."),
        number("lambda", "λ", "coupling", "Dynamics", &P::lambda, 0, false, kInf, 0, 4, false, "", kWeights,
               "Weight of the attention coupling in the free energy."),
        number("frame-step", "η", "frame step", "Dynamics", &P::frameStep, 0, false, kInf, 0, 1, false, "", kEvolve,
               "How far frames turn down the free energy's slope after each belief step; 0: they stay."),
        number(
            "start-noise", "ν", "start noise", "Dynamics", &P::startNoise, 0, false, kInf, 0, 2, false, "", kExplore,
            "Scatters the means before the first layer by so many of their own standard deviations, drawn from the seed; "
            "priors stay. 0: off."),
        number("seed", "", "seed", "Dynamics", &P::seed, 0, false, 1e9, 0, 100, false, "", kExplore,
               "Which draw the start noise takes; the same seed always gives the same start."),
        choice("dynamics", "dynamics", "Dynamics", &P::dynamics, {"mirror", "gradient"}, kEvolve,
               "Mirror steps in natural parameters, or natural-gradient descent on the whole free energy."),

        number("threshold", "θ", "threshold", "Consensus", &P::threshold, 0, false, kInf, 0.01, 20, true, "nat",
               kCondense | kEvolve, "Tokens closer than this condense into one meta-token."),
        number("clusters", "M", "clusters", "Consensus", &P::clusters, 0, false, 1e6, 0, 32, false, "", kCondense,
               "Cuts the dendrogram into this many clusters instead of at θ; 0: at θ."),
        number("hysteresis", "", "hysteresis", "Consensus", &P::hysteresis, 0, false, kInf, 0, 2, false, "", kEvolve,
               "A group formed at θ lasts over layers until it is this share wider: 0.5 lets it widen to 1.5 θ; 0: off."),
        choice("linkage", "linkage", "Consensus", &P::linkage, {"complete", "components", "mutual"}, kCondense | kEvolve,
               "Complete: every pair of a cluster lies below the threshold. Components: a chain of close pairs is enough. "
               "Mutual: "
               "so too, of pairs close in both directions, as beliefs and as priors."),
        choice("pooling", "pooling", "Consensus", &P::pooling, {"moment", "precision", "product", "average"},
               kCondense | kEvolve, "How members' beliefs make the meta-token's belief."),
        choice("pooling-weights", "pooling weights", "Consensus", &P::poolingWeights,
               {"multiplicity", "uniform", "coherence"}, kCondense | kEvolve,
               "A member's share in the pooled belief: by its multiplicity, equal, or less the further it is from the "
               "others."),
        choice(
            "meta-frame", "meta frame", "Consensus", &P::metaFrame, {"medoid", "karcher"}, kCondense | kEvolve,
            "The frame a meta-token's belief is written in: its medoid's, or the members' Karcher mean (rotations only). "
            "Nothing observable depends on it."),
        number("scales", "", "scales", "Consensus", &P::scales, 1, false, 16, 1, 4, false, "", kCondense | kEvolve,
               "Scales of meta-tokens above the tokens: each is made of the agents of the one below."),
        number("threshold-growth", "", "threshold growth", "Consensus", &P::thresholdGrowth, 0, true, kInf, 1, 8, true, "",
               kCondense | kEvolve, "θ of each scale is that of the scale below times this."),
        choice("cross-scale", "cross-scale", "Consensus", &P::crossScale, {"active", "within", "full"}, kCondense,
               "Who attends to whom once meta-tokens exist: those absorbed by no group; every scale to itself; or every "
               "agent of "
               "every scale to all."),
        number("meta-prior", "γ", "meta prior", "Consensus", &P::metaPrior, 0, false, kInf, 0, 4, false, "", kEvolve,
               "How strongly a meta-token's belief pulls its members, as a prior made anew at each layer; 0: off."),
        flag("condensed", "condensed layers", "Consensus", &P::condensed, kEvolve,
             "Layers run on active agents alone: tokens that agreed go on as one meta-token, until they disagree."),

        choice("backend", "backend", "Computing", &P::backend, {"auto", "cpu", "cuda", "naive"}, kAll,
               "Who computes: the fast exact path, on the processor or on a CUDA device (auto: a device for large states, "
               "where one "
               "answers), or the literal double loop kept as the reference."),
        choice("precision", "precision", "Computing", &P::precision, {"double", "single", "half"}, kAll,
               "Precision of the pair products; frames and factorisations are always double. Half needs a CUDA device: "
               "features in "
               "half, sums in single."),
        number("threads", "", "threads", "Computing", &P::threads, 0, false, 4096, 0, 64, false, "", kAll,
               "Threads of the computing pool; 0: all cores."),
    };
}

/// Does `text` fit a pattern such as window=W (a whole number after the sign)?
bool matches(const std::string& pattern, const std::string& text)
{
    const auto equals = pattern.find('=');
    if (equals == std::string::npos)
        return pattern == text;
    return text.size() > equals + 1 && text.compare(0, equals + 1, pattern, 0, equals + 1) == 0;
}

void requireChoice(const ParameterInfo& info, const std::string& text)
{
    for (const std::string& each : info.choices)
        if (matches(each, text))
            return;
    fail("--{}: expected {}, found '{}'", info.name, fmt::join(info.choices, ", "), text);
}

void requireNumber(const ParameterInfo& info, double value)
{
    const bool low = info.open ? !(value > info.least) : !(value >= info.least);
    if (!std::isfinite(value) || low || value > info.greatest) {
        if (info.least == info.greatest)
            fail("--{}: only {} is implemented in this version, found {}", info.name, info.least, value);
        if (std::isinf(info.greatest) && std::isinf(info.least))
            fail("--{}: expected a finite number, found {}", info.name, value);
        if (std::isinf(info.greatest))
            fail("--{}: expected a finite number {} {}, found {}", info.name, info.open ? ">" : ">=", info.least, value);
        fail("--{}: expected a number in {}{}, {}], found {}", info.name, info.open ? "(" : "[", info.least, info.greatest,
             value);
    }
}

void requireRow(const Parameters& p, const ParameterInfo& info)
{
    if (const auto* real = std::get_if<double Parameters::*>(&info.member))
        requireNumber(info, p.*(*real));
    else if (const auto* whole = std::get_if<int Parameters::*>(&info.member))
        requireNumber(info, p.*(*whole));
    else if (const auto* text = std::get_if<std::string Parameters::*>(&info.member))
        requireChoice(info, p.*(*text));
}

template <class T>
T parseNumber(const ParameterInfo& info, const std::string& text)
{
    T value{};
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (status != std::errc() || end != text.data() + text.size())
        fail("--{}: expected a {}, found '{}'", info.name, std::is_integral_v<T> ? "whole number" : "number", text);
    return value;
}

}  // namespace

const std::vector<ParameterInfo>& parameterTable()
{
    static const std::vector<ParameterInfo> table = makeTable();
    return table;
}

const ParameterInfo& parameterInfo(const std::string& name)
{
    for (const ParameterInfo& info : parameterTable())
        if (name == info.name)
            return info;
    fail("unknown parameter '{}'", name);
}

std::string parameterText(const Parameters& p, const ParameterInfo& info)
{
    return std::visit(
        [&](auto member) -> std::string {
            using T = std::decay_t<decltype(p.*member)>;
            if constexpr (std::is_same_v<T, std::string>)
                return p.*member;
            else if constexpr (std::is_same_v<T, bool>)
                return p.*member ? "true" : "false";
            else
                return fmt::format("{}", p.*member);
        },
        info.member);
}

void setParameter(Parameters& p, const ParameterInfo& info, const std::string& text)
{
    Parameters changed = p;
    std::visit(
        [&](auto member) {
            using T = std::decay_t<decltype(p.*member)>;
            if constexpr (std::is_same_v<T, std::string>)
                changed.*member = text;
            else if constexpr (std::is_same_v<T, bool>) {
                if (text != "true" && text != "false")
                    fail("--{}: expected true or false, found '{}'", info.name, text);
                changed.*member = text == "true";
            } else
                changed.*member = parseNumber<T>(info, text);
        },
        info.member);
    requireRow(changed, info);
    p = std::move(changed);
}

std::string rangeText(const ParameterInfo& info)
{
    if (std::holds_alternative<bool Parameters::*>(info.member))
        return "on or off";
    if (std::holds_alternative<std::string Parameters::*>(info.member)) {
        return fmt::format("{}", fmt::join(info.choices, ", "));
    }
    if (info.least == info.greatest)
        return fmt::format("{}", info.least);
    const std::string low = std::isinf(info.least) ? "any" : fmt::format("{} {}", info.open ? ">" : "≥", info.least);
    return std::isinf(info.greatest) ? low : fmt::format("{}, ≤ {}", low, info.greatest);
}

std::string parameterManual()
{
    std::string page = "# Parameters\n\nWritten by `gaugescope-cli manual` from the one table in "
                       "`core/pipeline/parameters.cpp`.\n";
    std::string section;
    const Parameters defaults;
    for (const ParameterInfo& info : parameterTable()) {
        if (section != info.section) {
            section = info.section;
            page += fmt::format(
                "\n## {}\n\n| option | symbol | default | values | unit | what it does |\n|---|---|---|---|---|---|\n",
                section);
        }
        page += fmt::format("| `--{}` | {} | {} | {} | {} | {} |\n", info.name, info.symbol, parameterText(defaults, info),
                            rangeText(info), info.unit, info.help);
    }
    return page;
}

namespace {

/// The number after the sign of `name=number`.
template <class T>
T amountOf(const std::string& flag, const std::string& text, const std::string& expected)
{
    const auto at = text.find('=') + 1;
    T value{};
    const auto [end, status] = std::from_chars(text.data() + at, text.data() + text.size(), value);
    if (status != std::errc() || end != text.data() + text.size())
        fail("--{}: expected {}, found '{}'", flag, expected, text);
    return value;
}

Covariance parseCovariance(const std::string& text)
{
    if (text == "full")
        return CovarianceFamily::Full;
    if (text == "diagonal")
        return CovarianceFamily::Diagonal;
    if (text == "diagonal-projected")
        return CovarianceFamily::DiagonalProjected;
    const char* expected = "low-rank=R with a whole number R >= 1";
    const auto rank = amountOf<Index>("covariance", text, expected);
    if (rank < 1)
        fail("--covariance: expected {}, found '{}'", expected, text);
    return {CovarianceFamily::LowRank, rank};
}

double parseRenyiOrder(const std::string& text)
{
    const char* expected = "renyi=ALPHA with a finite ALPHA > 0 other than 1 (whose limit is kl)";
    const auto order = amountOf<double>("divergence", text, expected);
    if (!(order > 0) || !std::isfinite(order) || std::abs(order - 1) < 1e-9)
        fail("--divergence: expected {}, found '{}'", expected, text);
    return order;
}

ConsensusOptions consensusOf(const Parameters& p)
{
    ConsensusOptions c;
    c.threshold = p.threshold;
    c.growth = p.thresholdGrowth;
    c.clusters = p.clusters;
    c.hysteresis = p.hysteresis;
    c.scales = p.scales;
    c.linkage = p.linkage == "complete"     ? Linkage::Complete
                : p.linkage == "components" ? Linkage::Components
                                            : Linkage::Mutual;
    c.pooling = p.pooling == "moment"      ? Pooling::Moment
                : p.pooling == "precision" ? Pooling::Precision
                : p.pooling == "product"   ? Pooling::Product
                                           : Pooling::Average;
    c.weights = p.poolingWeights == "multiplicity" ? PoolingWeights::Multiplicity
                : p.poolingWeights == "uniform"    ? PoolingWeights::Uniform
                                                   : PoolingWeights::Coherence;
    if (c.pooling == Pooling::Product && c.weights != PoolingWeights::Multiplicity)
        fail("--pooling-weights: product takes plain sums and has no weights, found '{}'", p.poolingWeights);
    c.metaFrame = p.metaFrame == "medoid" ? MetaFrame::Medoid : MetaFrame::Karcher;
    c.crossScale = p.crossScale == "active"   ? CrossScale::Active
                   : p.crossScale == "within" ? CrossScale::Within
                                              : CrossScale::Full;
    return c;
}

}  // namespace

Request resolve(const Parameters& p)
{
    for (const ParameterInfo& info : parameterTable())
        requireRow(p, info);
    Request r;
    r.attention.kappa = p.kappa;
    r.attention.sqrtDim = p.temperatureScale == "sqrt-dim";
    r.attention.summedHeads = p.headAttention == "summed";
    r.attention.divergence = p.divergence == "kl"           ? Divergence::Kl
                             : p.divergence == "reverse-kl" ? Divergence::ReverseKl
                             : p.divergence == "jeffreys"   ? Divergence::Jeffreys
                                                            : Divergence::Renyi;
    if (r.attention.divergence == Divergence::Renyi)
        r.attention.renyiOrder = parseRenyiOrder(p.divergence);
    r.attention.covariance = parseCovariance(p.covariance);
    r.attention.transport = p.transport == "exact"      ? Transport::Exact
                            : p.transport == "pairwise" ? Transport::Pairwise
                            : p.transport == "none"     ? Transport::None
                                                        : Transport::FirstOrder;
    r.attention.score = p.score == "divergence" ? Score::Divergence : Score::DotProduct;
    r.attention.prior = parseAttentionPrior(p.attentionPrior);
    r.attention.allowedOnly = p.energy == "allowed";
    r.attention.message = p.message == "mixture" ? MessageKind::Mixture : MessageKind::Product;
    r.attention.mask = parseMask(p.mask, !p.noSelf);
    r.attention.precision = p.precision == "single" ? Precision::Single
                            : p.precision == "half" ? Precision::Half
                                                    : Precision::Double;
    r.evolve = {p.layers,
                p.steps,
                p.step,
                p.alpha,
                p.lambda,
                p.frameStep,
                p.dynamics == "mirror" ? Dynamics::Mirror : Dynamics::Gradient};
    if (p.alpha + p.lambda <= 0)
        fail("--alpha and --lambda: expected at least one above 0, found both 0");
    if (static_cast<double>(p.layers) * p.steps > 1e6)
        fail("--layers and --steps: expected at most 1000000 steps in all, found {}",
             static_cast<double>(p.layers) * p.steps);
    r.consensus = consensusOf(p);
    r.metaPrior = p.metaPrior;
    r.condensed = p.condensed;
    if (p.condensed && p.metaPrior > 0)
        fail("--condensed and --meta-prior: a group that moves as one belief has no members to pull; choose one of them");
    r.backend = p.backend;
    r.threads = p.threads;
    return r;
}

}  // namespace gauge
