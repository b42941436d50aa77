// window.gaugescope: what other scripts may ask of the page and set in it.

const settable = ['layer', 'kappa', 'theta', 'head'];

/** Row by row, plain arrays. */
function nested(matrix, n) {
    return matrix && Array.from({ length: n }, (_, i) => Array.from(matrix.subarray(i * n, (i + 1) * n)));
}

function apiState(model, step) {
    const { state, now } = model;
    return {
        layer: now.layer,
        layers: state.layers,
        kappa: now.kappa,
        theta: now.theta,
        tokens: [...state.tokens],
        beta: nested(model.beta(), state.n),
        labels: model.labels() && Array.from(model.labels()),
        agents: model.groups() && model.groups().length,
        head: now.head,
        stored: [...state.layerNumbers],
        step: step(),
    };
}

function createApi(model, step) {
    return Object.freeze({
        state: () => apiState(model, step),
        set(change) {
            if (change !== null && typeof change === 'object')
                for (const key of Object.keys(change))
                    if (!settable.includes(key))
                        throw new TypeError(`expected one of ${settable.join(', ')}, found '${key}'`);
            model.set(change);
        },
    });
}
