// The stages on a CUDA device.
#include "gpu/cuda_machine.h"
#include "gpu/sessions.h"

#include <mutex>

namespace gauge::gpu {

// cuda_flash_*.cu
extern template class Flash<CudaMachine, Operand::Tf32, 2>;
extern template class Flash<CudaMachine, Operand::Bf16, 2>;
extern template class Flash<CudaMachine, Operand::Tf32, 1>;
extern template class Flash<CudaMachine, Operand::Bf16, 1>;

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
    return info;
}

/// Machines that nobody uses: making one (a stream, a cuBLAS handle) takes longer than most attentions.
class MachinePool : public std::enable_shared_from_this<MachinePool> {
public:
    explicit MachinePool(int device) : device_(device) {}

    /// A machine of one's own until the pointer goes.
    std::shared_ptr<CudaMachine> borrow()
    {
        std::unique_ptr<CudaMachine> machine;
        {
            const std::lock_guard lock(mutex_);
            if (!idle_.empty()) {
                machine = std::move(idle_.back());
                idle_.pop_back();
            }
        }
        if (!machine)
            machine = std::make_unique<CudaMachine>(device_);
        return {machine.release(), [pool = shared_from_this()](CudaMachine* back) {
                    const std::lock_guard lock(pool->mutex_);
                    pool->idle_.emplace_back(back);
                }};
    }
    int device() const { return device_; }

private:
    int device_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<CudaMachine>> idle_;
};

/// A session with the machine it runs on: one stream each, so that sessions of several threads do not meet.
template <class Session>
class CudaSession : public PairSession {
public:
    CudaSession(MachinePool& pool, const LoadRequest& request)
        : device_(pool.device()), machine_((enter(), pool.borrow())), session_(*machine_, request)
    {
    }

    int width(std::size_t head, bool naturals) const override { return session_.width(head, naturals); }
    std::vector<double> shift(std::size_t head) const override { return session_.shift(head); }
    void attend(const PairRequest& request, PairOutput& output, const Watch& watch) override
    {
        enter();
        session_.attend(request, output, watch);
    }
    std::vector<StageTime> profile(const PairRequest& request, int repeats) override
    {
        enter();
        return session_.profile(request, repeats);
    }
    void limitTile(long numbers) override { session_.limitTile(numbers); }

private:
    /// A thread of the program's pool may never have spoken to the device.
    void enter() const { require(cudaSetDevice(device_), "cudaSetDevice"); }

    int device_;
    std::shared_ptr<CudaMachine> machine_;
    Session session_;
};

class CudaDevice : public Device {
public:
    explicit CudaDevice(int device) : pool_(std::make_shared<MachinePool>(device)) {}

    std::unique_ptr<PairSession> load(const LoadRequest& request, Number number) const override
    {
        return sessionFor<CudaMachine>(request, number, [&]<class Session>() -> std::unique_ptr<PairSession> {
            return std::make_unique<CudaSession<Session>>(*pool_, request);
        });
    }

    void layers(const LoadRequest& load, Number number, const PairRequest& request, const LayersRequest& asked,
                LayersOutput& output) const override
    {
        require(cudaSetDevice(pool_->device()), "cudaSetDevice");
        runLayers(*pool_->borrow(), load, number, request, asked, output);
    }

private:
    std::shared_ptr<MachinePool> pool_;
};

}  // namespace

DeviceAnswer findDevices()
{
    DeviceAnswer answer;
    int count = 0;
    const cudaError_t status = cudaGetDeviceCount(&count);
    if (status != cudaSuccess || count == 0) {
        cudaGetLastError();  // taken note of
        answer.reason = status == cudaErrorInsufficientDriver ? "no driver, or one older than the toolkit"
                        : status != cudaSuccess               ? cudaGetErrorString(status)
                                                              : "no device is visible";
        return answer;
    }
    try {
        int driver = 0;  // 1000·major + 10·minor
        require(cudaDriverGetVersion(&driver), "cudaDriverGetVersion");
        answer.driver = std::to_string(driver / 1000) + '.' + std::to_string(driver % 1000 / 10);
        for (int k = 0; k < count; ++k)
            answer.devices.push_back(describe(k));
    } catch (const DeviceError& e) {
        answer.devices.clear();
        answer.reason = e.what();
    }
    return answer;
}

std::unique_ptr<Device> makeDevice(int device)
{
    return std::make_unique<CudaDevice>(device);
}

double freeMemory(int device)
{
    std::size_t free = 0;
    std::size_t total = 0;
    require(cudaSetDevice(device), "cudaSetDevice");
    require(cudaMemGetInfo(&free, &total), "cudaMemGetInfo");
    return static_cast<double>(free);
}

}  // namespace gauge::gpu
