// The rows of the table, in the order in which a person meets the parameters. A table: it may be long.
#include "core/pipeline/parameter_row.h"

#include <cmath>
#include <limits>

namespace gauge {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr unsigned kAll = kAttend | kEvolve | kCondense | kGradient;
constexpr unsigned kWeights = kEvolve | kGradient;

bool isRank(double r)
{
    return r >= 1;
}

bool isWindow(double w)
{
    return w >= 0 && w < 0x1p40;
}

/// The limit at 1 is KL.
bool isOrder(double order)
{
    return order > 0 && std::isfinite(order) && std::abs(order - 1) >= 1e-9;
}

bool isSlope(double amount)
{
    return amount >= 1e-3 && amount <= 1e9;
}

std::vector<Word<Precision>> precisionWords()
{
    std::vector<Word<Precision>> words;
    words.reserve(kPrecisions.size());
    for (const Precision precision : kPrecisions)
        words.push_back({precisionName(precision), precision});
    return words;
}

std::vector<ParameterInfo> makeTable()
{
    using P = Parameters;
    using A = AttentionOptions;
    using E = EvolveOptions;
    using C = ConsensusOptions;
    return {
        number("kappa", "κ", "temperature", "Attention", at(&P::attention, &A::kappa), 0, true, kInf, 0.05, 50, true, "nat",
               kAll, "Temperature of the attention softmax: low listens to the nearest belief only, high to everyone."),
        choice<bool>("temperature-scale", "temperature scale", "Attention", at(&P::attention, &A::sqrtDim),
                     {{"none", false}, {"sqrt-dim", true}}, kAll,
                     "Multiplies the temperature by the square root of the head dimension, or not."),
        choice<bool>("head-attention", "heads", "Attention", at(&P::attention, &A::summedHeads),
                     {{"each", false}, {"summed", true}}, kAll,
                     "One attention a head, or the heads' energies added and one attention for all."),
        choice<Divergence>("divergence", "divergence", "Attention", at(&P::attention, &A::divergence),
                           {{"kl", Divergence::Kl},
                            {"reverse-kl", Divergence::ReverseKl},
                            {"jeffreys", Divergence::Jeffreys},
                            {"renyi=ALPHA", Divergence::Renyi}},
                           amount(at(&P::attention, &A::renyiOrder), isOrder,
                                  "renyi=ALPHA with a finite ALPHA > 0 other than 1 (whose limit is kl)"),
                           kAll, "How far the receiver's belief is from the sender's transported one."),
        choice<Score>(
            "score", "score", "Attention", at(&P::attention, &A::score),
            {{"divergence", Score::Divergence}, {"dot-product", Score::DotProduct}}, kAll,
            "What attention is the softmax of: minus the divergence, or the dot product of the means in the common frame."),
        choice<CovarianceFamily>(
            "covariance", "covariance", "Attention", at(&P::attention, &A::covariance, &Covariance::family),
            {{"full", CovarianceFamily::Full},
             {"diagonal", CovarianceFamily::Diagonal},
             {"diagonal-projected", CovarianceFamily::DiagonalProjected},
             {"low-rank=R", CovarianceFamily::LowRank}},
            amount(at(&P::attention, &A::covariance, &Covariance::rank), isRank, "low-rank=R with a whole number R >= 1"),
            kAll,
            "Full covariances; their diagonal in the common frame; the diagonal left of each covariance carried into the "
            "receiver's frame; or R leading directions and a diagonal floor."),
        choice<Mask::Kind>("mask", "mask", "Attention", at(&P::attention, &A::mask, &Mask::kind),
                           {{"full", Mask::Kind::Full},
                            {"causal", Mask::Kind::Causal},
                            {"window=W", Mask::Kind::Window},
                            {"causal-window=W", Mask::Kind::CausalWindow}},
                           amount(at(&P::attention, &A::mask, &Mask::width), isWindow,
                                  "full, causal, window=W or causal-window=W with a whole number W >= 0"),
                           kAll, "Whom a token may listen to: everyone, earlier tokens, or tokens at most W places away."),
        flag("no-self", "no self", "Attention", inverse(at(&P::attention, &A::mask, &Mask::self)), kAll,
             "A token does not listen to itself."),
        choice<AttentionPrior::Kind>(
            "attention-prior", "attention prior", "Attention", at(&P::attention, &A::prior, &AttentionPrior::kind),
            {{"none", AttentionPrior::Kind::None},
             {"alibi", AttentionPrior::Kind::Alibi},
             {"alibi=SLOPE", AttentionPrior::Kind::Alibi},
             {"recency=WIDTH", AttentionPrior::Kind::Recency}},
            amount(at(&P::attention, &A::prior, &AttentionPrior::amount), isSlope,
                   "none, alibi, alibi=SLOPE or recency=WIDTH with a number from 0.001 to 1e9"),
            kAll,
            "A bias by distance added to the logits: none; ALiBi, a slope a head (SLOPE·2^(−8h/H) a place); or a Gaussian "
            "window of WIDTH places."),
        choice<bool>("energy", "energy", "Attention", at(&P::attention, &A::allowedOnly),
                     {{"all", false}, {"allowed", true}}, kAttend | kFileOnly,
                     "Energies of every pair, or only of pairs the mask allows; the others are not computed and are NaN."),
        choice<MessageKind>("message", "message", "Attention", at(&P::attention, &A::message),
                            {{"mixture", MessageKind::Mixture}, {"product", MessageKind::Product}}, kAttend | kFileOnly,
                            "What a token hears: the moments of the mixture of its senders, or their geometric mean."),

        choice<Transport>(
            "transport", "transport", "Frames", at(&P::attention, &A::transport),
            {{"exact", Transport::Exact},
             {"pairwise", Transport::Pairwise},
             {"first-order", Transport::FirstOrder},
             {"none", Transport::None}},
            kAll,
            "Exact by the common frame; exact with one transport formed a pair; first order, I + Φ_i − Φ_j; or none: "
            "beliefs "
            "compared as if all frames were equal."),
        connection(
            "connection", "connection", "Frames", at(&P::attention, &A::connection), kAll,
            "Links between the beliefs in the common frame, Ω_ij = U_i V_ij U_j⁻¹: none (flat: frames are a choice of "
            "coordinates); those of the file; drawn by the seed with deviation EPS; one generator (A, the first: 0) turned "
            "by F·|i−j|^P (P = 1 is flat); made of the means; or one constant link a head."),
        number("link-scale", "ρ", "link scale", "Frames", at(&P::attention, &A::connection, &ConnectionOptions::scale), 0,
               false, 1, 0, 1, false, "", kAll, "Takes the links from flat (0) to full (1), along their logarithms."),
        number("position-rate", "ω", "position rate", "Frames", at(&P::text, &EmbedOptions::positionRate), -kInf, false,
               kInf, 0, 3.14159265, false, "rad/token", kEmbed,
               "Angle by which the gauge frame turns from one word to the next; 0: no frames."),
        flag("irrep-heads", "head per irrep", "Frames", at(&P::text, &EmbedOptions::irrepHeads), kEmbed,
             "One attention head for each SO(3) irrep (1, 3, 5 and 7 dimensions) instead of one for all 16."),
        flag("absorb-frames", "absorb frames", "Frames", at(&P::absorbFrames), kExplore,
             "Replaces every belief and its frame by the belief pulled back and the identity. With exact transport every "
             "picture but the frames' stays the same: frames that depend on the token alone are a choice of coordinates."),

        number("layers", "L", "layers", "Dynamics", at(&P::evolve, &E::layers), 0, false, 100000, 0, 24, false, "", kEvolve,
               "Layers of the forward pass."),
        number(
            "until", "", "until still", "Dynamics", at(&P::evolve, &E::until), 0, false, kInf, 0, 1, false, "nat", kEvolve,
            "Layers end once no belief moves by as much in one (the largest KL of a belief from what it was); 0: as many "
            "as layers says."),
        number("steps", "S", "steps a layer", "Dynamics", at(&P::evolve, &E::steps), 1, false, 100000, 1, 8, false, "",
               kEvolve, "Belief steps in each layer."),
        number("step", "s", "step size", "Dynamics", at(&P::evolve, &E::step), 0, true, 1, 0.01, 1, false, "", kEvolve,
               "How far one belief step goes towards its target: 1 goes all the way."),
        number("alpha", "α", "prior weight", "Dynamics", at(&P::evolve, &E::alpha), 0, false, kInf, 0, 4, false, "",
               kWeights, "Weight of the prior belief in the free energy."),
        number("lambda", "λ", "coupling", "Dynamics", at(&P::evolve, &E::lambda), 0, false, kInf, 0, 4, false, "", kWeights,
               "Weight of the attention coupling in the free energy."),
        number("frame-step", "η", "frame step", "Dynamics", at(&P::evolve, &E::frameStep), 0, false, kInf, 0, 1, false, "",
               kEvolve, "How far frames turn down the free energy's slope after each belief step; 0: they stay."),
        number(
            "start-noise", "ν", "start noise", "Dynamics", at(&P::start, &StartOptions::noise), 0, false, kInf, 0, 2, false,
            "", kEvolve | kExplore,
            "Scatters the means before the first layer by so many of their own standard deviations, drawn from the seed; "
            "priors stay. 0: off."),
        number("seed", "", "seed", "Dynamics", at(&P::start, &StartOptions::seed), 0, false, 1e9, 0, 100, false, "",
               kAll | kExplore, "Which draw the start noise and random links take; the same seed always gives the same."),
        choice<Dynamics>("dynamics", "dynamics", "Dynamics", at(&P::evolve, &E::dynamics),
                         {{"mirror", Dynamics::Mirror}, {"gradient", Dynamics::Gradient}}, kEvolve,
                         "Mirror steps in natural parameters, or natural-gradient descent on the whole free energy."),

        number("threshold", "θ", "threshold", "Consensus", at(&P::consensus, &C::threshold), 0, false, kInf, 0.01, 20, true,
               "nat", kCondense | kEvolve, "Tokens closer than this condense into one meta-token."),
        number("clusters", "M", "clusters", "Consensus", at(&P::consensus, &C::clusters), 0, false, 1e6, 0, 32, false, "",
               kCondense, "Cuts the dendrogram into this many clusters instead of at θ; 0: at θ."),
        number("hysteresis", "", "hysteresis", "Consensus", at(&P::consensus, &C::hysteresis), 0, false, kInf, 0, 2, false,
               "", kEvolve,
               "A group formed at θ lasts over layers until it is this share wider: 0.5 lets it widen to 1.5 θ; 0: off."),
        choice<Linkage>(
            "linkage", "linkage", "Consensus", at(&P::consensus, &C::linkage),
            {{"complete", Linkage::Complete}, {"components", Linkage::Components}, {"mutual", Linkage::Mutual}},
            kCondense | kEvolve,
            "Complete: every pair of a cluster lies below the threshold. Components: a chain of close pairs is enough. "
            "Mutual: "
            "so too, of pairs close in both directions, as beliefs and as priors."),
        choice<Pooling>("pooling", "pooling", "Consensus", at(&P::consensus, &C::pooling),
                        {{"moment", Pooling::Moment},
                         {"precision", Pooling::Precision},
                         {"product", Pooling::Product},
                         {"average", Pooling::Average}},
                        kCondense | kEvolve, "How members' beliefs make the meta-token's belief."),
        choice<PoolingWeights>(
            "pooling-weights", "pooling weights", "Consensus", at(&P::consensus, &C::weights),
            {{"multiplicity", PoolingWeights::Multiplicity},
             {"uniform", PoolingWeights::Uniform},
             {"coherence", PoolingWeights::Coherence}},
            kCondense | kEvolve,
            "A member's share in the pooled belief: by its multiplicity, equal, or less the further it is from the "
            "others."),
        choice<MetaFrame>(
            "meta-frame", "meta frame", "Consensus", at(&P::consensus, &C::metaFrame),
            {{"medoid", MetaFrame::Medoid}, {"karcher", MetaFrame::Karcher}}, kCondense | kEvolve,
            "The frame a meta-token's belief is written in: its medoid's, or the members' Karcher mean (rotations only). "
            "Nothing observable depends on it."),
        choice<bool>(
            "unknown-words", "unknown words", "Consensus", at(&P::consensus, &C::guessesJoin),
            {{"apart", false}, {"join", true}}, kCondense | kEvolve,
            "Words outside the vocabulary share broad guesses for beliefs, which agree with one another whatever they "
            "mean: they keep apart, or take part in agreement as others do."),
        choice<bool>("unequal-links", "unequal links", "Consensus", at(&P::consensus, &C::unequalJoin),
                     {{"apart", false}, {"medoid", true}}, kCondense | kEvolve,
                     "Along a connection agents that agree may have different links to the others, and one meta-token "
                     "cannot keep them all: "
                     "they keep apart (then nothing is lost), or join and take their medoid's links."),
        number("scales", "", "scales", "Consensus", at(&P::consensus, &C::scales), 1, false, 16, 1, 4, false, "",
               kCondense | kEvolve, "Scales of meta-tokens above the tokens: each is made of the agents of the one below."),
        number("threshold-growth", "", "threshold growth", "Consensus", at(&P::consensus, &C::growth), 0, true, kInf, 1, 8,
               true, "", kCondense | kEvolve, "θ of each scale is that of the scale below times this."),
        choice<CrossScale>(
            "cross-scale", "cross-scale", "Consensus", at(&P::consensus, &C::crossScale),
            {{"active", CrossScale::Active}, {"within", CrossScale::Within}, {"full", CrossScale::Full}}, kCondense,
            "Who attends to whom once meta-tokens exist: those absorbed by no group; every scale to itself; or every "
            "agent of "
            "every scale to all."),
        number("meta-prior", "γ", "meta prior", "Consensus", at(&P::metaPrior), 0, false, kInf, 0, 4, false, "", kEvolve,
               "How strongly a meta-token's belief pulls its members, as a prior made anew at each layer; 0: off."),
        flag("condensed", "condensed layers", "Consensus", at(&P::condensed), kEvolve,
             "Layers run on active agents alone: tokens that agreed go on as one meta-token, until they disagree."),

        choice<BackendChoice>(
            "backend", "backend", "Computing", at(&P::backend),
            {{"auto", BackendChoice::Auto},
             {"cpu", BackendChoice::Cpu},
             {"cuda", BackendChoice::Cuda},
             {"naive", BackendChoice::Naive}},
            kAll,
            "Who computes: the fast exact path, on the processor or on a CUDA device (auto: on the device what "
            "gaugescope-cli bench --device-table measured to be faster there), or the literal double loop kept as the "
            "reference."),
        choice<Precision>(
            "precision", "precision", "Computing", at(&P::attention, &A::precision), precisionWords(), kAll,
            "Precision of the pair products; frames and factorisations are always double. Half, tf32 and bf16 need a CUDA "
            "device and add in single: half is three bf16 products (energies off by 3e-6 of the largest), tf32 one (2e-4), "
            "bf16 one (2e-3)."),
        number("threads", "", "threads", "Computing", at(&P::threads), 0, false, 4096, 0, 64, false, "", kAll,
               "Threads of the computing pool; 0: all cores."),
    };
}

}  // namespace

const std::vector<ParameterInfo>& parameterTable()
{
    static const std::vector<ParameterInfo> table = makeTable();
    return table;
}

}  // namespace gauge
