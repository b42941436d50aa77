// A lesson as it is played: which step, what was answered, whether its task is done.

function createLesson(model, steps) {
    const broadcast = createBroadcast();
    const playing = { at: -1, chosen: -1, done: false, resultShown: false, trouble: '', before: null, stopShowing: null };

    const step = () => steps[playing.at];
    const refusals = steps.map((one) => once(() => taskRefusal(model.states, one)));
    const refusal = () => refusals[playing.at]();
    const predicted = () => !step().answers || playing.chosen >= 0;

    function scene() {
        const { state, now } = model;
        return {
            look: model.look(),
            stored: once(() => storedLook(state, now.layer, now.head)),
            before: playing.before,
            pinned: model.pinned(),
            lock: now.lock,
            lockPair: now.lockPair,
        };
    }
    const hasResult = () => Number.isInteger(step().result);

    /** Once done it stays done, as in the program; what only the program can do is done when its result is shown. */
    function judge() {
        if (!playing.done && predicted())
            playing.done = playing.resultShown || (step().check !== undefined && holds(step().check, scene()));
    }
    function tell(kind) {
        judge();
        broadcast.tell(kind);
    }
    function stopShowing() {
        if (playing.stopShowing)
            playing.stopShowing();
    }
    function goTo(at) {
        stopShowing();
        Object.assign(playing, { at, chosen: -1, done: false, resultShown: false, trouble: '', before: null });
        model.set({ state: step().state });
        playing.before = model.look();
        tell('step');
    }
    /** The first choice shows the result; another one after it tells why it is not so. */
    function choose(answer) {
        const first = playing.chosen < 0;
        playing.chosen = answer;
        if (first) {
            broadcast.tell('chosen');
            if (Number.isInteger(step().then))
                model.set({ state: step().then });
        }
        tell('change');
    }
    function showResult() {
        playing.resultShown = true;
        model.set({ state: step().result });
        tell('change');
    }
    function showMe() {
        if (playing.stopShowing)
            return stopShowing();
        playing.trouble = '';
        playing.stopShowing = demonstrate(model, step().show, (trouble) => {
            Object.assign(playing, { trouble, stopShowing: null });
            tell('change');
        });
        return tell('change');
    }
    model.subscribe(createFrame(() => playing.at >= 0 && tell('change')));
    return {
        steps, playing, step, predicted, refusal, scene, goTo, choose, showMe, showResult,
        subscribe: broadcast.add,
        ended: () => predicted() && (playing.done || (!step().check && !hasResult()) || refusal() !== ''),
    };
}
