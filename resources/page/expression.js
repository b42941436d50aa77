// Expressions of lessons: their trees evaluated on what is on show. Numbers, truths and words are themselves; a token is {token}.

/** The answer is not there yet: nothing is locked or pinned. */
class NotYet extends PageError {}

const mostAsked = 4e6;  // times that the inside of a word such as max() is asked

function finite(value, column) {
    if (!Number.isFinite(value))
        fail(`column ${column}: expected a number, found ${Number.isNaN(value) ? 'one that is none (0/0)' : 'an infinite one'}`);
    return value;
}

const unaryFunctions = { abs: Math.abs, exp: Math.exp, round: roundAway, ln: Math.log, sqrt: Math.sqrt };

function functionValue(name, values) {
    const [x] = values;
    if ((name === 'ln' && !(x > 0)) || (name === 'sqrt' && x < 0))
        fail(`expected ${name === 'ln' ? 'a number above 0' : 'no number below 0'} in ${name}, found ${x}`);
    if (name === 'max' || name === 'min')
        return Math[name](...values);
    return unaryFunctions[name](x);
}

function binaryValue(op, a, b) {
    if (op === '/' && b === 0)
        fail('expected something else than 0 to divide by');
    switch (op) {
        case '+': return a + b;
        case '-': return a - b;
        case '*': return a * b;
        case '/': return a / b;
        default: return a ** b;
    }
}

function isToken(value) {
    return value !== null && typeof value === 'object';
}

function plain(value) {
    return isToken(value) ? value.token : value;
}

function compareValues(op, a, b) {
    switch (op) {
        case '<': return a < b;
        case '<=': return a <= b;
        case '>': return a > b;
        case '>=': return a >= b;
        default: return (a === b) === (op === '==');
    }
}

/** One of the words that run over tokens, while it runs. */
function gather(name, value, first, gathered) {
    const greatest = name === 'max' || name === 'argmax';
    const least = name === 'min' || name === 'argmin';
    if (typeof value === 'boolean') {
        gathered.number += value ? 1 : 0;
        gathered.decided = (name === 'any' && value) || (name === 'all' && !value);
    } else if (!greatest && !least) {
        gathered.number += value;
    } else if (gathered.times === 0 || (greatest ? value > gathered.number : value < gathered.number)) {
        gathered.number = value;
        gathered.best = first;
    }
    gathered.times += 1;
}

function outcome(name, { number, times, best }) {
    if (name === 'any')
        return number > 0;
    if (name === 'all')
        return number === times;
    if (name === 'count' || name === 'sum')
        return finite(number, 1);
    if (times === 0)
        fail('expected a token that meets the condition, found none');
    if (name === 'argmax' || name === 'argmin')
        return { token: best };
    return finite(name === 'mean' ? number / times : number, 1);
}

/** scene: {look, stored(), before, pinned, lock, lockPair}; before and pinned are looks or null, stored() is the look at the stored κ and θ. */
class Evaluation {
    constructor(scene) {
        this.scene = scene;
        this.look = scene.look;
        this.variables = [];
        this.asked = 0;
    }

    of(node) {
        const value = (k) => this.of(node.args[k]);
        switch (node.k) {
            case 'number': case 'truth': case 'word': return node.v;
            case 'token': return { token: node.t === undefined ? node.i : labelledPlace(this.look.state, node.t) };
            case 'variable': return { token: this.variables[node.slot] };
            case 'ask': return this.ask(node);
            case 'function': return finite(functionValue(node.name, node.args.map((child) => this.of(child))), 1);
            case 'before': return this.under(this.scene.before || this.look, node.args[0]);
            case 'pinned': return this.pinned(node);
            case 'at': return this.atLayer(node);
            case 'over': return this.over(node);
            case 'and': return value(0) && value(1);
            case 'or': return value(0) || value(1);
            case 'not': return !value(0);
            case 'compare': return compareValues(node.op, plain(value(0)), plain(value(1)));
            case 'negate': return -value(0);
            case 'binary': return finite(binaryValue(node.op, value(0), value(1)), 1);
            default: return fail(`expected an expression, found '${node.k}'`);
        }
    }

    /** The same question about another look. */
    under(other, node) {
        const kept = this.look;
        this.look = other;
        try {
            return this.of(node);
        } finally {
            this.look = kept;
        }
    }

    argument(node, column) {
        const value = this.of(node);
        const { n } = this.look.state;
        if (isToken(value) && value.token < 0)
            throw new NotYet('nothing is chosen yet');
        if (isToken(value) && value.token >= n)
            fail(`column ${column}: expected one of ${n} tokens, found number ${value.token + 1}`);
        return plain(value);
    }

    ask(node) {
        const values = node.args.map((child) => this.argument(child, node.col));
        const value = wordValue(node, values, this.look, this.scene);
        return typeof value === 'number' ? finite(value, node.col) : value;
    }

    pinned(node) {
        if (!this.scene.pinned)
            throw new NotYet('no state is pinned as A');
        return this.under(this.scene.pinned, node.args[0]);
    }

    atLayer(node) {
        const { look } = this;
        const layer = this.of(node.args[0]);
        expect(isWhole(layer, 0, look.state.layers), 'at', `a layer from 0 to ${look.state.layers}`, layer);
        if (layer === look.layer().layer)
            return this.of(node.args[1]);
        return this.under(createLook(look.state, { ...look, layer }), node.args[1]);
    }

    gatherAt(node, at, gathered) {
        if (++this.asked > mostAsked)
            fail(`expected at most ${mostAsked} combinations of tokens in all, found more`);
        at.forEach((token, k) => (this.variables[node.slot + k] = token));
        if (node.args.length < 2 || this.of(node.args[1]))
            gather(node.name, plain(this.of(node.args[0])), at[0], gathered);
    }

    over(node) {
        const { n } = this.look.state;
        const at = new Array(node.variables).fill(0);
        const gathered = { number: 0, times: 0, best: -1, decided: false };
        if (n ** node.variables > mostAsked)
            fail(`expected at most ${mostAsked} combinations of tokens, found ${n}^${node.variables}`);
        for (let more = n > 0; more && !gathered.decided;) {
            this.gatherAt(node, at, gathered);
            more = false;
            for (let k = at.length; k-- > 0 && !more;) {
                more = ++at[k] < n;
                if (!more)
                    at[k] = 0;
            }
        }
        return outcome(node.name, gathered);
    }
}

function evaluate(node, scene) {
    return new Evaluation(scene).of(node);
}

/** Whether it is so; what cannot be asked is not so. */
function holds(node, scene) {
    try {
        return evaluate(node, scene) === true;
    } catch (error) {
        if (error instanceof PageError || error instanceof RangeError)
            return false;
        throw error;
    }
}

/** The value as a text writes it: with `decimals` (−1: three digits) or in per cent. Throws NotYet and PageError. */
function shownValue(node, scene, decimals, percent) {
    const value = evaluate(node, scene);
    if (typeof value === 'string')
        return value;
    if (isToken(value)) {
        if (value.token < 0)
            throw new NotYet('nothing is chosen yet');
        if (value.token >= scene.look.state.n)
            fail(`expected one of ${scene.look.state.n} tokens, found number ${value.token + 1}`);
        return scene.look.state.tokens[value.token];
    }
    return percent ? percentText(value) : numberText(value, decimals);
}
