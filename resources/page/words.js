// The vocabulary of expressions: what the page computes itself, and what the program computed for it.

function requireConsensus(look) {
    if (look.state.consensus)
        fail(`expected a state with consensus, found none: ${look.state.consensus}`);
    if (!look.tree())
        fail(`expected a layer with a tree, found none at layer ${look.layer().layer}`);
}

function requireEnergies(look) {
    if (!look.layer().energy)
        fail(`expected a layer with energies of every pair, found none at layer ${look.layer().layer}`);
}

/** The head an argument names; −1 where none does. */
function headAsked(head, heads) {
    if (head === undefined)
        return -1;
    if (!isWhole(head, 0, heads - 1))
        fail(`expected a head from 0 to ${heads - 1}, found ${head}`);
    return head;
}

function energyAsked(look, i, j, head) {
    requireEnergies(look);
    return look.energyOf(headAsked(head, look.state.energyHeads))[i * look.state.n + j];
}

/** Where there is one attention, any head that is named is that one. */
function betaAsked(look, i, j, head) {
    requireEnergies(look);
    const { heads, n } = look.state;
    return look.betaOf(heads === 1 ? -1 : headAsked(head, heads))[i * n + j];
}

function entropyAsked(look, i, head) {
    requireEnergies(look);
    const { n, heads } = look.state;
    if (head !== undefined)
        return rowEntropy(look.betaOf(headAsked(head, heads)), i, n);
    let sum = 0;
    for (let h = 0; h < heads; ++h)
        sum += rowEntropy(look.betaOf(h), i, n);
    return sum / heads;
}

function groupAsked(look, i) {
    requireConsensus(look);
    return look.groups()[look.labels()[i]];
}

function sizesOf(look) {
    requireConsensus(look);
    return look.groups().map((members) => members.length);
}

function joinsAsked(look, i, j) {
    requireConsensus(look);
    const height = joinHeight(look.tree(), look.state.n, i, j);
    if (!Number.isFinite(height))
        fail('expected two tokens that join at some θ, found two that never do');
    return height;
}

function distanceAsked(look, i, j) {
    requireConsensus(look);
    requireEnergies(look);
    return look.distance()[i * look.state.n + j];
}

/** The token of a label: the first of that name, else of name#k the k-th of that name; −1 where there is none. */
function findPlace(tokens, label) {
    const exact = tokens.indexOf(label);
    const [, name, count] = (exact < 0 && /^([^]+)#(\d+)$/.exec(label)) || [];
    if (name === undefined)
        return exact;
    let left = Number(count);
    return left === 0 ? -1 : tokens.findIndex((token) => token === name && --left === 0);
}

/** The same in the text of the state that is asked; each label is looked for once. */
const labelledPlace = (() => {
    const known = new WeakMap();
    return (state, label) => {
        const places = known.get(state) || new Map();
        known.set(state, places);
        if (!places.has(label))
            places.set(label, findPlace(state.tokens, label));
        if (places.get(label) < 0) {
            const some = state.tokens.slice(0, 8).join(', ');
            fail(`expected a token of this text (${some}${state.n > 8 ? ', …' : ''}), found '${label}'`);
        }
        return places.get(label);
    };
})();

/** What is turned; while it is as stored, the parameter: where groups are counted, the cut's θ is another than the one asked for. */
function settingAsked({ state }, name, value, stored) {
    const given = (state.parameters || {})[name];
    return value === stored && typeof given === 'number' ? given : value;
}

function kappaAsked(look) {
    return settingAsked(look, 'kappa', look.kappa, look.state.kappa);
}

function thresholdAsked(look) {
    return settingAsked(look, 'threshold', look.theta, look.state.threshold);
}

function chosen(look, token) {
    return { token: token < look.state.n ? token : -1 };
}

/** Of the look that is asked, its scene, and the arguments. */
const liveWords = {
    E: (look, scene, i, j, head) => energyAsked(look, i, j, head),
    beta: (look, scene, i, j, head) => betaAsked(look, i, j, head),
    D: (look, scene, i, j) => distanceAsked(look, i, j),
    entropy: (look, scene, i, head) => entropyAsked(look, i, head),
    same: (look, scene, i, j) => groupAsked(look, i) === groupAsked(look, j),
    size: (look, scene, i) => groupAsked(look, i).length,
    joins: (look, scene, i, j) => joinsAsked(look, i, j),
    agents: (look) => sizesOf(look).length,
    groups: (look) => sizesOf(look).filter((size) => size > 1).length,
    largest: (look) => Math.max(...sizesOf(look)),
    'condensed-share': (look) => 1 - sizesOf(look).length / look.state.n,
    N: (look) => look.state.n,
    K: (look) => look.state.head_dims.reduce((sum, d) => sum + d, 0),
    H: (look) => look.state.heads,
    layer: (look) => look.layer().layer,
    layers: (look) => look.state.layers,
    kappa: kappaAsked,
    threshold: thresholdAsked,
    theta: thresholdAsked,
    place: (look, scene, i) => i + 1,
    name: (look, scene, i) => look.state.tokens[i],
    locked: (look, scene) => chosen(look, scene.lock.length === 1 && !scene.lockPair ? scene.lock[0] : -1),
    receiver: (look, scene) => chosen(look, scene.lockPair ? scene.lockPair.i : -1),
    sender: (look, scene) => chosen(look, scene.lockPair ? scene.lockPair.j : -1),
    compared: (look, scene) => scene.pinned !== null,
};

/** Whether a word follows what is turned in the page. */
function isLiveWord(name) {
    return hasKey(liveWords, name);
}

/** Row-major over the tokens that are its arguments. */
function tableEntry(name, table, values, n) {
    let at = 0;
    for (const value of values)
        at = at * n + value;
    const value = table.values[at];
    if (value === undefined || value === null || Number.isNaN(value))
        fail(`expected a value of ${name} there, found none`);
    return value;
}

function storedWord(name, values, look) {
    const { words } = look.layer();
    const { parameters } = look.state;
    const stored = hasKey(words, name) ? words[name] : parameters && hasKey(parameters, name) ? parameters[name] : null;
    if (stored === null)
        fail(`expected a value of ${name} at layer ${look.layer().layer}, found none`);
    if (typeof stored !== 'object')
        return stored;
    if (stored.error)
        fail(stored.error);
    return tableEntry(name, stored, values, look.state.n);
}

function wordValue(node, values, look, scene) {
    if (isLiveWord(node.word))
        return liveWords[node.word](look, scene, ...values);
    const value = storedWord(node.word, values, look);
    if (node.type === 'truth')
        return Boolean(value);
    return node.type === 'token' ? { token: value } : value;
}
