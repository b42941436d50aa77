#include "core/pipeline/candidates.h"

#include "core/pipeline/applicable.h"
#include "core/pipeline/listening.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>
#include <tuple>

namespace gauge {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kWideEnough = 3;      // θ of a cut's upper end by that of its lower
constexpr double kChoiceDistance = 3;  // a word for another changes as much as three doublings
constexpr double kFromZero = 10;       // so does a number that was 0 as ten
constexpr double kLastDistance = 100;  // what is tried when nothing else helps
constexpr double kOthersAimedAt = 2;   // of few tokens: 0.6 of whom there is
constexpr double kShareAimedAt = 0.6;

/// In so many significant digits.
double rounded(double value, int digits)
{
    const std::string text = fmt::format("{:.{}g}", value, digits);
    double read = value;
    std::from_chars(text.data(), text.data() + text.size(), read);
    return read;
}

/// The amount of a row that no doubling starts from: where its slider's range is divided into 24.
double origin(const ParameterInfo& info)
{
    return info.logarithmic ? 0 : (info.sliderGreatest - std::max(0.0, info.sliderLeast)) / 24;
}

class Candidates {
public:
    explicit Candidates(const Snapshot& s) : s_(s), p_(s.request), inapplicable_(inapplicable(s.input)) {}

    std::vector<Candidate> sorted()
    {
        std::stable_sort(found_.begin(), found_.end(),
                         [](const Candidate& a, const Candidate& b) { return a.distance < b.distance; });
        return std::move(found_);
    }

    void againstMelting();
    void againstHearingOneself();
    void againstDisagreement();

private:
    /// A trained model's layers are as they were learned; what is left to choose is how its tokens are grouped.
    bool applies(const ParameterInfo& info) const
    {
        const bool learned = s_.input.model && !s_.input.state;
        return !inapplicable_.contains(info.name) &&
               (!learned || (std::string_view(info.section) == "Consensus" && std::string_view(info.name) != "meta-prior"));
    }
    void add(const char* parameter, const std::string& value, double distance)
    {
        const ParameterInfo& info = parameterInfo(parameter);
        if (applies(info) && value != parameterText(p_, info))
            found_.push_back({parameter, value, distance});
    }
    void addNumber(const char* parameter, double value, double weight = 1)
    {
        const ParameterInfo& info = parameterInfo(parameter);
        const bool low = info.open ? !(value > info.least) : !(value >= info.least);
        if (low || value > info.greatest)
            return;
        const double e = origin(info);
        const double distance = std::abs(std::log2((value + e) / (info.number(p_) + e)));
        add(parameter,
            info.kind == ParameterInfo::Kind::Whole ? fmt::format("{:.0f}", value) : fmt::format("{}", rounded(value, 3)),
            weight * (std::isfinite(distance) ? distance : kFromZero));
    }
    void addTimes(const char* parameter, std::initializer_list<double> factors)
    {
        const double now = parameterInfo(parameter).number(p_);
        for (const double factor : factors)
            if (now > 0)
                addNumber(parameter, rounded(factor * now, 2));
    }
    void addWord(const char* parameter, const char* value, double distance = kChoiceDistance)
    {
        add(parameter, value, distance);
    }

    void addCut();
    void addKappaByListening();
    void addFewerLayers();
    void partTheSame();
    bool layersMove() const { return s_.layers > 0 && s_.recording() == nullptr; }
    bool guesses() const { return !s_.state->guessed.empty(); }
    bool meltedAt(std::size_t layer) const;

    const Snapshot& s_;
    const Request& p_;
    std::map<std::string, std::string> inapplicable_;
    std::vector<Candidate> found_;
};

/// θ, or M where that is what cuts. A cut moves no belief, so it counts half as much as what does; but not where it calls agreement what hardly hears one another (a
/// sender κ ln 10 away weighs a tenth of oneself), nor where layers have drawn together what came apart.
void Candidates::addCut()
{
    if (!s_.consensusRefused.empty())
        return;
    const std::optional<Cut> cut = bestCut(s_.tree(), s_.tokens(), p_.consensus.threshold);
    if (!cut)
        return;
    const bool drawn = layersMove() && areTogether(s_.clusters().label, s_.levels.front().guessed, 2) && !meltedAt(0);
    const double weight = drawn || cut->theta > p_.attention.kappa * std::numbers::ln10 ? 1 : 0.5;
    if (p_.consensus.clusters > 0)
        addNumber("clusters", static_cast<double>(cut->agents), weight);
    else
        addNumber("threshold", cut->theta, weight);
}

/// κ at which a token would listen to two others, were energies to stay what they are; layers at another κ move them, so also less and more of it.
void Candidates::addKappaByListening()
{
    const auto others = [this, copies = copiesOf(s_)](double kappa) { return beliefsHeardAt(s_, copies, kappa); };
    double low = 1e-4;
    double high = 1e6;
    const double target = std::min(kOthersAimedAt, kShareAimedAt * others(high));
    if (!(others(low) < target))
        return;
    while (high > 1.02 * low) {
        const double middle = std::sqrt(low * high);
        (others(middle) < target ? low : high) = middle;
    }
    for (const double factor : {1.0, 0.5, 0.25, 2.0})
        if (factor * high > p_.attention.kappa)
            addNumber("kappa", rounded(factor * high, 2));
}

bool Candidates::meltedAt(std::size_t layer) const
{
    return areTogether(s_.groups[layer].front(), s_.levels.front().guessed, 2);
}

/// The last layer that had not melted; layers are the same however many follow.
void Candidates::addFewerLayers()
{
    if (!layersMove() || s_.layer < s_.layers)
        return;
    for (int layer = s_.layers - 1; layer > 0; --layer)
        if (!meltedAt(static_cast<std::size_t>(layer))) {
            addNumber("layers", layer);
            return;
        }
}

/// Beliefs that begin as one stay one, unless their places turn their frames or noise scatters them.
void Candidates::partTheSame()
{
    for (const double rate : {0.1, 0.2, 0.4})
        if (p_.text.positionRate == 0)
            addNumber("position-rate", rate);
    if (p_.start.noise == 0)
        addWord("start-noise", "0.5", kLastDistance);
}

void Candidates::againstMelting()
{
    addCut();
    if (p_.consensus.linkage == Linkage::Components)
        addWord("linkage", "complete", 1);
    if (guesses() && p_.consensus.guessesJoin)
        addWord("unknown-words", "apart");
    if (allAlike(s_.path->layers.front()))
        partTheSame();
    if (!layersMove())
        return;
    addFewerLayers();
    addTimes("kappa", {0.5, 0.25, 0.125, 0.0625});
    addTimes("alpha", {2, 4, 8});
    if (p_.evolve.alpha == 0)
        for (const double alpha : {0.2, 0.5, 1.0})
            addNumber("alpha", alpha);
    if (p_.metaPrior > 0)
        addWord("meta-prior", "0");
}

void Candidates::againstHearingOneself()
{
    Index reached = 0;
    for (Index i = 0; i < s_.tokens(); ++i)
        reached += othersAllowed(p_.attention.mask, i, s_.tokens()) > 0 ? 1 : 0;
    if (reached == 0) {
        addWord("mask", "full");
        return;
    }
    addKappaByListening();
    if (p_.attention.prior.kind != AttentionPrior::Kind::None)
        addWord("attention-prior", "none");
    if (p_.attention.mask.self)
        addWord("no-self", "true", kLastDistance);
}

void Candidates::againstDisagreement()
{
    addCut();
    if (guesses() && !p_.consensus.guessesJoin)
        addWord("unknown-words", "join", kLastDistance);
    if (s_.recording() != nullptr)
        return;
    if (s_.layers == 0)
        for (const double layers : {1.0, 2.0, 4.0, 6.0})
            addNumber("layers", layers);
    addTimes("layers", {2, 4});
    if (s_.layers == 0)
        return;
    addTimes("kappa", {2, 4});
    addTimes("alpha", {0.5, 0.25});
}

}  // namespace

std::vector<Candidate> candidatesAgainst(Trouble trouble, const Snapshot& snapshot)
{
    Candidates candidates(snapshot);
    switch (trouble) {
    case Trouble::Melts: candidates.againstMelting(); break;
    case Trouble::HearsItself: candidates.againstHearingOneself(); break;
    case Trouble::NothingAgrees: candidates.againstDisagreement(); break;
    }
    return candidates.sorted();
}

namespace {

/// θ between two merges, well apart from either; 0 where three digits miss the gap, or where it lies below what tells beliefs apart.
double thetaIn(double below, double above)
{
    const double lower = std::max({below, kAlike, std::isfinite(above) ? above / (kWideEnough * kWideEnough) : 0});
    const double upper = std::isfinite(above) ? above : lower * kWideEnough;
    for (const int digits : {2, 3})
        if (const double theta = rounded(std::sqrt(lower * upper), digits); theta > below && theta <= above)
            return above > kAlike ? theta : 0;
    return 0;
}

}  // namespace

std::optional<Cut> bestCut(const std::vector<Merge>& tree, Index n, double thetaNow)
{
    std::optional<Cut> best;
    bool bestInside = false;
    double bestWidth = 0;
    double bestFar = kInf;
    const auto most = std::max<Index>(2, 3 * n / 4);
    Index largest = 1;
    for (std::size_t k = 0; k < tree.size() && std::isfinite(tree[k].height); ++k) {
        largest = std::max(largest, tree[k].count);
        const double above = k + 1 < tree.size() ? tree[k + 1].height : kInf;
        const double theta = thetaIn(tree[k].height, above);
        if (largest > most || theta == 0)
            continue;
        const Index agents = n - static_cast<Index>(k) - 1;
        const bool inside = 3 * agents >= n && 3 * agents <= 2 * n;
        const double width = tree[k].height * kWideEnough < above ? kWideEnough : above / tree[k].height;
        const double far = std::abs(std::log(theta / std::max(thetaNow, 1e-300)));
        if (std::tuple(inside, width, -far) > std::tuple(bestInside, bestWidth, -bestFar)) {
            best = Cut{theta, agents};
            bestInside = inside;
            bestWidth = width;
            bestFar = far;
        }
    }
    return best;
}

}  // namespace gauge
