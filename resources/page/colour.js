// Colours of values and groups: viridis, a diverging map, the Okabe–Ito clusters, and the ink that reads on them.

const viridisPoints = [
    [0.267, 0.005, 0.329], [0.283, 0.141, 0.458], [0.254, 0.265, 0.530], [0.207, 0.372, 0.553], [0.164, 0.471, 0.558],
    [0.128, 0.567, 0.551], [0.267, 0.679, 0.480], [0.608, 0.811, 0.263], [0.993, 0.906, 0.144],
];
// Lightness falls evenly to both sides, hue goes blue – brown-red.
const divergingPoints = [
    [0.00, 0.10, 0.39], [0.11, 0.38, 0.60], [0.51, 0.69, 0.80], [0.95, 0.94, 0.93],
    [0.86, 0.67, 0.55], [0.69, 0.35, 0.18], [0.38, 0.05, 0.03],
];

const clusterColours = {
    light: ['#005A9E', '#B27A00', '#008560', '#842C00', '#A0457C', '#479AD2',
        '#E0402B', '#5E6200', '#0F4145', '#7A50D8', '#F0508C', '#6C9A1E'],
    dark: ['#2476BC', '#EBA400', '#00A67A', '#D55E00', '#D68FB6', '#86CDF7',
        '#FF8672', '#B9B22B', '#3FD6CE', '#A98CFF', '#FF6FB5', '#B4E067'],
};

/** t in 0…1 → [r, g, b], each 0…255; what is no number counts as 0. */
function alongMap(points, t) {
    const x = Math.min(1, Math.max(0, Number.isFinite(t) ? t : 0)) * (points.length - 1);
    const i = Math.min(points.length - 2, Math.floor(x));
    const f = x - i;
    return points[i].map((c, k) => Math.round(255 * (c + f * (points[i + 1][k] - c))));
}

function cssOf([r, g, b]) {
    return `rgb(${r}, ${g}, ${b})`;
}

function shade(t) {
    return cssOf(alongMap(viridisPoints, t));
}

/** t in 0…1, the middle is 0.5. */
function diverging(t) {
    return cssOf(alongMap(divergingPoints, t));
}

/** A colour map in 256 steps as pixels of an ImageData (little-endian ABGR words). */
function pixelTable(points) {
    return Uint32Array.from({ length: 256 }, (_, k) => {
        const [r, g, b] = alongMap(points, k / 255);
        return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
    });
}

/** "#rrggbb", "#rgb" or "rgb(r, g, b)" → [r, g, b]. */
function rgbOf(css) {
    const text = css.trim();
    if (text.startsWith('#')) {
        const digits = text.length < 7 ? [...text.slice(1)].map((d) => d + d).join('') : text.slice(1);
        return [0, 2, 4].map((k) => parseInt(digits.slice(k, k + 2), 16));
    }
    return (text.match(/[\d.]+/g) || [0, 0, 0]).slice(0, 3).map(Number);
}

function faint(css, alpha) {
    const [r, g, b] = rgbOf(css);
    return `rgba(${r}, ${g}, ${b}, ${alpha})`;
}

/** Relative luminance as WCAG 2 defines it. */
function luminance(css) {
    const [r, g, b] = rgbOf(css).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Black or white, whichever reads better. */
function inkOn(css) {
    const l = luminance(css);
    return (l + 0.05) / 0.05 > 1.05 / (l + 0.05) ? '#000000' : '#ffffff';
}

/** A group's colour in a theme; −1 is a token on its own. */
function clusterColour(colours, number) {
    return number < 0 ? colours.quiet : colours.clusters[number % colours.clusters.length];
}
