// Arcs: the text, and above it an arc from every sender to its receiver, as wide as the weight.

/** The greatest threshold that leaves at least `few` arcs between different tokens. */
function fairThreshold(beta, n, few) {
    const weights = Array.from(beta).filter((w, k) => w > 0 && Math.floor(k / n) !== k % n).sort((a, b) => b - a);
    const at = weights[Math.min(weights.length, few) - 1] || 0.1;
    const steps = thresholdSteps();
    return steps.filter((step) => step <= at).pop() || steps[0];
}

function thresholdSteps() {
    return [0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9];
}

function arcReceivers({ now }) {
    if (now.pair)
        return [now.pair.i];
    if (now.hover >= 0)
        return [now.hover];
    return now.lockPair ? [now.lockPair.i] : now.lock;
}

/** What is drawn now: the strongest arcs, the receivers chosen, the greatest weight among the arcs. */
function arcsShown(model, least) {
    const { n } = model.state;
    const beta = model.beta();
    const receivers = arcReceivers(model);
    const shown = receivers.length > 0 ? arcsOf(beta, n, receivers, 1e-3, 24 * receivers.length)
        : arcsOf(beta, n, [], least, 160);
    return { ...shown, beta, n, receivers, most: shown.drawn.reduce((m, a) => Math.max(m, a.weight), 1e-12) };
}

/** The group's colour where both belong to one, quiet between groups. */
function arcColour(pen, model, { i, j }) {
    const labels = model.labels();
    return labels && labels[i] === labels[j] ? clusterColour(pen.colours, model.colours()[labels[i]]) : pen.colours.quiet;
}

function drawArcs(pen, layout, model, shown) {
    const { ctx } = pen;
    ctx.setLineDash([]);
    for (const arc of shown.drawn) {
        const share = arc.weight / shown.most;
        const colour = arcColour(pen, model, arc);
        ctx.strokeStyle = faint(colour, 0.25 + 0.7 * share);
        ctx.lineWidth = 0.7 + (arc.i === arc.j ? 2 : 4.3) * Math.min(1, arc.weight / Math.max(0.3, shown.most));
        ctx.beginPath();
        traceArc(ctx, layout, arc);
        ctx.stroke();
        drawArcHead(pen, layout, arc, colour, share);
    }
}

/** A small triangle at the receiver. */
function drawArcHead(pen, layout, { i, j }, colour, share) {
    const word = layout.words[i];
    const y = arcBase(layout, word.row);
    const size = i === j ? 0 : 3 + 2.5 * share;
    const { ctx } = pen;
    ctx.fillStyle = colour;
    ctx.beginPath();
    ctx.moveTo(word.x, y + 1);
    ctx.lineTo(word.x - size * 0.7, y - size * 1.5);
    ctx.lineTo(word.x + size * 0.7, y - size * 1.5);
    ctx.fill();
}

/** Words in their places; under one receiver each is tinted by what it is heard with. */
function drawWords(pen, layout, model, shown) {
    const { colours } = pen;
    const lit = litTokens(model.now);
    const only = shown.receivers.length === 1 ? shown.receivers[0] : -1;
    for (const word of layout.words) {
        const heard = only < 0 ? 0 : Math.min(1, shown.beta[only * shown.n + word.token] / shown.most);
        const style = { size: 13, bold: lit.has(word.token), colour: colours.text };
        drawWord(pen, layout, word, model, { ...style, ground: faint(colours.accent, 0.45 * heard), over: heard > 0 });
    }
}

function drawWord(pen, layout, word, model, style) {
    const y = arcBase(layout, word.row);
    const token = model.state.tokens[word.token];
    const colour = spotColour(pen, model, word.token);
    if (layout.slanted) {
        tokenDot(pen, model.state, word.token, word.x, y + 3, 3, colour);
        drawNameBelow(pen, { flat: false, widest: layout.widest }, token, word.x, y + 1, { ...style, size: 12 });
        return;
    }
    pen.ctx.fillStyle = pen.colours.panel;
    pen.ctx.fillRect(word.left - 3, y + 2, word.width + 6, wordHeight - 5);
    pen.ctx.fillStyle = style.ground;
    pen.ctx.fillRect(word.left - 3, y + 2, word.width + 6, wordHeight - 6);
    write(pen, fitted(pen, token, roomIn(word.width, style), style), word.x, y + 11, { ...style, align: 'center' });
    underline(pen, word, y + wordHeight - 4, colour, model.state.unknown.has(word.token));
}

/** Below a word in its group's colour; hollow where the vocabulary lacks it. */
function underline({ ctx }, { left, width }, y, colour, hollow) {
    ctx.fillStyle = ctx.strokeStyle = colour;
    ctx.lineWidth = 1;
    if (hollow)
        ctx.strokeRect(left + 0.5, y - 0.5, width - 1, 3);
    else
        ctx.fillRect(left, y, width, 2);
}

/** Frames around what is locked or under the pointer. */
function lightWords(pen, layout, model) {
    const { ctx, colours } = pen;
    for (const token of litTokens(model.now)) {
        ctx.strokeStyle = colours.accent;
        ctx.lineWidth = 1.5;
        const word = layout.words[token];
        if (layout.slanted)
            ring(pen, word.x, arcBase(layout, 0) + 3, 5, colours.accent);
        else
            ctx.strokeRect(word.left - 3.5, arcBase(layout, word.row) + 1.5, word.width + 7, wordHeight - 2);
    }
    const pair = model.now.pair || model.now.lockPair;
    if (!pair || !model.beta() || model.beta()[pair.i * model.state.n + pair.j] === 0)
        return;
    ctx.strokeStyle = colours.accent;
    ctx.lineWidth = 2.5;
    ctx.beginPath();
    traceArc(ctx, layout, pair);
    ctx.stroke();
}

function arcsReadout(model, { all, drawn }) {
    const { now, state } = model;
    const pair = now.pair || (now.hover < 0 ? now.lockPair : null);
    if (pair)
        return `${pairText(state, pair)}: β = ${shortText(model.beta()[pair.i * state.n + pair.j], 4)}`;
    if (currentToken(now) >= 0)
        return rowReadout(model, currentToken(now));
    return `an arc ends at its receiver${all > drawn.length ? `; the strongest ${drawn.length} of ${all}` : ''}`;
}

function thresholdTools(model, state, redraw) {
    const steps = thresholdSteps();
    const id = 'arcs-threshold';
    const slider = element('input', { type: 'range', id, min: 0, max: steps.length - 1, step: 1 });
    const value = element('output', { for: id });
    const say = () => {
        slider.value = steps.indexOf(state.least);
        slider.setAttribute('aria-valuetext', `β from ${shortText(state.least)}`);
        setText(value, `β ≥ ${shortText(state.least)}`);
    };
    slider.addEventListener('input', () => {
        state.least = steps[Number(slider.value)];
        say();
        redraw();
    });
    const label = element('label', { for: id }, 'arcs from');
    return { tools: element('div', { class: 'view-tools' }, label, slider, value), say };
}

function arcsSummary(model, least) {
    return `Arcs of attention over the text of ${model.state.n} tokens${headWords(model)}, layer ${model.now.layer}, `
        + `from β = ${shortText(least)} on.${strongestText(model, 'β')} Arrow keys choose the receiver, Enter locks it, Escape lets go.`;
}

function arcsTable(model, least) {
    const { n, tokens } = model.state;
    const arcs = model.beta() ? arcsOf(model.beta(), n, arcReceivers(model), least, 400).drawn.reverse() : [];
    return {
        caption: `Attention of ${shortText(least)} or more${headWords(model)}, layer ${model.now.layer}, strongest first`,
        columns: ['receiver', 'sender', 'β'],
        rows: arcs.map((arc) => [nameOf(tokens[arc.i]), nameOf(tokens[arc.j]), arc.weight]),
    };
}

const arcsView = {
    name: 'arcs',
    title: 'Arcs',
    create(model, host) {
        const at = { least: 0, state: -1 };
        let shown = { all: 0, drawn: [] };
        const { tools, say } = thresholdTools(model, at, () => stage.redraw());
        const settle = () => {
            if (at.state === model.now.state)
                return;
            Object.assign(at, { state: model.now.state, least: fairThreshold(model.beta(), model.state.n, model.state.n) });
            say();
        };
        const stage = createStage(model, host, {
            tools,
            refusal: () => energiesRefusal(model),
            repaints: ['size', 'theme', 'state', 'layer', 'kappa', 'theta', 'head', 'hover', 'pair', 'lock'],
            layout: (pen) => {
                settle();
                return arcsLayout(pen, model);
            },
            paint: (pen, layout) => {
                shown = arcsShown(model, at.least);
                drawArcs(pen, layout, model, shown);
                drawWords(pen, layout, model, shown);
            },
            light: (pen, layout) => lightWords(pen, layout, model),
            at: arcsTarget,
            step: (layout, key) => arcsStep(layout, currentToken(model.now), key),
            readout: () => arcsReadout(model, shown),
            summary: () => arcsSummary(model, at.least),
        });
        return { ...stage, table: () => arcsTable(model, at.least) };
    },
};
