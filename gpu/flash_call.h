// What one call has on the device: what it reads, sent in one copy, and what comes back in one copy (matrices apart).
#pragma once

#include "gpu/flash.h"

namespace gauge::gpu {

/// Cells of a pooled map's side that have to be summed: of a single one the sum is the number of receivers that hear somebody.
inline long cellsOf(const PairOutput& out)
{
    return out.pooled.empty() || out.bounds.size() == 2 ? 0 : static_cast<long>(out.bounds.size()) - 1;
}

constexpr long kSmallMatrices = 1L << 20;  // numbers that come in one copy with everything else

/// What comes back, a head or a softmax after the other.
template <class M, Operand O, int Parts>
struct Flash<M, O, Parts>::Results {
    Results(const Flash& flash, const PairRequest& request, const PairOutput& out);

    Buffer<unsigned char> memory;
    View<float> partition, energy;  // (H+1)×N
    View<double> mass;              // S×N: ln Σ π of each softmax
    View<double> pooled;            // S×B×B
    View<float> linkWeight;         // S×N×links
    View<int> linkSender;
    std::vector<View<float>> message[2];  // mixture, naturals: N×width of each head
    View<float> matrices[2];              // energies, attention, where they are small enough to come with the rest
};

/// Everything of a call that lies on the device.
template <class M, Operand O, int Parts>
struct Flash<M, O, Parts>::Call {
    Call(Flash& flash, const PairRequest& request, const PairOutput& out);

    std::size_t heads() const { return f.heads_.size(); }
    std::size_t softmaxes() const { return r.summed ? 1 : heads(); }
    /// The run of all heads together stands behind each head's own.
    std::size_t together() const { return heads(); }
    FlashCall shared(std::size_t firstRun) const;
    /// Do senders weigh by more than their energy?
    bool weighted() const { return logMultiplicity.size() > 0 || distance.size() > 0; }
    PriorMass priorMass() const;
    /// What came back, to where it is wanted.
    void fetch(PairOutput& out) const;

    Flash& f;
    const PairRequest& r;
    long cells;  // of a pooled map's side; 0 where none is wanted, or one cell alone, which is known
    long links;
    Results results;
    Buffer<unsigned char> memory;
    View<double> temperature, logMultiplicity, distance;
    View<FlashPiece> pieces;
    View<FlashRun> runs;    // H+1
    View<FlashKeep> keeps;  // H+1
    View<FlashValues> values[2];
    View<int> bounds, cellOf;
    // Between the passes:
    Buffer<double> pooledRows;  // S×N×cells
    Buffer<unsigned char> matrixMemory;
    View<float> matrices[2];  // energies, attention: H of rowsAtOnce×N
    long rowsAtOnce = 0;
    bool matricesComeLast = false;  // with all results, in one copy

private:
    void layIn();
    void makeRoom(const PairOutput& out);
    void send(const PairOutput& out);
    std::vector<FlashRun> runsNow() const;
    std::vector<FlashKeep> keepsNow() const;
    std::vector<FlashValues> valuesNow(bool naturals) const;
    void giveCouplings(const std::vector<float>& partitions, const std::vector<float>& energies,
                       const std::vector<double>& masses, PairOutput& out) const;
    void giveWholeMap(const std::vector<float>& partitions, PairOutput& out) const;
};

/// Numbers of all matrices that are wanted, in whole tiles.
template <class M, Operand O, int Parts>
long Flash<M, O, Parts>::matrixNumbers(const PairRequest& request, const PairOutput& out) const
{
    const auto heads = static_cast<long>(heads_.size());
    const long attentions = request.summed ? 1 : heads;
    return ((out.energy.empty() ? 0 : heads) + (out.attention.empty() ? 0 : attentions)) * tiles_ * kTile * n_;
}

template <class M, Operand O, int Parts>
void Flash<M, O, Parts>::layMatrices(Arena& arena, const PairRequest& request, const PairOutput& out, long rows,
                                     View<float> (&to)[2]) const
{
    const auto heads = static_cast<long>(heads_.size());
    to[0] = arena.take<float>(out.energy.empty() ? 0 : heads * rows * n_);
    to[1] = arena.take<float>(out.attention.empty() ? 0 : (request.summed ? 1 : heads) * rows * n_);
}

template <class M, Operand O, int Parts>
Flash<M, O, Parts>::Results::Results(const Flash& f, const PairRequest& request, const PairOutput& out)
{
    const std::size_t heads = f.heads_.size();
    const auto softmaxes = static_cast<long>(request.summed ? 1 : heads);
    const long cells = cellsOf(out);
    memory = layOut(f.m_, [&](Arena& arena) {
        partition = arena.take<float>(static_cast<long>(heads + 1) * f.n_);
        energy = arena.take<float>(static_cast<long>(heads + 1) * f.n_);
        mass = arena.take<double>(softmaxes * f.n_);
        pooled = arena.take<double>(softmaxes * cells * cells);
        linkWeight = arena.take<float>(softmaxes * f.n_ * out.links);
        linkSender = arena.take<int>(softmaxes * f.n_ * out.links);
        for (const bool naturals : {false, true}) {
            const std::size_t count = (naturals ? out.naturals : out.mixture).size();
            message[naturals].resize(count);
            for (std::size_t h = 0; h < count; ++h)
                message[naturals][h] = arena.take<float>(f.n_ * f.width(h, naturals));
        }
        if (f.matrixNumbers(request, out) <= kSmallMatrices)
            f.layMatrices(arena, request, out, f.tiles_ * kTile, matrices);
    });
    const auto bytes = [](const auto& view, auto one) { return view.size() * static_cast<long>(sizeof one); };
    f.m_.setBytes(pooled.data(), 0, bytes(pooled, 0.0));
    f.m_.setBytes(linkWeight.data(), 0, bytes(linkWeight, 0.0F));
    f.m_.setBytes(linkSender.data(), 0xff, bytes(linkSender, 0));
}

template <class M, Operand O, int Parts>
Flash<M, O, Parts>::Call::Call(Flash& flash, const PairRequest& request, const PairOutput& out)
    : f(flash), r(request), cells(cellsOf(out)), links(out.links), results(flash, request, out)
{
    makeRoom(out);
    layIn();
    send(out);
}

template <class M, Operand O, int Parts>
void Flash<M, O, Parts>::Call::layIn()
{
    const auto h = static_cast<long>(heads());
    memory = layOut(f.m_, [&](Arena& arena) {
        temperature = arena.take<double>(h + 1);
        logMultiplicity = arena.take<double>(static_cast<long>(r.logMultiplicity.size()));
        distance = arena.take<double>(static_cast<long>(r.distance.size()) * f.n_);
        pieces = arena.take<FlashPiece>(static_cast<long>(f.pieces_.size()));
        runs = arena.take<FlashRun>(h + 1);
        keeps = arena.take<FlashKeep>(h + 1);
        for (View<FlashValues>& each : values)
            each = arena.take<FlashValues>(h);
        bounds = arena.take<int>(cells > 0 ? cells + 1 : 0);
        cellOf = arena.take<int>(cells > 0 ? f.n_ : 0);
    });
}

/// What lies there between the passes.
template <class M, Operand O, int Parts>
void Flash<M, O, Parts>::Call::makeRoom(const PairOutput& out)
{
    if (cells > 0) {
        pooledRows = f.m_.template allocate<double>(static_cast<long>(softmaxes()) * f.n_ * cells);
        f.m_.setBytes(pooledRows.data(), 0, pooledRows.size() * static_cast<long>(sizeof(double)));
    }
    const long numbers = f.matrixNumbers(r, out);
    matricesComeLast = numbers <= kSmallMatrices;
    rowsAtOnce = f.tiles_ * kTile;
    if (matricesComeLast) {
        std::copy(results.matrices, results.matrices + 2, matrices);
        return;
    }
    rowsAtOnce = std::clamp<long>(f.tiles_ * f.matrixNumbers_ / numbers, 1, f.tiles_) * kTile;
    matrixMemory = layOut(f.m_, [&](Arena& arena) { f.layMatrices(arena, r, out, rowsAtOnce, matrices); });
}

template <class M, Operand O, int Parts>
void Flash<M, O, Parts>::Call::send(const PairOutput& out)
{
    std::vector<double> taus = r.temperature;
    taus.resize(heads() + 1, r.temperature.front());
    const std::vector<FlashRun> allRuns = runsNow();
    const std::vector<FlashKeep> allKeeps = keepsNow();
    const std::vector<FlashValues> mixture = valuesNow(false);
    const std::vector<FlashValues> naturals = valuesNow(true);
    std::vector<int> cellsOf(static_cast<std::size_t>(cellOf.size()));
    for (long c = 0; c < cells; ++c)
        std::fill(cellsOf.begin() + out.bounds[static_cast<std::size_t>(c)],
                  cellsOf.begin() + out.bounds[static_cast<std::size_t>(c) + 1], static_cast<int>(c));
    Outgoing all(memory.data());
    const auto add = [&](const auto& to, const auto& from) {
        if (to.size() > 0)
            all.add(to.data(), from.data(), to.size());
    };
    add(temperature, taus);
    add(logMultiplicity, r.logMultiplicity);
    long at = 0;
    for (const std::vector<double>& head : r.distance)
        all.add(distance.data() + std::exchange(at, at + f.n_), head.data(), f.n_);
    add(pieces, f.pieces_);
    add(runs, allRuns);
    add(keeps, allKeeps);
    add(values[0], mixture);
    add(values[1], naturals);
    add(bounds, out.bounds);
    add(cellOf, cellsOf);
    f.m_.send(memory.data(), all);
}

template <class M, Operand O, int Parts>
std::vector<FlashRun> Flash<M, O, Parts>::Call::runsNow() const
{
    std::vector<FlashRun> all;
    for (std::size_t h = 0; h <= heads(); ++h) {
        const bool every = h == together();
        const long row = static_cast<long>(h) * f.n_;
        all.push_back({static_cast<int>(every ? 0 : f.firstPiece_[h]),
                       static_cast<int>(every ? f.pieces_.size() : f.firstPiece_[h + 1] - f.firstPiece_[h]),
                       temperature.data() + h, distance.size() > 0 ? distance.data() + (every ? 0 : row) : nullptr,
                       results.partition.data() + row, results.energy.data() + row});
    }
    return all;
}

/// Of the heads and, last, of all together, where heads share their attention.
template <class M, Operand O, int Parts>
std::vector<FlashKeep> Flash<M, O, Parts>::Call::keepsNow() const
{
    std::vector<FlashKeep> all(heads() + 1);
    for (std::size_t h = 0; h < heads(); ++h) {
        const auto head = static_cast<long>(h);
        if (matrices[0].size() > 0)
            all[h].energy = matrices[0].data() + head * rowsAtOnce * f.n_;
        if (h >= softmaxes())
            continue;
        FlashKeep& k = r.summed ? all.back() : all[h];
        if (matrices[1].size() > 0)
            k.attention = matrices[1].data() + head * rowsAtOnce * f.n_;
        k.cells = cells;
        if (cells > 0) {
            k.cellOf = cellOf.data();
            k.pooled = pooledRows.data() + head * f.n_ * cells;
        }
        k.links = links;
        k.linkWeight = results.linkWeight.data() + head * f.n_ * links;
        k.linkSender = results.linkSender.data() + head * f.n_ * links;
    }
    return all;
}

template <class M, Operand O, int Parts>
std::vector<FlashValues> Flash<M, O, Parts>::Call::valuesNow(bool naturals) const
{
    std::vector<FlashValues> all;
    all.reserve(heads());
    const std::vector<View<float>>& to = results.message[naturals];
    for (std::size_t h = 0; h < heads(); ++h)
        all.push_back(to.empty() ? FlashValues{}
                                 : FlashValues{f.heads_[h].values(naturals).at, to[h].data(), f.width(h, naturals)});
    return all;
}

/// What a product of features is multiplied by to be an energy.
inline float energyFactor(Score score)
{
    if (score == Score::DotProduct)
        return 1.0F;
    return score == Score::Jeffreys ? 0.25F : 0.5F;
}

template <class M, Operand O, int Parts>
FlashCall Flash<M, O, Parts>::Call::shared(std::size_t firstRun) const
{
    return {f.n_,
            f.score_ != Score::DotProduct,
            !f.linked_,
            energyFactor(f.score_),
            Senders{r.mask, r.width, r.self},
            logMultiplicity.size() > 0 ? logMultiplicity.data() : nullptr,
            runs.data() + firstRun,
            pieces.data()};
}

template <class M, Operand O, int Parts>
PriorMass Flash<M, O, Parts>::Call::priorMass() const
{
    return {f.n_, Senders{r.mask, r.width, r.self}, logMultiplicity.size() > 0 ? logMultiplicity.data() : nullptr,
            distance.size() > 0 ? distance.data() : nullptr, results.mass.data()};
}

}  // namespace gauge::gpu
