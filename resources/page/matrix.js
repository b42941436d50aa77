// A matrix of values as cells of colour: its range, its picture, its colour bar. Masked cells are hatched, cells without a
// value are grey and crossed.

/** Least and greatest finite value over matrices, taken from 0 where `fromZero`; never empty. */
function rangeOver(matrices, fromZero) {
    let least = Infinity;
    let greatest = -Infinity;
    for (const matrix of matrices)
        for (let k = 0; k < matrix.length; ++k) {
            const v = matrix[k];
            if (v < least && v !== -Infinity)
                least = v;
            if (v > greatest && v !== Infinity)
                greatest = v;
        }
    if (!(greatest >= least))
        [least, greatest] = [0, 1];
    if (fromZero)
        least = Math.min(0, least);
    const apart = greatest - least > 1e-12 * Math.max(1, Math.abs(least), Math.abs(greatest));
    return [least, apart ? greatest : least + 1];
}

/** ±r: the same reach to both sides. */
function evenRange(matrix) {
    const [least, greatest] = rangeOver([matrix], false);
    const reach = Math.max(Math.abs(least), Math.abs(greatest));
    return matrix.every((v) => v === 0 || Number.isNaN(v)) ? [-1, 1] : [-reach, reach];
}

/** Whether a mask shuts pair (i, j) out, by cell; null where it shuts out nobody. */
function maskedCells(state) {
    const { mask, n } = state;
    if (mask.kind === 'full' && mask.self)
        return null;
    const masked = new Uint8Array(n * n);
    for (let i = 0; i < n; ++i)
        for (let j = 0; j < n; ++j)
            masked[i * n + j] = allowed(mask, i, j, n) ? 0 : 1;
    return masked;
}

function wordOf(css) {
    const [r, g, b] = rgbOf(css);
    return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/** A clear square to draw on that no one sees; kept by its name, for the next picture. */
function scratchCanvas(pen, name, side) {
    if (!pen.scratch.has(name))
        pen.scratch.set(name, document.createElement('canvas'));
    const canvas = pen.scratch.get(name);
    canvas.width = side;
    canvas.height = side;
    return canvas;
}

/** One pixel a cell; clear where masked. order: tokens by place. */
function cellImage(pen, values, { n, order, range, points, masked, blank }) {
    const canvas = scratchCanvas(pen, 'cells', n);
    const ctx = canvas.getContext('2d');
    const image = ctx.createImageData(n, n);
    const pixels = new Uint32Array(image.data.buffer);
    const table = pixelTable(points);
    const scale = 255 / (range[1] - range[0]);
    for (let r = 0; r < n; ++r)
        for (let c = 0; c < n; ++c) {
            const k = order[r] * n + order[c];
            const v = values[k];
            if (masked && masked[k])
                continue;
            const step = Math.min(255, Math.max(0, Math.round((v - range[0]) * scale)));
            pixels[r * n + c] = Number.isNaN(v) ? blank : table[step];
        }
    ctx.putImageData(image, 0, 0);
    return canvas;
}

/** Fine slanted lines over a ground: what is masked. */
function hatch(pen, left, top, width, height) {
    const { ctx, colours } = pen;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    ctx.fillStyle = colours.field;
    ctx.fillRect(left, top, width, height);
    ctx.strokeStyle = faint(colours.quiet, 0.55);
    ctx.lineWidth = 0.8;
    ctx.setLineDash([]);
    ctx.beginPath();
    for (let x = left - height; x < left + width; x += 5) {
        ctx.moveTo(x, top + height);
        ctx.lineTo(x + height, top);
    }
    ctx.stroke();
    ctx.restore();
}

/** Every pixel as a square of `times`: what is made smaller from it has sharp cells of one size. */
function enlarged(pen, image, times) {
    const canvas = scratchCanvas(pen, 'enlarged', image.width * times);
    const ctx = canvas.getContext('2d');
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
}

/** picture: {values, n, order, range, points, masked}; square: {left, top, cell}. */
function drawMatrix(pen, picture, { left, top, cell }) {
    const { ctx, colours } = pen;
    const { n } = picture;
    const side = n * cell;
    if (picture.masked)
        hatch(pen, left, top, side, side);
    const image = cellImage(pen, picture.values, { ...picture, blank: wordOf(colours.quiet) });
    const whole = Number.isInteger(Number((cell * pen.scale).toFixed(6)));
    ctx.imageSmoothingEnabled = !whole;
    ctx.drawImage(whole ? image : enlarged(pen, image, Math.ceil(cell * pen.scale)), left, top, side, side);
    if (cell >= 12)
        drawGrid(pen, n, { left, top, cell });
    if (cell >= 8)
        crossBlanks(pen, picture, { left, top, cell });
}

function drawGrid(pen, n, { left, top, cell }) {
    const { ctx, colours } = pen;
    ctx.strokeStyle = colours.panel;
    ctx.lineWidth = 1;
    ctx.setLineDash([]);
    ctx.beginPath();
    for (let k = 1; k < n; ++k) {
        ctx.moveTo(left + k * cell, top);
        ctx.lineTo(left + k * cell, top + n * cell);
        ctx.moveTo(left, top + k * cell);
        ctx.lineTo(left + n * cell, top + k * cell);
    }
    ctx.stroke();
}

function crossBlanks(pen, { values, n, order, masked }, { left, top, cell }) {
    const { ctx, colours } = pen;
    ctx.strokeStyle = colours.panel;
    ctx.lineWidth = 1.2;
    ctx.beginPath();
    for (let r = 0; r < n; ++r)
        for (let c = 0; c < n; ++c) {
            const k = order[r] * n + order[c];
            if (!Number.isNaN(values[k]) || (masked && masked[k]))
                continue;
            const x = left + c * cell;
            const y = top + r * cell;
            const [near, far] = [0.28 * cell, 0.72 * cell];
            ctx.moveTo(x + near, y + near);
            ctx.lineTo(x + far, y + far);
            ctx.moveTo(x + far, y + near);
            ctx.lineTo(x + near, y + far);
        }
    ctx.stroke();
}

/** A horizontal colour bar with its numbers below it and its title before it. */
function drawColourBar(pen, { left, top, width }, range, points, title) {
    const { ctx, colours } = pen;
    const room = widthOf(pen, title) + 10;
    const bar = { left: left + room, width: Math.max(40, width - room - 12), height: 10 };
    const ramp = ctx.createLinearGradient(bar.left, 0, bar.left + bar.width, 0);
    for (let k = 0; k <= 24; ++k)
        ramp.addColorStop(k / 24, cssOf(alongMap(points, k / 24)));
    ctx.fillStyle = ramp;
    ctx.fillRect(bar.left, top, bar.width, bar.height);
    write(pen, title, left, top + 5, { colour: colours.text });
    const x = (v) => bar.left + ((v - range[0]) / (range[1] - range[0])) * bar.width;
    const numbers = ticksBetween(range[0], range[1], Math.max(2, Math.min(5, Math.floor(bar.width / 48))));
    for (const t of sparse(numbers, x, 34)) {
        line(pen, x(t), top + bar.height, x(t), top + bar.height + 4, colours.quiet, 1);
        const style = { align: 'center', baseline: 'top', size: 11, colour: colours.quiet };
        write(pen, shortText(t), x(t), top + bar.height + 6, style);
    }
}

/** What hatched and crossed cells are, where there are any. */
function drawCellKey(pen, left, top, { masked, values }) {
    const { ctx, colours } = pen;
    let x = left;
    const entry = (fill, text) => {
        fill(x);
        write(pen, text, x + 17, top + 6, { size: 11, colour: colours.quiet });
        x += 30 + widthOf(pen, text, { size: 11 });
    };
    if (masked)
        entry((at) => hatch(pen, at, top, 12, 12), 'masked');
    if (values.some((v, k) => Number.isNaN(v) && !(masked && masked[k])))
        entry((at) => {
            ctx.fillStyle = colours.quiet;
            ctx.fillRect(at, top, 12, 12);
            crossBlanks(pen, { values: [NaN], n: 1, order: [0] }, { left: at, top, cell: 12 });
        }, 'no value');
}
