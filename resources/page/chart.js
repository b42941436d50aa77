// Axes of a picture: round numbers between two limits, numbers as short text, and how the axes are drawn.

/** Round numbers from low to high, about `count` of them. */
function ticksBetween(low, high, count) {
    if (!(high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high))) || !Number.isFinite(high - low) || count < 1)
        return [low];
    const rough = (high - low) / count;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = power * ([1, 2, 5].find((f) => f * power >= 0.75 * rough) || 10);
    const first = Math.ceil(low / step - 1e-9);
    const more = Math.floor(high / step + 1e-9) - first;
    if (!(more >= 0) || more > 4 * count)
        return [low];
    return Array.from({ length: more + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

/** A value in words of at most `digits` significant digits: 0.296, −1.5·10⁻⁷, ∞. */
function shortText(value, digits = 3) {
    if (Number.isNaN(value))
        return 'no value';
    if (!Number.isFinite(value))
        return value < 0 ? '−∞' : '∞';
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size >= 1e7)) {
        const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
        return `${withMinus(mantissa.replace(/\.?0+$/, ''))}·${powerOfTen(Number(exponent))}`;
    }
    return withMinus(String(size >= 1000 ? Math.round(value) : Number(value.toPrecision(digits))));
}

/** box: {left, top, right, bottom} of the plot; x(value) and y(value) its maps. Grid lines, numbers and the two axes. */
function drawAxes(pen, box, { xTicks = [], yTicks = [], x, y, grid = false }) {
    const { ctx, colours } = pen;
    const quiet = { size: 11, colour: colours.quiet };
    for (const t of grid ? yTicks : [])
        line(pen, box.left, y(t), box.right, y(t), colours.field, 1);
    line(pen, box.left, box.top, box.left, box.bottom, colours.hairline, 1);
    line(pen, box.left, box.bottom, box.right, box.bottom, colours.hairline, 1);
    for (const t of xTicks) {
        line(pen, x(t), box.bottom, x(t), box.bottom + 4, colours.quiet, 1);
        write(pen, shortText(t), x(t), box.bottom + 7, { ...quiet, align: 'center', baseline: 'top' });
    }
    for (const t of yTicks) {
        line(pen, box.left - 4, y(t), box.left, y(t), colours.quiet, 1);
        write(pen, shortText(t), box.left - 7, y(t), { ...quiet, align: 'right' });
    }
    ctx.setLineDash([]);
}

/** Numbers of an axis whose marks would stand closer than `apart` px are left out. */
function sparse(ticks, place, apart) {
    const kept = [];
    for (const t of ticks)
        if (kept.length === 0 || Math.abs(place(t) - place(kept[kept.length - 1])) >= apart)
            kept.push(t);
    return kept;
}

function line(pen, x1, y1, x2, y2, colour, width, dash = []) {
    const { ctx } = pen;
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.setLineDash(dash);
    ctx.beginPath();
    ctx.moveTo(x1, y1);
    ctx.lineTo(x2, y2);
    ctx.stroke();
}

function disc(pen, x, y, radius, colour) {
    const { ctx } = pen;
    ctx.fillStyle = colour;
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    ctx.fill();
}

/** A token's dot: hollow where the vocabulary lacks its word. */
function tokenDot(pen, { unknown }, token, x, y, radius, colour) {
    const { ctx } = pen;
    const hollow = unknown.has(token);
    disc(pen, x, y, radius, hollow ? pen.colours.panel : colour);
    if (!hollow)
        return;
    ctx.setLineDash([]);
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.2;
    ctx.stroke();  // the disc's rim
}

/** A ring with a rim in the ground's colour, so that it stands out on anything. */
function ring(pen, x, y, radius, colour) {
    const { ctx, colours } = pen;
    ctx.setLineDash([]);
    for (const [stroke, width] of [[colours.panel, 4.5], [colour, 2]]) {
        ctx.strokeStyle = stroke;
        ctx.lineWidth = width;
        ctx.beginPath();
        ctx.arc(x, y, radius, 0, 2 * Math.PI);
        ctx.stroke();
    }
}
