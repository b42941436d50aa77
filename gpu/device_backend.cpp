#include "gpu/device_backend.h"

#include "core/error.h"
#include "core/gaussian/features.h"

#include <cstring>
#include <limits>
#include <mutex>

namespace gauge {
namespace {

using gpu::LoadRequest;
using gpu::PairRequest;

/// Words for what can go wrong on a device; anything else passes.
template <class F>
auto inWords(F work)
{
    try {
        return work();
    } catch (const gpu::DeviceMemoryFailure& e) {
        fail("--backend cuda: expected {:.3g} bytes of device memory, found {:.3g} free; attend --no-matrix needs less, "
             "--backend cpu "
             "none",
             e.needed, e.free);
    } catch (const gpu::DeviceFailure& e) {
        fail("--backend cuda: the device failed ({}); --backend cpu computes the same", e.what());
    } catch (const gpu::UndefinedPair& e) {
        fail("--transport: the divergence of receiver {} from sender {} is not defined (a covariance that is carried there "
             "loses rank: "
             "frames too far apart for first order, or covariances too different for the order)",
             e.receiver, e.sender);
    } catch (const std::domain_error& e) {
        const std::string what = e.what();
        const std::string number = what.substr(what.find(' ') + 1);
        if (what.starts_with("covariance"))
            fail("covariance: expected positive definite matrices, found token {} losing definiteness (its condition "
                 "number is too "
                 "large for double precision)",
                 number);
        fail("energy: expected finite divergences, found receiver {} overflowing its precision (beliefs too far apart for "
             "it)",
             number);
    }
}

gpu::Number numberOf(Precision precision)
{
    return precision == Precision::Double   ? gpu::Number::Double
           : precision == Precision::Single ? gpu::Number::Single
                                            : gpu::Number::Half;
}

gpu::Score scoreOf(const AttentionOptions& o)
{
    if (o.score == Score::DotProduct)
        return gpu::Score::DotProduct;
    return o.divergence == Divergence::ReverseKl  ? gpu::Score::ReverseKl
           : o.divergence == Divergence::Jeffreys ? gpu::Score::Jeffreys
                                                  : gpu::Score::Kl;
}

std::vector<gpu::HeadInput> headsOf(const std::vector<GaussianBlock>& blocks)
{
    std::vector<gpu::HeadInput> heads;
    for (const GaussianBlock& block : blocks)
        heads.push_back({static_cast<int>(block.dim()), block.mean.data(), block.cov[0].data()});
    return heads;
}

LoadRequest loadOf(const Ensemble& ensemble, const AttentionOptions& options)
{
    LoadRequest load;
    load.tokens = static_cast<int>(ensemble.tokens());
    load.heads = headsOf(ensemble.common.heads);
    load.diagonal = ensemble.covariance.family == CovarianceFamily::Diagonal;
    load.score = scoreOf(options);
    return load;
}

PairRequest pairRequest(const AttentionOptions& o, const Heads& heads, const Vectord& multiplicity)
{
    PairRequest r;
    r.mask = o.mask.kind == Mask::Kind::Causal         ? PairRequest::Mask::Causal
             : o.mask.kind == Mask::Kind::Window       ? PairRequest::Mask::Window
             : o.mask.kind == Mask::Kind::CausalWindow ? PairRequest::Mask::CausalWindow
                                                       : PairRequest::Mask::Full;
    r.width = static_cast<int>(o.mask.width);
    r.self = o.mask.self;
    r.summed = o.summedHeads;
    const std::size_t count = o.summedHeads ? 1 : heads.size();
    if (!(multiplicity.array() == 1.0).all())
        for (const double n : multiplicity)
            r.logMultiplicity.push_back(std::log(n));
    for (std::size_t h = 0; h < count; ++h) {
        r.temperature.push_back(temperature(o, heads, h));
        if (o.prior.kind == AttentionPrior::Kind::None)
            continue;
        r.distance.emplace_back();
        for (Index k = 0; k < multiplicity.size(); ++k)
            r.distance.back().push_back(o.prior.logWeight(h, count, k));
    }
    return r;
}

class DevicePrepared : public Prepared {
public:
    Heads heads;
    Vectord multiplicity;
    bool diagonal = false;
    bool meanOnly = false;
    bool hears = false;  // messages are of carried beliefs
    Frames frames;       // for those alone
    std::shared_ptr<gpu::PairSession> session;

    Index tokens() const { return multiplicity.size(); }
};

/// Averages of one kind, a head each, and where the device puts them.
struct Averages {
    std::vector<RowMatrixd> rows;

    Averages(const DevicePrepared& p, bool wanted, bool naturals, gpu::PairOutput& out)
    {
        std::vector<double*>& places = p.hears    ? (naturals ? out.heardNaturals : out.heard)
                                       : naturals ? out.naturals
                                                  : out.mixture;
        for (std::size_t h = 0; wanted && h < p.heads.size(); ++h) {
            const Index d = p.heads[h];
            rows.emplace_back(p.tokens(), p.hears ? d + d * d : p.session->width(h, naturals));
            places.push_back(rows.back().data());
        }
    }
};

MessageRows<double> rowsOf(const DevicePrepared& p, std::size_t h, bool naturals)
{
    using Kind = MessageRows<double>::Kind;
    MessageRows<double> rows;
    rows.kind = naturals ? Kind::Naturals : p.meanOnly ? Kind::Mean : Kind::Moments;
    rows.dim = p.heads[h];
    rows.diagonal = p.diagonal;
    const std::vector<double> shift = p.session->shift(h);
    rows.shift = Eigen::Map<const Vectord>(shift.data(), static_cast<Index>(shift.size()));
    return rows;
}

/// What receivers heard of one head, from their own frames to the common one.
void fromHeard(const DevicePrepared& p, std::size_t h, const RowMatrixd& rows, bool meanOnly, GaussianBlock& out)
{
    const Index d = p.heads[h];
    out = {Matrixd(d, rows.rows()), Stack(rows.rows(), d)};
    for (Index i = 0; i < rows.rows(); ++i) {
        const auto inverse = p.frames.inverse[h][i];
        const Vectord mean = rows.row(i).head(d).transpose();
        const Eigen::Map<const RowMatrixd> second(rows.row(i).data() + d, d, d);
        out.mean.col(i) = inverse * mean;
        if (!meanOnly)
            out.cov[i] = inverse * (second - mean * mean.transpose()) * inverse.transpose();
    }
}

void fromHeard(const DevicePrepared& p, std::size_t h, const RowMatrixd& rows, NaturalBlock& out)
{
    const Index d = p.heads[h];
    out = {Stack(rows.rows(), d), Matrixd(d, rows.rows()), Vectord()};
    for (Index i = 0; i < rows.rows(); ++i) {
        const auto u = p.frames.u[h][i];
        out.precision[i] = u.transpose() * Eigen::Map<const RowMatrixd>(rows.row(i).data() + d, d, d) * u;
        out.h.col(i) = u.transpose() * rows.row(i).head(d).transpose();
    }
}

GaussianBlock mixtureOf(const DevicePrepared& p, std::size_t h, const RowMatrixd& rows, const std::vector<char>& silent)
{
    GaussianBlock block;
    if (p.hears)
        fromHeard(p, h, rows, p.meanOnly, block);
    else
        beliefsFromMoments(rowsOf(p, h, false), rows, silent, block);
    return block;
}

NaturalBlock productOf(const DevicePrepared& p, std::size_t h, const RowMatrixd& rows)
{
    NaturalBlock block;
    if (p.hears)
        fromHeard(p, h, rows, block);
    else
        naturalsFromRows(rowsOf(p, h, true), rows, block);
    return block;
}

/// The beliefs that are carried to each receiver, kept until they are on the device.
struct PairwiseParts {
    LocalBeliefs beliefs;
    std::vector<Stack> algebra;
    std::shared_ptr<gpu::PairwiseRequest> request;  // null where energies are a product

    PairwiseParts(const Ensemble& e, const AttentionOptions& o)
    {
        if (o.energiesFactor())
            return;
        using Request = gpu::PairwiseRequest;
        request = std::make_shared<Request>();
        request->diagonal = o.covariance.family == CovarianceFamily::DiagonalProjected;
        request->hear = !o.messagesFactor();
        request->order = o.renyiOrder;
        request->divergence = o.divergence == Divergence::Renyi       ? Request::Divergence::Renyi
                              : o.divergence == Divergence::ReverseKl ? Request::Divergence::ReverseKl
                              : o.divergence == Divergence::Jeffreys  ? Request::Divergence::Jeffreys
                                                                      : Request::Divergence::Kl;
        if (!e.frames.identity && o.transport == Transport::FirstOrder)
            request->carry = Request::Carry::FirstOrder;
        else if (!e.frames.identity && (o.transport == Transport::Pairwise || request->diagonal))
            request->carry = Request::Carry::Frames;
        beliefs =
            request->carry == Request::Carry::Nothing ? LocalBeliefs{e.common.heads} : pushForward(e.common, e.frames);
        request->heads = headsOf(beliefs.heads);
        for (std::size_t h = 0; h < e.heads.size(); ++h) {
            if (request->carry == Request::Carry::FirstOrder) {
                algebra.push_back(algebraElements(e.phi, e.generators, e.heads, h));
                request->frame.push_back(algebra.back()[0].data());
            } else if (request->carry == Request::Carry::Frames) {
                request->frame.push_back(e.frames.u[h][0].data());
                request->inverse.push_back(e.frames.inverse[h][0].data());
            }
        }
    }
};

struct Watching {
    explicit Watching(const RunControl& of) : control(of) {}
    const RunControl& control;
    gpu::Watch watch()
    {
        return {[](void* self, double fraction) {
                    static_cast<Watching*>(self)->control.check();
                    static_cast<Watching*>(self)->control.report(fraction);
                },
                this};
    }
};

void shape(std::vector<RowMatrixd>& matrices, std::vector<double*>& places, bool wanted, std::size_t heads, Index n)
{
    matrices.resize(wanted ? heads : 0);
    for (RowMatrixd& m : matrices) {
        m.resize(n, n);
        places.push_back(m.data());
    }
}

void hideMasked(std::vector<RowMatrixd>& energy, const Mask& mask)
{
    for (RowMatrixd& e : energy)
        for (Index i = 0; i < e.rows(); ++i)
            for (Index j = 0; j < e.cols(); ++j)
                if (!mask.allows(i, j))
                    e(i, j) = std::numeric_limits<double>::quiet_NaN();
}

/// Couplings of receivers, a head each (one when heads are summed).
struct Couplings {
    std::vector<std::vector<double>> energy, entropy;

    Couplings(std::size_t count, Index n) : energy(count, std::vector<double>(static_cast<std::size_t>(n))), entropy(energy)
    {
    }
    void place(gpu::PairOutput& out)
    {
        for (std::size_t h = 0; h < energy.size(); ++h) {
            out.rowEnergy.push_back(energy[h].data());
            out.rowEntropy.push_back(entropy[h].data());
        }
    }
    std::vector<RowCoupling> rows(std::size_t h) const
    {
        std::vector<RowCoupling> all;
        for (std::size_t i = 0; i < energy[h].size(); ++i)
            all.push_back({energy[h][i], entropy[h][i]});
        return all;
    }
};

class DeviceBackend : public Backend {
public:
    explicit DeviceBackend(std::unique_ptr<gpu::Device> device) : device_(std::move(device)) {}

    std::string name() const override { return "cuda"; }

    std::optional<std::string> refuses(const AttentionOptions& o) const override
    {
        if (o.precision == Precision::Half && !o.energiesFactor())
            return "--precision half: energies that are formed pair by pair are computed in double, found half";
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
        shape(result.energy, out.energy, wanted.energy, heads, n);
        shape(result.attention, out.attention, wanted.attention, heads, n);
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
        for (std::size_t h = 0; h < heads; ++h) {
            if (wanted.mixture)
                result.message.heads[h] = mixtureOf(p, h, mixture.rows[h], silent);
            if (wanted.product)
                result.naturals[h] = productOf(p, h, naturals.rows[h]);
        }
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
        const std::lock_guard lock(mutex_);
        gpu::PairSession& session = residentOf(ensemble, options);
        gpu::LayersRequest asked;
        asked.layers = wanted.layers;
        asked.steps = wanted.steps;
        asked.alpha = wanted.alpha;
        asked.lambda = wanted.lambda;
        asked.step = wanted.step;
        asked.prior = headsOf(prior.heads);
        const gpu::LayersOutput out =
            inWords([&] { return session.layers(pairRequest(options, ensemble.heads, ensemble.multiplicity), asked); });
        control.report(1);
        return layersOf(ensemble, out);
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
        for (std::size_t h = 0; h < p.heads.size(); ++h) {
            if (wanted.product)
                r.naturals.push_back(productOf(p, h, averages.rows[h]));
            else
                r.message.heads.push_back(mixtureOf(p, h, averages.rows[h], silent));
        }
        requireFinite(r.message.heads, "message");
    }

    /// The beliefs on the device, kept while the same ones are run with other values: the record of their layers is used again.
    gpu::PairSession& residentOf(const Ensemble& ensemble, const AttentionOptions& options) const
    {
        std::string key = fmt::format("{} {} {} ", static_cast<int>(numberOf(options.precision)),
                                      static_cast<int>(scoreOf(options)), static_cast<int>(ensemble.covariance.family));
        const auto append = [&](const double* from, Index count) {
            key.append(reinterpret_cast<const char*>(from), static_cast<std::size_t>(count) * sizeof(double));
        };
        for (const GaussianBlock& block : ensemble.common.heads) {
            key += fmt::format("{} {} ", block.dim(), block.tokens());
            append(block.mean.data(), block.mean.size());
            append(block.cov[0].data(), block.cov.size() * block.dim() * block.dim());
        }
        if (!resident_ || key != residentKey_) {
            resident_.reset();
            resident_ = inWords([&] { return device_->load(loadOf(ensemble, options), numberOf(options.precision)); });
            residentKey_ = std::move(key);
        }
        return *resident_;
    }

    static MirrorLayers layersOf(const Ensemble& ensemble, const gpu::LayersOutput& out)
    {
        MirrorLayers result;
        const Index n = ensemble.tokens();
        for (std::size_t layer = 0; layer < out.mean.size(); ++layer) {
            CommonBeliefs beliefs;
            for (std::size_t h = 0; h < ensemble.heads.size(); ++h) {
                const Index d = ensemble.heads[h];
                GaussianBlock block{Eigen::Map<const Matrixd>(out.mean[layer][h].data(), d, n), Stack(n, d)};
                std::memcpy(block.cov[0].data(), out.cov[layer][h].data(), out.cov[layer][h].size() * sizeof(double));
                beliefs.heads.push_back(std::move(block));
            }
            result.layers.push_back(std::move(beliefs));
        }
        for (const std::vector<double>& parts : out.byToken)
            result.byToken.push_back(Eigen::Map<const RowMatrixd>(parts.data(), 3, n));
        return result;
    }

    std::unique_ptr<gpu::Device> device_;
    mutable std::mutex mutex_;
    mutable std::string residentKey_;
    mutable std::unique_ptr<gpu::PairSession> resident_;
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
