// "Show me": what a step sets, one thing after another, at a pace that can be followed on the controls.

const turnTime = 900;  // milliseconds that a number takes
const pauseTime = 350;  // between one thing and the next
const lessMotion = window.matchMedia('(prefers-reduced-motion: reduce)');

/** The model's names for what a step shows. */
function shownChange(key, value) {
    switch (key) {
        case 'threshold': return { theta: value };
        case 'pair': return { lockPair: value ? { i: value[0], j: value[1] } : null };
        default: return { [key]: value };
    }
}

/** κ goes by its logarithm, θ evenly. */
function valueBetween(key, from, to, share) {
    return key === 'kappa' ? from * (to / from) ** share : from + share * (to - from);
}

function easedShare(share) {
    return share * share * (3 - 2 * share);
}

function controlOf(key) {
    const input = byId({ theta: 'theta', kappa: 'kappa', layer: 'layer', head: 'head' }[key] || '');
    return input && input.closest('.control');
}

/** Returns a function that stops it; `ended` is called when it is over or stopped. */
function demonstrate(model, show, ended) {
    let frame = 0;
    let timer = 0;
    const entries = Object.entries(show);

    function light(key, on) {
        const control = controlOf(key);
        if (control)
            control.classList.toggle('lit', on);
    }
    function finish() {
        cancelAnimationFrame(frame);
        clearTimeout(timer);
        document.querySelectorAll('.control.lit').forEach((control) => control.classList.remove('lit'));
        ended();
    }
    function turn(key, to, next) {
        const from = model.now[key];
        const begun = performance.now();
        const step = (time) => {
            const share = Math.min(1, Math.max(0, (time - begun) / turnTime));
            model.set({ [key]: share < 1 ? valueBetween(key, from, to, easedShare(share)) : to });
            if (share < 1)
                frame = requestAnimationFrame(step);
            else
                next();
        };
        frame = requestAnimationFrame(step);
    }
    function perform() {
        if (entries.length === 0)
            return finish();
        const change = shownChange(...entries.shift());
        const [key, value] = Object.entries(change)[0];
        const next = () => {
            light(key, false);
            timer = setTimeout(perform, lessMotion.matches ? 0 : pauseTime);
        };
        light(key, true);
        if ((key === 'kappa' || key === 'theta') && !lessMotion.matches)
            return turn(key, value, next);
        model.set(change);
        return next();
    }
    perform();
    return finish;
}
