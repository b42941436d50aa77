// Free energy: the total and its parts over the layers, as the program ran them.

const energyParts = [
    { name: 'total', title: 'F, the sum', colour: -1, dash: [] },
    { name: 'belief', title: 'belief α KL(q‖p)', colour: 0, dash: [8, 4] },
    { name: 'coupling', title: 'coupling λ Σ β E', colour: 1, dash: [8, 3, 2, 3] },
    { name: 'entropy', title: 'entropy λ τ Σ β ln β/π', colour: 2, dash: [2, 3] },
    { name: 'meta', title: 'meta-prior γ KL', colour: 4, dash: [10, 3, 2, 3, 2, 3] },
];

/** All but a meta-prior that there was none of. */
function shownParts(energy) {
    return energyParts.filter((part) => part.name !== 'meta' || energy.meta.some((v) => v !== 0));
}

/** Layer, with fractions between two, of every step. */
function layerOfSteps({ layerAt, total }) {
    const x = new Float64Array(total.length);
    for (let l = 1; l < layerAt.length; ++l)
        for (let t = layerAt[l - 1] + 1; t <= layerAt[l]; ++t)
            x[t] = l - 1 + (t - layerAt[l - 1]) / (layerAt[l] - layerAt[l - 1]);
    return x;
}

/** Places of the legend's entries, wrapped: {part, x, row}. */
function legendPlaces(pen, parts) {
    const places = [];
    let x = 12;
    let row = 0;
    for (const part of parts) {
        const width = 34 + widthOf(pen, part.title);
        if (x > 12 && x + width > pen.width - 4) {
            x = 12;
            ++row;
        }
        places.push({ part, x, row });
        x += width + 14;
    }
    return places;
}

function energyLayout(pen, model) {
    const energy = model.freeEnergy();
    const parts = shownParts(energy);
    const legend = legendPlaces(pen, parts);
    const tall = Math.round(Math.min(250, Math.max(170, 0.42 * pen.width)));
    const box = { left: 52, right: pen.width - 16, top: 30, bottom: 30 + tall };
    const [least, most] = rangeOver(parts.map((part) => energy[part.name]), false);
    const pad = 0.05 * (most - least);
    const [low, high] = [least - (least < 0 ? pad : Math.min(pad, Math.max(0, least))), most + pad];
    const layers = Math.max(1, model.state.layers);
    const legendTop = box.bottom + 50;
    return {
        energy, parts, legend, box, low, high, steps: layerOfSteps(energy), legendTop,
        x: (layer) => box.left + (layer / layers) * (box.right - box.left),
        y: (value) => box.bottom - ((value - low) / (high - low)) * (box.bottom - box.top),
        height: legendTop + 20 * (legend[legend.length - 1].row + 1),
    };
}

function partColour(pen, part) {
    return part.colour < 0 ? pen.colours.text : pen.colours.clusters[part.colour];
}

function drawPart(pen, layout, part) {
    const { ctx } = pen;
    const values = layout.energy[part.name];
    ctx.strokeStyle = partColour(pen, part);
    ctx.lineWidth = part.name === 'total' ? 2.4 : 1.7;
    ctx.setLineDash(part.dash);
    ctx.beginPath();
    let gap = true;
    values.forEach((v, k) => {
        if (Number.isFinite(v))
            ctx[gap ? 'moveTo' : 'lineTo'](layout.x(layout.steps[k]), layout.y(v));
        gap = !Number.isFinite(v);
    });
    ctx.stroke();
    ctx.setLineDash([]);
    if (values.length === 1 && Number.isFinite(values[0]))
        disc(pen, layout.x(0), layout.y(values[0]), 3.5, partColour(pen, part));
}

function drawEnergyAxes(pen, layout, { state }) {
    const { box } = layout;
    const every = Math.max(1, Math.ceil((28 * state.layers) / (box.right - box.left)));
    const layers = Array.from({ length: Math.floor(state.layers / every) + 1 }, (_, k) => k * every);
    const yTicks = ticksBetween(layout.low, layout.high, 6);
    drawAxes(pen, box, { xTicks: layers, yTicks, x: layout.x, y: layout.y, grid: true });
    const quiet = { size: 11, colour: pen.colours.quiet };
    write(pen, 'nat', 8, 14, quiet);
    write(pen, 'layer', (box.left + box.right) / 2, box.bottom + 30, { ...quiet, align: 'center' });
}

function drawLegend(pen, layout) {
    for (const { part, x, row } of layout.legend) {
        const y = layout.legendTop + 20 * row;
        line(pen, x, y, x + 26, y, partColour(pen, part), part.name === 'total' ? 2.4 : 1.7, part.dash);
        write(pen, part.title, x + 32, y);
    }
    pen.ctx.setLineDash([]);
}

/** The present layer, and another under the pointer. */
function lightLayer(pen, layout, model, hovered) {
    const { box } = layout;
    const { colours } = pen;
    for (const stored of model.state.stored)
        disc(pen, layout.x(stored.layer), box.bottom, 3, stored.layer === model.now.layer ? colours.accent : colours.quiet);
    const mark = (layer, dash) => {
        line(pen, layout.x(layer), box.top, layout.x(layer), box.bottom, colours.accent, 1.6, dash);
        const step = layout.energy.layerAt[layer];
        for (const part of layout.parts)
            disc(pen, layout.x(layer), layout.y(layout.energy[part.name][step]), 3.5, partColour(pen, part));
    };
    mark(model.now.layer, []);
    if (hovered >= 0 && hovered !== model.now.layer)
        mark(hovered, [3, 3]);
    const text = `layer ${model.now.layer}`;
    const half = widthOf(pen, text, { size: 11, bold: true }) / 2;
    const x = Math.min(box.right - half, Math.max(box.left + half, layout.x(model.now.layer)));
    writeOver(pen, text, x, box.top - 9, { size: 11, bold: true, align: 'center', colour: colours.accent });
}

function energyReadout(model, layer) {
    const energy = model.freeEnergy();
    const step = energy.layerAt[layer];
    const parts = shownParts(energy).slice(1).map((part) => `${part.name} ${shortText(energy[part.name][step], 4)}`);
    return `layer ${layer}: F = ${shortText(energy.total[step], 4)} nat: ${parts.join(', ')}`;
}

function energyNote(model) {
    const { state } = model;
    const left = state.layerNumbers.length <= state.layers ? ` Layers to choose: ${state.layerNumbers.join(', ')}.` : '';
    return `As it was ${state.recorded ? 'stored' : 'run'}, at κ = ${shortText(state.kappa)}: turning κ, θ or the head changes nothing here.${left}`;
}

function energySummary(model) {
    const energy = model.freeEnergy();
    const [first, last] = [energy.total[0], energy.total[energy.total.length - 1]].map((v) => shortText(v));
    return `Free energy over ${model.state.layers} layers, from ${first} to ${last} nat. `
        + `${energyReadout(model, model.now.layer)}. Left and right turn the layer.`;
}

function energyTable(model) {
    const energy = model.freeEnergy();
    const parts = energy ? shownParts(energy) : [];
    const valuesAt = (step) => parts.map((part) => energy[part.name][step]);
    return {
        caption: 'Free energy by layer, nats',
        columns: ['layer', ...parts.map((part) => part.title)],
        rows: energy ? Array.from(energy.layerAt, (step, layer) => [layer, ...valuesAt(step)]) : [],
    };
}

/** The stored layer nearest to a place. */
function nearestLayer(layout, state, x) {
    return state.layerNumbers.reduce((best, l) => (Math.abs(layout.x(l) - x) < Math.abs(layout.x(best) - x) ? l : best));
}

function energyStep(model, key) {
    const numbers = model.state.layerNumbers;
    const at = numbers.indexOf(model.now.layer);
    const last = numbers.length - 1;
    const [before, after] = [at - 1, at + 1];
    const to = { ArrowLeft: before, ArrowDown: before, ArrowRight: after, ArrowUp: after, Home: 0, End: last, here: at }[key];
    model.set({ layer: numbers[Math.min(last, Math.max(0, to))] });
    return null;
}

const energyView = {
    name: 'free-energy',
    title: 'Free energy',
    create(model, host) {
        let hovered = -1;
        const stage = createStage(model, host, {
            refusal: () => (model.freeEnergy() ? '' : 'The page has no free energy of this state.'),
            repaints: ['size', 'theme', 'state'],
            layout: (pen) => energyLayout(pen, model),
            paint: (pen, layout) => {
                drawEnergyAxes(pen, layout, model);
                [...layout.parts].reverse().forEach((part) => drawPart(pen, layout, part));
                drawLegend(pen, layout);
            },
            alwaysLit: true,
            light: (pen, layout) => lightLayer(pen, layout, model, hovered),
            at: (layout, x, y) => (y < layout.legendTop - 10 ? { layer: nearestLayer(layout, model.state, x) } : null),
            hover: (target) => {
                const layer = target ? target.layer : -1;
                if (layer === hovered)
                    return;
                hovered = layer;
                stage.draw(new Set(['hover']));
            },
            choose: (target) => model.set({ layer: target.layer }),
            step: (layout, key) => {
                hovered = -1;
                return energyStep(model, key);
            },
            readout: () => energyReadout(model, hovered >= 0 ? hovered : model.now.layer),
            note: () => energyNote(model),
            summary: () => energySummary(model),
        });
        return { ...stage, table: () => energyTable(model) };
    },
};
