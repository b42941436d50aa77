// A lesson as it is played: which step, what was answered, whether its task is done.

function createLesson(model, steps) {
    const broadcast = createBroadcast();
    const playing = { at: -1, chosen: -1, done: false, resultShown: false, before: null, stopShowing: null };

    const step = () => steps[playing.at];
    const predicted = () => !step().answers || playing.chosen >= 0;

    function scene() {
        return {
            look: model.look(),
            before: playing.before,
            pinned: model.pinned(),
            lock: model.now.lock,
            lockPair: model.now.lockPair,
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
        Object.assign(playing, { at, chosen: -1, done: false, resultShown: false, before: null });
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
        playing.stopShowing = () => {};
        playing.stopShowing = demonstrate(model, step().show, () => {
            playing.stopShowing = null;
            tell('change');
        });
        return tell('change');
    }
    model.subscribe(createFrame(() => playing.at >= 0 && tell('change')));
    return {
        steps, playing, step, predicted, scene, goTo, choose, showMe, showResult,
        subscribe: broadcast.add,
        ended: () => predicted() && (playing.done || (!step().check && !hasResult())),
    };
}
