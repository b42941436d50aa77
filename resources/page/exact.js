// The lines that say what of the page is exact, where the program alone can say more, and what is on show when it is printed.

/** What the layers themselves were made with, which is not made anew here. */
function layersLine({ state, look }) {
    const { kappa, theta } = turned(look());
    if (state.recorded)
        return `The records are as they were stored; κ ${kappa ? 'is turned' : 'acts'} in this softmax alone.`;
    const follows = state.layers_follow_threshold === true;
    const ran = `κ = ${numberText(state.kappa)}${follows ? ` and θ = ${numberText(state.threshold)}` : ''}`;
    const here = [kappa ? 'κ' : '', follows && theta ? 'θ' : ''].filter(Boolean);
    return here.length > 0 ? `The layers themselves ran at ${ran}; turning ${here.join(' and ')} does not run them again.`
        : `The layers ran at ${ran}.`;
}

function attentionLine(model) {
    if (!model.layer().energy)
        return `This layer’s energies are not on the page${(model.state.pictures || []).length > 0 ? '; its pictures are as the program drew them' : ''}.`;
    if (model.state.layers === 0)
        return 'β is the softmax of the stored energies: exact at every κ.';
    const which = model.state.recorded ? 'record' : 'layer';
    const at = turned(model.look()).kappa ? ' at your κ' : '';
    return `β is the softmax of this ${which}’s stored energies${at}: exact. ${layersLine(model)}`;
}

function consensusLine(model) {
    const { state } = model;
    if (state.consensus)
        return `There is no consensus here: ${state.consensus}.`;
    if (!model.tree())
        return '';
    if (!turned(model.look()).theta)
        return 'Groups are the stored tree cut at θ: exact.';
    const remembers = state.hysteresis === true && model.now.layer > 0;
    const cut = remembers
        ? 'Groups are the stored tree cut at your θ; the program, which remembers groups from layer to layer, may find others.'
        : 'Groups are the stored tree cut at your θ: exact.';
    const scales = model.layer().tower && model.layer().tower.length > 1;
    return `${cut}${scales ? ` Higher scales are known at θ = ${numberText(state.threshold)} only.` : ''}`;
}

/** Layer, κ, θ and head in one line: on paper there are no controls. */
function settingLine({ state, now }) {
    return [
        `layer ${now.layer}`,
        `κ = ${withMinus(fieldText(now.kappa))} nat`,
        state.consensus ? '' : `θ = ${withMinus(fieldText(now.theta))} nat`,
        state.heads === 1 ? '' : `head: ${now.head < 0 ? 'mean' : now.head}`,
    ].filter(Boolean).join(', ');
}

/** Written anew when it says something else. */
function createExactLine(model) {
    const show = () => {
        setText(byId('exact'), [attentionLine(model), consensusLine(model)].filter(Boolean).join(' '));
        setText(byId('setting'), settingLine(model));
    };
    model.subscribe((changed) => {
        if (lookKeys.some((key) => changed.has(key)))
            show();
    });
    show();
}

/** Of the whole page, and of the state on show. */
function createNotes(model) {
    const list = byId('notes');
    const show = () => {
        const notes = model.state.notes;
        list.replaceChildren(...notes.map((note) => element('li', { dir: 'auto' }, note)));
        list.hidden = notes.length === 0;
    };
    model.subscribe((changed) => changed.has('state') && show());
    show();
}
