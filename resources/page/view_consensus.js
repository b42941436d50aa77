// Consensus: the dendrogram of the tokens, and the threshold θ as a line that can be dragged.

function consensusRefusal(model) {
    return model.tree() ? '' : model.state.consensus || `The page has no consensus tree of layer ${model.now.layer}.`;
}

function joinColour(pen, model, join) {
    if (!(join.height < model.now.theta))
        return pen.colours.quiet;
    return clusterColour(pen.colours, model.colours()[model.labels()[join.first]]);
}

function traceJoin(ctx, { a, b, y }) {
    ctx.beginPath();
    ctx.moveTo(a.x, a.y);
    ctx.lineTo(a.x, y);
    ctx.lineTo(b.x, y);
    ctx.lineTo(b.x, b.y);
}

function drawJoins(pen, layout, model) {
    const { ctx } = pen;
    for (const join of layout.brackets) {
        ctx.strokeStyle = joinColour(pen, model, join);
        ctx.lineWidth = join.height < model.now.theta ? 2 : 1;
        ctx.setLineDash(join.height === Infinity ? [3, 3] : []);
        traceJoin(ctx, join);
        ctx.stroke();
    }
    ctx.setLineDash([]);
}

function drawHeights(pen, layout) {
    const { box } = layout;
    const quiet = { size: 11, colour: pen.colours.quiet };
    const ticks = sparse(ticksBetween(0, layout.top, 6), layout.y, 16);
    drawAxes(pen, box, { yTicks: ticks, y: layout.y, xTicks: [] });
    if (layout.endless) {
        line(pen, box.left - 4, box.top, box.left, box.top, pen.colours.quiet, 1);
        write(pen, '∞', box.left - 8, box.top, { ...quiet, align: 'right', size: 13 });
    }
    write(pen, 'D (nat, √ scale)', 4, 11, quiet);
}

function drawLeaf(pen, layout, model, token, style = {}) {
    const x = layout.xOf(token);
    drawNameBelow(pen, layout, model.state.tokens[token], x, layout.box.bottom, style);
}

function drawLeaves(pen, layout, model) {
    const labels = model.labels();
    const groups = model.colours();
    const gap = layout.step > 8 ? 1.5 : 0;
    layout.order.forEach((token, k) => {
        pen.ctx.fillStyle = clusterColour(pen.colours, groups[labels[token]]);
        pen.ctx.fillRect(layout.box.left + k * layout.step + gap, layout.box.bottom + 2, layout.step - 2 * gap, 4);
    });
    namedPlaces(layout.n, layout.step, layout.flat ? 1 : 18).forEach((k) => drawLeaf(pen, layout, model, layout.order[k]));
}

/** The line of θ, its value, and a grip that says it can be moved. */
function drawTheta(pen, layout, theta) {
    const { ctx, colours } = pen;
    const { box } = layout;
    const y = layout.y(theta);
    line(pen, box.left, y, box.right, y, colours.accent, 1.6, [6, 4]);
    ctx.setLineDash([]);
    disc(pen, box.right + 9, y, 9, colours.accent);
    ctx.fillStyle = inkOn(colours.accent);
    for (const side of [-1, 1]) {
        ctx.beginPath();
        ctx.moveTo(box.right + 9, y + 6 * side);
        ctx.lineTo(box.right + 5.5, y + 2 * side);
        ctx.lineTo(box.right + 12.5, y + 2 * side);
        ctx.fill();
    }
    const text = `θ = ${shortText(theta)} nat${theta > layout.top ? ' ↑' : ''}`;
    writeOver(pen, text, box.left + 6, y - 11 < box.top ? y + 11 : y - 11, { bold: true, colour: colours.accent });
}

/** A lit leaf, its name and its way up the tree. */
function lightLeaves(pen, layout, model) {
    const { ctx, colours } = pen;
    const lit = litTokens(model.now);
    ctx.strokeStyle = colours.accent;
    ctx.lineWidth = 2;
    for (const token of lit.size <= 3 ? lit : []) {
        let at = { x: layout.xOf(token), y: layout.box.bottom };
        for (const join of layout.brackets.filter((j) => j.members.includes(token))) {
            ctx.beginPath();
            ctx.moveTo(at.x, at.y);
            ctx.lineTo(at.x, join.y);
            ctx.lineTo(join.x, join.y);
            ctx.stroke();
            at = join;
        }
    }
    for (const token of lit) {
        disc(pen, layout.xOf(token), layout.box.bottom, 4, colours.accent);
        if (lit.size <= 6)
            drawLeaf(pen, layout, model, token, { bold: true, colour: colours.accent, over: true });
    }
}

function membersText(model, members, most = 8) {
    const names = members.slice(0, most).map((i) => toldName(model.state, i));
    return names.join(', ') + (members.length > most ? ` and ${members.length - most} more` : '');
}

/** "13 tokens are 10 agents". */
function agentsText(model) {
    const [n, agents] = [model.state.n, model.groups().length];
    const whole = `${n} ${n === 1 ? 'token is' : 'tokens are'} ${agents} ${agents === 1 ? 'agent' : 'agents'}`;
    return `${whole} at θ = ${shortText(model.now.theta)} nat`;
}

function consensusReadout(model) {
    const token = currentToken(model.now);
    const groups = model.groups();
    if (token < 0)
        return agentsText(model);
    const members = groups[model.labels()[token]];
    const tree = model.tree();
    const others = members.filter((i) => i !== token);
    const joins = others.length > 0 ? `agrees with ${membersText(model, others)}` : 'stands alone';
    const next = nextJoin(tree, model.state.n, token, model.now.theta);
    const later = next === null ? '' : `; its next join is at ${shortText(next)} nat`;
    return `${toldName(model.state, token)} ${joins}${later}`;
}

/** Height of the lowest join from θ on that takes a token's group in; null where there is none. */
function nextJoin(tree, n, token, theta) {
    let cluster = token;
    for (let t = 0; t < tree.height.length; ++t) {
        if (tree.a[t] !== cluster && tree.b[t] !== cluster)
            continue;
        if (tree.height[t] >= theta)
            return tree.height[t];
        cluster = n + t;
    }
    return null;
}

function consensusSummary(model) {
    const groups = model.groups().filter((g) => g.length > 1);
    const names = groups.slice(0, 6).map((g) => g.slice(0, 5).map((i) => nameOf(model.state.tokens[i])).join(' '));
    return `Consensus tree at layer ${model.now.layer}, ${agentsText(model)}.`
        + `${names.length > 0 ? ` Groups: ${names.join('; ')}.` : ''} `
        + 'Left and right choose a token, up and down move θ, Enter locks, Escape lets go.';
}

function consensusTable(model) {
    const tree = model.tree();
    const { n } = model.state;
    const joins = tree ? bracketsOf(tree, n, () => 0, (h) => h) : [];
    return {
        caption: `Joins of the consensus tree at layer ${model.now.layer}, lowest first`,
        columns: ['tokens', 'height (nat)', `below θ = ${shortText(model.now.theta)}`],
        rows: joins.map((j) => [membersText(model, j.members, 12), j.height, j.height < model.now.theta ? 'yes' : 'no']),
    };
}

/** Left and right along the leaves; up and down move θ by a hundredth of the picture. */
function consensusStep(layout, model, key) {
    if (key !== 'ArrowUp' && key !== 'ArrowDown')
        return stepAlong(layout.order, currentToken(model.now), key);
    const share = layout.shareOf(model.now.theta) + (key === 'ArrowUp' ? 0.01 : -0.01);
    model.set({ theta: Number((layout.top * Math.min(1, Math.max(0, share)) ** 2).toPrecision(3)) });
    return null;
}

/** A drag that begins on the line of θ or its grip moves it. */
function pressTheta(layout, model, x, y) {
    if (x < layout.box.left || Math.abs(y - layout.y(model.now.theta)) > 10)
        return null;
    return (_, to) => model.set({ theta: layout.thetaAt(to) });
}

const consensusView = {
    name: 'consensus',
    title: 'Consensus',
    create(model, host) {
        const stage = createStage(model, host, {
            refusal: () => consensusRefusal(model),
            repaints: ['size', 'theme', 'state', 'layer', 'theta'],
            layout: (pen) => consensusLayout(pen, model),
            paint: (pen, layout) => {
                drawJoins(pen, layout, model);
                drawHeights(pen, layout);
                drawLeaves(pen, layout, model);
            },
            alwaysLit: true,
            light: (pen, layout) => {
                lightLeaves(pen, layout, model);
                drawTheta(pen, layout, model.now.theta);
            },
            at: (layout, x, y) => consensusTarget(layout, x, y),
            step: (layout, key) => consensusStep(layout, model, key),
            press: (layout, x, y) => pressTheta(layout, model, x, y),
            readout: () => consensusReadout(model),
            summary: () => consensusSummary(model),
        });
        return { ...stage, table: () => consensusTable(model) };
    },
};
