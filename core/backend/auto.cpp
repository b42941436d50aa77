// The choice between the processor and a device that has to be reached first: by what was measured on that device, never by a guess.
#include "core/backend/backend.h"
#include "core/backend/device_side.h"

#include <mutex>

namespace gauge {
namespace {

/// Who computes what of one ensemble.
struct Sides {
    bool cold = false;  // on the device: the first attention, later ones, a stream
    bool warm = false;
    bool stream = false;

    bool agree() const { return cold == warm && cold == stream; }
};

/// Prepared on the sides that are used: at once where all work goes to one, else when work first goes there.
struct AutoPrepared : Prepared {
    struct Given {
        Ensemble ensemble;
        AttentionOptions options;
        Wanted wanted;
    };

    Sides sides;
    std::optional<Given> given;  // where the sides do not agree
    mutable std::mutex mutex;
    mutable bool attended = false;
    mutable std::array<std::unique_ptr<Prepared>, 2> made;  // on the processor, on the device
};

class AutoBackend : public Backend {
public:
    explicit AutoBackend(DeviceSide device) : side_(std::move(device)) {}

    std::string name() const override
    {
        return fmt::format("auto (cpu{}{})", side_.table ? ", " : "; ",
                           side_.table ? side_.table->of.device : side_.whyNot);
    }

    std::optional<std::string> refuses(const AttentionOptions& options) const override
    {
        return cpu_->refuses(options) ? device().refuses(options) : std::nullopt;
    }

    std::unique_ptr<Prepared> prepare(const Ensemble& ensemble, const AttentionOptions& options,
                                      const Wanted& wanted) const override
    {
        auto prepared = std::make_unique<AutoPrepared>();
        const bool matrices = wanted.energy || wanted.attention;
        prepared->sides.cold = onDevice(matrices ? TimedStage::AttendCold : TimedStage::Messages, ensemble, options);
        prepared->sides.warm = onDevice(matrices ? TimedStage::AttendWarm : TimedStage::Messages, ensemble, options);
        prepared->sides.stream = onDevice(TimedStage::Stream, ensemble, options);
        if (prepared->sides.agree())
            prepared->made.at(prepared->sides.cold ? 1 : 0) = side(prepared->sides.cold).prepare(ensemble, options, wanted);
        else
            prepared->given = {ensemble, options, wanted};
        return prepared;
    }

    void attend(const Prepared& prepared, const AttentionOptions& options, const Wanted& wanted, const RunControl& control,
                AttentionResult& result) const override
    {
        const auto& p = dynamic_cast<const AutoPrepared&>(prepared);
        const bool there = attendsOnDevice(p);
        side(there).attend(preparedOn(p, there), options, wanted, control, result);
    }

    StreamResult stream(const Prepared& prepared, const AttentionOptions& options, const StreamWanted& wanted,
                        const RunControl& control) const override
    {
        const auto& p = dynamic_cast<const AutoPrepared&>(prepared);
        return side(p.sides.stream).stream(preparedOn(p, p.sides.stream), options, wanted, control);
    }

    std::optional<MirrorLayers> mirrorLayers(const Ensemble& ensemble, const CommonBeliefs& prior,
                                             const AttentionOptions& options, const MirrorWanted& wanted,
                                             const RunControl& control) const override
    {
        return side(onDevice(TimedStage::Layers, ensemble, options))
            .mirrorLayers(ensemble, prior, options, wanted, control);
    }

private:
    /// The device, reached when it first has something to do.
    const Backend& device() const
    {
        std::call_once(reached_, [this] { device_ = side_.make(); });
        return *device_;
    }

    const Backend& side(bool onDevice) const { return onDevice ? device() : *cpu_; }

    /// What the processor refuses goes to the device; what was not measured stays on the processor: energies pair by pair, of low rank, in a window.
    bool onDevice(TimedStage stage, const Ensemble& ensemble, const AttentionOptions& options) const
    {
        if (cpu_->refuses(options))
            return true;
        const bool window = options.mask.kind == Mask::Kind::Window || options.mask.kind == Mask::Kind::CausalWindow;
        if (!side_.table || window || !options.energiesFactor() || !ensemble.lowRank.empty())
            return false;
        return deviceIsFaster(*side_.table, stage, options.precision,
                              {ensemble.tokens(), featureLength(ensemble.heads, options)}) &&
               !device().refuses(options);
    }

    static bool attendsOnDevice(const AutoPrepared& p)
    {
        const std::lock_guard lock(p.mutex);
        return std::exchange(p.attended, true) ? p.sides.warm : p.sides.cold;
    }

    const Prepared& preparedOn(const AutoPrepared& p, bool onDevice) const
    {
        const std::lock_guard lock(p.mutex);
        std::unique_ptr<Prepared>& made = p.made.at(onDevice ? 1 : 0);
        if (!made && p.given)
            made = side(onDevice).prepare(p.given->ensemble, p.given->options, p.given->wanted);
        return *made;
    }

    std::unique_ptr<Backend> cpu_ = makeCpuBackend();
    DeviceSide side_;
    mutable std::once_flag reached_;
    mutable std::unique_ptr<Backend> device_;
};

}  // namespace

std::unique_ptr<Backend> makeAutoBackend(DeviceSide device)
{
    return std::make_unique<AutoBackend>(std::move(device));
}

}  // namespace gauge
