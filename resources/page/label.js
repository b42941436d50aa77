// Names of tokens and other text on a canvas: isolated from the direction of what stands beside them, cut between
// grapheme clusters, measured once.

/** What is read for a token: white space by its sign, without characters that steer the direction of text. */
function nameOf(token) {
    const bare = token.replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g, '');
    const seen = bare.replace(/\n/g, '⏎').replace(/\t/g, '⇥').replace(/[\u0000-\u001f\u007f]/g, '␣');
    return seen === '' ? '∅' : seen.trim() === '' ? '␣'.repeat(Math.min(3, seen.length)) : seen;
}

/** The name between isolates: a word from right to left turns nothing beside it round. */
function isolatedName(token) {
    return isolated(nameOf(token));
}

function graphemesOf(text) {
    return typeof Intl.Segmenter === 'function'
        ? Array.from(new Intl.Segmenter().segment(text), (part) => part.segment)
        : Array.from(text);
}

/** The name in a line of words: isolated, at most 18 grapheme clusters. */
function readName(token) {
    const parts = graphemesOf(nameOf(token).slice(0, 400));
    return isolated(parts.length > 18 ? `${parts.slice(0, 17).join('')}…` : parts.join(''));
}

/** The same of a token that is told about: also that the vocabulary lacks its word. */
function toldName({ tokens, unknown }, token) {
    return `${readName(tokens[token])}${unknown.has(token) ? ' (unknown word)' : ''}`;
}

function setFont(pen, { size = 12, bold = false } = {}) {
    const font = `${bold ? '600 ' : ''}${size}px ${pen.family}`;
    if (pen.font !== font) {
        pen.font = font;
        pen.ctx.font = font;
    }
}

function widthOf(pen, text, style = {}) {
    const key = `${style.size || 12}${style.bold ? 'b' : ''} ${text}`;
    if (!pen.widths.has(key)) {
        setFont(pen, style);
        pen.widths.set(key, pen.ctx.measureText(text).width);
    }
    return pen.widths.get(key);
}

/** A token's name, cut with … after whole grapheme clusters where it is wider than `most`. */
function fitted(pen, token, most, style = {}) {
    const key = `${most} ${style.size || 12}${style.bold ? 'b' : ''} ${token}`;
    if (!pen.fitted.has(key))
        pen.fitted.set(key, cutTo(pen, token, most, style));
    return pen.fitted.get(key);
}

function cutTo(pen, token, most, style) {
    const whole = isolatedName(token);
    if (widthOf(pen, whole, style) <= most)
        return whole;
    const parts = graphemesOf(nameOf(token)).slice(0, 200);
    let few = 0;
    let many = parts.length;
    while (few < many) {
        const half = Math.ceil((few + many) / 2);
        if (widthOf(pen, isolated(`${parts.slice(0, half).join('')}…`), style) <= most)
            few = half;
        else
            many = half - 1;
    }
    return isolated(`${parts.slice(0, few).join('')}…`);
}

/** Room for a name that is `most` wide in the plain style: bold takes more. */
function roomIn(most, style) {
    return style.bold ? 1.15 * most + 4 : most;
}

/** Writes a token's name; one that is lit stands `over` the plain one and hides it. */
function writeName(pen, token, most, x, y, style = {}) {
    const text = fitted(pen, token, roomIn(most, style), style);
    const cover = style.over ? widthOf(pen, fitted(pen, token, most)) : 0;
    (style.over ? writeOver : write)(pen, text, x, y, { ...style, cover });
}

/** The widest name, at most `most`; of a thousand names the first are enough to judge by. */
function widestOf(pen, tokens, most, style = {}) {
    return tokens.slice(0, 1000).reduce((w, t) => Math.max(w, widthOf(pen, fitted(pen, t, most, style), style)), 0);
}

function write(pen, text, x, y, { align = 'left', baseline = 'middle', colour, size = 12, bold = false } = {}) {
    const { ctx } = pen;
    setFont(pen, { size, bold });
    ctx.textAlign = align;
    ctx.textBaseline = baseline;
    ctx.fillStyle = colour || pen.colours.text;
    ctx.fillText(text, x, y);
}

/** Text on a ground of its own, at least `cover` wide, which hides what is below; x is its left, right or middle. */
function writeOver(pen, text, x, y, style = {}) {
    const { ctx, colours } = pen;
    const size = style.size || 12;
    const [width, share] = [widthOf(pen, text, style), { right: 1, center: 0.5 }[style.align] || 0];
    const ground = Math.max(width, style.cover || 0) + 4;
    ctx.fillStyle = style.ground || colours.panel;
    ctx.fillRect(x - share * (ground - 4) - 2, y - size * 0.65, ground, size * 1.3);
    write(pen, text, x - share * width, y, { ...style, align: 'left' });
}

/** A name that rises to the right from (x, y), or, with `to`, ends there. */
function writeSlanted(pen, token, most, x, y, style = {}) {
    const { ctx } = pen;
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(-Math.PI / 4);
    writeName(pen, token, most, 0, 0, { ...style, align: style.to ? 'right' : 'left' });
    ctx.restore();
    pen.font = '';  // the canvas is back at its font from before
}

/** A name below the point (x, y): level where all names are (`flat`), else slanted so that it ends there. */
function drawNameBelow(pen, { flat, widest }, token, x, y, style = {}) {
    if (flat)
        writeName(pen, token, widest, x, y + 18, { ...style, align: 'center' });
    else
        writeSlanted(pen, token, Math.min(widest, x / 0.71), x + 4, y + 13, { ...style, to: true });
}
