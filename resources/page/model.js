// The model: what is on show and what is hovered and locked. Views read it, ask it to change, and hear what changed.

const everything = ['state', 'layer', 'kappa', 'theta', 'head', 'quantity', 'byCluster', 'hover', 'pair', 'lock'];
const lookKeys = ['state', 'layer', 'kappa', 'theta', 'head'];

function firstNow(states, index) {
    const state = states[index];
    return {
        state: index,
        layer: state.layer,
        kappa: state.kappa,
        theta: state.threshold,
        head: state.head,
        quantity: state.quantities.includes(state.quantity) ? state.quantity : state.quantities[0],
        byCluster: state.by_cluster === true,
        hover: -1,
        pair: null,
        ...(state.pair ? lockedPair(...state.pair) : { lock: [...(state.lock || [])], lockPair: null }),
    };
}

function lockedPair(i, j) {
    return { lock: [i, j], lockPair: { i, j } };
}

function isPositive(x) {
    return typeof x === 'number' && Number.isFinite(x) && x > 0;
}

function expect(holds, name, expected, found) {
    if (!holds)
        throw new RangeError(`${name}: expected ${expected}, found ${typeof found === 'string' ? `'${found}'` : found}`);
}

/** What a change of each key makes of `now`; throws RangeError and then nothing changes. */
const setters = {
    layer(state, now, value) {
        const layer = value === -1 ? state.layers : value;
        expect(isWhole(layer, 0, state.layers), 'layer', `one from 0 to ${state.layers}, or −1 for the last`, value);
        requireStoredLayer(state, layer);
        now.layer = layer;
    },
    kappa(state, now, value) {
        expect(isPositive(value), 'κ', 'a number above 0', value);
        now.kappa = value;
    },
    theta(state, now, value) {
        if (state.consensus)
            throw new RangeError(`θ: expected a state with consensus, found none: ${state.consensus}`);
        expect(isPositive(value) || value === 0, 'θ', 'a number from 0', value);
        now.theta = value;
    },
    head(state, now, value) {
        const head = value === 'mean' ? -1 : value;
        expect(isWhole(head, -1, state.heads - 1), 'head', `one from 0 to ${state.heads - 1}, or 'mean'`, value);
        now.head = head;
    },
    quantity(state, now, value) {
        expect(state.quantities.includes(value), 'quantity', `one of ${state.quantities.join(', ')}`, value);
        now.quantity = value;
    },
    byCluster(state, now, value) {
        expect(typeof value === 'boolean', 'byCluster', 'true or false', value);
        now.byCluster = value;
    },
    lock(state, now, value) {
        expect(Array.isArray(value) && value.every((i) => isWhole(i, 0, state.n - 1)), 'lock',
            `tokens from 0 to ${state.n - 1}`, value);
        now.lock = [...new Set(value)];
        now.lockPair = null;
    },
    lockPair(state, now, value) {
        const pair = value === null || (isWhole(value.i, 0, state.n - 1) && isWhole(value.j, 0, state.n - 1));
        expect(pair, 'lockPair', `i and j from 0 to ${state.n - 1}, or null`, value);
        Object.assign(now, value ? lockedPair(value.i, value.j) : { lock: [], lockPair: null });
    },
};

function sameValue(a, b) {
    return Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);
}

/** Names of what differs; a locked pair counts as lock. */
function differences(before, after) {
    const changed = new Set();
    for (const key of Object.keys(after))
        if (!sameValue(before[key], after[key]))
            changed.add(key === 'lockPair' ? 'lock' : key);
    return changed;
}

/** `now` after a change; throws TypeError for a key that is none, RangeError for a value that is none. */
function nowAfter(states, now, change) {
    if (change === null || typeof change !== 'object')
        throw new TypeError(`expected an object of what to set, found ${change}`);
    for (const key of Object.keys(change))
        if (key !== 'state' && !hasKey(setters, key))
            throw new TypeError(`expected one of state, ${Object.keys(setters).join(', ')}, found '${key}'`);
    let after = { ...now };
    if (change.state !== undefined) {
        expect(isWhole(change.state, 0, states.length - 1), 'state', `one from 0 to ${states.length - 1}`, change.state);
        after = firstNow(states, change.state);
    }
    for (const key of Object.keys(change))
        if (key !== 'state')
            setters[key](states[after.state], after, change[key]);
    return after;
}

/** Tells listeners one change after another, also when one of them makes the next. */
function createBroadcast() {
    const listeners = new Set();
    return {
        add(listener) {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
        tell(changed) {
            for (const listener of [...listeners])
                listener(changed);
        },
    };
}

/** The state pinned as A beside another, as it is at first; null where none is. */
function pinnedLook(states, state) {
    return Number.isInteger(state.pinned) ? firstLook(states[state.pinned]) : null;
}

function createModel(data) {
    const { states } = data;
    const broadcast = createBroadcast();
    let now = firstNow(states, 0);
    let look = createLook(states[0], now);
    let pinned = pinnedLook(states, states[0]);

    /** A state that is set begins anew, also the one that is on show. */
    function become(after, anew = false) {
        const changed = anew ? new Set(everything) : differences(now, after);
        if (changed.size === 0)
            return;
        now = after;
        if (lookKeys.some((key) => changed.has(key)))
            look = createLook(states[now.state], now);
        if (changed.has('state') || changed.has('head')) {
            const first = pinnedLook(states, states[now.state]);
            pinned = first && createLook(first.state, { ...first, layer: first.layer().layer, head: now.head });
        }
        broadcast.tell(changed);
    }

    function point(token, pair = null) {
        const hover = pair && token < 0 ? pair.i : token;
        become({ ...now, hover, pair: pair ? { i: pair.i, j: pair.j } : null });
    }

    const reads = ['layer', 'beta', 'energy', 'distance', 'value', 'tree', 'labels', 'groups', 'colours', 'beliefs', 'tower', 'towerIsCut'];
    const model = {
        data,
        states,
        get state() { return states[now.state]; },
        get now() { return now; },
        look: () => look,
        pinned: () => pinned,
        freeEnergy: () => states[now.state].free_energy,
        set: (change) => become(nowAfter(states, now, change), change.state !== undefined),
        reset: () => become(firstNow(states, now.state)),
        point,
        subscribe: broadcast.add,
    };
    for (const name of reads)
        model[name] = (...given) => look[name](...given);
    return Object.freeze(model);
}
