// The panel of a lesson: its step's text, question, task, and where one stands.

const hintAfter = 20000;  // milliseconds
const narrow = window.matchMedia('(max-width: 999px)');

function captioned(caption, className, ...children) {
    return element('section', { class: className }, element('h3', {}, caption), ...children);
}

function createDots(lesson) {
    const dots = lesson.steps.map((_, k) => element('button', {
        type: 'button', class: 'dot', 'aria-label': `Step ${k + 1}`, title: `Step ${k + 1}`, onclick: () => turnTo(lesson, k),
    }));
    const seen = new Set();
    return {
        node: element('nav', { class: 'dots', 'aria-label': 'Steps' }, ...dots),
        show(at) {
            seen.add(at);
            dots.forEach((dot, k) => {
                dot.classList.toggle('seen', seen.has(k));
                k === at ? dot.setAttribute('aria-current', 'step') : dot.removeAttribute('aria-current');
            });
        },
    };
}

/** Question, answers, and what is true, once one was chosen. */
function createPrediction(lesson, step) {
    const question = createText(step.question || [], 'question');
    const because = step.answers.map((answer) => createText(answer.because || [], 'because-text'));
    const texts = step.answers.map((answer) => createText(answer.text, 'answer-text'));
    const marks = step.answers.map((_, k) => element('span', { class: 'answer-mark', 'aria-hidden': 'true' }, String(k + 1)));
    const verdicts = step.answers.map(() => element('span', { class: 'unseen' }));
    const buttons = step.answers.map((_, k) => element('button', { type: 'button', class: 'answer', onclick: () => lesson.choose(k) },
        marks[k], texts[k].node, verdicts[k]));
    const told = element('div', { class: 'because', role: 'status' });
    let shown = -1;

    function showChoice(chosen) {
        buttons.forEach((button, k) => {
            const { right } = step.answers[k];
            button.classList.toggle('chosen', k === chosen);
            button.classList.toggle('right', right === true);
            button.setAttribute('aria-pressed', String(k === chosen));
            setText(marks[k], right ? '✓' : k === chosen ? '✗' : String(k + 1));
            setText(verdicts[k], right ? ' (right)' : k === chosen ? ' (not so)' : '');
        });
        told.replaceChildren(because[chosen].node);
    }
    return {
        node: captioned('Predict', 'prediction', question.node, element('div', { class: 'answers' }, ...buttons), told),
        freeze: () => [question, ...texts].forEach((text) => text.freeze()),
        update(scene) {
            [question, ...texts, ...because].forEach((text) => text.update(scene));
            if (lesson.playing.chosen >= 0 && lesson.playing.chosen !== shown)
                showChoice(shown = lesson.playing.chosen);
        },
    };
}

/** What can be brought about here, or, where only the program can, its result. */
function createTask(lesson, step) {
    const refusal = lesson.refusal();
    const able = step.live && refusal === '';
    const task = createText(step.task, 'task-text');
    const hint = createText(step.hint || [], 'hint-text');
    const hintHolder = element('div', { class: 'hint', role: 'status' });
    const showHint = () => {
        hintButton.hidden = true;
        if (!lesson.playing.done)
            hintHolder.replaceChildren(hint.node);
    };
    const hintButton = element('button', { type: 'button', class: 'quiet-button', hidden: !step.hint || !able, onclick: showHint }, 'Hint');
    const showMe = () => {
        lesson.showMe();
        if (narrow.matches)
            byId('controls').scrollIntoView({ block: 'start' });
    };
    const showButton = element('button', { type: 'button', class: 'quiet-button', hidden: !able || !step.show, onclick: showMe }, 'Show me');
    const resultButton = element('button', {
        type: 'button', class: 'quiet-button', hidden: step.live || !Number.isInteger(step.result), onclick: () => lesson.showResult(),
    }, 'Show the result');
    const lacks = step.live ? refusal : `Only the program can change this: ${step.needs}.`;
    const needs = lacks ? element('p', { class: 'needs', dir: 'auto' }, lacks) : null;
    const trouble = element('p', { class: 'needs', role: 'alert', dir: 'auto', hidden: true });
    const caption = element('h3', {}, 'To do');
    const node = element('section', { class: 'task' }, caption, task.node, needs, trouble, hintHolder,
        element('div', { class: 'task-buttons' }, showButton, resultButton, hintButton),
        element('p', { class: 'unseen', role: 'status' }));
    const timer = step.hint && able ? setTimeout(showHint, hintAfter) : 0;
    let told = false;

    function showDone(next) {
        told = true;
        const hadFocus = node.contains(document.activeElement);
        for (const button of [showButton, resultButton, hintButton])
            button.hidden = true;
        hintHolder.replaceChildren();
        if (hadFocus)
            next.focus({ preventScroll: true });
    }
    return {
        node,
        leave: () => clearTimeout(timer),
        update(scene, next) {
            const { done, resultShown, stopShowing } = lesson.playing;
            node.hidden = !lesson.predicted();
            [task, hint].forEach((text) => text.update(scene));
            trouble.hidden = lesson.playing.trouble === '';
            setText(trouble, lesson.playing.trouble);
            setText(showButton, stopShowing ? 'Stop' : 'Show me');
            node.classList.toggle('done', done);
            setText(caption, done ? (resultShown ? 'Shown ✓' : 'Done ✓') : 'To do');
            setText(node.lastElementChild, done ? (resultShown ? 'The result is shown.' : 'The task is done.') : '');
            if (done && !stopShowing && !told)
                showDone(next);
        },
    };
}

/** On a phone the step is above what is turned: that its task is done is said in the bar too. */
function createBarNote(lesson) {
    const back = element('button', { type: 'button', class: 'bar-note', hidden: true, onclick: () => byId('lesson').scrollIntoView({ block: 'start' }) });
    byId('controls').append(back);
    return () => {
        back.hidden = !(lesson.playing.done && lesson.step().task);
        setText(back, '✓ Done: back to the step');
    };
}

/** Everything a step shows. */
function createStep(lesson, step, next) {
    const text = createText(step.text, 'step-text');
    const prediction = step.answers ? createPrediction(lesson, step) : null;
    const task = step.task ? createTask(lesson, step) : null;
    const takeAway = step.take_away ? createText(step.take_away, 'take-away-text') : null;
    const takeAwayNode = takeAway && captioned('To take away', 'take-away', takeAway.node);
    text.node.tabIndex = -1;
    return {
        text,
        nodes: [text.node, prediction && prediction.node, task && task.node, takeAwayNode].filter(Boolean),
        leave: () => task && task.leave(),
        freeze() {
            if (!Number.isInteger(step.then))
                return;
            text.freeze();
            prediction.freeze();
        },
        update() {
            const scene = lesson.scene();
            text.update(scene);
            if (prediction)
                prediction.update(scene);
            if (task)
                task.update(scene, next);
            if (takeAway) {
                takeAway.update(scene);
                takeAwayNode.hidden = !lesson.ended();
            }
        },
    };
}

function createLessonPanel(lesson) {
    const panel = byId('lesson');
    const place = element('p', { class: 'lesson-place' });
    const dots = createDots(lesson);
    const body = element('div', { class: 'step' });
    const back = element('button', { type: 'button', class: 'quiet-button', onclick: () => turnTo(lesson, lesson.playing.at - 1) }, 'Back');
    const next = element('button', { type: 'button', class: 'main-button', onclick: () => turnTo(lesson, lesson.playing.at + 1) }, 'Next');
    const again = element('button', {
        type: 'button', class: 'quiet-button', title: 'Begin this step again', onclick: () => lesson.goTo(lesson.playing.at),
    }, 'Start over');
    const noteInBar = createBarNote(lesson);
    let shown = null;

    function showStep() {
        const first = shown === null;
        const { at } = lesson.playing;
        if (shown)
            shown.leave();
        shown = createStep(lesson, lesson.step(), next);
        shown.update();
        body.replaceChildren(...shown.nodes);
        body.scrollTop = 0;
        setText(place, `Step ${at + 1} of ${lesson.steps.length}`);
        dots.show(at);
        back.disabled = at === 0;
        next.disabled = at === lesson.steps.length - 1;
        if (first)
            return;
        shown.text.node.focus({ preventScroll: true });
        if (panel.getBoundingClientRect().top < 0)
            panel.scrollIntoView({ block: 'start' });
    }
    lesson.subscribe((kind) => {
        if (kind === 'step')
            showStep();
        else if (kind === 'chosen')
            shown.freeze();
        else
            shown.update();
        noteInBar();
    });
    panel.append(element('div', { class: 'lesson-head' }, place, dots.node), body,
        element('div', { class: 'lesson-foot' }, back, again, next));
    panel.hidden = false;
    document.body.classList.add('has-lesson');
}
