#include "core/learn/layer_plan.h"

#include <cmath>

namespace gauge::learn {

NumberBlocks addNumbers(ParameterLayout& layout, const LayerPlan& plan, const Heads& heads)
{
    NumberBlocks blocks;
    blocks.logKappa =
        layout.add("log_kappa", plan.sets(), static_cast<Index>(heads.size()), false, Update::Plain, plan.numberRate);
    blocks.mix = layout.add("mix", plan.sets(), 3, false, Update::Plain, plan.numberRate);
    return blocks;
}

template <class S>
void initialise(const LayerPlan& plan, const Heads& heads, const NumberBlocks& blocks, const ParameterLayout& layout,
                Aligned<S>& theta)
{
    auto kappas = view(theta, layout[blocks.logKappa]);
    for (Index h = 0; h < kappas.cols(); ++h) {
        const double half = static_cast<double>(heads[static_cast<std::size_t>(h)]) / 2;
        kappas.col(h).setConstant(static_cast<S>(std::log(plan.kappa > 0 ? plan.kappa : half)));
    }
}

template <class S>
LayerNumbers<S> numbersOf(const NumberBlocks& blocks, const ParameterLayout& layout, const Aligned<S>& theta, Index set)
{
    const auto mix = view(theta, layout[blocks.mix]);
    return {view(theta, layout[blocks.logKappa]).row(set).transpose(), mix(set, 0), mix(set, 1), mix(set, 2)};
}

template <class S>
void numbersBackward(const LayerPlan& plan, const NumberBlocks& blocks, const ParameterLayout& layout,
                     const std::vector<LayerNumbers<S>>& gNumbers, Aligned<S>& gradient)
{
    auto kappas = view(gradient, layout[blocks.logKappa]);
    auto mix = view(gradient, layout[blocks.mix]);
    for (std::size_t l = 0; l < gNumbers.size(); ++l) {
        const auto at = static_cast<Index>(l);
        if (plan.learnKappa)
            kappas.row(at) += gNumbers[l].logKappa.transpose();
        mix(at, 0) += gNumbers[l].logAlpha;
        mix(at, 1) += gNumbers[l].logLambda;
        mix(at, 2) += gNumbers[l].stepLogit;
    }
}

#define GAUGE_INSTANTIATE(S)                                                                                               \
    template void initialise<S>(const LayerPlan&, const Heads&, const NumberBlocks&, const ParameterLayout&, Aligned<S>&); \
    template LayerNumbers<S> numbersOf<S>(const NumberBlocks&, const ParameterLayout&, const Aligned<S>&, Index);
GAUGE_INSTANTIATE(float)
GAUGE_INSTANTIATE(double)
template void numbersBackward(const LayerPlan&, const NumberBlocks&, const ParameterLayout&,
                              const std::vector<LayerNumbers<float>>&, Aligned<float>&);
template void numbersBackward(const LayerPlan&, const NumberBlocks&, const ParameterLayout&,
                              const std::vector<LayerNumbers<double>>&, Aligned<double>&);

}  // namespace gauge::learn
