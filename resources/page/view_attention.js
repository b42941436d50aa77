// Attention: receivers as rows, senders as columns; β, ln β, E or D; with a pinned state A | B | B − A.

const quantityUnits = { E: 'nat', D: 'nat' };

function quantityTitle(quantity) {
    return quantityUnits[quantity] ? `${quantity} (${quantityUnits[quantity]})` : quantity;
}

/** A value with its unit: 0.296, 1.204 nat. */
function quantityText(quantity, value) {
    const unit = quantityUnits[quantity];
    return unit && Number.isFinite(value) ? `${shortText(value, 4)} ${unit}` : shortText(value, 4);
}

/** Why there are no energies, in words; empty where there are some. */
function energiesRefusal(model) {
    const { state, now } = model;
    if (model.energy())
        return '';
    return state.stored.some((layer) => layer.energy) ? `This page does not hold the energies of layer ${now.layer}.`
        : `The energies of ${state.n} ${state.n === 1 ? 'token' : 'tokens'} are too large for a page.`;
}

/** Why there is no matrix to show, in words; empty where there is one. */
function attentionRefusal(model) {
    const { quantity } = model.now;
    if (!model.energy() || model.value(quantity))
        return energiesRefusal(model);
    return `${quantity} is not shown: ${model.state.consensus || 'this layer has no such numbers'}.`;
}

/** A to compare with, where there is one and it has as many tokens. */
function comparedState(model) {
    const pinned = model.pinned();
    return pinned && pinned.state.n === model.state.n && pinned.value(model.now.quantity) ? pinned : null;
}

function comparisonNote(model) {
    const pinned = model.pinned();
    if (!pinned || comparedState(model))
        return '';
    return pinned.state.n === model.state.n ? 'A has no such numbers: B is shown alone.'
        : `A has ${pinned.state.n} tokens, B has ${model.state.n}: a difference needs as many, so B is shown alone.`;
}

/** The shown matrix at every stored layer, so that a colour means the same while layers are turned. */
function matricesOfRun(model) {
    const { state, now } = model;
    const looks = state.stored.filter((layer) => layer.energy).map((layer) =>
        createLook(state, { layer: layer.layer, kappa: now.kappa, theta: now.theta, head: now.head }));
    return looks.map((look) => look.value(now.quantity)).filter((matrix) => matrix);
}

/** Limits of the colours over the layer, or over the whole run; kept until what they depend on changes. */
function rangeOfColours(model, colours) {
    const { state, quantity, head, kappa, layer } = model.now;
    const name = [state, quantity, head, kappa, colours.ofRun ? 'run' : layer].join(' ');
    if (colours.name !== name) {
        const matrices = colours.ofRun ? matricesOfRun(model) : [model.value(quantity)];
        Object.assign(colours, { name, range: rangeOver(matrices, quantity !== 'ln β') });
    }
    return colours.range;
}

/** Few tokens are read well on one scale; of many, the weights of a late layer would all be dark. */
function createColourChoice(model, redraw) {
    const colours = { ofRun: true, state: -1, name: '', range: [0, 1] };
    const box = element('input', { type: 'checkbox', onchange: () => {
        colours.ofRun = box.checked;
        redraw();
    } });
    const label = element('label', { class: 'check' }, box, 'one colour scale for all layers');
    const tools = element('div', { class: 'view-tools' }, label);
    const settle = () => {
        if (colours.state === model.now.state)
            return;
        Object.assign(colours, { state: model.now.state, ofRun: model.state.n <= 40 });
        box.checked = colours.ofRun;
        tools.hidden = model.state.stored.length < 2;
    };
    return { colours, tools, settle };
}

/** The matrices on show: {title, values, range, points, masked, bar}. */
function attentionSheets(model, colours) {
    const { quantity } = model.now;
    const values = model.value(quantity);
    const own = rangeOfColours(model, colours);
    const masked = quantity === 'D' ? null : maskedCells(model.state);
    const sheet = { values, range: own, points: viridisPoints, masked, title: '', bar: quantityTitle(quantity) };
    const a = comparedState(model);
    if (!a)
        return [sheet];
    const other = a.value(quantity);
    const range = [Math.min(own[0], rangeOver([other], false)[0]), Math.max(own[1], rangeOver([other], false)[1])];
    const difference = values.map((v, k) => (v === other[k] ? 0 : v - other[k]));
    const titleOf = (name, layer, kappa) => `${name}: layer ${layer}, κ = ${shortText(kappa)}`;
    const otherMasked = quantity === 'D' ? null : maskedCells(a.state);
    return [
        { ...sheet, range, values: other, masked: otherMasked, title: titleOf('A', a.layer().layer, a.kappa) },
        { ...sheet, range, title: titleOf('B', model.now.layer, model.now.kappa) },
        { ...sheet, values: difference, range: evenRange(difference), points: divergingPoints, title: 'B − A', bar: `Δ${sheet.bar}` },
    ];
}

/** Every `step`th place, so that names do not touch. */
function namedPlaces(n, cell, room) {
    const step = Math.max(1, Math.ceil(room / cell));
    return Array.from({ length: Math.ceil(n / step) }, (_, k) => k * step);
}

function drawRowName(pen, layout, model, panel, row, style = {}) {
    const x = panel.left - attentionMargins.strip - 2;
    const most = Math.min(layout.widest, style.bold ? (x - 6) / 1.15 : x);
    const y = panel.top + (row + 0.5) * layout.cell;
    writeName(pen, model.state.tokens[layout.order[row]], most, x, y, { ...style, align: 'right' });
}

function drawColumnName(pen, layout, model, panel, column, style = {}) {
    const token = model.state.tokens[layout.order[column]];
    const x = panel.left + (column + 0.5) * layout.cell;
    const room = (panel.right - x) / 0.71 - 8;
    if (layout.flat)
        writeName(pen, token, layout.cell - 4, x, panel.top - 11, { ...style, align: 'center' });
    else
        writeSlanted(pen, token, Math.max(16, Math.min(layout.widest, room)), x + 2, panel.top - 7, style);
}

function drawStrip(pen, layout, model, panel) {
    const groups = model.colours();
    if (!groups)
        return;
    const labels = model.labels();
    const gap = layout.cell >= 8 ? 1 : 0;
    for (let row = 0; row < layout.n; ++row) {
        pen.ctx.fillStyle = clusterColour(pen.colours, groups[labels[layout.order[row]]]);
        pen.ctx.fillRect(panel.left - 8, panel.top + row * layout.cell + gap, 4, layout.cell - 2 * gap);
    }
}

/** Boxes around groups that stand together in the order of the tree. */
function drawBrackets(pen, layout, model, panel) {
    const labels = model.labels();
    if (!model.now.byCluster || !labels)
        return;
    const { ctx, colours } = pen;
    const groups = model.colours();
    for (let first = 0, end = 0; first < layout.n; first = end) {
        const label = labels[layout.order[first]];
        while (end < layout.n && labels[layout.order[end]] === label)
            ++end;
        if (end - first < 2)
            continue;
        const from = first * layout.cell;
        const size = (end - first) * layout.cell;
        for (const [colour, width] of [[colours.panel, 4], [clusterColour(colours, groups[label]), 2]]) {
            ctx.strokeStyle = colour;
            ctx.lineWidth = width;
            ctx.strokeRect(panel.left + from, panel.top + from, size, size);
        }
    }
}

function paintSheet(pen, layout, model, sheet, panel) {
    drawMatrix(pen, { ...sheet, n: layout.n, order: layout.order }, panel);
    drawBrackets(pen, layout, model, panel);
    if (panel.named) {
        drawStrip(pen, layout, model, panel);
        namedPlaces(layout.n, layout.cell, 14).forEach((row) => drawRowName(pen, layout, model, panel, row));
    }
    const columns = namedPlaces(layout.n, layout.cell, layout.flat ? 1 : 18);
    columns.forEach((column) => drawColumnName(pen, layout, model, panel, column));
    const across = Math.max(layout.side, Math.min(220, panel.right - panel.left));
    const bar = { left: panel.left, top: panel.top + layout.side + 10, width: Math.min(across, 360) };
    if (sheet.title)
        write(pen, sheet.title, panel.left, panel.top - layout.above + 10, { bold: true });
    drawColourBar(pen, bar, sheet.range, sheet.points, sheet.bar);
    drawCellKey(pen, panel.left, bar.top + 30, sheet);
}

/** lines: [colour, width], the widest first. */
function outlineRect(pen, left, top, width, height, lines) {
    const { ctx } = pen;
    for (const [colour, size] of lines) {
        ctx.strokeStyle = colour;
        ctx.lineWidth = size;
        ctx.strokeRect(left, top, width, height);
    }
}

function lightPanel(pen, layout, model, panel) {
    const { now } = model;
    const { colours } = pen;
    const lit = litTokens(now);
    const { cell, side } = layout;
    const lines = [[faint(colours.panel, 0.8), 3], [colours.accent, 1.5]];
    const across = (row) => outlineRect(pen, panel.left, panel.top + row * cell, side, cell, lines);
    const down = (column) => outlineRect(pen, panel.left + column * cell, panel.top, cell, side, lines);
    const pairs = [now.lockPair, now.pair].filter((pair) => pair);
    const rows = now.pair ? [now.pair.i] : now.lockPair ? [now.lockPair.i] : [...lit];
    rows.forEach((token) => across(layout.place[token]));
    if (pairs.length > 0)
        pairs.slice(-1).forEach((pair) => down(layout.place[pair.j]));
    else if (lit.size <= 3)
        lit.forEach((token) => down(layout.place[token]));
    for (const { i, j } of pairs) {
        const [left, top] = [panel.left + layout.place[j] * cell, panel.top + layout.place[i] * cell];
        outlineRect(pen, left, top, cell, cell, [['#ffffff', 3.6], ['#000000', 1.2]]);
    }
    lightNames(pen, layout, model, panel, lit);
}

function lightNames(pen, layout, model, panel, lit) {
    if (lit.size > 6)
        return;
    const style = { bold: true, colour: pen.colours.accent, over: true };
    for (const token of lit) {
        if (panel.named)
            drawRowName(pen, layout, model, panel, layout.place[token], style);
        drawColumnName(pen, layout, model, panel, layout.place[token], style);
    }
}

/** "cat ← dog": cat receives from dog. */
function pairText(state, { i, j }) {
    return `${toldName(state, i)} ← ${toldName(state, j)}`;
}

function attentionReadout(model) {
    const { now, state } = model;
    const pair = now.pair || (now.hover < 0 ? now.lockPair : null);
    if (!pair)
        return rowReadout(model, currentToken(now));
    const { quantity } = now;
    const at = pair.i * state.n + pair.j;
    const who = `${pairText(state, pair)}: `;
    if (quantity !== 'D' && !allowed(state.mask, pair.i, pair.j, state.n))
        return `${who}masked`;
    const value = model.value(quantity)[at];
    const a = comparedState(model);
    if (!a)
        return `${who}${quantity} = ${quantityText(quantity, value)}`;
    const other = a.value(quantity)[at];
    const [inA, inB, change] = [other, value, value - other].map((v) => quantityText(quantity, v));
    return `${who}${quantity} = A ${inA}, B ${inB}, B − A ${change}`;
}

function rowReadout(model, token) {
    if (token < 0)
        return 'row: receiver, column: sender';
    return `${toldName(model.state, token)} hears: ${strongestSenders(model, token, 4).join(', ') || 'nobody'}`;
}

/** "dog 0.296" of the strongest senders to a token. */
function strongestSenders(model, i, most) {
    const beta = model.beta();
    const { n, tokens } = model.state;
    return Array.from({ length: n }, (_, j) => j).filter((j) => beta[i * n + j] > 0)
        .sort((a, b) => beta[i * n + b] - beta[i * n + a]).slice(0, most)
        .map((j) => `${readName(tokens[j])} ${shortText(beta[i * n + j])}`);
}

function headWords({ state, now }) {
    return state.heads === 1 ? '' : now.head < 0 ? ', mean of heads' : `, head ${now.head}`;
}

/** The greatest value between two different tokens, in words; empty where there is none. */
function strongestText(model, quantity) {
    const { n, tokens } = model.state;
    const values = model.value(quantity);
    let best = -1;
    for (let i = 0, k = 0; i < n; ++i)
        for (let j = 0; j < n; ++j, ++k)
            if (i !== j && (best < 0 || values[k] > values[best]) && Number.isFinite(values[k]))
                best = k;
    if (best < 0)
        return '';
    const [i, j] = [Math.floor(best / n), best % n];
    return ` Greatest between two tokens: ${nameOf(tokens[i])} from ${nameOf(tokens[j])}, ${quantityText(quantity, values[best])}.`;
}

function attentionSummary(model) {
    const { now, state } = model;
    return `Attention, ${quantityTitle(now.quantity)}${headWords(model)}, layer ${now.layer}: `
        + `${state.n} receivers by ${state.n} senders.${strongestText(model, now.quantity)} `
        + 'Arrow keys move the cell, Enter locks it, Escape lets go.';
}

function attentionTable(model) {
    const { state, now } = model;
    const values = model.value(now.quantity);
    const rowOf = (i) => values.subarray(i * state.n, (i + 1) * state.n);
    return {
        caption: `${quantityTitle(now.quantity)}${headWords(model)}, layer ${now.layer}: rows receive, columns send`,
        columns: ['receiver', ...state.tokens.map(nameOf)],
        rows: values ? state.tokens.map((token, i) => [nameOf(token), ...rowOf(i)]) : [],
    };
}

const attentionView = {
    name: 'attention',
    title: 'Attention',
    create(model, host) {
        const { colours, tools, settle } = createColourChoice(model, () => stage.redraw());
        const stage = createStage(model, host, {
            tools,
            refusal: () => attentionRefusal(model),
            repaints: ['size', 'theme', 'state', 'layer', 'kappa', 'theta', 'head', 'quantity', 'byCluster', 'pinned'],
            layout: (pen) => {
                settle();
                return attentionLayout(pen, model, comparedState(model) ? 3 : 1);
            },
            paint: (pen, layout) => {
                const sheets = attentionSheets(model, colours);
                sheets.forEach((sheet, k) => paintSheet(pen, layout, model, sheet, layout.panels[k]));
            },
            light: (pen, layout) => layout.panels.forEach((panel) => lightPanel(pen, layout, model, panel)),
            at: attentionTarget,
            step: (layout, key) => attentionStep(layout, model.now, key),
            readout: () => attentionReadout(model),
            note: () => comparisonNote(model),
            summary: () => attentionSummary(model),
        });
        return { ...stage, table: () => attentionTable(model) };
    },
};
