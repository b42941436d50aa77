// What every view stands on: a canvas for the picture, one above it for what is lit, a line that reads out values, and the
// pointer and keys that light and lock tokens.

/**
 * parts: {tools?, refusal() → why there is nothing to draw, in words, or empty, repaints: names of changes that touch the picture, layout(pen) → {height, …}, paint(pen, layout),
 * light(pen, layout), at(layout, x, y) → target or null, step(layout, key) → target, null where the key lights nothing,
 * alwaysLit? where light() draws more than what is lit, readout(), note?(), summary(),
 * press?(layout, x, y) → what follows a drag that begins there, or null,
 * hover?(target) and choose?(target) where tokens are not what is lit and locked}.
 * A target is {token, pair?, tokens?}: what is lit under the pointer, and with `tokens` all that a click locks.
 */
function createStage(model, host, parts) {
    const stage = { model, parts, host, layout: null, pen: null, lit: true, ...stageElements(host, parts) };
    const listeners = [...pointerListeners(stage), ...keyListeners(stage)];
    for (const [kind, act, options] of listeners)
        stage.over.addEventListener(kind, act, options);
    return {
        draw: (changed) => drawStage(stage, changed),
        destroy: () => {
            for (const [kind, act, options] of listeners)
                stage.over.removeEventListener(kind, act, options);
            host.replaceChildren();
        },
        redraw: () => drawStage(stage, new Set(['size'])),
    };
}

function stageElements(host, parts) {
    const box = element('div', { class: 'view-stage' });
    const under = element('canvas', { class: 'view-canvas', 'aria-hidden': 'true' });
    const over = element('canvas', { class: 'view-canvas', tabindex: 0, role: 'application' });
    over.setAttribute('aria-roledescription', 'picture');
    box.style.position = 'relative';
    for (const canvas of [under, over])
        Object.assign(canvas.style, { display: 'block', maxWidth: '100%', height: 'auto' });
    Object.assign(over.style, { position: 'absolute', left: '0', top: '0', touchAction: 'pan-y pinch-zoom' });
    const readout = element('p', { class: 'view-readout' });
    const note = element('p', { class: 'view-note' });
    // Two lines always: what is read out does not move the page.
    Object.assign(readout.style, { lineHeight: '1.4', height: '2.8em', overflow: 'hidden', contain: 'strict' });
    box.append(under, over);
    host.replaceChildren(...(parts.tools ? [parts.tools] : []), box, readout, note);
    return { under, over, readout, note };
}

function onPaper() {
    return document.documentElement.hasAttribute('data-print');
}

/** Device pixels a CSS pixel: paper has more than a screen. */
function pixelScale() {
    return onPaper() ? 3 : window.devicePixelRatio || 1;
}

function penFor(stage) {
    const family = getComputedStyle(stage.host).fontFamily || 'sans-serif';
    const old = stage.pen;
    const kept = old && old.family === family;
    return {
        ctx: stage.under.getContext('2d'), colours: theme(), family, font: '',
        width: stage.host.clientWidth, scale: pixelScale(),
        widths: kept ? old.widths : new Map(), fitted: kept ? old.fitted : new Map(),
        scratch: old ? old.scratch : new Map(),
    };
}

/** A clear canvas. On paper clearing leaves a white sheet over the canvas below, so there it is made anew. */
function prepare(canvas, pen, height) {
    const width = Math.floor(pen.width * pen.scale);
    const tall = Math.round(height * pen.scale);
    const ctx = canvas.getContext('2d');
    if (canvas.width !== width || canvas.height !== tall || onPaper()) {
        canvas.width = width;
        canvas.height = tall;
        canvas.style.width = `${width / pen.scale}px`;
    } else {
        ctx.setTransform(1, 0, 0, 1, 0, 0);
        ctx.clearRect(0, 0, width, tall);
    }
    ctx.setTransform(pen.scale, 0, 0, pen.scale, 0, 0);
    return { ...pen, ctx, font: '', height };
}

function drawStage(stage, changed) {
    if (stage.host.clientWidth === 0)
        return;  // not on show
    const { parts } = stage;
    const refusal = parts.refusal();
    stage.host.classList.toggle('refused', refusal !== '');
    if (refusal !== '') {
        stage.layout = null;  // drawn anew when there is something again
        setText(stage.note, refusal);
        return;
    }
    if (!stage.layout || parts.repaints.some((name) => changed.has(name))) {
        stage.pen = penFor(stage);
        stage.layout = parts.layout(stage.pen, stage.pen.width);
        parts.paint(prepare(stage.under, stage.pen, stage.layout.height), stage.layout);
        setText(stage.note, parts.note ? parts.note() : '');
        stage.over.setAttribute('aria-label', parts.summary());
    }
    drawLight(stage, changed);
    setText(stage.readout, parts.readout());
}

/** Nothing lit over nothing lit: the canvas is clear already. */
function drawLight(stage, changed) {
    const { parts, model } = stage;
    const lit = parts.alwaysLit || litTokens(model.now).size > 0;
    if (lit || stage.lit || changed.has('size') || stage.over.height !== stage.under.height)
        parts.light(prepare(stage.over, stage.pen, stage.layout.height), stage.layout);
    stage.lit = lit;
}

function placeOf(stage, event) {
    const box = stage.over.getBoundingClientRect();
    const factor = stage.over.width / stage.pen.scale / box.width;
    return [(event.clientX - box.left) * factor, (event.clientY - box.top) * factor];
}

function pointerListeners(stage) {
    const { parts } = stage;
    const drag = { move: null, moved: false };
    const taken = (event) => (stage.layout && parts.press ? parts.press(stage.layout, ...placeOf(stage, event)) : null);
    const follow = (event) => {
        if (drag.move)
            drag.move(...placeOf(stage, event));
        else if (stage.layout)
            hover(stage, parts.at(stage.layout, ...placeOf(stage, event)));
    };
    return [
        ['pointermove', follow],
        ['pointerdown', (event) => {
            drag.move = taken(event);
            drag.moved = Boolean(drag.move);
            if (drag.move)
                stage.over.setPointerCapture(event.pointerId);
            else
                follow(event);
        }],
        ['pointerup', () => { drag.move = null; }],
        ['pointercancel', () => { drag.move = null; }],
        ['pointerleave', () => hover(stage, null)],
        // A finger on what can be dragged does not scroll the page.
        ['touchstart', (event) => {
            if (event.touches.length === 1 && taken(event.touches[0]))
                event.preventDefault();
        }, { passive: false }],
        ['click', (event) => {
            const target = stage.layout && !drag.moved && parts.at(stage.layout, ...placeOf(stage, event));
            if (target)
                choose(stage, target, event.shiftKey || event.ctrlKey || event.metaKey);
        }],
    ];
}

function keyListeners(stage) {
    const { model, parts } = stage;
    const arrows = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'];
    const onKey = (event) => {
        if (!stage.layout || event.altKey || event.metaKey || event.ctrlKey)
            return;
        if (event.key === 'Escape') {
            model.set({ lock: [] });
            hover(stage, null);
        } else if (event.key === 'Enter' || event.key === ' ') {
            const target = parts.step(stage.layout, 'here');
            if (target)
                choose(stage, target, event.shiftKey);
        } else if (arrows.includes(event.key)) {
            const target = parts.step(stage.layout, event.key);
            if (target)
                hover(stage, target);
        } else {
            return;
        }
        event.preventDefault();
    };
    return [['keydown', onKey], ['blur', () => hover(stage, null)]];
}

function hover({ model, parts }, target) {
    if (parts.hover)
        parts.hover(target);
    else
        model.point(target ? target.token : -1, (target && target.pair) || null);
}

function choose({ model, parts }, target, more) {
    if (parts.choose)
        parts.choose(target);
    else
        toggleLock(model, target, more);
}

/** A second click on what is locked lets it go; with `more` the tokens join or leave those locked. */
function toggleLock(model, target, more) {
    const { lock, lockPair } = model.now;
    const { pair } = target;
    const tokens = target.tokens || [target.token];
    const all = tokens.every((t) => lock.includes(t));
    if (more)
        model.set({ lock: all ? lock.filter((t) => !tokens.includes(t)) : [...lock, ...tokens] });
    else if (pair)
        model.set({ lockPair: lockPair && lockPair.i === pair.i && lockPair.j === pair.j ? null : pair });
    else
        model.set({ lock: all && lock.length === tokens.length && !lockPair ? [] : tokens });
}

/** Tokens lit now: under the pointer, in the hovered pair, locked. */
function litTokens(now) {
    const lit = new Set(now.lock);
    if (now.hover >= 0)
        lit.add(now.hover);
    for (const pair of [now.pair, now.lockPair])
        if (pair)
            lit.add(pair.i).add(pair.j);
    return lit;
}

/** The token the keys move on from: the hovered one, else the first locked, else none. */
function currentToken(now) {
    return now.hover >= 0 ? now.hover : now.lock.length > 0 ? now.lock[0] : -1;
}

/** Along an order of tokens: the arrow keys, Home and End; 'here' is the current one. */
function stepAlong(order, current, key) {
    const at = order.indexOf(current);
    if (key === 'here')
        return at < 0 ? null : { token: current };
    const last = order.length - 1;
    const before = at < 0 ? last : Math.max(0, at - 1);
    const after = Math.min(last, at + 1);
    const to = { Home: 0, End: last, ArrowLeft: before, ArrowUp: before, ArrowRight: after, ArrowDown: after }[key];
    return { token: order[to] };
}
