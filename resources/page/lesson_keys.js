// A lesson by the keyboard and by the address: 1 to 4 answer, arrows and page keys turn its steps, #3 is the third.

const turningKeys = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

/** Where keys have a meaning of their own. */
function keepsKeys(target) {
    return target instanceof Element && target.closest('input, select, textarea, .host, .values-scroll, [contenteditable]') !== null;
}

function stepOfAddress(count) {
    const found = /^#(\d{1,4})$/.exec(location.hash);
    const at = found ? Number(found[1]) - 1 : 0;
    return isWhole(at, 0, count - 1) ? at : 0;
}

/** Every step has an entry in the browser's own history. */
function turnTo(lesson, at) {
    if (!isWhole(at, 0, lesson.steps.length - 1))
        return;
    lesson.goTo(at);  // at once: the address is heard of later
    location.hash = String(at + 1);
}

function hearKey(lesson, event) {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || keepsKeys(event.target))
        return;
    const answers = lesson.step().answers || [];
    if (hasKey(turningKeys, event.key)) {
        event.preventDefault();
        turnTo(lesson, lesson.playing.at + turningKeys[event.key]);
    } else if (/^[1-4]$/.test(event.key) && Number(event.key) <= answers.length) {
        event.preventDefault();
        lesson.choose(Number(event.key) - 1);
    }
}

function followAddressAndKeys(lesson) {
    const count = lesson.steps.length;
    lesson.goTo(stepOfAddress(count));
    window.addEventListener('hashchange', () => {
        const at = stepOfAddress(count);
        if (at !== lesson.playing.at)
            lesson.goTo(at);
    });
    document.addEventListener('keydown', (event) => hearKey(lesson, event));
}
