// Elements made by script. Texts are always text nodes, so that a token is never markup.

const svgSpace = 'http://www.w3.org/2000/svg';

/** An attribute whose name begins with "on" is a listener; null, false and undefined are left out. */
function withAttributes(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        if (name.startsWith('on'))
            node.addEventListener(name.slice(2), value);
        else if (value !== null && value !== undefined && value !== false)
            node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
}

function element(tag, attributes = {}, ...children) {
    return withAttributes(document.createElement(tag), attributes, children);
}

function svgElement(tag, attributes = {}, ...children) {
    return withAttributes(document.createElementNS(svgSpace, tag), attributes, children);
}

/** A picture of one path in a square of 16, decoration only. */
function icon(path) {
    return svgElement('svg', { viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true', focusable: 'false' },
        svgElement('path', { d: path, fill: 'currentColor' }));
}

/** A token among other words: its direction stays its own. */
function tokenName(text) {
    return element('bdi', {}, text);
}

/** The same inside a plain string. */
function isolated(text) {
    return `\u2068${text}\u2069`;
}

function byId(id) {
    return document.getElementById(id);
}

/** Writes only what differs, so that nothing is said twice or laid out again. */
function setText(node, text) {
    if (node.textContent !== text)
        node.textContent = text;
}
