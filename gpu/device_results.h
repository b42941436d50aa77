// A device's numbers as the program's results.
#pragma once

#include "core/backend/backend.h"
#include "gpu/device.h"

namespace gauge {

/// An ensemble on a device, and what of it results are made with.
class DevicePrepared : public Prepared {
public:
    Heads heads;
    Vectord multiplicity;
    bool diagonal = false;
    std::vector<HeadLink> links;  // a head each, which messages are carried by once they have come back; empty: as they are
    bool meanOnly = false;
    bool hears = false;  // messages are of carried beliefs
    Frames frames;       // for those alone
    std::shared_ptr<gpu::PairSession> session;

    Index tokens() const { return multiplicity.size(); }
};

/// Averages of one kind, a head each, and where the device puts them.
struct Averages {
    std::vector<RowMatrixd> rows;

    Averages(const DevicePrepared& p, bool wanted, bool naturals, gpu::PairOutput& out);
};

/// One head's messages of such rows. silent: receivers without senders, N.
void mixtureOf(const DevicePrepared& p, std::size_t h, const RowMatrixd& rows, const std::vector<char>& silent,
               GaussianBlock& out);
NaturalBlock productOf(const DevicePrepared& p, std::size_t h, const RowMatrixd& rows);

/// Couplings of receivers, a head each (one when heads are summed).
struct Couplings {
    std::vector<std::vector<double>> energy, entropy;

    Couplings(std::size_t count, Index n);
    void place(gpu::PairOutput& out);
    std::vector<RowCoupling> rows(std::size_t h) const;
};

/// Room for H matrices of N×N where they are wanted, and where the device puts them.
void makeRoom(std::vector<RowMatrixd>& matrices, std::vector<double*>& places, bool wanted, std::size_t heads, Index n);

/// Energies of pairs the mask rules out become NaN.
void hideMasked(std::vector<RowMatrixd>& energy, const Mask& mask);

/// Room for layers, and where the device puts them.
MirrorLayers roomForLayers(const Heads& heads, Index n, const MirrorWanted& wanted, gpu::LayersOutput& out);

}  // namespace gauge
