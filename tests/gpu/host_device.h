// The device backend's sessions on a machine made of the host's own processor. The kernels and the order of stages are those of the CUDA
// device.
#pragma once

#include "gpu/device.h"
#include "tests/gpu/host_machine.h"

namespace gauge::test {

class HostDevice : public gpu::Device {
public:
    explicit HostDevice(std::shared_ptr<HostMachine> machine, long tileNumbers = 0)
        : machine_(std::move(machine)), tileNumbers_(tileNumbers)
    {
    }

    std::unique_ptr<gpu::PairSession> load(const gpu::LoadRequest& request, gpu::Number number) const override;
    void layers(const gpu::LoadRequest& load, gpu::Number number, const gpu::PairRequest& request,
                const gpu::LayersRequest& asked, gpu::LayersOutput& output) const override;

private:
    std::shared_ptr<HostMachine> machine_;
    long tileNumbers_;
};

}  // namespace gauge::test
