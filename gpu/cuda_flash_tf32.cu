// TF32 without a matrix on a CUDA device: a source of its own, so that kernels of each precision are compiled beside each other.
#include "gpu/cuda_machine.h"
#include "gpu/flash_stages.h"

template class gauge::gpu::Flash<gauge::gpu::CudaMachine, gauge::gpu::Operand::Tf32, 1>;
