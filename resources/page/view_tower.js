// The tower: tokens below, over them the meta-tokens that they condense into, scale by scale.

function towerRefusal(model) {
    return model.tower() ? '' : model.state.consensus || `The page has no meta-tokens of layer ${model.now.layer}.`;
}

/** A group of the first scale has its colour; what joins several has none of its own. */
function towerColour(pen, model, node) {
    if (node.scale <= 1)
        return clusterColour(pen.colours, model.colours()[model.labels()[node.tokens[0]]]);
    return node.below.length === 1 ? towerColour(pen, model, node.below[0]) : pen.colours.quiet;
}

function traceLink(ctx, node, below) {
    const from = node.y + node.radius;
    const to = below.y - below.radius;
    const middle = (from + to) / 2;
    ctx.moveTo(node.x, from);
    ctx.bezierCurveTo(node.x, middle, below.x, middle, below.x, to);
}

function drawLinks(pen, model, nodes) {
    const { ctx } = pen;
    const many = model.state.n > 40;
    ctx.setLineDash([]);
    for (const node of nodes) {
        const joined = node.below.length > 1;
        ctx.strokeStyle = joined ? faint(towerColour(pen, model, node), many ? 0.55 : 1) : pen.colours.hairline;
        ctx.lineWidth = joined && !many ? 1.5 : 1;
        ctx.beginPath();
        node.below.forEach((below) => traceLink(ctx, node, below));
        ctx.stroke();
    }
}

function drawNode(pen, model, node) {
    const colour = towerColour(pen, model, node);
    if (node.below.length > 1)
        disc(pen, node.x, node.y, node.radius + 2, pen.colours.panel);
    if (node.scale === 0)
        tokenDot(pen, model.state, node.tokens[0], node.x, node.y, node.radius, colour);
    else
        disc(pen, node.x, node.y, node.radius, colour);
    const count = `×${node.tokens.length}`;
    const fits = (size) => widthOf(pen, count, { size, bold: true }) < 2 * node.radius - 2;
    const size = node.below.length > 1 ? [11, 9].find(fits) : undefined;
    if (size)
        write(pen, count, node.x, node.y + 0.5, { align: 'center', size, bold: true, colour: inkOn(colour) });
}

/** Those of several members last: what passes behind them is no member. */
function drawNodes(pen, model, nodes) {
    nodes.filter((node) => node.below.length < 2).forEach((node) => drawNode(pen, model, node));
    nodes.filter((node) => node.below.length > 1).forEach((node) => drawNode(pen, model, node));
}

/** Words of a meta-token's members, each once, over it where no other's are. */
function drawMembers(pen, layout, model, nodes) {
    const style = { size: 11, colour: pen.colours.quiet };
    let free = layout.box.left;
    const joined = nodes.filter((node) => node.below.length > 1).sort((a, b) => a.x - b.x);
    joined.forEach((node, k) => {
        const next = joined[k + 1] ? (joined[k + 1].x + node.x) / 2 - 3 : layout.box.right + 6;
        const half = Math.max(node.half, Math.min(node.x - free, next - node.x, 70));
        const text = fitted(pen, membersName(model, node), 2 * half, style);
        if (half < 22 && text.endsWith('…\u2069'))
            return;
        writeOver(pen, text, node.x, node.y - node.radius - 9, { ...style, align: 'center' });
        free = node.x + widthOf(pen, text, style) / 2 + 4;
    });
}

function drawFloors(pen, layout, model) {
    const levels = model.tower();
    layout.scales.forEach((nodes, scale) => {
        const y = layout.floor(scale);
        const quiet = { size: 11, colour: pen.colours.quiet };
        write(pen, scale === 0 ? 'tokens' : `scale ${scale}`, 4, y - 7, { size: 11, bold: true });
        const theta = scale === 0 ? '' : ` · θ ${shortText(levels[scale - 1].threshold)}`;
        write(pen, `${nodes.length}${theta}`, 4, y + 7, quiet);
    });
}

function drawTowerTokens(pen, layout, model) {
    const order = attentionOrder(model).order;
    namedPlaces(order.length, layout.step, layout.flat ? 1 : 18).forEach((k) => drawTowerName(pen, layout, model, order[k]));
}

function drawTowerName(pen, layout, model, token, style = {}) {
    const node = layout.scales[0][token];
    drawNameBelow(pen, layout, model.state.tokens[token], node.x, node.y, style);
}

/** A lit token, and its way up through the scales. */
function lightTower(pen, layout, model) {
    const { ctx, colours } = pen;
    const lit = litTokens(model.now);
    ctx.strokeStyle = colours.accent;
    ctx.lineWidth = 2.5;
    for (const nodes of layout.scales)
        for (const node of nodes.filter((one) => one.tokens.some((i) => lit.has(i)))) {
            ctx.beginPath();
            node.below.filter((one) => one.tokens.some((i) => lit.has(i))).forEach((one) => traceLink(ctx, node, one));
            ctx.stroke();
            ring(pen, node.x, node.y, node.radius + 2, colours.accent);
            ctx.strokeStyle = colours.accent;
            ctx.lineWidth = 2.5;
        }
    for (const token of lit.size <= 6 ? lit : [])
        drawTowerName(pen, layout, model, token, { bold: true, colour: colours.accent, over: true });
}

function towerReadout(model) {
    const token = currentToken(model.now);
    const groups = model.groups();
    if (token < 0)
        return agentsText(model);
    const members = groups[model.labels()[token]];
    return members.length === 1 ? `${toldName(model.state, token)} is an agent of its own`
        : `meta-token ×${members.length}: ${membersText(model, members)}`;
}

function towerNote(model) {
    if (!model.towerIsCut())
        return '';
    const [here, stored] = [model.now.theta, model.state.threshold].map((theta) => shortText(theta));
    return `Cut here at θ = ${here} nat: scale 1 alone. Higher scales were computed at θ = ${stored} nat only.`;
}

function towerSummary(model) {
    const floors = model.tower().map((level, k) => `${level.members.length} agents at scale ${k + 1}`);
    return `Meta-tokens at layer ${model.now.layer}: ${model.state.n} tokens, ${floors.join(', ')}. ${towerNote(model)}`
        + ' Arrow keys choose a token, Enter locks it, Escape lets go.';
}

function towerTable(model) {
    const scales = model.tower() ? towerScales(model.tower(), model.state.n).slice(1) : [];
    const rowOf = (node, k, scale) => [k, scale + 1, node.tokens.length, membersText(model, node.tokens, 40)];
    return {
        caption: `Meta-tokens at layer ${model.now.layer}`,
        columns: ['agent', 'scale', 'tokens', 'members'],
        rows: scales.flatMap((nodes, scale) => nodes.map((node, k) => rowOf(node, k, scale))),
    };
}

const towerView = {
    name: 'meta-tokens',
    title: 'Meta-tokens',
    create(model, host) {
        const stage = createStage(model, host, {
            refusal: () => towerRefusal(model),
            repaints: ['size', 'theme', 'state', 'layer', 'theta', 'byCluster'],
            layout: (pen) => towerLayout(pen, model),
            paint: (pen, layout) => {
                layout.scales.forEach((nodes) => drawLinks(pen, model, nodes));
                layout.scales.forEach((nodes) => drawNodes(pen, model, nodes));
                layout.scales.slice(1).forEach((nodes) => drawMembers(pen, layout, model, nodes));
                drawFloors(pen, layout, model);
                drawTowerTokens(pen, layout, model);
            },
            light: (pen, layout) => lightTower(pen, layout, model),
            at: (layout, x, y) => towerTarget(layout, x, y),
            step: (layout, key) => stepAlong(attentionOrder(model).order, currentToken(model.now), key),
            readout: () => towerReadout(model),
            note: () => towerNote(model),
            summary: () => towerSummary(model),
        });
        return { ...stage, table: () => towerTable(model) };
    },
};
