// The page's data: its JSON read, its numbers decoded, and every shape checked before anything is drawn.

class PageError extends Error {}

function fail(message) {
    throw new PageError(message);
}

function hasKey(object, key) {
    return Object.prototype.hasOwnProperty.call(object, key);
}

function isWhole(x, from, to) {
    return Number.isInteger(x) && x >= from && x <= to;
}

/** Little-endian doubles from base64. */
function doublesOf(base64, where) {
    let bytes;
    try {
        bytes = atob(base64);
    } catch {
        fail(`${where}: expected base64, found something else`);
    }
    if (bytes.length % 8 !== 0)
        fail(`${where}: expected doubles of 8 bytes, found ${bytes.length} bytes`);
    const raw = new Uint8Array(bytes.length);
    for (let k = 0; k < bytes.length; ++k)
        raw[k] = bytes.charCodeAt(k);
    return new Float64Array(raw.buffer);
}

/** Reads blobs by index, each decoded once: the states of a lesson share most of them. */
function blobReader(blobs) {
    const decoded = new Map();
    return (index, length, where) => {
        if (!isWhole(index, 0, blobs.length - 1))
            fail(`${where}: expected a blob from 0 to ${blobs.length - 1}, found ${index}`);
        if (!decoded.has(index))
            decoded.set(index, doublesOf(blobs[index], `blobs[${index}]`));
        const numbers = decoded.get(index);
        if (length !== null && numbers.length !== length)
            fail(`${where}: expected ${length} numbers, found ${numbers.length}`);
        return numbers;
    };
}

function decodedTree(tree, n, blob, where) {
    const merges = blob(tree.merges, 3 * Math.max(0, n - 1), `${where}.merges`);
    const count = merges.length / 3;
    const a = new Int32Array(count);
    const b = new Int32Array(count);
    const height = new Float64Array(count);
    for (let t = 0; t < count; ++t) {
        for (const [side, k] of [[a, 0], [b, 1]]) {
            if (!isWhole(merges[3 * t + k], 0, n + t - 1))
                fail(`${where}: expected merge ${t} to join clusters from 0 to ${n + t - 1}, found ${merges[3 * t + k]}`);
            side[t] = merges[3 * t + k];
        }
        height[t] = merges[3 * t + 2];
    }
    return { a, b, height, leaves: tree.leaves };
}

/** A word's values stay as they are, but for a table that is a blob. */
function decodedWords(words, blob, where) {
    const decoded = {};
    for (const [name, value] of Object.entries(words || {})) {
        const table = value !== null && typeof value === 'object' && Number.isInteger(value.values);
        decoded[name] = table ? { ...value, values: blob(value.values, null, `${where}.${name}`) } : value;
    }
    return decoded;
}

function decodedLayer(layer, state, blob, where) {
    const { n, energyHeads } = state;
    return {
        ...layer,
        energy: layer.energy === undefined ? null : blob(layer.energy, energyHeads * n * n, `${where}.energy`),
        tree: layer.tree ? decodedTree(layer.tree, n, blob, `${where}.tree`) : null,
        beliefs: layer.beliefs === undefined ? null : blob(layer.beliefs, 5 * n, `${where}.beliefs`),
        tower: layer.tower || null,
        words: decodedWords(layer.words, blob, `${where}.words`),
    };
}

function decodedFreeEnergy(parts, blob, where) {
    const energy = { layerAt: parts.layer_at };
    for (const name of ['belief', 'coupling', 'entropy', 'meta'])
        energy[name] = blob(parts[name], null, `${where}.${name}`);
    energy.total = energy.belief.map((x, k) => x + energy.coupling[k] + energy.entropy[k] + energy.meta[k]);
    return energy;
}

function requireStored(state, where) {
    if (!Array.isArray(state.stored) || state.stored.length === 0)
        fail(`${where}.stored: expected at least one layer, found none`);
    if (!state.stored.some((layer) => layer.layer === state.layer))
        fail(`${where}.layer: expected a stored layer, found ${state.layer}`);
}

function decodedState(state, blob, where) {
    requireStored(state, where);
    const sized = { ...state, n: state.tokens.length, heads: state.factor.length, energyHeads: state.head_dims.length };
    const { n, heads } = sized;
    sized.multiplicity = Float64Array.from(state.multiplicity || new Array(n).fill(1));
    sized.prior = state.prior === undefined ? null : blob(state.prior, heads * n, `${where}.prior`);
    sized.free_energy = state.free_energy ? decodedFreeEnergy(state.free_energy, blob, `${where}.free_energy`) : null;
    sized.stored = state.stored.map((layer, k) => decodedLayer(layer, sized, blob, `${where}.stored[${k}]`));
    sized.layerNumbers = sized.stored.map((layer) => layer.layer);
    sized.unknown = new Set(state.unknown || []);
    sized.notes = state.notes || [];
    return sized;
}

/** Every state that a step goes to is there. */
function requireStates(steps, count) {
    steps.forEach((step, k) => {
        for (const key of ['state', 'then', 'result'])
            if ((key === 'state' || step[key] !== undefined) && !isWhole(step[key], 0, count - 1))
                fail(`lesson.steps[${k}].${key}: expected a state from 0 to ${count - 1}, found ${JSON.stringify(step[key])}`);
    });
}

/** Throws PageError in words: what, expected, found, where. */
function decodedPage(text) {
    let data;
    try {
        data = JSON.parse(text);
    } catch (error) {
        fail(`data: expected JSON, found something else (${error.message})`);
    }
    if (!data || data.format !== 'gaugescope-page')
        fail(`format: expected "gaugescope-page", found ${JSON.stringify(data && data.format)}`);
    if (data.version !== 1)
        fail(`version: expected 1, found ${JSON.stringify(data.version)}`);
    if (!Array.isArray(data.blobs) || !Array.isArray(data.states) || data.states.length === 0)
        fail('states: expected at least one state and its numbers, found none');
    if (data.lesson)
        requireStates(data.lesson.steps, data.states.length);
    const blob = blobReader(data.blobs);
    return { ...data, states: data.states.map((s, k) => decodedState(s, blob, `states[${k}]`)) };
}
