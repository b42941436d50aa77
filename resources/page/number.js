// Numbers as the program writes them: three significant digits, thousands apart, a true minus sign, powers of ten.

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Decimals of a finite number; a tie goes to the even digit, as in the program, where toFixed takes the larger. */
function fixedText(value, decimals) {
    const sign = value < 0 || Object.is(value, -0) ? '-' : '';
    const size = Math.abs(value);
    if (size >= 1e21)
        return `${sign}${BigInt(size)}${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}`;
    const digits = size.toFixed(60);
    const end = digits.length - 60 + decimals;
    const tie = /^50*$/.test(digits.slice(end));
    const kept = decimals > 0 ? digits.slice(0, end) : digits.slice(0, end - 1);
    return sign + (tie && Number(kept[kept.length - 1]) % 2 === 0 ? kept : size.toFixed(decimals));
}

function withMinus(text) {
    return text.replace(/-/g, '−');
}

/** Digits before the point in threes. */
function groupedText(digits) {
    const [whole, ...rest] = digits.split('.');
    return withMinus([whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.'));
}

function powerOfTen(exponent) {
    const digits = [...String(Math.abs(exponent))].map((d) => superscripts[d]).join('');
    return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

function roundAway(value) {
    return Math.sign(value) * Math.round(Math.abs(value));
}

/** `decimals` −1: three significant digits. */
function numberText(value, decimals = -1) {
    if (decimals >= 0)
        return groupedText(fixedText(value, decimals));
    const size = Math.abs(value);
    if (size === 0)
        return '0';
    if (size >= 1e7 || size < 1e-3) {
        const exponent = Math.floor(Math.log10(size));
        return `${withMinus(String(Number((value / 10 ** exponent).toPrecision(2))))}·${powerOfTen(exponent)}`;
    }
    if (size >= 99.95 || Math.abs(value - roundAway(value)) < 1e-9 * size)
        return groupedText(fixedText(value, 0));
    return withMinus(fixedText(value, Math.max(0, 2 - Math.floor(Math.log10(size)))));
}

function percentText(share) {
    const percent = 100 * share;
    return `${numberText(percent, Math.abs(percent) < 10 ? 1 : 0)}\u00a0%`;
}

/** A number for a table: six significant digits, or what it is instead of one. */
function cellText(value) {
    if (typeof value !== 'number')
        return String(value);
    if (Number.isNaN(value))
        return '–';
    if (!Number.isFinite(value))
        return value > 0 ? '∞' : '−∞';
    return withMinus(String(Number(value.toPrecision(6))));
}

/** What a reader typed; NaN where it is no number. A comma is a decimal point, a true minus a minus. */
function typedNumber(text) {
    const plain = text.trim().replace('−', '-').replace(',', '.');
    return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}
