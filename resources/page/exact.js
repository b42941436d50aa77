// The lines that say what of the page is exact, and where the program alone can say more.

function turned(model) {
    return { kappa: model.now.kappa !== model.state.kappa, theta: model.now.theta !== model.state.threshold };
}

function attentionLine(model) {
    const stored = numberText(model.state.kappa);
    if (!model.layer().energy)
        return 'This layer’s energies are not on the page; its pictures are as the program drew them.';
    if (model.state.layers === 0)
        return 'β is the softmax of the stored energies: exact at every κ.';
    return turned(model).kappa
        ? `β is the softmax of this layer’s stored energies at your κ: exact. The layers themselves ran at κ = ${stored}; turning κ does not run them again.`
        : `β is the softmax of this layer’s stored energies: exact. The layers ran at κ = ${stored}.`;
}

function consensusLine(model) {
    if (model.state.consensus)
        return `There is no consensus here: ${model.state.consensus}.`;
    if (!model.tree())
        return '';
    const scales = model.layer().tower && model.layer().tower.length > 1;
    return turned(model).theta
        ? `Groups are the stored tree cut at your θ: exact.${scales ? ` Higher scales are known at θ = ${numberText(model.state.threshold)} only.` : ''}`
        : 'Groups are the stored tree cut at θ: exact.';
}

/** Written anew when it says something else. */
function createExactLine(model) {
    const show = () => setText(byId('exact'), [attentionLine(model), consensusLine(model)].filter(Boolean).join(' '));
    model.subscribe((changed) => {
        if (lookKeys.some((key) => changed.has(key)))
            show();
    });
    show();
}

function showNotes(notes) {
    const list = byId('notes');
    list.replaceChildren(...notes.map((note) => element('li', { dir: 'auto' }, note)));
    list.hidden = notes.length === 0;
}
