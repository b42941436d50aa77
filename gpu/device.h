// What the backend asks of an accelerator, in plain numbers: so that its sources need neither Eigen nor the program's types, and
// the same stages run on a CUDA device and, in tests, on a machine made of host threads.
#pragma once

#include "gpu/device_error.h"

#include <memory>
#include <string>
#include <vector>

namespace gauge::gpu {

/// How numbers are kept. Factors of products: Double and Single exactly enough for the name (Single as three products of TF32 parts), Half as
/// three products of bf16 parts, Tf32 and Bf16 as one; sums of all but Double are single.
enum class Number { Double, Single, Half, Tf32, Bf16 };

/// What E_ij is (MATH.md §2, §3).
enum class Score { Kl, ReverseKl, Jeffreys, DotProduct };

/// A side's bias, of what stands there for KL(receiver ‖ sender) and what stands there for the reverse.
constexpr double biasBy(Score score, double forward, double reverse)
{
    if (score == Score::Kl)
        return forward;
    return score == Score::ReverseKl ? reverse : forward + reverse;
}

/// One head of N beliefs in the common frame.
struct HeadInput {
    int dim = 0;
    const double* mean = nullptr;  // N×d, a token after the other
    const double* cov = nullptr;   // N×d×d
};

/// A constant link of one head: E_ij is that of q_i and W q_j, i = j too. Matrices are column by column.
struct LinkInput {
    const double* w = nullptr;        // d×d
    const double* inverse = nullptr;  // d×d
    double logDet = 0;                // ln |det W|
};

/// Energies that are formed pair by pair instead of as a product, of these beliefs (N of a head each): local ones where they are
/// carried by frames, else common ones. Frames are d×d, column by column.
struct PairwiseRequest {
    enum class Carry { Nothing, Frames, FirstOrder } carry = Carry::Nothing;
    enum class Divergence { Kl, ReverseKl, Jeffreys, Renyi } divergence = Divergence::Kl;
    double order = 0.5;
    bool diagonal = false;  // carried covariances lose all but their diagonal
    bool hear = false;      // messages are of carried beliefs too
    std::vector<HeadInput> heads;
    std::vector<const double*> frame;    // U_i, or Φ_i for the first order
    std::vector<const double*> inverse;  // U_i⁻¹
};

struct LoadRequest {
    int tokens = 0;
    std::vector<HeadInput> heads;
    std::vector<LinkInput> links;  // a head each, not with `pairwise`; empty: beliefs as they stand, E_ii = 0

    const LinkInput* link(std::size_t head) const { return links.empty() ? nullptr : &links[head]; }

    bool diagonal = false;
    Score score = Score::Kl;
    enum class Rows { None, Mean, Moments } mixture = Rows::None;
    bool naturals = false;
    std::shared_ptr<const PairwiseRequest> pairwise;  // null: energies are products
};

/// Who may hear whom, and with which weights beside −E/τ.
struct PairRequest {
    enum class Mask { Full, Causal, Window, CausalWindow } mask = Mask::Full;
    int width = 0;
    bool self = true;
    bool summed = false;
    std::vector<double> temperature;            // a head; one when heads are summed
    std::vector<double> logMultiplicity;        // N, or empty: all 0
    std::vector<std::vector<double>> distance;  // a head (one when summed) of N: ln π at |i−j|; empty without a prior
};

/// Where results go; null and empty: not wanted. Matrices are N×N, rows receive.
struct PairOutput {
    std::vector<double*> energy;         // H
    std::vector<double*> attention;      // H
    std::vector<double*> mixture;        // H of N×width(h, …)
    std::vector<double*> naturals;       // H of N×width
    std::vector<double*> heard;          // with PairwiseRequest.hear instead, H of N×(d + d²), in the receiver's own frame:
    std::vector<double*> heardNaturals;  // Σ β μ̃, Σ β (Σ̃ + μ̃ μ̃ᵀ); or Σ β Σ̃⁻¹ μ̃, Σ β Σ̃⁻¹
    std::vector<double*> rowEnergy;      // a head (one when summed) of N
    std::vector<double*> rowEntropy;
    // Streaming
    std::vector<int> bounds;      // of the cells of pooled maps, B+1
    std::vector<double*> pooled;  // H of B×B: sums over the cells' pairs
    int links = 0;
    std::vector<double*> linkWeight;  // H of N×links
    std::vector<int*> linkSender;
    double edgesBelow = -1;  // directed energies of all heads ≤ this are listed
    struct Edge {
        int receiver, sender;
        double energy;
    };
    std::vector<Edge>* edges = nullptr;
};

/// Layers × steps of mirror dynamics (MATH.md §5), beliefs staying on the device. What is heard is carried along the links.
struct LayersRequest {
    int layers = 0;
    int steps = 1;
    double alpha = 1, lambda = 1, step = 0.5;
    std::vector<HeadInput> prior;
};

/// Where they go.
struct LayersOutput {
    std::vector<std::vector<double*>> mean;  // layer 1 … L, head: N×d
    std::vector<std::vector<double*>> cov;   // N×d×d
    std::vector<double*> byToken;            // step 0 … L·S: N×3, belief, coupling, entropy, in nats
};

/// Called between tiles; throws to stop.
using Check = void (*)(void* context, double fraction);
struct Watch {
    Check check = nullptr;
    void* context = nullptr;
    void at(double fraction) const
    {
        if (check != nullptr)
            check(context, fraction);
    }
};

/// What one stage took, by the device's own clock, and the least it has to do.
struct StageTime {
    std::string name;
    double seconds = 0;  // median
    double least = 0;
    double operations = 0;  // of the matrix products
    double bytes = 0;       // read once and written once
};

/// The beliefs of one ensemble on a device: their features and what messages average. Any thread may call: calls of one session wait for
/// each other, and what went wrong in one says nothing of the next.
class PairSession {
public:
    virtual ~PairSession() = default;

    /// Numbers a row of averages has. They are of beliefs as they were sent, whatever the links; mixtures of diagonal ones that links turn
    /// off their axes are full.
    virtual int width(std::size_t head, bool naturals) const = 0;
    /// By how much the means that were averaged had been moved.
    virtual std::vector<double> shift(std::size_t head) const = 0;
    /// Throws DeviceError, as everything here may.
    virtual void attend(const PairRequest& request, PairOutput& output, const Watch& watch) = 0;
    /// The stages of energies, attention and mean messages, one after the other, over the first tile of receivers.
    virtual std::vector<StageTime> profile(const PairRequest& request, int repeats) = 0;
    /// Floats a tile of receivers takes at most; for tests.
    virtual void limitTile(long numbers) = 0;
};

/// A device as `info --devices` lists it.
struct DeviceInfo {
    std::string name;
    std::string architecture;  // 9.0
    double memory = 0;         // bytes
    int processors = 0;
};

class Device {
public:
    virtual ~Device() = default;
    /// Takes the beliefs in. Throws DeviceError.
    virtual std::unique_ptr<PairSession> load(const LoadRequest& request, Number number) const = 0;
    /// Layers that stay in one launch (kernels/resident_layers.h) are in double whatever the number; others keep Half as Single.
    virtual void layers(const LoadRequest& load, Number number, const PairRequest& request, const LayersRequest& asked,
                        LayersOutput& output) const = 0;
};

/// The devices there are, or why there is none.
struct DeviceAnswer {
    std::vector<DeviceInfo> devices;
    std::string driver;  // the version of the interface it speaks
    std::string reason;
};

/// Asks the driver alone: no device is reached, which would take memory there and a while.
DeviceAnswer findDevices();

/// One of those. It is reached when it is first given beliefs.
std::unique_ptr<Device> makeDevice(int device);

/// Bytes; reaches the device. Throws DeviceError.
double freeMemory(int device);

}  // namespace gauge::gpu
