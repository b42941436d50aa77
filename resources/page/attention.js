// Attention from stored energies: beta = softmax over j of ln n_j + b_h(|i − j|) − E_ij/τ_h, and what is read off it.
// A state has `heads` attentions and `energyHeads` energies: as many, but for one attention on the sum of all energies.

/** Senders that receiver i may listen to: from first to last, and not itself where `skip` is i. */
function sendersOf(mask, i, n) {
    const back = mask.kind === 'full' || mask.kind === 'causal' ? n : mask.width;
    const ahead = mask.kind === 'full' ? n : mask.kind === 'window' ? mask.width : 0;
    return { first: Math.max(0, i - back), last: Math.min(n - 1, i + ahead), skip: mask.self ? -1 : i };
}

function allowed(mask, i, j, n) {
    const { first, last, skip } = sendersOf(mask, i, n);
    return j >= first && j <= last && j !== skip;
}

/** ln n_j and b_h by distance, n numbers each. */
function logWeightsOf(state, head) {
    const { n } = state;
    return {
        count: state.multiplicity.map(Math.log),
        bias: state.prior ? state.prior.subarray(head * n, (head + 1) * n) : new Float64Array(n),
    };
}

/** Row i. The least energy is taken off first, so that a low κ does not overflow. */
function softmaxRow(energy, beta, i, n, { first, last, skip }, weights, tau) {
    const row = i * n;
    let least = Infinity;
    for (let j = first; j <= last; ++j)
        if (j !== skip && energy[row + j] < least)
            least = energy[row + j];
    let most = -Infinity;
    for (let j = first; j <= last; ++j) {
        if (j === skip)
            continue;
        beta[row + j] = (least - energy[row + j]) / tau + weights.count[j] + weights.bias[Math.abs(i - j)];
        most = Math.max(most, beta[row + j]);
    }
    let sum = 0;
    for (let j = first; j <= last; ++j)
        if (j !== skip)
            sum += beta[row + j] = Math.exp(beta[row + j] - most);
    for (let j = first; j <= last; ++j)
        if (j !== skip)
            beta[row + j] /= sum;
}

/** What the softmax of a head is of: its energies, or, where one attention serves all heads, their sum. */
function logitEnergy(state, layer, head) {
    if (!state.summed_heads)
        return headEnergy(state, layer, head);
    const total = headEnergy(state, layer, 0).slice();
    for (let h = 1; h < state.energyHeads; ++h)
        headEnergy(state, layer, h).forEach((e, k) => (total[k] += e));
    return total;
}

/** n×n, row i receives from column j; zero where the mask lets nobody be heard. */
function headAttention(state, layer, head, kappa) {
    const { n } = state;
    const beta = new Float64Array(n * n);
    const energy = logitEnergy(state, layer, head);
    const weights = logWeightsOf(state, head);
    const tau = Math.min(Number.MAX_VALUE, Math.max(Number.MIN_VALUE, kappa * state.factor[head]));
    for (let i = 0; i < n; ++i)
        softmaxRow(energy, beta, i, n, sendersOf(state.mask, i, n), weights, tau);
    return beta;
}

/** Of n×n matrices, entry by entry. */
function meanOf(matrices) {
    if (matrices.length === 1)
        return matrices[0];
    const mean = new Float64Array(matrices[0].length);
    for (const matrix of matrices)
        for (let k = 0; k < mean.length; ++k)
            mean[k] += matrix[k];
    for (let k = 0; k < mean.length; ++k)
        mean[k] /= matrices.length;
    return mean;
}

/** Energies of one head, nats; the stored numbers themselves. */
function headEnergy(state, layer, head) {
    const size = state.n * state.n;
    return layer.energy.subarray(head * size, (head + 1) * size);
}

/** D_ij = half the sum over heads of E_ij + E_ji, nats. */
function consensusDistance(state, layer) {
    const { n, energyHeads } = state;
    const distance = new Float64Array(n * n);
    for (let h = 0; h < energyHeads; ++h) {
        const energy = headEnergy(state, layer, h);
        for (let i = 0; i < n; ++i)
            for (let j = 0; j < n; ++j)
                distance[i * n + j] += 0.5 * (energy[i * n + j] + energy[j * n + i]);
    }
    return distance;
}

/** Entropy of row i of a beta, nats. */
function rowEntropy(beta, i, n) {
    let entropy = 0;
    for (let j = 0; j < n; ++j)
        if (beta[i * n + j] > 0)
            entropy -= beta[i * n + j] * Math.log(beta[i * n + j]);
    return entropy;
}
