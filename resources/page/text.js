// Texts of lessons: words, stress, formulas in MathML, and numbers that follow what is on show.

const mathSpace = 'http://www.w3.org/1998/Math/MathML';
const mathTags = new Set(['math', 'mrow', 'mi', 'mn', 'mo', 'ms', 'mtext', 'mspace', 'mfrac', 'msqrt', 'mroot', 'mstyle', 'mpadded',
    'msub', 'msup', 'msubsup', 'munder', 'mover', 'munderover', 'mtable', 'mtr', 'mtd']);
const mathAttributes = new Set(['mathvariant', 'stretchy', 'fence', 'separator', 'form', 'lspace', 'rspace', 'width', 'height', 'depth',
    'accent', 'accentunder', 'displaystyle', 'scriptlevel', 'largeop', 'movablelimits', 'symmetric', 'minsize', 'maxsize',
    'linethickness', 'columnalign', 'display', 'dir']);

/** A tree of [tag, attributes, …children] as MathML; a tag or attribute that is none of its own is an error. */
function mathNode(tree) {
    if (typeof tree === 'string')
        return document.createTextNode(tree);
    const [tag, attributes, ...children] = tree;
    if (!mathTags.has(tag))
        fail(`formula: expected an element of MathML, found '${tag}'`);
    for (const name of Object.keys(attributes))
        if (!mathAttributes.has(name))
            fail(`formula: expected an attribute of MathML, found '${name}'`);
    return withAttributes(document.createElementNS(mathSpace, tag), attributes, children.map(mathNode));
}

function formulaElement(piece) {
    const root = mathNode(piece.m);
    const math = root.localName === 'math' ? root : withAttributes(document.createElementNS(mathSpace, 'math'), {}, [root]);
    if (piece.k === 'display')
        math.setAttribute('display', 'block');
    math.setAttribute('aria-label', piece.t);
    return piece.k === 'display' ? element('span', { class: 'display' }, math) : math;
}

const ofTheStep = 'as the program computed it for this step';

function settingWords({ kappa, threshold, consensus }) {
    return `κ = ${fieldText(kappa)}${consensus ? '' : `, θ = ${fieldText(threshold)}`}`;
}

/** {text, aside, tip?}: what the page cannot compute anew is as the program computed it, and `aside` says so. */
function numberOnShow(piece, scene) {
    const { look } = scene;
    const { kappa, theta } = turned(look);
    if (!piece.e)
        return { text: piece.s, aside: kappa || theta || look.layer().layer !== look.state.layer ? ofTheStep : '', tip: ofTheStep };
    const fixed = piece.fixed === true && (kappa || theta);
    const asked = fixed ? { ...scene, look: scene.stored() } : scene;
    return {
        text: shownValue(piece.e, asked, piece.decimals, piece.percent),
        aside: fixed ? `as at ${settingWords(look.state)}` : '',
    };
}

/** The number; … while nothing is chosen, and where it cannot be asked the program's own: its tip says why. */
function askedNumber(piece, scene) {
    try {
        return numberOnShow(piece, scene);
    } catch (error) {
        if (error instanceof NotYet)
            return { text: '…', aside: '', tip: error.message };
        if (!(error instanceof PageError || error instanceof RangeError))
            throw error;
        return { text: piece.s, aside: ofTheStep, tip: `${ofTheStep}: ${error.message}` };
    }
}

function updateNumber({ node, note, piece }, scene) {
    const { text, aside, tip } = askedNumber(piece, scene);
    setText(node, text);
    setText(note, aside && ` (${aside})`);
    node.title = tip || aside;
    node.classList.toggle('kept', aside !== '');
}

function pieceNode(piece, numbers) {
    switch (piece.k) {
        case 'plain': return document.createTextNode(piece.t);
        case 'stress': return element('em', {}, piece.t);
        case 'formula': case 'display': return formulaElement(piece);
        case 'number': {
            const node = element('bdi', { class: 'number' }, piece.s);
            const note = element('span', { class: 'unseen number-note' });
            numbers.push({ node, note, piece });
            return element('span', {}, node, note);
        }
        default: return fail(`text: expected a piece of text, found '${piece.k}'`);
    }
}

/** {node, update(scene), freeze()}: once frozen, its numbers stay as they are. */
function createText(pieces, className) {
    const node = element('div', { class: className, dir: 'auto' });
    const numbers = [];
    let paragraph = element('p');
    for (const piece of pieces) {
        if (piece.k === 'break') {
            node.append(paragraph);
            paragraph = element('p');
        } else {
            paragraph.append(pieceNode(piece, numbers));
        }
    }
    node.append(paragraph);
    let frozen = false;
    return {
        node,
        update: (scene) => frozen || numbers.forEach((number) => updateNumber(number, scene)),
        freeze: () => (frozen = true),
    };
}
