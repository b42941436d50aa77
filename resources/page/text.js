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

/** The number; … while nothing is chosen, a dash where it has no meaning: its tip says why. */
function updateNumber({ node, piece }, scene) {
    let text = piece.s;
    let tip = '';
    if (piece.e) {
        try {
            text = shownValue(piece.e, scene, piece.decimals, piece.percent);
        } catch (error) {
            if (!(error instanceof PageError || error instanceof RangeError))
                throw error;
            text = error instanceof NotYet ? '…' : '–';
            tip = error.message;
        }
    } else {
        tip = 'As the program computed it for this step';
    }
    setText(node, text);
    node.title = tip;
}

function pieceNode(piece, numbers) {
    switch (piece.k) {
        case 'plain': return document.createTextNode(piece.t);
        case 'stress': return element('em', {}, piece.t);
        case 'formula': case 'display': return formulaElement(piece);
        case 'number': {
            const node = element('bdi', { class: 'number' }, piece.s);
            numbers.push({ node, piece });
            return node;
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
