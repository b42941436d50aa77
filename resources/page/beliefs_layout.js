// The plane of the beliefs view: its limits over all layers of a state, its map to pixels, where names find room.

/** How many σ its ellipses span, as the program drew them. */
function sigmaOf(state) {
    return state.sigma || 1;
}

function sigmaText(state) {
    return sigmaOf(state) === 0.5 ? '½ σ' : `${sigmaOf(state)} σ`;
}

/** Means and ellipses of every stored layer: {left, right, low, high}. */
function planeLimits(state) {
    const limits = { left: Infinity, right: -Infinity, low: Infinity, high: -Infinity };
    for (const layer of state.stored)
        for (let k = 0; layer.beliefs && k < layer.beliefs.length; k += 5) {
            const [x, y, sxx, , syy] = layer.beliefs.subarray(k, k + 5);
            const [dx, dy] = [sxx, syy].map((variance) => sigmaOf(state) * Math.sqrt(Math.max(0, variance)));
            if (!Number.isFinite(x + y + dx + dy))
                continue;
            limits.left = Math.min(limits.left, x - dx);
            limits.right = Math.max(limits.right, x + dx);
            limits.low = Math.min(limits.low, y - dy);
            limits.high = Math.max(limits.high, y + dy);
        }
    return limits.right > limits.left || limits.high > limits.low ? limits : { left: -1, right: 1, low: -1, high: 1 };
}

/** One scale for both axes: a circle stays a circle. */
function planeLayout(pen, limits) {
    const box = { left: 48, top: 26, right: pen.width - 10 };
    const wide = Math.max(1e-9, limits.right - limits.left);
    const tall = Math.max(1e-9, limits.high - limits.low);
    const room = box.right - box.left;
    const height = Math.min(0.8 * room, Math.max(200, (room * tall) / wide));
    box.bottom = Math.round(box.top + Math.min(460, height));
    const scale = 0.96 * Math.min(room / wide, (box.bottom - box.top) / tall);
    const [midX, midY] = [(limits.left + limits.right) / 2, (limits.low + limits.high) / 2];
    return {
        box, scale, height: box.bottom + 42,
        x: (v) => (box.left + box.right) / 2 + (v - midX) * scale,
        y: (v) => (box.top + box.bottom) / 2 - (v - midY) * scale,
        fromX: midX - room / 2 / scale, toX: midX + room / 2 / scale,
        fromY: midY - (box.bottom - box.top) / 2 / scale, toY: midY + (box.bottom - box.top) / 2 / scale,
    };
}

/** Half axes and the turn of the 1 σ ellipse of a 2×2 covariance. */
function ellipseOf(sxx, sxy, syy) {
    const middle = (sxx + syy) / 2;
    const reach = Math.hypot((sxx - syy) / 2, sxy);
    const [a, b] = [middle + reach, middle - reach].map((variance) => Math.sqrt(Math.max(0, variance)));
    return { a, b, angle: 0.5 * Math.atan2(2 * sxy, sxx - syy) };
}

/** Tokens on the picture, those with numbers: {token, x, y, a, b, angle} in pixels. */
function beliefSpots(beliefs, layout, sigma) {
    const spots = [];
    for (let token = 0; token < beliefs.length / 5; ++token) {
        const [x, y, sxx, sxy, syy] = beliefs.subarray(5 * token, 5 * token + 5);
        const { a, b, angle } = ellipseOf(sxx, sxy, syy);
        const spot = { token, x: layout.x(x), y: layout.y(y), a: sigma * a * layout.scale, b: sigma * b * layout.scale, angle: -angle };
        if (Number.isFinite(x + y + a + b))
            spots.push(spot);
    }
    return spots;
}

/** The nearest mean within reach, else the smallest ellipse around the point. */
function spotAt(spots, x, y) {
    let best = null;
    let reach = 14;
    for (const spot of spots) {
        const far = Math.hypot(spot.x - x, spot.y - y);
        if (far < reach)
            [best, reach] = [spot, far];
    }
    if (best)
        return { token: best.token };
    const around = spots.filter((s) => {
        const [dx, dy] = [x - s.x, y - s.y];
        const [c, d] = [Math.cos(s.angle), Math.sin(s.angle)];
        return ((c * dx + d * dy) / Math.max(1, s.a)) ** 2 + ((c * dy - d * dx) / Math.max(1, s.b)) ** 2 <= 1;
    });
    return around.length === 0 ? null : { token: around.reduce((s, t) => (t.a * t.b < s.a * s.b ? t : s)).token };
}

/** Names with room for them, none over another or a mean; one for equal words on one spot: {text, tokens, left, top, right, bottom}. */
function placedNames(pen, spots, tokens, box) {
    const taken = spots.map((s) => ({ left: s.x - 3, top: s.y - 3, right: s.x + 3, bottom: s.y + 3 }));
    const named = [];
    const done = new Set();
    for (const spot of spots) {
        if (done.has(spot.token))
            continue;
        const near = (s) => Math.hypot(s.x - spot.x, s.y - spot.y) < 4;
        const same = spots.filter((s) => tokens[s.token] === tokens[spot.token] && near(s));
        same.forEach((s) => done.add(s.token));
        const text = fitted(pen, tokens[spot.token], 110) + (same.length > 1 ? ` ×${same.length}` : '');
        const name = roomFor(spot, widthOf(pen, text) + 4, 15, taken, box);
        if (!name)
            continue;
        taken.push(name);
        named.push({ ...name, text, tokens: same.map((s) => s.token) });
    }
    return named;
}

/** The first free place around a spot: right, left, above, below, then farther off. */
function roomFor(spot, width, height, taken, box) {
    const places = [[6, -13], [6, -2], [-6 - width, -13], [-6 - width, -2], [-width / 2, -height - 4], [-width / 2, 5],
        [12, -26], [12, 12], [-12 - width, -26], [-12 - width, 12]];
    for (const [dx, dy] of places) {
        const left = spot.x + dx;
        const top = spot.y + dy;
        const place = { left, top, right: left + width, bottom: top + height };
        if (isInside(place, box) && !taken.some((other) => overlap(place, other)))
            return place;
    }
    return null;
}

function isInside(a, b) {
    return a.left > b.left && a.right < b.right && a.top > b.top && a.bottom < b.bottom;
}

/** By more than a pixel. */
function overlap(a, b) {
    return b.left < a.right - 1 && b.right > a.left + 1 && b.top < a.bottom - 1 && b.bottom > a.top + 1;
}
