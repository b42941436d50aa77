// Where the words of the arcs view stand, which arcs are drawn, and their curves.

const wordHeight = 24;

/** word: {token, left, width, x, row}. One line where the words fit, or fit when slanted; else rows as in a text. */
function arcsLayout(pen, model) {
    const { tokens } = model.state;
    const edge = 10;
    const room = pen.width - 2 * edge;
    const style = { size: 13 };
    const widths = tokens.map((t) => Math.max(8, widthOf(pen, fitted(pen, t, Math.min(130, room), style), style)));
    const filled = widths.reduce((sum, w) => sum + w + 10, -10);
    if (filled > room && room / tokens.length >= 18)
        return slantedLine(pen, tokens, room, edge);
    const rows = rowsOf(widths, 10, room);
    const lift = rows.length === 1 ? lineLift(pen) : rows.length <= 4 ? 84 : 54;
    const line = { widths, gap: 10, edge, room: pen.width, spread: rows.length === 1 };
    const words = rows.flatMap((row, r) => placeRow(row, r, line));
    return { words, lift, edge, slanted: false, rowWidth: room, height: Math.ceil(rows.length * (lift + wordHeight) + 8) };
}

function lineLift(pen) {
    return Math.min(190, Math.max(110, 0.34 * pen.width));
}

/** All in one line, evenly, their names slanted below. */
function slantedLine(pen, tokens, room, edge) {
    const step = room / tokens.length;
    const widest = widestOf(pen, tokens, 90);
    const lift = lineLift(pen);
    const words = tokens.map((_, token) => {
        const left = edge + token * step;
        return { token, left, width: step - 6, x: left + step / 2, row: 0 };
    });
    return { words, lift, edge, slanted: true, widest, rowWidth: room, height: Math.ceil(lift + 0.71 * widest + 34) };
}

function rowsOf(widths, gap, room) {
    const rows = [[]];
    let used = 0;
    widths.forEach((width, token) => {
        if (rows[rows.length - 1].length > 0 && used + width > room) {
            rows.push([]);
            used = 0;
        }
        rows[rows.length - 1].push(token);
        used += width + gap;
    });
    return rows;
}

/** One row's words; a single row is spread over the width as far as it stays a line of text. */
function placeRow(row, r, { widths, gap, edge, room, spread }) {
    const filled = row.reduce((sum, token) => sum + widths[token], 0);
    const between = spread && row.length > 1 ? Math.min(56, (room - 2 * edge - filled) / (row.length - 1)) : gap;
    const whole = filled + between * (row.length - 1);
    let left = spread ? (room - whole) / 2 : edge;
    return row.map((token) => {
        const word = { token, left, width: widths[token], x: left + widths[token] / 2, row: r };
        left += widths[token] + between;
        return word;
    });
}

/** Top of a row's words: where its arcs end. */
function arcBase(layout, row) {
    return (row + 1) * layout.lift + row * wordHeight;
}

/** {i, j, weight} of rising weight: to the receivers, or to everybody; from `least` on; the strongest `most`. */
function arcsOf(beta, n, receivers, least, most) {
    const arcs = [];
    const from = receivers.length > 0 ? receivers : Array.from({ length: n }, (_, i) => i);
    for (const i of from)
        for (let j = 0; j < n; ++j)
            if (beta[i * n + j] >= least)
                arcs.push({ i, j, weight: beta[i * n + j] });
    arcs.sort((a, b) => a.weight - b.weight);
    return { all: arcs.length, drawn: arcs.slice(-most) };
}

/** The path from sender to receiver; rises more the farther it goes. */
function traceArc(ctx, layout, { i, j }) {
    const [from, to] = [layout.words[j], layout.words[i]];
    const [y1, y2] = [arcBase(layout, from.row), arcBase(layout, to.row)];
    ctx.moveTo(from.x, y1);
    if (i === j) {
        const r = Math.min(8, layout.lift / 5, Math.max(3, (from.width + 6) / 3));
        ctx.bezierCurveTo(from.x - 2 * r, y1 - 3.2 * r, from.x + 2 * r, y1 - 3.2 * r, from.x, y1);
        return;
    }
    const span = Math.abs(to.x - from.x) / Math.max(200, layout.rowWidth);
    const rise = (layout.lift - 8) * (0.22 + 0.78 * Math.sqrt(Math.min(1, span))) * (4 / 3);
    ctx.bezierCurveTo(from.x, y1 - rise, to.x, y2 - rise, to.x, y2);
}

function arcsTarget(layout, x, y) {
    const row = layout.slanted ? 0 : Math.floor(y / (layout.lift + wordHeight));
    const within = y - row * (layout.lift + wordHeight);
    if (within < layout.lift - 14)
        return null;
    const word = layout.words.find((w) => w.row === row && Math.abs(x - w.x) <= w.width / 2 + 5);
    return word ? { token: word.token } : null;
}

/** Left and right along the text, up and down to the nearest word of the next row. */
function arcsStep(layout, current, key) {
    const order = layout.words.map((w) => w.token);
    if (current < 0 || !['ArrowUp', 'ArrowDown'].includes(key))
        return stepAlong(order, current, key);
    const here = layout.words[current];
    const row = layout.words.filter((w) => w.row === here.row + (key === 'ArrowUp' ? -1 : 1));
    if (row.length === 0)
        return { token: current };
    return { token: row.reduce((a, b) => (Math.abs(b.x - here.x) < Math.abs(a.x - here.x) ? b : a)).token };
}
