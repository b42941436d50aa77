// Where a number stands on a slider from 0 to 1000, and back.

const sliderSteps = 1000;

/** Logarithmic: κ. */
function logarithmicScale(least, greatest) {
    const span = Math.log(greatest / least);
    return {
        least, greatest,
        toSlider: (value) => Math.round(sliderSteps * Math.log(Math.min(greatest, Math.max(least, value)) / least) / span),
        fromSlider: (at) => least * Math.exp(span * at / sliderSteps),
    };
}

/** Quadratic, with a zero and fine steps beside it: θ. */
function quadraticScale(greatest) {
    return {
        least: 0, greatest,
        toSlider: (value) => Math.round(sliderSteps * Math.sqrt(Math.min(1, Math.max(0, value / greatest)))),
        fromSlider: (at) => greatest * (at / sliderSteps) ** 2,
    };
}

/** The program's range, wider where a stored κ lies near its ends or outside; one for all states, so that κ keeps its place. */
function kappaScale(states) {
    const kappas = states.map((state) => state.kappa);
    return logarithmicScale(Math.min(0.05, ...kappas.map((kappa) => kappa / 2)), Math.max(50, ...kappas.map((kappa) => 2 * kappa)));
}

/** A little beyond the greatest merge, so that everything can be one group. */
function thetaScale(state) {
    return quadraticScale(Math.max(1.05 * greatestHeight(state), 1.5 * state.threshold, 0.1));
}

/** A slider's value to three significant digits, so that its number can be read and typed again. */
function roundedTo3(value) {
    return Number(value.toPrecision(3));
}
