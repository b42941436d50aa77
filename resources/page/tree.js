// The consensus tree: cut at θ, its groups, their colours.

/** Label of every token when merges lower than θ are made; labels in the order of their first members. */
function labelsAt(tree, n, theta) {
    const parent = new Int32Array(n + tree.height.length).map((_, k) => k);
    for (let t = 0; t < tree.height.length && tree.height[t] < theta; ++t) {
        parent[tree.a[t]] = n + t;
        parent[tree.b[t]] = n + t;
    }
    const root = (k) => {
        while (parent[k] !== k)
            k = parent[k];
        return k;
    };
    const labelOf = new Map();
    return new Int32Array(n).map((_, i) => {
        const cluster = root(i);
        if (!labelOf.has(cluster))
            labelOf.set(cluster, labelOf.size);
        return labelOf.get(cluster);
    });
}

/** Tokens by label. */
function groupsOf(labels) {
    const groups = [];
    labels.forEach((label, i) => (groups[label] = groups[label] || []).push(i));
    return groups;
}

/** A colour for every group of two or more, by the place of its first member's word; −1 for a token on its own. */
function groupColours(groups, tokens) {
    const places = new Map();
    for (const token of tokens)
        if (!places.has(token))
            places.set(token, places.size);
    const taken = new Set();
    let coloured = 0;
    return groups.map((members) => {
        if (members.length < 2)
            return -1;
        let colour = places.get(tokens[members[0]]) % 6;
        for (let tried = 0; taken.has(colour) && tried < 6; ++tried)
            colour = (colour + 1) % 6;
        if (taken.has(colour))
            colour = taken.size < 12 ? taken.size : coloured % 12;
        ++coloured;
        taken.add(colour);
        return colour;
    });
}

/** Height of the merge that joins two tokens; Infinity where none does. */
function joinHeight(tree, n, a, b) {
    if (a === b)
        return 0;
    for (let t = 0; t < tree.height.length; ++t) {
        a = a === tree.a[t] || a === tree.b[t] ? n + t : a;
        b = b === tree.a[t] || b === tree.b[t] ? n + t : b;
        if (a === b)
            return tree.height[t];
    }
    return Infinity;
}

/** The greatest finite height of a state's trees, so that a scale for θ holds for all of its layers. */
function greatestHeight(state) {
    let greatest = 0;
    for (const layer of state.stored)
        for (const height of layer.tree ? layer.tree.height : [])
            if (Number.isFinite(height) && height > greatest)
                greatest = height;
    return greatest;
}
