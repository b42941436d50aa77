// The bar of controls: layer, κ, θ, head, reset. They show what the model holds and ask it to change.

const playIcon = 'M4 2.5v11l9-5.5z';
const pauseIcon = 'M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z';
const playPause = 900;  // milliseconds a layer

/** A number as its field shows it; what was typed exactly stays readable. */
function fieldText(value) {
    return String(Number(value.toPrecision(6)));
}

function tellTrouble(message) {
    const trouble = byId('control-trouble');
    trouble.hidden = message === '';
    setText(trouble, message);
}

/** Typed digits that no double holds: too large, or so small that they would be taken for 0. */
function isBeyondDoubles(typed, text) {
    return Math.abs(typed) === Infinity || (typed === 0 && /[1-9]/.test(text.split(/e/i)[0]));
}

/** What a field says of a text that is no number for it; empty where it is one. */
function typedTrouble(text) {
    const typed = typedNumber(text);
    if (Number.isNaN(typed))
        return `expected a number, found '${text}'`;
    return isBeyondDoubles(typed, text) ? `expected a number from 5·10⁻³²⁴ to 1.8·10³⁰⁸, found '${text}'` : '';
}

/** Sets it, or says in one line why not. */
function trySetting(model, change) {
    try {
        model.set(change);
        tellTrouble('');
    } catch (error) {
        if (!(error instanceof RangeError))
            throw error;
        tellTrouble(`${error.message}.`);
    }
}

/** A slider and a field for one number of the model. */
function createNumberControl(model, key, symbol, scaleOf) {
    const slider = byId(key);
    const field = byId(`${key}-number`);
    let scale = scaleOf();

    slider.addEventListener('input', () => trySetting(model, { [key]: roundedTo3(scale.fromSlider(Number(slider.value))) }));
    slider.addEventListener('dblclick', () => trySetting(model, { [key]: key === 'kappa' ? model.state.kappa : model.state.threshold }));
    field.addEventListener('change', () => {
        const trouble = typedTrouble(field.value);
        if (trouble)
            tellTrouble(`${symbol}: ${trouble}.`);
        else
            trySetting(model, { [key]: typedNumber(field.value) });
        field.setAttribute('aria-invalid', String(!byId('control-trouble').hidden));
    });
    field.addEventListener('keydown', (event) => {
        const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
        if (!steps)
            return;
        event.preventDefault();
        trySetting(model, { [key]: roundedTo3(model.now[key] === 0 ? 0.01 * Math.max(0, steps) : model.now[key] * 1.02 ** steps) });
    });
    return (changed) => {
        if (changed.has('state'))
            scale = scaleOf();
        if (!changed.has(key))
            return;
        slider.value = scale.toSlider(model.now[key]);
        slider.setAttribute('aria-valuetext', `${numberText(model.now[key])} nats`);
        field.value = fieldText(model.now[key]);
        field.setAttribute('aria-invalid', 'false');
    };
}

/** Steps through the stored layers; at the last it stops. */
function createPlayer(model) {
    const button = byId('play');
    let timer = 0;

    function show() {
        button.replaceChildren(icon(timer ? pauseIcon : playIcon));
        button.setAttribute('aria-label', timer ? 'Stop playing the layers' : 'Play the layers');
        button.title = timer ? 'Stop' : 'Play the layers';
    }
    function stop() {
        clearInterval(timer);
        timer = 0;
        show();
    }
    function advance() {
        const numbers = model.state.layerNumbers;
        const next = numbers.indexOf(model.now.layer) + 1;
        if (next < numbers.length)
            model.set({ layer: numbers[next] });
        if (next >= numbers.length - 1)
            stop();
    }
    button.addEventListener('click', () => {
        if (timer)
            return stop();
        const numbers = model.state.layerNumbers;
        if (model.now.layer === numbers[numbers.length - 1])
            model.set({ layer: numbers[0] });
        timer = setInterval(advance, playPause);
        return show();
    });
    show();
    return stop;
}

/** The slider counts the stored layers, of which some may be left out. */
function createLayerControl(model) {
    const slider = byId('layer');
    const stop = createPlayer(model);
    slider.addEventListener('input', () => {
        stop();
        model.set({ layer: model.state.layerNumbers[Number(slider.value)] });
    });
    return (changed) => {
        if (changed.has('state')) {
            stop();
            slider.min = 0;
            slider.max = model.state.layerNumbers.length - 1;
            slider.disabled = byId('play').disabled = model.state.layerNumbers.length === 1;
            byId('layer-control').hidden = model.state.layers === 0;
        }
        if (!changed.has('layer'))
            return;
        const text = `${model.now.layer} of ${model.state.layers}`;
        slider.value = model.state.layerNumbers.indexOf(model.now.layer);
        slider.setAttribute('aria-valuetext', `layer ${text}`);
        setText(byId('layer-text'), text);
    };
}

function headName(state, head) {
    if (head < 0)
        return `mean of ${state.heads}`;
    const dims = state.head_dims[head];
    return `${head} · ${dims} dimension${dims === 1 ? '' : 's'}`;
}

function createHeadControl(model) {
    const select = byId('head');
    select.addEventListener('change', () => model.set({ head: Number(select.value) }));
    return (changed) => {
        const { state } = model;
        if (changed.has('state')) {
            const heads = Array.from({ length: state.heads + 1 }, (_, k) => k - 1);
            select.replaceChildren(...heads.map((head) => element('option', { value: head }, headName(state, head))));
            const lone = state.heads === 1;
            byId('head-label').hidden = select.hidden = lone;
            select.closest('.control').classList.toggle('lone', lone);
        }
        if (changed.has('head'))
            select.value = model.now.head;
    };
}

function sayReset(model) {
    const { state, now } = model;
    const same = now.layer === state.layer && now.kappa === state.kappa && now.theta === state.threshold && now.head === state.head;
    byId('reset').disabled = same && now.lock.length === (state.pair ? 2 : (state.lock || []).length);
}

function createControls(model) {
    const parts = [
        createLayerControl(model),
        createNumberControl(model, 'kappa', 'κ', () => kappaScale(model.states)),
        createNumberControl(model, 'theta', 'θ', () => thetaScale(model.state)),
        createHeadControl(model),
    ];
    byId('reset').addEventListener('click', () => {
        model.reset();
        tellTrouble('');
    });
    const show = (changed) => {
        for (const part of parts)
            part(changed);
        if (changed.has('state'))
            byId('theta-control').hidden = model.state.consensus !== '';
        sayReset(model);
    };
    model.subscribe(show);
    show(new Set(everything));
}
