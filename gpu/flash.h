// Attention by two passes over the pairs that keep no matrix (kernels/flash_messages.h, kernels/flash_rows.h), for energies that are a product of
// features kept in Parts parts. flash_load.h, flash_call.h, flash_attend.h, flash_keep.h and flash_profile.h hold one stage each, flash_stages.h
// all of them.
#pragma once

#include "gpu/beliefs.h"
#include "gpu/device.h"
#include "gpu/kernels/flash_messages.h"
#include "gpu/kernels/flash_rows.h"
#include "gpu/kernels/kept.h"
#include "gpu/parcel.h"
#include "gpu/tokens.h"

#include <mutex>

namespace gauge::gpu {

template <class M, Operand O, int Parts>
class Flash : public PairSession {
    template <class V>
    using Buffer = typename M::template Buffer<V>;
    using Features = SplitFeatures<O, Parts>;
    using Values = SplitValues<O, Parts>;

public:
    Flash(M& machine, const LoadRequest& request);

    int width(std::size_t head, bool naturals) const override;
    std::vector<double> shift(std::size_t head) const override { return shifts_[head]; }
    void attend(const PairRequest& request, PairOutput& out, const Watch& watch) override;
    std::vector<StageTime> profile(const PairRequest& request, int repeats) override;
    void limitTile(long numbers) override { matrixNumbers_ = numbers; }

private:
    struct Head {
        long dim = 0;
        Features left, right;
        Values mixture, naturals;  // at: null where they are not averaged

        const Values& values(bool ofNaturals) const { return ofNaturals ? naturals : mixture; }
    };
    struct Call;
    struct Results;

    // flash_load.h
    /// As messages average them: a link turns the spread of diagonal beliefs' means off their axes.
    bool onAxes(bool naturals) const { return diagonal_ && (naturals || !linked_); }
    int mostLoads(int wide) const;
    void layOutWords(const LoadRequest& request);
    void takeBeliefs(const LoadRequest& request);
    template <bool Linked>
    void putFeatures(const std::vector<BeliefViews>& beliefs, Failures* failures);

    // flash_call.h
    long matrixNumbers(const PairRequest& request, const PairOutput& out) const;
    void layMatrices(Arena& arena, const PairRequest& request, const PairOutput& out, long rows,
                     View<float> (&to)[2]) const;

    // flash_attend.h
    static FlashMemory comesAgain(int leftTiles, int mostWords, int valueWords);
    FlashMemory memoryFor(bool together, int leftTiles, int valueWords, long more) const;
    template <class K>
    void launchMessages(const Call& call, bool naturals, const FlashMemory& memory);
    template <int WideTiles>
    void messagesBy(const Call& call, bool naturals);
    void averageRows(const Call& call, bool naturals);
    void rowsBy(const Call& call, std::size_t firstRun, long runs, const FlashKeep* keeps, long firstTile, long tiles);

    // flash_keep.h: what is wanted of the second pass.
    void keepRows(const Call& call, PairOutput& out, const Watch& watch);
    static void addMatrices(const Call& call, const PairOutput& out, int kind, long first, long rows, Incoming& to);
    void poolCells(const Call& call);
    void listEdges(const Call& call, PairOutput& out);

    M& m_;
    std::mutex mutex_;  // of the machine
    long n_;
    long tiles_;
    bool diagonal_;
    bool linked_;
    Score score_;
    RowKind mixtureKind_;
    long matrixNumbers_ = 1L << 27;  // of matrices on the device at once
    std::vector<Head> heads_;
    std::vector<FlashPiece> pieces_;       // of all heads, one after the other
    std::vector<std::size_t> firstPiece_;  // H+1
    Buffer<Word> words_;                   // all features and values
    std::vector<std::vector<double>> shifts_;
};

}  // namespace gauge::gpu
