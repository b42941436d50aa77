#include "core/gaussian/one_state.h"

#include "core/algebra/solvers.h"
#include "core/error.h"
#include "core/gaussian/state_links.h"

#include <algorithm>
#include <cmath>
#include <Eigen/Cholesky>

namespace gauge {

const NpyArray* arrayOf(const NpzArrays& arrays, const std::string& name)
{
    const auto it = arrays.find(name);
    return it == arrays.end() ? nullptr : &it->second;
}

void requireShape(const NpyArray& a, const std::string& name, const std::vector<Index>& shape, const std::string& meaning)
{
    if (a.shape != shape) {
        NpyArray expected;
        expected.shape = shape;
        fail("{}: expected shape {} ({}), found {}", name, expected.shapeName(), meaning, a.shapeName());
    }
}

void requireFloats(const NpyArray& a, const std::string& name)
{
    if (a.kind != 'f')
        fail("{}: expected float16, float32 or float64, found {}", name, a.typeName());
    for (std::size_t i = 0; i < a.numbers.size(); ++i)
        if (!std::isfinite(a.numbers[i]))
            fail("{}: expected finite numbers, found {} at {}", name, std::isnan(a.numbers[i]) ? "NaN" : "infinity",
                 a.indexName(i));
}

bool meansSomething(const std::string& name)
{
    constexpr const char* names[] = {
        "mu",       "sigma",       "phi",          "generators",      "frames",      "heads",
        "prior_mu", "prior_sigma", "multiplicity", "tokens",          "category",    "head_temperature",
        "guessed",  "links",       "link_frames",  "head_connection", "link_weights"};
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

namespace {

Matrixd matrixAt(const NpyArray& a, Index i, Index k)
{
    return Eigen::Map<const RowMatrixd>(a.numbers.data() + i * k * k, k, k);
}

Eigen::Map<const RowMatrixd> tableOf(const NpyArray& a)
{
    return {a.numbers.data(), a.shape[0], a.shape[1]};
}

/// Asymmetry, relative to the largest entry, that writing in the type may have left: four units in the last place of two-byte types.
double symmetryTolerance(const NpyArray& a)
{
    switch (a.itemBytes) {
    case 2: return a.brain ? 4 * 0x1p-7 : 4 * 0x1p-10;
    case 4: return 1e-5;
    default: return 1e-8;
    }
}

Heads readHeads(const NpzArrays& arrays, Index k)
{
    const NpyArray* a = arrayOf(arrays, "heads");
    if (!a)
        return {k};
    if (a->kind != 'i' && a->kind != 'u')
        fail("heads: expected integers, found {}", a->typeName());
    if (a->shape.size() != 1 || a->shape[0] < 1 || a->shape[0] > k)
        fail("heads: expected a list of 1 to K={} dimensions, found shape {}", k, a->shapeName());
    Heads heads;
    double sum = 0;
    for (std::size_t h = 0; h < a->numbers.size(); ++h) {
        if (a->numbers[h] < 1 || a->numbers[h] > static_cast<double>(k))
            fail("heads: expected dimensions from 1 to K={}, found {} at [{}]", k, a->numbers[h], h);
        heads.push_back(static_cast<Index>(a->numbers[h]));
        sum += a->numbers[h];
    }
    if (sum != static_cast<double>(k))
        fail("heads: expected dimensions summing to K={}, found {}", k, sum);
    return heads;
}

/// Throws unless the matrix is symmetric and positive definite; returns its symmetric part.
Matrixd checkedCovariance(const Matrixd& sigma, const std::string& name, Index token, double tolerance)
{
    const double scale = sigma.cwiseAbs().maxCoeff();
    const double asymmetry = (sigma - sigma.transpose()).cwiseAbs().maxCoeff();
    if (asymmetry > tolerance * scale)
        fail("{}: expected symmetric matrices, found token {} with relative asymmetry {:.3g}", name, token,
             asymmetry / scale);
    const Matrixd symmetric = 0.5 * (sigma + sigma.transpose());
    if (Eigen::LLT<Matrixd>(symmetric).info() != Eigen::Success) {
        const double least = symmetricEigenvalues(symmetric).minCoeff();
        fail("{}: expected positive definite matrices, found token {} with smallest eigenvalue {:.6g}", name, token, least);
    }
    return symmetric;
}

/// Splits means and covariances into heads; adds up what is dropped between heads.
LocalBeliefs readBeliefs(const NpyArray& mu, const std::string& muName, const NpyArray& sigma, const std::string& sigmaName,
                         const Heads& heads, double& dropped)
{
    const Index n = mu.shape[0];
    const Index k = mu.shape[1];
    requireFloats(mu, muName);
    requireFloats(sigma, sigmaName);
    const bool variances = sigma.shape.size() == 2;
    if (variances)
        requireShape(sigma, sigmaName, {n, k}, "N×K variances");
    else
        requireShape(sigma, sigmaName, {n, k, k}, "N×K×K, or N×K variances");
    const std::vector<Index> at = headOffsets(heads);
    LocalBeliefs beliefs;
    for (std::size_t h = 0; h < heads.size(); ++h) {
        const RowMatrixd means = tableOf(mu).middleCols(at[h], heads[h]);
        beliefs.heads.push_back({means.transpose(), Stack(n, heads[h])});
    }
    double whole = 0;
    double cross = 0;
    const double tolerance = symmetryTolerance(sigma);
    for (Index i = 0; i < n; ++i) {
        Matrixd full;
        if (variances) {
            full = tableOf(sigma).row(i).asDiagonal();
            Index worst = 0;
            if (const double least = full.diagonal().minCoeff(&worst); !(least > 0))
                fail("{}: expected positive variances, found {} at [{},{}] (smallest eigenvalue of token {})", sigmaName,
                     least, i, worst, i);
        } else {
            full = checkedCovariance(matrixAt(sigma, i, k), sigmaName, i, tolerance);
        }
        double kept = 0;
        for (std::size_t h = 0; h < heads.size(); ++h) {
            beliefs.heads[h].cov[i] = full.block(at[h], at[h], heads[h], heads[h]);
            kept += beliefs.heads[h].cov[i].squaredNorm();
        }
        whole += full.squaredNorm();
        cross += heads.size() > 1 ? std::max(0.0, full.squaredNorm() - kept) : 0.0;
    }
    dropped = whole > 0 ? std::sqrt(cross / whole) : 0.0;
    return beliefs;
}

/// Do both say the same generators, of the same heads?
bool sameGenerators(const NpyArray& generators, const State& state, const State& like)
{
    const NpyArray* known = arrayOf(like.arrays, "generators");
    return known && known->kind == generators.kind && state.heads == like.heads && known->shape == generators.shape &&
           known->numbers == generators.numbers;
}

void readGenerators(const NpyArray& generators, Index k, const State* like, State& state)
{
    if (like && sameGenerators(generators, state, *like)) {
        state.generators = like->generators;
        state.exponential = like->exponential;
        return;
    }
    requireFloats(generators, "generators");
    if (generators.shape.size() != 3 || generators.shape[0] < 1)
        fail("generators: expected shape G×K×K with K={}, found {}", k, generators.shapeName());
    requireShape(generators, "generators", {generators.shape[0], k, k}, "G×K×K");
    for (Index a = 0; a < generators.shape[0]; ++a)
        state.generators.push_back(matrixAt(generators, a, k));
    requireBlockDiagonal(state.generators, state.heads);
    state.exponential = planExponential(state.generators, state.heads);
}

/// Frames written beside phi are where the frames went; phi is then only where they came from, and goes where they are not its own.
void readGivenFrames(const NpyArray& frames, Index n, Index k, State& state)
{
    requireFloats(frames, "frames");
    requireShape(frames, "frames", {n, k, k}, "N×K×K");
    Stack u(n, k);
    for (Index i = 0; i < n; ++i)
        u[i] = matrixAt(frames, i, k);
    state.frames = framesFromMatrices(u, state.heads);
    if (state.generators.empty())
        return;
    const Frames fromPhi = framesFromPhi(state.phi, state.exponential);
    double change = 0;
    for (Index i = 0; i < n; ++i)
        change = std::max(change, (frameMatrix(fromPhi, i) - frameMatrix(state.frames, i)).cwiseAbs().maxCoeff());
    if (change > 1e-6)
        state.phi.resize(0, 0);
}

void readFrames(const NpzArrays& arrays, Index n, Index k, const State* like, State& state)
{
    const NpyArray* phi = arrayOf(arrays, "phi");
    const NpyArray* generators = arrayOf(arrays, "generators");
    const NpyArray* frames = arrayOf(arrays, "frames");
    if ((phi == nullptr) != (generators == nullptr))
        fail("{}: expected phi and generators together, found {} alone", phi ? "generators" : "phi",
             phi ? "phi" : "generators");
    if (generators) {
        readGenerators(*generators, k, like, state);
        requireFloats(*phi, "phi");
        requireShape(*phi, "phi", {n, generators->shape[0]}, "N×G");
        state.phi = tableOf(*phi);
    }
    if (frames)
        readGivenFrames(*frames, n, k, state);
    else if (phi)
        state.frames = framesFromPhi(state.phi, state.exponential);
    else
        state.frames = identityFrames(n, state.heads);
    state.group = !phi && !frames ? "no frames" : describeGroup(state.generators);
}

Vectord readMultiplicity(const NpzArrays& arrays, Index n)
{
    const NpyArray* a = arrayOf(arrays, "multiplicity");
    if (!a)
        return Vectord::Ones(n);
    if (a->kind == 'U' || a->kind == 'b')
        fail("multiplicity: expected numbers, found {}", a->typeName());
    requireShape(*a, "multiplicity", {n}, "N");
    for (Index i = 0; i < n; ++i)
        if (const double v = a->numbers[static_cast<std::size_t>(i)]; !(v >= 1) || !std::isfinite(v))
            fail("multiplicity: expected finite numbers >= 1, found {} at [{}]", v, i);
    return Eigen::Map<const Vectord>(a->numbers.data(), n);
}

std::vector<std::string> readLabels(const NpzArrays& arrays, const std::string& name, Index n, bool integers)
{
    const NpyArray* a = arrayOf(arrays, name);
    if (!a)
        return {};
    const bool whole = a->kind == 'i' || a->kind == 'u';
    if (a->kind != 'U' && (!integers || !whole))
        fail("{}: expected unicode text{}, found {}", name, integers ? " or integers" : "", a->typeName());
    requireShape(*a, name, {n}, "N");
    if (a->kind == 'U')
        return a->text;
    std::vector<std::string> labels;
    labels.reserve(a->numbers.size());
    for (const double v : a->numbers)
        labels.push_back(fmt::format("{:.0f}", v));
    return labels;
}

/// Empty where no belief is a guess.
std::vector<int> readGuessed(const NpzArrays& arrays, Index n)
{
    const NpyArray* a = arrayOf(arrays, "guessed");
    if (!a)
        return {};
    if (a->kind != 'b' && a->kind != 'i' && a->kind != 'u')
        fail("guessed: expected truth values or integers, found {}", a->typeName());
    requireShape(*a, "guessed", {n}, "N");
    std::vector<int> guessed;
    for (std::size_t i = 0; i < a->numbers.size(); ++i) {
        if (a->numbers[i] < 0 || a->numbers[i] > 1e9)
            fail("guessed: expected numbers of words from 0 to 1e9, found {} at [{}]", a->numbers[i], i);
        guessed.push_back(static_cast<int>(a->numbers[i]));
    }
    return guessed;
}

std::vector<double> readHeadTemperature(const NpzArrays& arrays, std::size_t heads)
{
    const NpyArray* a = arrayOf(arrays, "head_temperature");
    if (!a)
        return {};
    requireFloats(*a, "head_temperature");
    requireShape(*a, "head_temperature", {static_cast<Index>(heads)}, "a factor of the temperature for each head");
    for (std::size_t h = 0; h < heads; ++h)
        if (!(a->numbers[h] > 0))
            fail("head_temperature: expected numbers above 0, found {} at [{}]", a->numbers[h], h);
    return a->numbers;
}

void readPrior(const NpzArrays& arrays, const NpyArray& mu, State& state)
{
    const NpyArray* priorMu = arrayOf(arrays, "prior_mu");
    const NpyArray* priorSigma = arrayOf(arrays, "prior_sigma");
    if ((priorMu == nullptr) != (priorSigma == nullptr))
        fail("{}: expected prior_mu and prior_sigma together, found {} alone", priorMu ? "prior_sigma" : "prior_mu",
             priorMu ? "prior_mu" : "prior_sigma");
    if (!priorMu)
        return;
    requireShape(*priorMu, "prior_mu", mu.shape, "N×K as mu");
    double dropped = 0;
    state.prior = readBeliefs(*priorMu, "prior_mu", *priorSigma, "prior_sigma", state.heads, dropped);
    state.droppedCovariance = std::max(state.droppedCovariance, dropped);
}

}  // namespace

State oneState(NpzArrays arrays, const std::string& name, const State* like)
{
    const NpyArray* mu = arrayOf(arrays, "mu");
    const NpyArray* sigma = arrayOf(arrays, "sigma");
    if (mu->shape[0] < 1 || mu->shape[1] < 1)
        fail("mu: expected shape N×K with N and K at least 1, found {}", mu->shapeName());
    if (sigma->shape.size() != 2 && sigma->shape.size() != 3)
        fail("sigma: expected shape N×K×K or N×K, found {}", sigma->shapeName());
    State state;
    state.name = name;
    const Index n = mu->shape[0];
    state.heads = readHeads(arrays, mu->shape[1]);
    state.belief = readBeliefs(*mu, "mu", *sigma, "sigma", state.heads, state.droppedCovariance);
    readFrames(arrays, n, mu->shape[1], like, state);
    readPrior(arrays, *mu, state);
    state.multiplicity = readMultiplicity(arrays, n);
    state.guessed = readGuessed(arrays, n);
    state.headTemperature = readHeadTemperature(arrays, state.heads.size());
    state.tokens = readLabels(arrays, "tokens", n, false);
    for (Index i = 0; state.tokens.size() < static_cast<std::size_t>(n); ++i)
        state.tokens.push_back(std::to_string(i));
    state.category = readLabels(arrays, "category", n, true);
    readLinks(arrays, state);
    state.arrays = std::move(arrays);
    return state;
}

}  // namespace gauge
