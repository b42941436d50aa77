#include "core/attention/tree_attention.h"

#include "core/attention/sender_tree.h"
#include "core/error.h"
#include "core/gaussian/message_rows.h"
#include "core/kernels/product.h"
#include "core/parallel.h"

#include <atomic>

namespace gauge {
namespace {

constexpr Index kReceivers = 32;  // of a tile: neighbours in the tree's order, which open the same groups
constexpr Index kRun = 16;        // panels multiplied at once at most

/// One head's pass over its tree.
template <class S>
class Pass {
public:
    Pass(const SenderTree<S>& tree, double tau, double tolerance, double total, RowMatrix<S>& averaged,
         Eigen::Ref<Eigen::RowVectorXd> bound)
        : t_(tree), tau_(static_cast<S>(tau)), allowed_(static_cast<S>(tolerance / total)), averaged_(averaged),
          bound_(bound)
    {
    }

    /// Receivers [first, last) of the tree's order.
    void tile(Index first, Index last)
    {
        Work w(last - first, t_.width());
        w.first = first;
        w.sum = t_.ownWeight.segment(first, w.rows);  // E_ii = 0
        std::vector<Index> frontier(static_cast<std::size_t>(t_.levels.back().features.count()));
        for (std::size_t p = 0; p < frontier.size(); ++p)
            frontier[p] = static_cast<Index>(p);
        w.accepted.setZero();
        for (std::size_t level = t_.levels.size() - 1; level > 0; --level)
            frontier = descend(level, frontier, w);
        near(frontier, w);
        finish(w);
    }

    double exactPairs() const { return static_cast<double>(exact_.load()); }
    double groupPairs() const { return static_cast<double>(groups_.load()); }

private:
    using Array = Eigen::Array<S, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    using Column = Eigen::Array<S, Eigen::Dynamic, 1>;

    struct Work {
        Work(Index r, Index width) : rows(r), accepted(r), off(Column::Zero(r)), sums(RowMatrix<S>::Zero(r, width)) {}
        Index rows;
        Index first = 0;
        Column sum;       // Z̃ so far, or n_i if that is more
        Column accepted;  // Σ of weights taken whole or exactly
        Column off;       // Σ of what they may be wrong by
        RowMatrix<S> sums;
        Array energy;  // of the frontier's panels, side by side
    };

    void multiply(std::size_t level, const std::vector<Index>& panels, Work& w) const
    {
        constexpr Index width = kPanelWidth<S>;
        const auto& nodes = t_.levels[level];
        w.energy.resize(w.rows, static_cast<Index>(panels.size()) * width);
        for (std::size_t p = 0; p < panels.size();) {
            std::size_t end = p + 1;
            while (end < panels.size() && panels[end] == panels[end - 1] + 1 && end - p < kRun)
                ++end;
            const Epilogue<S> epilogue{t_.leftBias.data() + w.first, nodes.bias.data(), t_.factor, S(0)};
            multiplyRows(t_.left.data() + w.first * t_.left.cols(), t_.left.cols(), w.rows, nodes.features, panels[p],
                         panels[end - 1] + 1, epilogue, w.energy.data() + static_cast<Index>(p) * width, w.energy.cols());
            p = end;
        }
    }

    /// Takes or opens the groups of a level; returns the panels of what was opened.
    std::vector<Index> descend(std::size_t level, const std::vector<Index>& panels, Work& w)
    {
        constexpr Index width = kPanelWidth<S>;
        const auto& nodes = t_.levels[level];
        multiply(level, panels, w);
        Array weight = (w.energy * (S(-1) / tau_)).exp();
        // Z̃ with this level's groups in the place of what they hold.
        Column estimate = w.accepted;
        for (std::size_t p = 0; p < panels.size(); ++p)
            estimate += (weight.middleCols(static_cast<Index>(p) * width, width).matrix() *
                         nodes.count.segment(panels[p] * width, width))
                            .array();
        w.sum = w.sum.max(estimate);
        const Column reach = t_.reach.segment(w.first, w.rows);
        std::vector<Index> opened;
        Index compared = 0;
        for (std::size_t p = 0; p < panels.size(); ++p) {
            bool taken = false;
            for (Index c = 0; c < width; ++c) {
                const Index node = panels[p] * width + c;
                const Index at = static_cast<Index>(p) * width + c;
                const S n = nodes.count(node);
                if (n == S(0)) {  // padding
                    weight.col(at).setZero();
                    continue;
                }
                ++compared;
                const Column shift = t_.factor * (reach * nodes.spread(node) + nodes.shared(node));
                const Column most = ((shift - w.energy.col(at)).min(S(0)) / tau_).exp();
                const Column off = (most - weight.col(at)).max(weight.col(at) * (S(1) - (-shift / tau_).exp()));
                if ((off <= allowed_ * w.sum).all()) {
                    weight.col(at) *= n;
                    w.accepted += weight.col(at);
                    w.off += n * off;
                    taken = true;
                } else {
                    weight.col(at).setZero();
                    opened.push_back(node);
                }
            }
            if (taken)
                accumulateRows(weight.data() + static_cast<Index>(p) * width, weight.cols(), w.rows, width,
                               nodes.values.data() + panels[p] * width * nodes.values.cols(), nodes.values.cols(),
                               nodes.values.cols(), w.sums.data(), w.sums.cols());
        }
        groups_ += static_cast<std::int64_t>(compared) * w.rows;
        return opened;
    }

    /// Tokens of opened groups, exactly.
    void near(const std::vector<Index>& panels, Work& w)
    {
        constexpr Index width = kPanelWidth<S>;
        constexpr std::size_t chunk = 32;
        const auto& tokens = t_.levels.front();
        for (std::size_t p0 = 0; p0 < panels.size(); p0 += chunk) {
            const std::vector<Index> some(panels.begin() + static_cast<std::ptrdiff_t>(p0),
                                          panels.begin() +
                                              static_cast<std::ptrdiff_t>(std::min(p0 + chunk, panels.size())));
            multiply(0, some, w);
            w.energy = (w.energy * (S(-1) / tau_)).exp();
            for (std::size_t p = 0; p < some.size(); ++p) {
                auto weight = w.energy.middleCols(static_cast<Index>(p) * width, width);
                weight.rowwise() *= tokens.count.segment(some[p] * width, width).array().transpose();
                w.accepted += weight.rowwise().sum();
                accumulateRows(weight.data(), w.energy.cols(), w.rows, width,
                               tokens.values.data() + some[p] * width * tokens.values.cols(), tokens.values.cols(),
                               tokens.values.cols(), w.sums.data(), w.sums.cols());
            }
        }
        Index compared = 0;
        for (const Index p : panels)
            compared += (tokens.count.segment(p * width, width).array() > S(0)).count();
        exact_ += static_cast<std::int64_t>(compared) * w.rows;
    }

    void finish(Work& w)
    {
        for (Index r = 0; r < w.rows; ++r) {
            const Index token = t_.order[static_cast<std::size_t>(w.first + r)];
            averaged_.row(token) = w.sums.row(r) / w.accepted(r);
            bound_(token) = static_cast<double>(w.off(r)) / static_cast<double>(w.accepted(r));
        }
    }

    const SenderTree<S>& t_;
    const S tau_;
    const S allowed_;  // tolerance / Σ n
    RowMatrix<S>& averaged_;
    Eigen::Ref<Eigen::RowVectorXd> bound_;
    std::atomic<std::int64_t> exact_{0};
    std::atomic<std::int64_t> groups_{0};
};

template <class S>
TreeAttention attendByTree(const Ensemble& e, const AttentionOptions& options, double tolerance, const RunControl& control)
{
    using Kind = typename MessageRows<S>::Kind;
    const Index n = e.tokens();
    const bool diagonal = e.covariance.family == CovarianceFamily::Diagonal;
    const bool product = options.message == MessageKind::Product;
    const std::vector<char> silent(static_cast<std::size_t>(n), 0);
    TreeAttention out;
    out.bound.resize(static_cast<Index>(e.heads.size()), n);
    for (std::size_t h = 0; h < e.heads.size(); ++h) {
        const GaussianBlock& block = e.common.heads[h];
        const MessageRows<S> message = messageRows<S>(block, diagonal, product ? Kind::Naturals : Kind::Moments);
        const SenderTree<S> tree(pairFeatures<S>(block, diagonal, options.divergence), message.rows, e.multiplicity);
        RowMatrix<S> averaged(n, message.rows.cols());
        Eigen::RowVectorXd bound(n);
        Pass<S> pass(tree, std::max(temperature(options, e.heads, h), 1e-30), tolerance, e.multiplicity.sum(), averaged,
                     bound);
        parallelFor((n + kReceivers - 1) / kReceivers, [&](Index t) {
            if (!control.stop.stop_requested())
                pass.tile(t * kReceivers, std::min(n, (t + 1) * kReceivers));
        });
        control.check();
        control.report(static_cast<double>(h + 1) / static_cast<double>(e.heads.size()));
        out.bound.row(static_cast<Index>(h)) = bound;
        out.exactPairs += pass.exactPairs();
        out.groupPairs += pass.groupPairs();
        if (product) {
            out.naturals.emplace_back();
            naturalsFromRows(message, averaged, out.naturals.back());
        } else {
            out.message.heads.emplace_back();
            beliefsFromMoments(message, averaged, silent, out.message.heads.back());
        }
    }
    if (!out.bound.allFinite())
        fail("energy: expected finite divergences, found beliefs too far apart for the precision asked for");
    requireFinite(out.message.heads, "message");
    return out;
}

}  // namespace

std::optional<std::string> treeRefusal(const AttentionOptions& options)
{
    if (options.score != Score::Divergence || !options.energiesFactor())
        return "--tree: groups are compared by features: needs --transport exact or none, --covariance other than "
               "diagonal-projected, and a divergence other than Rényi";
    if (!options.mask.everyPair() || options.prior.kind != AttentionPrior::Kind::None)
        return "--tree: a group stands at no one place: needs --mask full without --no-self and no --attention-prior";
    if (!options.connection.flat())
        return "--tree: beliefs of a group are pooled as they stand: needs --connection flat";
    if (options.summedHeads)
        return "--tree: each head has a tree of its own: needs --head-attention each";
    return std::nullopt;
}

TreeAttention treeAttention(const Ensemble& ensemble, const AttentionOptions& options, double tolerance,
                            const RunControl& control)
{
    if (const auto refusal = treeRefusal(options))
        throw Error(*refusal);
    if (!(tolerance > 0))
        fail("--tree: expected a tolerance above 0, found {}", tolerance);
    if (needsMatrixUnits(options.precision))
        fail("--precision {0}: attention by a tree is computed on the processor in double or single, found {0}",
             precisionName(options.precision));
    return options.precision == Precision::Single ? attendByTree<float>(ensemble, options, tolerance, control)
                                                  : attendByTree<double>(ensemble, options, tolerance, control);
}

}  // namespace gauge
