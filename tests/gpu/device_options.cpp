#include "tests/gpu/device_options.h"

namespace gauge::test {
namespace {

using Kind = Mask::Kind;

}  // namespace

const std::vector<OptionCase>& firstOrderOptions()
{
    static const std::vector<OptionCase> all{
        {"first order", [](AttentionOptions& o) { o.transport = Transport::FirstOrder; }},
        {"first order, Jeffreys, causal",
         [](AttentionOptions& o) {
             o.transport = Transport::FirstOrder, o.divergence = Divergence::Jeffreys, o.mask.kind = Kind::Causal;
         }},
        {"first order, diagonal-projected",
         [](AttentionOptions& o) {
             o.transport = Transport::FirstOrder, o.covariance = CovarianceFamily::DiagonalProjected;
         }},
    };
    return all;
}

namespace {

std::vector<OptionCase> factoringOptions()
{
    return {
        {"as it opens", [](AttentionOptions&) {}},
        {"reverse KL, causal",
         [](AttentionOptions& o) { o.divergence = Divergence::ReverseKl, o.mask.kind = Kind::Causal; }},
        {"causal, no self", [](AttentionOptions& o) { o.mask = {Kind::Causal, 0, false}; }},
        {"Jeffreys, window", [](AttentionOptions& o) { o.divergence = Divergence::Jeffreys, o.mask = {Kind::Window, 2}; }},
        {"diagonal, causal window, no self",
         [](AttentionOptions& o) { o.covariance = CovarianceFamily::Diagonal, o.mask = {Kind::CausalWindow, 3, false}; }},
        {"diagonal Jeffreys",
         [](AttentionOptions& o) { o.covariance = CovarianceFamily::Diagonal, o.divergence = Divergence::Jeffreys; }},
        {"diagonal reverse KL",
         [](AttentionOptions& o) { o.covariance = CovarianceFamily::Diagonal, o.divergence = Divergence::ReverseKl; }},
        {"low rank", [](AttentionOptions& o) { o.covariance = {CovarianceFamily::LowRank, 1}; }},
        {"dot product", [](AttentionOptions& o) { o.score = Score::DotProduct; }},
        {"summed heads, warm", [](AttentionOptions& o) { o.summedHeads = true, o.kappa = 7; }},
        {"square root of the dimension, ALiBi",
         [](AttentionOptions& o) { o.sqrtDim = true, o.prior = {AttentionPrior::Kind::Alibi, 1}; }},
        {"recency, cold", [](AttentionOptions& o) { o.prior = {AttentionPrior::Kind::Recency, 2}, o.kappa = 0.05; }},
        {"no transport", [](AttentionOptions& o) { o.transport = Transport::None; }},
    };
}

std::vector<OptionCase> pairByPairOptions()
{
    const auto renyi = [](AttentionOptions& o, double order) { o.divergence = Divergence::Renyi, o.renyiOrder = order; };
    return {
        {"pairwise, causal", [](AttentionOptions& o) { o.transport = Transport::Pairwise, o.mask.kind = Kind::Causal; }},
        {"pairwise Jeffreys, summed heads",
         [](AttentionOptions& o) {
             o.transport = Transport::Pairwise, o.divergence = Divergence::Jeffreys, o.summedHeads = true, o.kappa = 9;
         }},
        {"Rényi", [renyi](AttentionOptions& o) { renyi(o, 0.5); }},
        {"pairwise Rényi", [renyi](AttentionOptions& o) { renyi(o, 0.3), o.transport = Transport::Pairwise; }},
        {"diagonal-projected", [](AttentionOptions& o) { o.covariance = CovarianceFamily::DiagonalProjected; }},
        {"diagonal-projected reverse KL, window",
         [](AttentionOptions& o) {
             o.covariance = CovarianceFamily::DiagonalProjected, o.divergence = Divergence::ReverseKl;
             o.mask = {Kind::Window, 3};
         }},
        {"diagonal-projected, causal, no self",
         [](AttentionOptions& o) {
             o.covariance = CovarianceFamily::DiagonalProjected, o.mask = {Kind::Causal, 0, false};
         }},
        {"diagonal-projected Rényi",
         [renyi](AttentionOptions& o) { renyi(o, 0.5), o.covariance = CovarianceFamily::DiagonalProjected; }},
    };
}

}  // namespace

const std::vector<OptionCase>& deviceOptions()
{
    static const std::vector<OptionCase> all = [] {
        std::vector<OptionCase> cases = factoringOptions();
        for (OptionCase& c : pairByPairOptions())
            cases.push_back(std::move(c));
        return cases;
    }();
    return all;
}

}  // namespace gauge::test
