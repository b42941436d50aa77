// Where the tower's floors stand: tokens on the lowest, over their members the meta-tokens of each scale.

/** Nodes of every scale: {tokens, below: nodes of the scale below}; scale 0 are the tokens. */
function towerScales(levels, n) {
    const scales = [Array.from({ length: n }, (_, i) => ({ tokens: [i], below: [] }))];
    for (const { members } of levels) {
        const under = scales[scales.length - 1];
        scales.push(members.map((labels) => {
            const below = labels.map((label) => under[label]);
            return { below, tokens: below.flatMap((node) => node.tokens) };
        }));
    }
    return scales;
}

/** Nodes of one floor moved apart, in their order, until none touches the next; half: room that one takes to each side. */
function spreadApart(nodes, left, right) {
    const sorted = [...nodes].sort((a, b) => a.x - b.x);
    sorted.forEach((node, k) => {
        const before = sorted[k - 1];
        node.x = Math.max(node.x, before ? before.x + before.half + node.half + 3 : left + node.half);
    });
    for (let k = sorted.length - 1; k >= 0; --k) {
        const after = sorted[k + 1];
        sorted[k].x = Math.min(sorted[k].x, after ? after.x - after.half - sorted[k].half - 3 : right - sorted[k].half);
    }
}

/** Each word of a meta-token's members once. */
function membersName(model, node) {
    return [...new Set(node.tokens.map((i) => nameOf(model.state.tokens[i])))].map(isolated).join('·');
}

/** Room for the members' names beside each other where the floor has it, else for the nodes alone. */
function takeRoom(pen, model, nodes, room) {
    const nameHalf = (node) => Math.min(45, widthOf(pen, membersName(model, node), { size: 11 }) / 2 + 2);
    const wide = nodes.map((node) => Math.max(node.radius, nameHalf(node)));
    const fits = wide.reduce((sum, half) => sum + 2 * half + 3, 0) <= room;
    nodes.forEach((node, k) => { node.half = fits ? wide[k] : node.radius; });
}

function meanPlace(nodes) {
    return nodes.reduce((sum, node) => sum + node.x, 0) / nodes.length;
}

function nodeRadius(node, most) {
    return node.below.length === 1 ? 2.5 : Math.min(most, 6 + 3.4 * Math.sqrt(node.tokens.length));
}

function towerLayout(pen, model) {
    const { state } = model;
    const scales = towerScales(model.tower(), state.n);
    const box = { left: 66, right: pen.width - 8 };
    const widest = widestOf(pen, state.tokens, 90);
    const step = (box.right - box.left) / state.n;
    const flat = widest + 8 <= step;
    const rise = scales.length <= 2 ? 150 : scales.length === 3 ? 112 : 86;
    const floor = (scale) => 44 + (scales.length - 1 - scale) * rise;
    const { place } = attentionOrder(model);
    scales.forEach((nodes, scale) => {
        const joined = nodes.filter((node) => node.below.length > 1);
        const most = Math.max(5, Math.min(17, (box.right - box.left) / (2.4 * Math.max(1, joined.length))));
        for (const node of nodes) {
            node.scale = scale;
            node.y = floor(scale);
            node.x = scale === 0 ? box.left + (place[node.tokens[0]] + 0.5) * step : meanPlace(node.below);
            node.radius = scale === 0 ? Math.max(1.5, Math.min(5, 0.36 * step)) : nodeRadius(node, most);
        }
        takeRoom(pen, model, joined, box.right - box.left);
        spreadApart(joined, box.left, box.right);
    });
    return { scales, box, step, flat, widest, floor, height: Math.ceil(floor(0) + (flat ? 32 : 0.71 * widest + 28)) };
}

/** A node within reach; near the lowest floor the token whose column it is. */
function towerTarget(layout, x, y) {
    for (const nodes of layout.scales.slice(1).reverse())
        for (const node of nodes)
            if (Math.hypot(node.x - x, node.y - y) < node.radius + 4)
                return { token: node.tokens[0], tokens: node.tokens };
    const tokens = layout.scales[0] || [];
    const near = tokens.find((node) => Math.abs(node.x - x) <= layout.step / 2);
    return near && y > near.y - 14 ? { token: near.tokens[0] } : null;
}
