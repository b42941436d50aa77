// A look: one stored layer of one state at a κ, a θ and a head. It never changes; what is computed from it is kept.

const unset = Symbol('not computed yet');

function once(compute) {
    let value = unset;
    return () => {
        if (value === unset)
            value = compute();
        return value;
    };
}

/** Distances depend on the layer alone and outlive looks. */
const distanceOf = (() => {
    const known = new WeakMap();
    return (state, layer) => {
        if (!layer.energy || state.consensus)
            return null;
        if (!known.has(layer))
            known.set(layer, consensusDistance(state, layer));
        return known.get(layer);
    };
})();

/** A layer of the run that the page does not hold. */
class LayerLeftOut extends RangeError {
    constructor(state, number) {
        super(`layer: expected one that the page holds (${state.layerNumbers.join(', ')}), found ${number}`);
        this.number = number;
    }
}

function requireStoredLayer(state, number) {
    const layer = state.stored.find((one) => one.layer === number);
    if (!layer)
        throw new LayerLeftOut(state, number);
    return layer;
}

/** Beta and energy of every head and of their mean (head −1); where heads are summed, one beta and the energies of all. */
function createMatrices(state, layer, kappa) {
    const betas = new Map();
    const energies = new Map();
    const meanOver = (heads, one) => meanOf(Array.from({ length: heads }, (_, h) => one(h)));
    const betaOf = (head) => {
        if (!layer.energy)
            return null;
        if (!betas.has(head))
            betas.set(head, head < 0 ? meanOver(state.heads, betaOf) : headAttention(state, layer, head, kappa));
        return betas.get(head);
    };
    const energyOf = (head) => {
        if (!layer.energy)
            return null;
        if (!energies.has(head))
            energies.set(head, head < 0 ? meanOver(state.energyHeads, energyOf) : headEnergy(state, layer, head));
        return energies.get(head);
    };
    return { betaOf, energyOf };
}

/** The stored scales at the state's own θ; at any other the first, cut here. */
function towerOf(state, layer, theta, groups) {
    if (theta === state.threshold && layer.tower)
        return layer.tower;
    return groups() ? [{ threshold: theta, members: groups() }] : null;
}

function createLook(state, at) {
    const layer = requireStoredLayer(state, at.layer);
    const { kappa, theta } = at;
    const head = at.head < state.heads ? at.head : -1;
    const { betaOf, energyOf } = createMatrices(state, layer, kappa);
    const labels = once(() => (layer.tree ? labelsAt(layer.tree, state.n, theta) : null));
    const groups = once(() => (labels() ? groupsOf(labels()) : null));
    const colours = once(() => (groups() ? groupColours(groups(), state.tokens) : null));
    const logBeta = once(() => (betaOf(head) ? betaOf(head).map(Math.log) : null));
    const distance = () => distanceOf(state, layer);
    const beta = () => betaOf(head);
    const energy = () => energyOf(state.summed_heads ? -1 : head);
    const values = { 'β': beta, 'ln β': logBeta, E: energy, D: distance };
    return Object.freeze({
        state, kappa, theta, head, betaOf, energyOf, beta, energy, distance, labels, groups, colours,
        layer: () => layer,
        value: (quantity) => values[quantity](),
        tree: () => layer.tree,
        beliefs: () => layer.beliefs,
        tower: () => towerOf(state, layer, theta, groups),
        towerIsCut: () => theta !== state.threshold,
    });
}

/** A state's layer at the κ and θ that the program stored. */
function storedLook(state, layer, head) {
    return createLook(state, { layer, kappa: state.kappa, theta: state.threshold, head });
}

/** What a state shows at first. */
function firstLook(state) {
    return storedLook(state, state.layer, state.head);
}

/** Whether κ and θ of a look are others than those stored. */
function turned({ state, kappa, theta }) {
    return { kappa: kappa !== state.kappa, theta: theta !== state.threshold };
}
