#include "gpu/device_backend.h"

#include "core/backend/cpu_carried.h"
#include "core/parallel.h"
#include "gpu/device_requests.h"
#include "gpu/device_results.h"
#include "gpu/device_words.h"

namespace gauge {
namespace {

using gpu::LoadRequest;

class DeviceBackend : public Backend {
public:
    explicit DeviceBackend(std::unique_ptr<gpu::Device> device) : device_(std::move(device)) {}

    std::string name() const override { return "cuda"; }

    std::optional<std::string> refuses(const AttentionOptions& o) const override
    {
        if (!o.connection.factors())
            return fmt::format(
                "--connection {}: links by pairs are followed on the processor, found --backend cuda; use cpu or auto",
                connectionText(o.connection));
        if (!o.connection.flat() && !o.energiesFactor())
            return fmt::format(
                "--connection {}: energies that are formed pair by pair follow links on the processor, found --backend "
                "cuda; use cpu or auto",
                connectionText(o.connection));
        if (needsMatrixUnits(o.precision) && !o.energiesFactor())
            return fmt::format("--precision {0}: energies that are formed pair by pair are computed in double, found {0}",
                               precisionName(o.precision));
        return std::nullopt;
    }

    std::unique_ptr<Prepared> prepare(const Ensemble& ensemble, const AttentionOptions& options,
                                      const Wanted& wanted) const override
    {
        if (const auto refusal = refuses(options))
            throw Error(*refusal);
        auto prepared = std::make_unique<DevicePrepared>();
        prepared->heads = ensemble.heads;
        prepared->multiplicity = ensemble.multiplicity;
        prepared->diagonal = ensemble.covariance.family == CovarianceFamily::Diagonal;
        if (!options.connection.flat())
            prepared->links = ensemble.connection.heads();
        prepared->meanOnly = wanted.meanOnly;
        const PairwiseParts parts(ensemble, options);
        LoadRequest load = loadOf(ensemble, options);
        load.pairwise = parts.request;
        prepared->hears = parts.request && parts.request->hear;
        if (prepared->hears)
            prepared->frames = ensemble.frames;
        load.naturals = wanted.product && !prepared->hears;
        if (wanted.mixture && !prepared->hears)
            load.mixture = wanted.meanOnly ? LoadRequest::Rows::Mean : LoadRequest::Rows::Moments;
        prepared->session = inWords([&] { return device_->load(load, numberOf(options.precision)); });
        return prepared;
    }

    void attend(const Prepared& prepared, const AttentionOptions& options, const Wanted& wanted, const RunControl& control,
                AttentionResult& result) const override
    {
        const auto& p = dynamic_cast<const DevicePrepared&>(prepared);
        const Index n = p.tokens();
        const std::size_t heads = p.heads.size();
        const std::size_t coupled = options.summedHeads ? 1 : heads;
        gpu::PairOutput out;
        makeRoom(result.energy, out.energy, wanted.energy, heads, n);
        makeRoom(result.attention, out.attention, wanted.attention, heads, n);
        const Averages mixture(p, wanted.mixture, false, out);
        const Averages naturals(p, wanted.product, true, out);
        Couplings couplings(coupled, n);
        couplings.place(out);
        Watching watching(control);
        inWords([&] { p.session->attend(pairRequest(options, p.heads, p.multiplicity), out, watching.watch()); });
        if (wanted.energy && options.allowedOnly)
            hideMasked(result.energy, options.mask);
        result.message.heads.resize(wanted.mixture ? heads : 0);
        result.naturals.resize(wanted.product ? heads : 0);
        const std::vector<char> silent = silentReceivers(options.mask, n);
        parallelFor(static_cast<Index>(heads), [&](Index k) {
            const auto h = static_cast<std::size_t>(k);
            if (wanted.mixture)
                mixtureOf(p, h, mixture.rows[h], silent, result.message.heads[h]);
            if (wanted.product)
                result.naturals[h] = productOf(p, h, naturals.rows[h]);
        });
        carryHeard(p.links, p.diagonal, result.message.heads, result.naturals);
        result.startCoupling(heads);
        for (std::size_t h = 0; h < coupled; ++h)
            result.addCoupling(h, couplings.rows(h), wanted.receivers);
    }

    StreamResult stream(const Prepared& prepared, const AttentionOptions& options, const StreamWanted& wanted,
                        const RunControl& control) const override
    {
        const auto& p = dynamic_cast<const DevicePrepared&>(prepared);
        requireStreamable(options, wanted);
        const Index n = p.tokens();
        const std::size_t heads = p.heads.size();
        StreamResult r = emptyStream(n, heads, options.summedHeads, wanted);
        const std::vector<Index> bounds = pooledBounds(n, wanted.pooledCells);
        gpu::PairOutput out;
        out.bounds.assign(bounds.begin(), bounds.end());
        out.links = static_cast<int>(wanted.links);
        std::vector<RowMatrix<int>> senders;
        senders.reserve(heads);
        for (std::size_t h = 0; h < heads; ++h) {
            out.pooled.push_back(r.pooled[h].data());
            senders.emplace_back(n, wanted.links);
            out.linkWeight.push_back(r.linkWeight[h].data());
            out.linkSender.push_back(senders[h].data());
        }
        std::vector<gpu::PairOutput::Edge> near;
        if (wanted.edgesBelow >= 0) {
            out.edgesBelow = wanted.edgesBelow;
            out.edges = &near;
        }
        const Averages averages(p, true, wanted.product, out);
        Couplings couplings(options.summedHeads ? 1 : heads, n);
        couplings.place(out);
        Watching watching(control);
        inWords([&] { p.session->attend(pairRequest(options, p.heads, p.multiplicity), out, watching.watch()); });
        finishStream(p, options, wanted, bounds, averages, couplings, r);
        for (std::size_t h = 0; h < heads; ++h)
            r.linkSender[h] = senders[h].cast<Index>();
        std::vector<Edge> directed;
        for (const gpu::PairOutput::Edge& e : near)
            directed.push_back({e.receiver, e.sender, e.energy});
        r.edges = pairUp(std::move(directed), wanted.edgesBelow);
        return r;
    }

    std::optional<MirrorLayers> mirrorLayers(const Ensemble& ensemble, const CommonBeliefs& prior,
                                             const AttentionOptions& options, const MirrorWanted& wanted,
                                             const RunControl& control) const override
    {
        if (refuses(options) || !options.energiesFactor() || !ensemble.lowRank.empty())
            return std::nullopt;
        control.check();
        gpu::LayersRequest asked;
        asked.layers = wanted.layers;
        asked.steps = wanted.steps;
        asked.alpha = wanted.alpha;
        asked.lambda = wanted.lambda;
        asked.step = wanted.step;
        asked.prior = headsOf(prior.heads);
        gpu::LayersOutput out;
        MirrorLayers result = roomForLayers(ensemble.heads, ensemble.tokens(), wanted, out);
        inWords([&] {
            device_->layers(loadOf(ensemble, options), numberOf(options.precision),
                            pairRequest(options, ensemble.heads, ensemble.multiplicity), asked, out);
        });
        control.report(1);
        return result;
    }

private:
    static void finishStream(const DevicePrepared& p, const AttentionOptions& options, const StreamWanted& wanted,
                             const std::vector<Index>& bounds, const Averages& averages, const Couplings& couplings,
                             StreamResult& r)
    {
        for (std::size_t h = 0; h < couplings.energy.size(); ++h) {
            r.receiverEnergy[h] = Eigen::Map<const Vectord>(couplings.energy[h].data(), p.tokens());
            r.receiverEntropy[h] = Eigen::Map<const Vectord>(couplings.entropy[h].data(), p.tokens());
            r.couplingEnergy[h] = r.receiverEnergy[h].sum();
            r.couplingEntropy[h] = r.receiverEntropy[h].sum();
        }
        meansOfCells(bounds, r.pooled);
        const std::vector<char> silent = silentReceivers(options.mask, p.tokens());
        (wanted.product ? r.naturals.resize(p.heads.size()) : r.message.heads.resize(p.heads.size()));
        parallelFor(static_cast<Index>(p.heads.size()), [&](Index k) {
            const auto h = static_cast<std::size_t>(k);
            if (wanted.product)
                r.naturals[h] = productOf(p, h, averages.rows[h]);
            else
                mixtureOf(p, h, averages.rows[h], silent, r.message.heads[h]);
        });
        carryHeard(p.links, p.diagonal, r.message.heads, r.naturals);
        requireFinite(r.message.heads, "message");
    }

    std::unique_ptr<gpu::Device> device_;
};

}  // namespace

std::unique_ptr<Backend> makeDeviceBackend(std::unique_ptr<gpu::Device> device)
{
    return std::make_unique<DeviceBackend>(std::move(device));
}

std::vector<DeviceStage> profileDevice(const gpu::Device& device, const Ensemble& ensemble, const AttentionOptions& options,
                                       int repeats)
{
    return inWords([&] {
        LoadRequest load = loadOf(ensemble, options);
        load.mixture = LoadRequest::Rows::Mean;
        const auto session = device.load(load, numberOf(options.precision));
        std::vector<DeviceStage> stages;
        for (const gpu::StageTime& s :
             session->profile(pairRequest(options, ensemble.heads, ensemble.multiplicity), repeats))
            stages.push_back({s.name, s.seconds, s.least, s.operations, s.bytes});
        return stages;
    });
}

}  // namespace gauge
