// The two passes without a matrix on the host's machine: a source of its own, so that they are compiled beside the other stages.
#include "gpu/flash_stages.h"
#include "tests/gpu/host_machine.h"

namespace gauge::gpu {

template class Flash<test::HostMachine, Operand::Tf32, 2>;
template class Flash<test::HostMachine, Operand::Bf16, 2>;
template class Flash<test::HostMachine, Operand::Tf32, 1>;
template class Flash<test::HostMachine, Operand::Bf16, 1>;

}  // namespace gauge::gpu
