// Core knows no languages: what its table of parameters says is listed here for the catalogues.
#include "ui/workspace/parameter_words.h"

#include <array>
#include <QCoreApplication>

namespace gauge::ui {
namespace {

constexpr std::array kWords{
    // sections
    QT_TRANSLATE_NOOP("parameters", "Attention"),
    QT_TRANSLATE_NOOP("parameters", "Frames"),
    QT_TRANSLATE_NOOP("parameters", "Dynamics"),
    QT_TRANSLATE_NOOP("parameters", "Consensus"),
    QT_TRANSLATE_NOOP("parameters", "Computing"),
    // labels
    QT_TRANSLATE_NOOP("parameters", "temperature"),
    QT_TRANSLATE_NOOP("parameters", "temperature scale"),
    QT_TRANSLATE_NOOP("parameters", "heads"),
    QT_TRANSLATE_NOOP("parameters", "divergence"),
    QT_TRANSLATE_NOOP("parameters", "score"),
    QT_TRANSLATE_NOOP("parameters", "covariance"),
    QT_TRANSLATE_NOOP("parameters", "mask"),
    QT_TRANSLATE_NOOP("parameters", "no self"),
    QT_TRANSLATE_NOOP("parameters", "attention prior"),
    QT_TRANSLATE_NOOP("parameters", "energy"),
    QT_TRANSLATE_NOOP("parameters", "message"),
    QT_TRANSLATE_NOOP("parameters", "transport"),
    QT_TRANSLATE_NOOP("parameters", "connection"),
    QT_TRANSLATE_NOOP("parameters", "link scale"),
    QT_TRANSLATE_NOOP("parameters", "position rate"),
    QT_TRANSLATE_NOOP("parameters", "head per irrep"),
    QT_TRANSLATE_NOOP("parameters", "absorb frames"),
    QT_TRANSLATE_NOOP("parameters", "layers"),
    QT_TRANSLATE_NOOP("parameters", "until still"),
    QT_TRANSLATE_NOOP("parameters", "steps a layer"),
    QT_TRANSLATE_NOOP("parameters", "step size"),
    QT_TRANSLATE_NOOP("parameters", "prior weight"),
    QT_TRANSLATE_NOOP("parameters", "coupling"),
    QT_TRANSLATE_NOOP("parameters", "frame step"),
    QT_TRANSLATE_NOOP("parameters", "start noise"),
    QT_TRANSLATE_NOOP("parameters", "seed"),
    QT_TRANSLATE_NOOP("parameters", "dynamics"),
    QT_TRANSLATE_NOOP("parameters", "threshold"),
    QT_TRANSLATE_NOOP("parameters", "clusters"),
    QT_TRANSLATE_NOOP("parameters", "hysteresis"),
    QT_TRANSLATE_NOOP("parameters", "linkage"),
    QT_TRANSLATE_NOOP("parameters", "pooling"),
    QT_TRANSLATE_NOOP("parameters", "pooling weights"),
    QT_TRANSLATE_NOOP("parameters", "meta frame"),
    QT_TRANSLATE_NOOP("parameters", "unknown words"),
    QT_TRANSLATE_NOOP("parameters", "unequal links"),
    QT_TRANSLATE_NOOP("parameters", "scales"),
    QT_TRANSLATE_NOOP("parameters", "threshold growth"),
    QT_TRANSLATE_NOOP("parameters", "cross-scale"),
    QT_TRANSLATE_NOOP("parameters", "meta prior"),
    QT_TRANSLATE_NOOP("parameters", "condensed layers"),
    QT_TRANSLATE_NOOP("parameters", "backend"),
    QT_TRANSLATE_NOOP("parameters", "precision"),
    QT_TRANSLATE_NOOP("parameters", "threads"),
    // what they do
    QT_TRANSLATE_NOOP("parameters",
                      "Temperature of the attention softmax: low listens to the nearest belief only, high to everyone."),
    QT_TRANSLATE_NOOP("parameters", "Multiplies the temperature by the square root of the head dimension, or not."),
    QT_TRANSLATE_NOOP("parameters", "One attention a head, or the heads' energies added and one attention for all."),
    QT_TRANSLATE_NOOP("parameters", "How far the receiver's belief is from the sender's transported one."),
    QT_TRANSLATE_NOOP(
        "parameters",
        "What attention is the softmax of: minus the divergence, or the dot product of the means in the common frame."),
    QT_TRANSLATE_NOOP("parameters",
                      "Full covariances; their diagonal in the common frame; the diagonal left of each covariance carried "
                      "into the receiver's frame; or R leading directions and a diagonal floor."),
    QT_TRANSLATE_NOOP("parameters",
                      "Whom a token may listen to: everyone, earlier tokens, or tokens at most W places away."),
    QT_TRANSLATE_NOOP("parameters", "A token does not listen to itself."),
    QT_TRANSLATE_NOOP("parameters", "A bias by distance added to the logits: none; ALiBi, a slope a head (SLOPE·2^(−8h/H) "
                                    "a place); or a Gaussian window of WIDTH places."),
    QT_TRANSLATE_NOOP("parameters",
                      "Energies of every pair, or only of pairs the mask allows; the others are not computed and are NaN."),
    QT_TRANSLATE_NOOP("parameters",
                      "What a token hears: the moments of the mixture of its senders, or their geometric mean."),
    QT_TRANSLATE_NOOP("parameters", "Exact by the common frame; exact with one transport formed a pair; first order, I + "
                                    "Φ_i − Φ_j; or none: beliefs compared as if all frames were equal."),
    QT_TRANSLATE_NOOP(
        "parameters",
        "Links between the beliefs in the common frame, Ω_ij = U_i V_ij U_j⁻¹: none (flat: frames are a choice of "
        "coordinates); those of the file; drawn by the seed with deviation EPS; one generator (A, the first: 0) turned "
        "by F·|i−j|^P (P = 1 is flat); made of the means; or one constant link a head."),
    QT_TRANSLATE_NOOP("parameters", "Takes the links from flat (0) to full (1), along their logarithms."),
    QT_TRANSLATE_NOOP("parameters", "Angle by which the gauge frame turns from one word to the next; 0: no frames."),
    QT_TRANSLATE_NOOP("parameters",
                      "One attention head for each SO(3) irrep (1, 3, 5 and 7 dimensions) instead of one for all 16."),
    QT_TRANSLATE_NOOP(
        "parameters",
        "Replaces every belief and its frame by the belief pulled back and the identity. With exact transport every "
        "picture but the frames' stays the same: frames that depend on the token alone are a choice of coordinates."),
    QT_TRANSLATE_NOOP("parameters", "Layers of the forward pass."),
    QT_TRANSLATE_NOOP("parameters",
                      "Layers end once no belief moves by as much in one (the largest KL of a belief from what it was); 0: "
                      "as many as layers says."),
    QT_TRANSLATE_NOOP("parameters", "Belief steps in each layer."),
    QT_TRANSLATE_NOOP("parameters", "How far one belief step goes towards its target: 1 goes all the way."),
    QT_TRANSLATE_NOOP("parameters", "Weight of the prior belief in the free energy."),
    QT_TRANSLATE_NOOP("parameters", "Weight of the attention coupling in the free energy."),
    QT_TRANSLATE_NOOP("parameters",
                      "How far frames turn down the free energy's slope after each belief step; 0: they stay."),
    QT_TRANSLATE_NOOP("parameters", "Scatters the means before the first layer by so many of their own standard "
                                    "deviations, drawn from the seed; priors stay. 0: off."),
    QT_TRANSLATE_NOOP("parameters",
                      "Which draw the start noise and random links take; the same seed always gives the same."),
    QT_TRANSLATE_NOOP("parameters",
                      "Mirror steps in natural parameters, or natural-gradient descent on the whole free energy."),
    QT_TRANSLATE_NOOP("parameters", "Tokens closer than this condense into one meta-token."),
    QT_TRANSLATE_NOOP("parameters", "Cuts the dendrogram into this many clusters instead of at θ; 0: at θ."),
    QT_TRANSLATE_NOOP(
        "parameters",
        "A group formed at θ lasts over layers until it is this share wider: 0.5 lets it widen to 1.5 θ; 0: off."),
    QT_TRANSLATE_NOOP("parameters",
                      "Complete: every pair of a cluster lies below the threshold. Components: a chain of close pairs is "
                      "enough. Mutual: so too, of pairs close in both directions, as beliefs and as priors."),
    QT_TRANSLATE_NOOP("parameters", "How members' beliefs make the meta-token's belief."),
    QT_TRANSLATE_NOOP(
        "parameters",
        "A member's share in the pooled belief: by its multiplicity, equal, or less the further it is from the others."),
    QT_TRANSLATE_NOOP("parameters", "The frame a meta-token's belief is written in: its medoid's, or the members' Karcher "
                                    "mean (rotations only). Nothing observable depends on it."),
    QT_TRANSLATE_NOOP("parameters",
                      "Along a connection agents that agree may have different links to the others, and one "
                      "meta-token cannot keep them all: they keep apart (then nothing is lost), or join and take "
                      "their medoid's links."),
    QT_TRANSLATE_NOOP("parameters", "Words outside the vocabulary share broad guesses for beliefs, which agree with one "
                                    "another whatever they mean: they keep apart, or take part in agreement as others do."),
    QT_TRANSLATE_NOOP("parameters", "Scales of meta-tokens above the tokens: each is made of the agents of the one below."),
    QT_TRANSLATE_NOOP("parameters", "θ of each scale is that of the scale below times this."),
    QT_TRANSLATE_NOOP("parameters", "Who attends to whom once meta-tokens exist: those absorbed by no group; every scale "
                                    "to itself; or every agent of every scale to all."),
    QT_TRANSLATE_NOOP("parameters",
                      "How strongly a meta-token's belief pulls its members, as a prior made anew at each layer; 0: off."),
    QT_TRANSLATE_NOOP(
        "parameters",
        "Layers run on active agents alone: tokens that agreed go on as one meta-token, until they disagree."),
    QT_TRANSLATE_NOOP(
        "parameters",
        "Who computes: the fast exact path, on the processor or on a CUDA device (auto: on the device what "
        "gaugescope-cli bench --device-table measured to be faster there), or the literal double loop kept as "
        "the reference."),
    QT_TRANSLATE_NOOP("parameters",
                      "Precision of the pair products; frames and factorisations are always double. Half, tf32 and bf16 "
                      "need a CUDA device and add in single: half is three bf16 products (energies off by 3e-6 of the "
                      "largest), tf32 one (2e-4), bf16 one (2e-3)."),
    QT_TRANSLATE_NOOP("parameters", "Threads of the computing pool; 0: all cores."),
};

}  // namespace

std::vector<const char*> listedParameterWords()
{
    return {kWords.begin(), kWords.end()};
}

QString parameterWords(const char* text)
{
    return QCoreApplication::translate("parameters", text);
}

QString parameterName(const ParameterInfo& info)
{
    return *info.symbol != '\0' ? QString::fromUtf8(info.symbol) : parameterWords(info.label);
}

}  // namespace gauge::ui
