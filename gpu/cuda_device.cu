// The stages on a CUDA device.
#include "gpu/bf16.h"
#include "gpu/cuda_machine.h"
#include "gpu/pairs.h"

namespace gauge::gpu {
namespace {

DeviceInfo describe(int device)
{
    cudaDeviceProp p{};
    require(cudaGetDeviceProperties(&p, device), "cudaGetDeviceProperties");
    DeviceInfo info;
    info.name = p.name;
    info.architecture = std::to_string(p.major) + '.' + std::to_string(p.minor);
    info.memory = static_cast<double>(p.totalGlobalMem);
    info.processors = p.multiProcessorCount;
    std::size_t free = 0;
    std::size_t total = 0;
    require(cudaSetDevice(device), "cudaSetDevice");
    require(cudaMemGetInfo(&free, &total), "cudaMemGetInfo");
    info.free = static_cast<double>(free);
    return info;
}

/// A session with the machine it runs on: one stream each, so that sessions of several threads do not meet.
template <class T, class A>
class CudaSession : public PairSession {
public:
    CudaSession(int device, const LoadRequest& request) : device_(device), machine_(device), pairs_(machine_, request) {}

    int width(std::size_t head, bool naturals) const override { return pairs_.width(head, naturals); }
    std::vector<double> shift(std::size_t head) const override
    {
        enter();
        return pairs_.shift(head);
    }
    void attend(const PairRequest& request, PairOutput& output, const Watch& watch) override
    {
        enter();
        pairs_.attend(request, output, watch);
    }
    LayersOutput layers(const PairRequest& request, const LayersRequest& asked) override
    {
        enter();
        return pairs_.layers(request, asked);
    }
    std::vector<StageTime> profile(const PairRequest& request, int repeats) override
    {
        enter();
        return pairs_.profile(request, repeats);
    }
    void limitTile(long numbers) override { pairs_.limitTile(numbers); }

private:
    /// A thread of the program's pool may never have spoken to the device.
    void enter() const { require(cudaSetDevice(device_), "cudaSetDevice"); }

    int device_;
    CudaMachine machine_;
    Pairs<CudaMachine, T, A> pairs_;
};

class CudaDevice : public Device {
public:
    explicit CudaDevice(int device) : device_(device) {}

    DeviceInfo info() const override { return describe(device_); }

    std::unique_ptr<PairSession> load(const LoadRequest& request, Number number) const override
    {
        if (number == Number::Double)
            return std::make_unique<CudaSession<double, double>>(device_, request);
        if (number == Number::Single)
            return std::make_unique<CudaSession<float, float>>(device_, request);
        return std::make_unique<CudaSession<Bf16, float>>(device_, request);
    }

private:
    int device_;
};

}  // namespace

DeviceAnswer findDevice()
{
    DeviceAnswer answer;
    int count = 0;
    const cudaError_t status = cudaGetDeviceCount(&count);
    if (status != cudaSuccess || count == 0) {
        cudaGetLastError();  // taken note of
        answer.reason = status != cudaSuccess ? cudaGetErrorString(status) : "no device is visible";
        return answer;
    }
    try {
        for (int k = 0; k < count; ++k)
            answer.devices.push_back(describe(k));
        answer.device = std::make_unique<CudaDevice>(0);
    } catch (const DeviceFailure& e) {
        answer.reason = e.what();
    }
    return answer;
}

}  // namespace gauge::gpu
