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

/** Why something cannot be shown, for a reader. */
function refusalWords(error) {
    return error instanceof LayerLeftOut ? `This page does not hold layer ${error.number}.` : `This page cannot show it: ${error.message}.`;
}

/** The scene that a step's show leads to; throws where the page lacks something on the way. */
function sceneAfterShow(states, step) {
    const before = firstLook(states[step.state]);
    let now = firstNow(states, Number.isInteger(step.then) ? step.then : step.state);
    for (const [key, value] of Object.entries(step.show))
        now = nowAfter(states, now, shownChange(key, value));
    const state = states[now.state];
    const look = createLook(state, now);
    const stored = () => storedLook(state, now.layer, now.head);
    return { look, stored, before, pinned: pinnedLook(states, state), lock: now.lock, lockPair: now.lockPair };
}

/** Why the task of a step cannot be done on this page; empty where it can. */
function taskRefusal(states, step) {
    if (!step.live || !step.show || !step.check)
        return '';
    try {
        return evaluate(step.check, sceneAfterShow(states, step)) === true ? '' : 'This page cannot bring it about.';
    } catch (error) {
        return refusalWords(error);
    }
}

function controlOf(key) {
    const input = byId({ theta: 'theta', kappa: 'kappa', layer: 'layer', head: 'head' }[key] || '');
    return input && input.closest('.control');
}

/** Begins after what calls it; returns a function that stops it. `ended` is called once: with what went wrong, or with nothing. */
function demonstrate(model, show, ended) {
    let frame = 0;
    let timer = 0;
    let over = false;
    const entries = Object.entries(show);

    function light(key, on) {
        const control = controlOf(key);
        if (control)
            control.classList.toggle('lit', on);
    }
    function finish(trouble = '') {
        if (over)
            return;
        over = true;
        cancelAnimationFrame(frame);
        clearTimeout(timer);
        document.querySelectorAll('.control.lit').forEach((control) => control.classList.remove('lit'));
        ended(trouble);
    }
    function attempt(act) {
        try {
            act();
        } catch (error) {
            finish(refusalWords(error));
        }
    }
    function later(act, pause) {
        if (!over)
            timer = setTimeout(() => attempt(act), pause);
    }
    function inFrame(act) {
        if (!over)
            frame = requestAnimationFrame((time) => attempt(() => act(time)));
    }
    function turn(key, to, next) {
        const from = model.now[key];
        const begun = performance.now();
        const step = (time) => {
            const share = Math.min(1, Math.max(0, (time - begun) / turnTime));
            model.set({ [key]: share < 1 ? valueBetween(key, from, to, easedShare(share)) : to });
            if (share < 1)
                inFrame(step);
            else
                next();
        };
        inFrame(step);
    }
    function perform() {
        if (entries.length === 0)
            return finish();
        const change = shownChange(...entries.shift());
        const [key, value] = Object.entries(change)[0];
        const next = () => {
            light(key, false);
            later(perform, lessMotion.matches ? 0 : pauseTime);
        };
        light(key, true);
        if ((key === 'kappa' || key === 'theta') && !lessMotion.matches)
            return turn(key, value, next);
        model.set(change);
        return next();
    }
    later(perform, 0);
    return () => finish();
}
