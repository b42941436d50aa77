// Where the consensus tree stands: leaves along the floor, heights in nats on a square-root scale, joins as brackets.

/** Joins of a tree as brackets: {x, y, a: {x, y}, b: {x, y}, height, first, members}; heights on the scale of `y`. */
function bracketsOf(tree, n, xOf, y) {
    const nodes = Array.from({ length: n }, (_, i) => ({ x: xOf(i), y: y(0), first: i, members: [i] }));
    return Array.from(tree.height, (height, t) => {
        const [a, b] = [nodes[tree.a[t]], nodes[tree.b[t]]];
        const members = [...a.members, ...b.members];
        const made = { x: (a.x + b.x) / 2, y: y(height), a, b, height, first: Math.min(a.first, b.first), members };
        nodes.push(made);
        return made;
    });
}

function consensusLayout(pen, model) {
    const { state } = model;
    const tree = model.tree();
    const { n } = state;
    const widest = widestOf(pen, state.tokens, 90);
    const flat = widest + 8 <= (pen.width - 70) / n;
    const tall = Math.round(Math.min(280, Math.max(190, 0.5 * pen.width)));
    const box = { left: 48, right: pen.width - 22, top: 30, bottom: 30 + tall };
    const endless = state.stored.some((layer) => layer.tree && layer.tree.height.includes(Infinity));
    const finiteTop = box.top + (endless ? 26 : 0);
    const top = 1.05 * Math.max(greatestHeight(state), state.threshold) || 1;
    const rise = box.bottom - finiteTop;
    const step = (box.right - box.left) / n;
    const place = new Int32Array(n);
    tree.leaves.forEach((token, k) => { place[token] = k; });
    const xOf = (token) => box.left + (place[token] + 0.5) * step;
    const shareOf = (height) => Math.sqrt(Math.max(0, Math.min(height, top)) / top);
    const y = (height) => (height === Infinity ? box.top : box.bottom - shareOf(height) * rise);
    return {
        box, n, top, step, widest, flat, endless, xOf, y, shareOf, order: Array.from(tree.leaves),
        thetaAt: (at) => Number((top * Math.min(1, Math.max(0, (box.bottom - at) / rise)) ** 2).toPrecision(3)),
        brackets: bracketsOf(tree, n, xOf, y),
        height: Math.ceil(box.bottom + (flat ? 32 : 0.71 * widest + 28)),
    };
}

/** A join's bar within reach, else the leaf whose column it is, near the floor. */
function consensusTarget(layout, x, y) {
    const spans = ({ a, b }) => x >= Math.min(a.x, b.x) - 3 && x <= Math.max(a.x, b.x) + 3;
    const near = layout.brackets.filter((join) => spans(join) && Math.abs(y - join.y) < 6);
    if (near.length > 0 && y < layout.box.bottom - 3) {
        const join = near.reduce((a, b) => (Math.abs(b.y - y) < Math.abs(a.y - y) ? b : a));
        return { token: join.first, tokens: join.members };
    }
    const k = Math.floor((x - layout.box.left) / layout.step);
    return k >= 0 && k < layout.n && y > layout.box.bottom - 40 ? { token: layout.order[k] } : null;
}
