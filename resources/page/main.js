// The page begins: its data read, its parts made; what goes wrong is said in a line, and the pictures stay.

const sun = 'M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM7.3 0h1.4v3H7.3zM7.3 13h1.4v3H7.3zM0 7.3h3v1.4H0zM13 7.3h3v1.4h-3zM2 3l1-1 2 2-1 1zM11 12l1-1 2 2-1 1zM2 13l2-2 1 1-2 2zM11 4l2-2 1 1-2 2z';
const moon = 'M6.2 1.2a6.9 6.9 0 1 0 8.6 8.6A5.6 5.6 0 0 1 6.2 1.2z';

/** What stands where scripts are off, for a page whose own drawing failed. */
function showSavedFigures() {
    const saved = new DOMParser().parseFromString(document.querySelector('noscript').textContent, 'text/html');
    const figures = saved.querySelector('.figures');
    byId('saved-figures').replaceChildren(...figures.children);
    byId('saved-figures').hidden = false;
}

function showTrouble(error) {
    const said = error instanceof PageError ? error.message : `${error.name}: ${error.message}`;
    setText(byId('trouble'), `This page cannot be shown: ${said}. Its pictures are below.`);
    byId('trouble').hidden = false;
    byId('page').hidden = true;
    showSavedFigures();
}

function createThemeButton(panels) {
    const button = byId('theme');
    const redraw = () => panels.tell(new Set(['theme']));
    const show = () => {
        button.replaceChildren(icon(isDark() ? sun : moon), isDark() ? ' Light' : ' Dark');
        button.title = isDark() ? 'Show it light' : 'Show it dark';
        redraw();
    };
    button.addEventListener('click', () => {
        chooseTheme(isDark() ? 'light' : 'dark');
        show();
    });
    darkScheme.addEventListener('change', show);
    button.hidden = false;
    show();
}

/** Paper is light, and every view is on it. */
function preparePrinting(panels) {
    let chosen = '';
    window.addEventListener('beforeprint', () => {
        chosen = document.documentElement.dataset.theme || '';
        chooseTheme('light');
        document.documentElement.dataset.print = '';
        panels.tell(new Set(['size', 'theme']));
        panels.drawAll();
    });
    window.addEventListener('afterprint', () => {
        if (chosen)
            chooseTheme(chosen);
        else
            delete document.documentElement.dataset.theme;
        delete document.documentElement.dataset.print;
        panels.tell(new Set(['size', 'theme']));
    });
}

function unlockOnEscape(model) {
    document.addEventListener('keydown', (event) => {
        if (event.key !== 'Escape')
            return;
        model.point(-1, null);
        model.set({ lockPair: null });
    });
}

/** What sticks below the bar of controls has to know its height. */
function measureBar() {
    const bar = byId('controls');
    const measure = () => document.documentElement.style.setProperty('--bar', `${bar.offsetHeight}px`);
    new ResizeObserver(measure).observe(bar);
    measure();
}

function introduce(data) {
    const count = data.lesson && data.lesson.minutes;
    const minutes = count ? `About ${count} ${count === 1 ? 'minute' : 'minutes'}.` : '';
    const about = [data.about, minutes].filter(Boolean).join(' ');
    setText(byId('about'), about);
    byId('about').hidden = about === '';
    setText(byId('made'), `Made by ${data.program}. This page needs no network and keeps nothing.`);
}

function begin() {
    const data = decodedPage(byId('data').textContent);
    const model = createModel(data);
    introduce(data);
    byId('page').hidden = false;
    createControls(model);
    createExactLine(model);
    createNotes(model);
    const panels = createPanels(model, [attentionView, arcsView, beliefsView, consensusView, towerView, energyView]);
    createThemeButton(panels);
    preparePrinting(panels);
    createSpeech(model);
    unlockOnEscape(model);
    measureBar();
    let lesson = null;
    if (data.lesson) {
        lesson = createLesson(model, data.lesson.steps);
        createLessonPanel(lesson);
        followAddressAndKeys(lesson);
    }
    window.gaugescope = createApi(model, () => (lesson ? lesson.playing.at + 1 : null));
}

try {
    begin();
} catch (error) {
    showTrouble(error);
}
