#include "tests/gpu/device_answers.h"

#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace gauge::test {
namespace {

constexpr std::size_t kShown = 20;

/// An array of one kind beside another, entry by entry.
class Comparison {
public:
    Comparison(double tolerance, Differences& into) : tolerance_(tolerance), into_(into) {}

    void numbers(const Eigen::Ref<const RowMatrixd>& found, const Eigen::Ref<const RowMatrixd>& expected,
                 const std::string& what, double scale = 0)
    {
        if (!sameCount(found.rows(), expected.rows(), what + ", rows") ||
            !sameCount(found.cols(), expected.cols(), what + ", columns"))
            return;
        const double most = tolerance_ * std::max({1.0, scale, largest(expected)});
        for (Index i = 0; i < expected.rows(); ++i)
            for (Index j = 0; j < expected.cols(); ++j)
                if (!(std::abs(found(i, j) - expected(i, j)) <= most) &&
                    !(std::isnan(found(i, j)) && std::isnan(expected(i, j))))
                    into_.add(fmt::format("{} [{}, {}]: expected {:.12g} within {:.1e}, found {:.12g}", what, i, j,
                                          expected(i, j), most, found(i, j)));
    }
    void numbers(const std::vector<double>& found, const std::vector<double>& expected, const std::string& what)
    {
        if (!sameCount(found.size(), expected.size(), what))
            return;
        for (std::size_t k = 0; k < expected.size(); ++k)
            numbers(RowMatrixd::Constant(1, 1, found[k]), RowMatrixd::Constant(1, 1, expected[k]),
                    fmt::format("{} {}", what, k));
    }
    void matrices(const std::vector<RowMatrixd>& found, const std::vector<RowMatrixd>& expected, const char* what)
    {
        if (sameCount(found.size(), expected.size(), what))
            for (std::size_t h = 0; h < expected.size(); ++h)
                numbers(found[h], expected[h], fmt::format("{}, head {}", what, h));
    }
    void beliefs(const CommonBeliefs& found, const CommonBeliefs& expected, const std::string& what)
    {
        if (!sameCount(found.heads.size(), expected.heads.size(), what + ", heads"))
            return;
        for (std::size_t h = 0; h < expected.heads.size(); ++h) {
            numbers(found.heads[h].mean, expected.heads[h].mean, fmt::format("{}, mean of head {}", what, h));
            stacks(found.heads[h].cov, expected.heads[h].cov, fmt::format("{}, covariance of head {}", what, h));
        }
    }
    void naturals(const std::vector<NaturalBlock>& found, const std::vector<NaturalBlock>& expected, const char* what)
    {
        if (!sameCount(found.size(), expected.size(), what))
            return;
        for (std::size_t h = 0; h < expected.size(); ++h) {
            numbers(found[h].h, expected[h].h, fmt::format("{}, h of head {}", what, h));
            stacks(found[h].precision, expected[h].precision, fmt::format("{}, P of head {}", what, h));
        }
    }
    /// The same senders wherever their weights can be told apart.
    void links(const StreamResult& found, const StreamResult& expected, std::size_t h)
    {
        for (Index i = 0; i < expected.linkSender[h].rows(); ++i) {
            const auto w = expected.linkWeight[h].row(i);
            for (Index k = 0; k < w.size(); ++k) {
                const double apart = std::max(1e-6, 4 * tolerance_);
                const bool tied = (k > 0 && w(k - 1) - w(k) < apart) || k + 1 == w.size() || w(k) - w(k + 1) < apart;
                const Index sender = found.linkSender[h](i, k);
                if (!tied && sender != expected.linkSender[h](i, k))
                    into_.add(fmt::format("link {} of receiver {}, head {}: expected sender {}, found {}", k, i, h,
                                          expected.linkSender[h](i, k), sender));
                if ((sender < 0) != (found.linkWeight[h](i, k) == 0))
                    into_.add(fmt::format("link {} of receiver {}, head {}: found sender {} with weight {}", k, i, h,
                                          sender, found.linkWeight[h](i, k)));
            }
        }
    }
    /// Pairs whose distance is not the threshold's own are in both lists.
    void edges(const std::vector<Edge>& found, const std::vector<Edge>& expected, double below)
    {
        const double margin = tolerance_ * std::max(1.0, below);
        const auto clear = [&](const Edge& e) { return std::abs(e.distance - below) > margin; };
        const auto before = [](const Edge& a, const Edge& b) { return a.i != b.i ? a.i < b.i : a.j < b.j; };
        std::size_t a = 0;
        std::size_t b = 0;
        while (a < found.size() || b < expected.size()) {
            if (b == expected.size() || (a < found.size() && before(found[a], expected[b]))) {
                if (clear(found[a]))
                    into_.add(
                        fmt::format("edge {}–{}: expected none, found {} nats", found[a].i, found[a].j, found[a].distance));
                ++a;
            } else if (a == found.size() || before(expected[b], found[a])) {
                if (clear(expected[b]))
                    into_.add(fmt::format("edge {}–{}: expected {} nats, found none", expected[b].i, expected[b].j,
                                          expected[b].distance));
                ++b;
            } else {
                if (!(std::abs(found[a].distance - expected[b].distance) <= margin))
                    into_.add(fmt::format("edge {}–{}: expected {} nats within {:.1e}, found {}", found[a].i, found[a].j,
                                          expected[b].distance, margin, found[a].distance));
                ++a, ++b;
            }
        }
    }
    template <class Count>
    bool sameCount(Count found, Count expected, const std::string& what)
    {
        if (found != expected)
            into_.add(fmt::format("{}: expected {}, found {}", what, expected, found));
        return found == expected;
    }

private:
    static double largest(const Eigen::Ref<const RowMatrixd>& m)
    {
        double most = 0;
        for (Index i = 0; i < m.rows(); ++i)
            for (Index j = 0; j < m.cols(); ++j)
                most = std::max(most, std::abs(m(i, j)));  // NaN is left out
        return most;
    }
    void stacks(const Stack& found, const Stack& expected, const std::string& what)
    {
        if (sameCount(found.size(), expected.size(), what))
            for (Index i = 0; i < expected.size(); ++i)
                numbers(found[i], expected[i], fmt::format("{}, token {}", what, i));
    }

    double tolerance_;
    Differences& into_;
};

/// What a backend has to write over.
AttentionResult poisoned(Index n, std::size_t heads)
{
    const RowMatrixd poison = RowMatrixd::Constant(n, n, std::numeric_limits<double>::quiet_NaN());
    AttentionResult r;
    r.energy.assign(heads, poison);
    r.attention.assign(heads, poison);
    return r;
}

/// Edges are asked for below, nats: of many tokens some, not every other pair.
double nearOf(Index tokens)
{
    return tokens > 300 ? 0.5 : 2;
}

}  // namespace

void Differences::add(const std::string& words)
{
    if (++count <= kShown)
        first.push_back(words);
}

std::string Differences::words() const
{
    std::string all = fmt::format("{}", fmt::join(first, "\n"));
    if (count > first.size())
        all += fmt::format("\n… and {} more", count - first.size());
    return all;
}

Answers::Answers(const State& state, const Parameters& parameters, std::shared_ptr<const Backend> exact)
    : request_(resolveFor(parameters, state)), ensemble_(makeEnsemble(state, request_.attention)),
      prior_(pulledBackPrior(state, ensemble_)), exact_(std::move(exact))
{
}

AttentionOptions Answers::options(Precision precision) const
{
    AttentionOptions o = request_.attention;
    o.precision = precision;
    return o;
}

const AttentionResult& Answers::attended()
{
    if (!attended_)
        attended_ = attendOnce(*exact_, ensemble_, options(Precision::Double), {.product = true, .receivers = true}, {});
    return *attended_;
}

Differences Answers::attention(const Backend& backend, Precision precision, double tolerance)
{
    const AttentionResult& e = attended();
    AttentionResult r = poisoned(ensemble_.tokens(), ensemble_.heads.size());
    attendInto(backend, ensemble_, options(precision), {.product = true, .receivers = true}, {}, r);
    Differences out;
    Comparison compare(tolerance, out);
    compare.matrices(r.energy, e.energy, "energies");
    compare.matrices(r.attention, e.attention, "attention");
    compare.beliefs(r.message, e.message, "mixture");
    compare.naturals(r.naturals, e.naturals, "product");
    compare.numbers(r.couplingEnergy, e.couplingEnergy, "coupling energy");
    compare.numbers(r.couplingEntropy, e.couplingEntropy, "coupling entropy");
    for (std::size_t h = 0; h < e.receiverEnergy.size(); ++h)
        if (e.receiverEnergy[h].size() > 0) {
            compare.numbers(r.receiverEnergy[h], e.receiverEnergy[h], fmt::format("receivers' energy, head {}", h));
            compare.numbers(r.receiverEntropy[h], e.receiverEntropy[h], fmt::format("receivers' entropy, head {}", h));
        }
    for (const bool matrices : {true, false}) {
        const Wanted wanted{.energy = matrices, .attention = matrices, .meanOnly = true};
        const AttentionResult means = attendOnce(backend, ensemble_, options(precision), wanted, {});
        for (std::size_t h = 0; h < e.message.heads.size(); ++h)
            compare.numbers(means.message.heads[h].mean, e.message.heads[h].mean,
                            fmt::format("means alone, {} matrices, head {}", matrices ? "with" : "without", h));
    }
    return out;
}

StreamResult Answers::streamed(const Backend& backend, Precision precision, bool product) const
{
    const AttentionOptions o = options(precision);
    const StreamWanted wanted{.pooledCells = std::min<Index>(3, ensemble_.tokens()),
                              .links = std::min<Index>(4, ensemble_.tokens()),
                              .edgesBelow = o.score == Score::DotProduct ? -1.0 : nearOf(ensemble_.tokens()),
                              .product = product};
    const Wanted rows{.mixture = !product, .product = product};
    return backend.stream(*backend.prepare(ensemble_, o, rows), o, wanted, {});
}

Differences Answers::stream(const Backend& backend, Precision precision, double tolerance)
{
    Differences out;
    Comparison compare(tolerance, out);
    for (const bool product : {false, true}) {
        std::optional<StreamResult>& e = streamed_[product ? 1 : 0];
        if (!e)
            e = streamed(*exact_, Precision::Double, product);
        const StreamResult r = streamed(backend, precision, product);
        compare.beliefs(r.message, e->message, "streamed mixture");
        compare.naturals(r.naturals, e->naturals, "streamed product");
        compare.matrices(r.pooled, e->pooled, "pooled map");
        for (std::size_t h = 0; h < e->pooled.size(); ++h) {
            compare.numbers(r.linkWeight[h], e->linkWeight[h], fmt::format("links, head {}", h));
            compare.links(r, *e, h);
        }
        compare.numbers(r.couplingEnergy, e->couplingEnergy, "streamed coupling energy");
        compare.numbers(r.couplingEntropy, e->couplingEntropy, "streamed coupling entropy");
        compare.edges(r.edges, e->edges, nearOf(ensemble_.tokens()));
    }
    return out;
}

Trajectory Answers::evolved(const Backend& backend, Precision precision) const
{
    return evolve(backend, ensemble_, prior_, options(precision), request_.evolve, {});
}

Differences Answers::layers(const Backend& backend, Precision precision, double tolerance)
{
    if (!evolved_)
        evolved_ = evolved(*exact_, Precision::Double);
    const Trajectory& e = *evolved_;
    const Trajectory r = evolved(backend, precision);
    Differences out;
    Comparison compare(tolerance, out);
    if (!compare.sameCount(r.layers.size(), e.layers.size(), "layers") ||
        !compare.sameCount(r.frames.size(), e.frames.size(), "frames of layers") ||
        !compare.sameCount(r.history.size(), e.history.size(), "steps of layers"))
        return out;
    for (std::size_t layer = 0; layer < e.layers.size(); ++layer)
        compare.beliefs(r.layers[layer], e.layers[layer], fmt::format("layer {}", layer));
    for (std::size_t t = 0; t < e.history.size(); ++t) {
        compare.numbers(r.byToken[t], e.byToken[t], fmt::format("free energy by token, step {}", t));
        compare.numbers({r.history[t].total()}, {e.history[t].total()}, fmt::format("free energy, step {}", t));
    }
    return out;
}

}  // namespace gauge::test
