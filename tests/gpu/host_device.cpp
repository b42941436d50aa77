#include "tests/gpu/host_device.h"

#include "gpu/sessions.h"

namespace gauge {

// host_flash.cpp
extern template class gpu::Flash<test::HostMachine, gpu::Operand::Tf32, 2>;
extern template class gpu::Flash<test::HostMachine, gpu::Operand::Bf16, 2>;
extern template class gpu::Flash<test::HostMachine, gpu::Operand::Tf32, 1>;
extern template class gpu::Flash<test::HostMachine, gpu::Operand::Bf16, 1>;

namespace test {

std::unique_ptr<gpu::PairSession> HostDevice::load(const gpu::LoadRequest& request, gpu::Number number) const
{
    auto session = gpu::sessionFor<HostMachine>(request, number, [&]<class Session>() -> std::unique_ptr<gpu::PairSession> {
        return std::make_unique<Session>(*machine_, request);
    });
    if (tileNumbers_ > 0)
        session->limitTile(tileNumbers_);
    return session;
}

void HostDevice::layers(const gpu::LoadRequest& load, gpu::Number number, const gpu::PairRequest& request,
                        const gpu::LayersRequest& asked, gpu::LayersOutput& output) const
{
    gpu::runLayers(*machine_, load, number, request, asked, output, tileNumbers_);
}

}  // namespace test
}  // namespace gauge
