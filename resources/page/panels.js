// The panels: one a view, those that are on show, and when each is drawn.

const restTime = 200;  // milliseconds without a change, after which what is out of sight is drawn too
const manyTokens = 48;  // beyond, some views need more room
const drawn = [...everything, 'size', 'theme'];

/** Quantity and order of the attention view: they stand in its panel's head. */
function createAttentionHead(model) {
    const buttons = element('div', { class: 'segments', role: 'group', 'aria-label': 'Quantity' });
    const byGroups = element('input', { type: 'checkbox', onchange: () => model.set({ byCluster: byGroups.checked }) });
    const order = element('label', { class: 'check' }, byGroups, 'by groups');
    const show = (changed) => {
        if (changed.has('state')) {
            buttons.replaceChildren(...model.state.quantities.map((quantity) =>
                element('button', { type: 'button', value: quantity, onclick: () => model.set({ quantity }) }, quantity)));
            buttons.hidden = model.state.quantities.length < 2;
            order.hidden = model.state.consensus !== '';
        }
        for (const button of buttons.children)
            button.setAttribute('aria-pressed', String(button.value === model.now.quantity));
        byGroups.checked = model.now.byCluster;
    };
    model.subscribe((changed) => (changed.has('quantity') || changed.has('byCluster')) && show(changed));
    show(new Set(everything));
    return element('div', { class: 'panel-tools' }, buttons, order);
}

/** A view in its panel. What changed is gathered while it is not on show, and drawn when it is. */
function createPanel(kind, model, wanted) {
    const host = element('div', { class: 'host' });
    const head = element('div', { class: 'panel-head' }, element('h2', { id: `title-${kind.name}` }, kind.title),
        kind.name === 'attention' ? createAttentionHead(model) : null);
    const node = element('section', { class: `panel panel-${kind.name}`, 'aria-labelledby': `title-${kind.name}` }, head, host);
    const due = new Set(drawn);
    let view = null;
    let values = null;
    let width = -1;
    let near = true;
    let failed = false;

    function drawView() {
        if (!view) {
            view = kind.create(model, host);
            values = createValues(view, kind.title);
            node.append(values.details);
        }
        const changed = new Set(due);
        due.clear();
        view.draw(changed);
        values.update();
    }
    /** A view that fails says so in its own place; the others go on. */
    function draw() {
        if (due.size === 0 || !near || failed || !node.isConnected || host.clientWidth === 0)
            return;
        width = host.clientWidth;
        try {
            drawView();
        } catch (error) {
            failed = true;
            host.replaceChildren(element('p', {}, `This view cannot be drawn: ${error.message}.`));
        }
    }
    new ResizeObserver(() => {
        if (host.clientWidth !== width) {
            due.add('size');
            wanted();
        }
    }).observe(host);
    new IntersectionObserver((entries) => {
        near = entries[entries.length - 1].isIntersecting;
        wanted();
    }, { rootMargin: '200px' }).observe(node);
    return {
        name: kind.name,
        title: kind.title,
        node,
        add: (changed) => changed.forEach((name) => due.add(name)),
        draw,
        drawAnyway() {
            const seen = near;
            near = true;
            draw();
            near = seen;
        },
    };
}

/** What the page cannot draw, as the program drew it. */
function pictureFigure(picture) {
    if (!/^data:image\/(png|jpeg|webp|svg\+xml);base64,/.test(picture.src))
        fail(`pictures: expected a picture in the page itself, found '${picture.src.slice(0, 24)}'`);
    return element('figure', { class: 'panel picture' },
        element('img', { src: picture.src, alt: picture.alt, width: picture.width, height: picture.height }),
        element('figcaption', { dir: 'auto' }, `${picture.alt}. A picture by the program: it does not follow what is turned here.`));
}

/** Acts at most once a frame. */
function createFrame(act) {
    let asked = 0;
    return () => {
        asked = asked || requestAnimationFrame(() => {
            asked = 0;
            act();
        });
    };
}

/** Acts when it was not asked for a while. */
function createRest(act) {
    let timer = 0;
    return () => {
        clearTimeout(timer);
        timer = setTimeout(act, restTime);
    };
}

function createPanels(model, kinds) {
    const holder = byId('views');
    const chooser = byId('chooser');
    const drawAll = () => panels.forEach((panel) => panel.drawAnyway());
    const rested = createRest(drawAll);
    const wanted = createFrame(() => {
        panels.forEach((panel) => panel.draw());
        rested();
    });
    const panels = kinds.map((kind) => createPanel(kind, model, wanted));
    let open = [];

    function arrange() {
        const shown = open.map((name) => panels.find((panel) => panel.name === name)).filter(Boolean);
        const { pictures } = model.state;
        holder.replaceChildren(...shown.map((panel) => panel.node), ...(pictures || []).map(pictureFigure));
        for (const panel of panels) {
            const many = model.state.n > manyTokens;
            const compared = panel.name === 'attention' && model.pinned() !== null;
            panel.node.classList.toggle('wide', compared || (panel.name === 'arcs' && many));
            panel.node.classList.toggle('large', !compared && panel.name === 'attention' && many);
        }
        for (const button of chooser.children)
            button.setAttribute('aria-pressed', String(open.includes(button.value)));
        wanted();
    }
    function toggle(name) {
        open = open.includes(name) ? open.filter((one) => one !== name) : [...open, name];
        arrange();
    }
    function tell(changed) {
        panels.forEach((panel) => panel.add(changed));
        wanted();
    }
    chooser.replaceChildren(...panels.map((panel) =>
        element('button', { type: 'button', value: panel.name, onclick: () => toggle(panel.name) }, panel.title)));
    model.subscribe((changed) => {
        tell(changed);
        if (changed.has('state') && model.state.views.join() !== open.join()) {
            open = [...model.state.views];
            arrange();
        } else if (changed.has('state')) {
            arrange();
        }
    });
    open = [...model.state.views];
    arrange();
    return { tell, drawAll };
}
