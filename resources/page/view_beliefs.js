// Beliefs: every token's mean and its ellipse in the plane of the means' two principal axes, the same for all layers.

function spotColour(pen, model, token) {
    const labels = model.labels();
    return labels ? clusterColour(pen.colours, model.colours()[labels[token]]) : pen.colours.quiet;
}

function traceEllipse(ctx, { x, y, a, b, angle }) {
    ctx.beginPath();
    ctx.ellipse(x, y, Math.max(0.5, a), Math.max(0.5, b), angle, 0, 2 * Math.PI);
}

/** Equal for beliefs of one colour that nobody could tell apart: drawn once, or many would hide what is below. */
function sameSpot({ x, y, a, b }, colour) {
    return [...[x, y, a, b].map((v) => Math.round(2 * v)), colour].join(' ');
}

function drawSpots(pen, model, spots) {
    const { ctx } = pen;
    const many = spots.length > 40;
    const drawn = new Set();
    ctx.setLineDash([]);
    for (const spot of spots) {
        const colour = spotColour(pen, model, spot.token);
        if (drawn.has(sameSpot(spot, colour)))
            continue;
        drawn.add(sameSpot(spot, colour));
        ctx.fillStyle = faint(colour, many ? 0.04 : 0.1);
        ctx.strokeStyle = faint(colour, many ? 0.5 : 0.9);
        ctx.lineWidth = many ? 0.8 : 1.2;
        traceEllipse(ctx, spot);
        ctx.fill();
        ctx.stroke();
    }
    spots.forEach((spot) => tokenDot(pen, model.state, spot.token, spot.x, spot.y, 3, spotColour(pen, model, spot.token)));
}

function planeTitles(state) {
    const explained = state.plane ? state.plane.explained : [];
    const shareText = (share) => (share === undefined ? '' : ` (${percentText(share)} of the means’ variance)`);
    return ['PC1', 'PC2'].map((name, k) => name + shareText(explained[k]));
}

function drawPlane(pen, layout, state) {
    const { ctx, colours } = pen;
    const { box } = layout;
    const [across, up] = planeTitles(state);
    drawAxes(pen, box, {
        x: layout.x, y: layout.y,
        xTicks: ticksBetween(layout.fromX, layout.toX, Math.max(4, Math.floor((box.right - box.left) / 80))),
        yTicks: ticksBetween(layout.fromY, layout.toY, Math.max(4, Math.floor((box.bottom - box.top) / 50))),
    });
    ctx.strokeStyle = colours.hairline;
    ctx.lineWidth = 1;
    ctx.strokeRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    const quiet = { size: 11, colour: colours.quiet };
    write(pen, `${across} · ${sigmaText(state)}`, (box.left + box.right) / 2, box.bottom + 31, { ...quiet, align: 'center' });
    write(pen, up, box.left, box.top - 12, quiet);
}

function drawNames(pen, names) {
    for (const name of names) {
        pen.ctx.fillStyle = faint(pen.colours.panel, 0.72);
        pen.ctx.fillRect(name.left, name.top, name.right - name.left, name.bottom - name.top);
        write(pen, name.text, name.left + 2, (name.top + name.bottom) / 2);
    }
}

/** The way of a token's mean through the stored layers. */
function drawTrail(pen, model, layout, token, colour) {
    const { ctx } = pen;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5;
    ctx.setLineDash([3, 3]);
    ctx.beginPath();
    for (const { beliefs } of model.state.stored)
        if (beliefs)
            ctx.lineTo(layout.x(beliefs[5 * token]), layout.y(beliefs[5 * token + 1]));
    ctx.stroke();
    ctx.setLineDash([]);
}

function lightSpots(pen, model, layout) {
    const lit = litTokens(model.now);
    const { ctx, colours } = pen;
    for (const spot of layout.spots.filter((s) => lit.has(s.token))) {
        if (lit.size <= 6)
            drawTrail(pen, model, layout, spot.token, colours.accent);
        ctx.strokeStyle = colours.accent;
        ctx.lineWidth = 2.5;
        traceEllipse(ctx, spot);
        ctx.stroke();
        ring(pen, spot.x, spot.y, 5, colours.accent);
    }
    for (const spot of lit.size <= 6 ? layout.spots.filter((s) => lit.has(s.token)) : [])
        lightName(pen, model, layout, spot);
}

/** A lit name where it stands already; beside its mean where there was no room for it. */
function lightName(pen, model, layout, spot) {
    const style = { bold: true, colour: pen.colours.accent };
    const name = layout.names.find((one) => one.tokens.includes(spot.token));
    if (name)
        return writeOver(pen, name.text, name.left + 2, (name.top + name.bottom) / 2, style);
    const text = fitted(pen, model.state.tokens[spot.token], 130, style);
    const right = spot.x + 10 + widthOf(pen, text, style) < layout.box.right;
    return writeOver(pen, text, spot.x + (right ? 10 : -10), spot.y - 10, { ...style, align: right ? 'left' : 'right' });
}

function beliefsReadout(model) {
    const token = currentToken(model.now);
    const beliefs = model.beliefs();
    if (token < 0)
        return `dot: mean, ellipse: ${sigmaText(model.state)}`;
    const [x, y, sxx, , syy] = beliefs.subarray(5 * token, 5 * token + 5);
    return `${toldName(model.state, token)}: mean (${shortText(x, 4)}, ${shortText(y, 4)}), `
        + `σ (${shortText(Math.sqrt(sxx), 4)}, ${shortText(Math.sqrt(syy), 4)})`;
}

function beliefsSummary(model) {
    const { state, now } = model;
    const [across, up] = planeTitles(state);
    return `Beliefs at layer ${now.layer}: means and ${sigmaText(state)} ellipses of ${state.n} tokens. Across ${across}, up ${up}.`
        + ' Arrow keys choose a token, Enter locks it, Escape lets go.';
}

function beliefsTable(model) {
    const beliefs = model.beliefs();
    return {
        caption: `Beliefs at layer ${model.now.layer} in the plane of PC1 and PC2`,
        columns: ['token', 'mean 1', 'mean 2', 'variance 1', 'covariance', 'variance 2'],
        rows: beliefs ? model.state.tokens.map((t, i) => {
            const [x, y, sxx, sxy, syy] = beliefs.subarray(5 * i, 5 * i + 5);
            return [nameOf(t), x, y, sxx, sxy, syy];
        }) : [],
    };
}

const beliefsView = {
    name: 'beliefs',
    title: 'Beliefs',
    create(model, host) {
        const limits = new Map();
        const limitsOf = (state) => {
            if (!limits.has(state))
                limits.set(state, planeLimits(state));
            return limits.get(state);
        };
        const stage = createStage(model, host, {
            refusal: () => (model.beliefs() ? '' : `The page has no beliefs of layer ${model.now.layer}.`),
            repaints: ['size', 'theme', 'state', 'layer', 'theta'],
            layout: (pen) => {
                const layout = planeLayout(pen, limitsOf(model.state));
                const spots = beliefSpots(model.beliefs(), layout, sigmaOf(model.state));
                return { ...layout, spots, names: placedNames(pen, spots, model.state.tokens, layout.box) };
            },
            paint: (pen, layout) => {
                drawPlane(pen, layout, model.state);
                drawSpots(pen, model, layout.spots);
                drawNames(pen, layout.names);
            },
            light: (pen, layout) => lightSpots(pen, model, layout),
            at: (layout, x, y) => spotAt(layout.spots, x, y),
            step: (layout, key) => stepAlong(layout.spots.map((s) => s.token), currentToken(model.now), key),
            readout: () => beliefsReadout(model),
            summary: () => beliefsSummary(model),
        });
        return { ...stage, table: () => beliefsTable(model) };
    },
};
