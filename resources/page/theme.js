// The theme on show: light or dark, as the system has it or the reader chose, and its colours for the views.

const darkScheme = window.matchMedia('(prefers-color-scheme: dark)');

function isDark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === 'dark' : darkScheme.matches;
}

function chooseTheme(name) {
    document.documentElement.dataset.theme = name;
}

/** Colours are read from the page's style once a theme. */
const theme = (() => {
    const known = new Map();
    const names = ['window', 'panel', 'hairline', 'field', 'text', 'quiet', 'accent'];
    return () => {
        const dark = isDark();
        if (!known.has(dark)) {
            const style = getComputedStyle(document.documentElement);
            const colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
            const clusters = dark ? clusterColours.dark : clusterColours.light;
            known.set(dark, Object.freeze({ ...colours, dark, clusters, shade, diverging }));
        }
        return known.get(dark);
    };
})();
