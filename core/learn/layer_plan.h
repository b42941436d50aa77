// What every gauge model is told of its layers, whatever a head reads, and the numbers that its layers learn.
#pragma once

#include "core/learn/layout.h"
#include "core/learn/row_weights.h"
#include "core/learn/turning.h"

namespace gauge::learn {

struct LayerPlan {
    Positions positions = Positions::Rotary;
    double slowest = 0.01;  // radians a place of the slowest pair of a head; the fastest turns by 1
    int layers = 2;
    int steps = 1;
    bool shareLayers = false;  // one set of what is learned for all layers
    bool self = true;
    bool learnKappa = true;
    double kappa = 0;            // at the start; 0: half the head's dimension
    double numberRate = 0.2;     // of the learning rate: κ, α, λ, the step, τ
    bool checkpointing = false;  // attention of a layer is made again on the way back

    int sets() const { return shareLayers ? 1 : layers; }
};

/// The places of the layers' numbers in a layout, a row a set.
struct NumberBlocks {
    Index logKappa = -1;  // columns: heads
    Index mix = -1;       // columns: ln α, ln λ, logit of the step
};

NumberBlocks addNumbers(ParameterLayout& layout, const LayerPlan& plan, const Heads& heads);

/// κ as the plan says; α = λ and a step of a half.
template <class S>
void initialise(const LayerPlan& plan, const Heads& heads, const NumberBlocks& blocks, const ParameterLayout& layout,
                Aligned<S>& theta);

template <class S>
LayerNumbers<S> numbersOf(const NumberBlocks& blocks, const ParameterLayout& layout, const Aligned<S>& theta, Index set);

/// Adds to `gradient` what gradients by the sets' numbers mean for them.
template <class S>
void numbersBackward(const LayerPlan& plan, const NumberBlocks& blocks, const ParameterLayout& layout,
                     const std::vector<LayerNumbers<S>>& gNumbers, Aligned<S>& gradient);

}  // namespace gauge::learn
