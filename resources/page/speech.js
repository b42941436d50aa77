// What a screen reader hears when the keyboard moves over a view: the token or cell, and its numbers.

/** Whether the reader's last act was a key; a pointer's hover is not spoken. */
function watchKeyboard() {
    let keyboard = false;
    document.addEventListener('keydown', () => (keyboard = true), true);
    for (const kind of ['pointerdown', 'pointermove'])
        document.addEventListener(kind, () => (keyboard = false), { capture: true, passive: true });
    return () => keyboard;
}

function pairWords(model, { i, j }) {
    const { tokens, n } = model.state;
    const parts = [];
    for (const quantity of model.state.quantities) {
        const matrix = quantity === 'ln β' ? null : model.value(quantity);
        if (matrix)
            parts.push(`${quantity} ${cellText(Number(matrix[i * n + j].toPrecision(4)))}${quantity === 'β' ? '' : ' nat'}`);
    }
    return `${isolated(tokens[i])} receives from ${isolated(tokens[j])}: ${parts.join(', ')}`;
}

function groupWords(model, token) {
    if (!model.labels())
        return '';
    const { tokens } = model.state;
    const others = model.groups()[model.labels()[token]].filter((i) => i !== token);
    return others.length ? `, one group with ${others.slice(0, 6).map((i) => isolated(tokens[i])).join(', ')}` : ', alone';
}

function listensWords(model, token) {
    const { n, tokens } = model.state;
    if (!model.beta())
        return '';
    const row = model.beta().subarray(token * n, (token + 1) * n);
    const most = row.indexOf(Math.max(...row));
    return `, hears ${isolated(tokens[most])} most: β ${numberText(row[most])}`;
}

function tokenWords(model, token) {
    const word = `${isolated(model.state.tokens[token])}${model.state.unknown.has(token) ? ', unknown word' : ''}`;
    return `${word}, ${token + 1} of ${model.state.n}${groupWords(model, token)}${listensWords(model, token)}`;
}

function spokenWords(model, changed) {
    const { hover, pair, lock, lockPair } = model.now;
    if (changed.has('lock')) {
        if (lockPair)
            return `Locked: ${pairWords(model, lockPair)}`;
        return lock.length ? `Locked: ${lock.map((i) => tokenWords(model, i)).join('; ')}` : 'Nothing locked';
    }
    if (pair)
        return pairWords(model, pair);
    return hover < 0 ? '' : tokenWords(model, hover);
}

function createSpeech(model) {
    const byKeyboard = watchKeyboard();
    model.subscribe((changed) => {
        if (!byKeyboard() || changed.has('state') || !['hover', 'pair', 'lock'].some((key) => changed.has(key)))
            return;
        const words = spokenWords(model, changed);
        if (words)
            setText(byId('said'), words);
    });
}
