// Where the attention view's panels, cells and names stand.

const attentionMargins = { strip: 12, title: 20, foot: 54, gap: 20 };

/** Places of tokens in the order on show, and its inverse. */
function attentionOrder(model) {
    const { n } = model.state;
    const tree = model.now.byCluster ? model.tree() : null;
    const order = tree ? Array.from(tree.leaves) : Array.from({ length: n }, (_, i) => i);
    const place = new Int32Array(n);
    order.forEach((token, k) => { place[token] = k; });
    return { order, place };
}

/** Cells of whole device pixels, so that all are of one size; small ones would leave too much of the room empty. */
function cellSize(pen, room, n) {
    const cell = Math.min(n <= 4 ? 72 : 48, Math.min(room, 640) / n);
    return cell * pen.scale >= 6 ? Math.floor(cell * pen.scale) / pen.scale : cell;
}

/** panels: how many matrices, side by side where there is room, else one below the other. */
function attentionLayout(pen, model, panels) {
    const { state } = model;
    const { n } = state;
    const across = panels > 1 && pen.width >= 640 ? panels : 1;
    const widest = widestOf(pen, state.tokens, Math.min(120, 0.24 * pen.width));
    const before = widest + attentionMargins.strip + 6;
    const flat = widest + 8 <= cellSize(pen, pen.width / across - before - 8, n);
    const after = flat ? 6 : Math.max(10, Math.min(48, 0.71 * widest));
    const cell = cellSize(pen, (pen.width - before - (across - 1) * attentionMargins.gap) / across - after, n);
    const side = n * cell;
    const above = (panels > 1 ? attentionMargins.title : 0) + (flat ? 22 : 0.71 * widest + 18);
    const high = above + side + attentionMargins.foot;
    const wide = before + across * (side + after) + (across - 1) * attentionMargins.gap;
    const start = Math.max(0, Math.round((pen.width - wide) / 2));
    return {
        ...attentionOrder(model), n, cell, side, widest, flat, across, before, above,
        height: Math.ceil(across === 1 ? panels * high : high),
        panels: Array.from({ length: panels }, (_, k) => {
            const left = start + before + (across === 1 ? 0 : k * (side + after + attentionMargins.gap));
            const top = above + (across === 1 ? k * high : 0);
            return { left, top, right: Math.min(pen.width, left + side + after), named: across === 1 || k === 0, cell };
        }),
    };
}

/** The panel at a point and what is there: a cell, a row's name or a column's name. */
function attentionTarget(layout, x, y) {
    for (const panel of layout.panels) {
        const column = Math.floor((x - panel.left) / layout.cell);
        const row = Math.floor((y - panel.top) / layout.cell);
        const inColumns = column >= 0 && column < layout.n;
        const inRows = row >= 0 && row < layout.n;
        if (inRows && inColumns)
            return { token: layout.order[row], pair: { i: layout.order[row], j: layout.order[column] } };
        if (inRows && panel.named && x < panel.left && x > panel.left - layout.before)
            return { token: layout.order[row] };
        if (inColumns && y < panel.top && y > panel.top - layout.above)
            return { token: layout.order[column] };
    }
    return null;
}

/** The cell that a key leads to from the current one. */
function attentionStep(layout, now, key) {
    const token = currentToken(now);
    const from = now.pair || now.lockPair || (token >= 0 ? { i: token, j: token } : null);
    if (!from)
        return key === 'here' ? null : cellTarget(layout, 0, 0);
    const bound = (k) => Math.min(layout.n - 1, Math.max(0, k));
    const [row, column] = [layout.place[from.i], layout.place[from.j]];
    const moves = {
        here: [row, column], ArrowUp: [row - 1, column], ArrowDown: [row + 1, column],
        ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1], Home: [row, 0], End: [row, layout.n - 1],
    };
    return cellTarget(layout, ...moves[key].map(bound));
}

function cellTarget(layout, row, column) {
    return { token: layout.order[row], pair: { i: layout.order[row], j: layout.order[column] } };
}
