// The threads of one block on a CUDA device, as kernels see them (kernels/block.h says what each member does).
#pragma once

#include "gpu/kernels/block.h"

#include <cmath>
#include <cuda_runtime.h>
#include <nv/target>

namespace gauge::gpu {

constexpr int kThreads = 256;  // of a block of threads without a shape of its own: a power of two, for the sums

class CudaBlock {
public:
    __device__ long index() const { return blockIdx.x; }
    __device__ long along(int axis) const { return axis == 0 ? blockIdx.x : axis == 1 ? blockIdx.y : blockIdx.z; }
    __device__ int thread() const { return static_cast<int>(threadIdx.x); }
    __device__ int threads() const { return static_cast<int>(blockDim.x); }
    __device__ int lane() const { return static_cast<int>(threadIdx.x % kLanes); }
    __device__ int warp() const { return static_cast<int>(threadIdx.x / kLanes); }
    __device__ void wait() { __syncthreads(); }
    __device__ void waitWarp() { __syncwarp(); }
    __device__ unsigned char* shared() const
    {
        extern __shared__ __align__(128) unsigned char memory[];
        return memory;
    }

    template <class F>
    __device__ void each(long n, F f)
    {
        for (long k = threadIdx.x; k < n; k += blockDim.x)
            f(k);
        __syncthreads();
    }
    template <class F>
    __device__ double sum(long n, F f)
    {
        double own = 0;
        for (long k = threadIdx.x; k < n; k += blockDim.x)
            own += f(k);
        return reduced(own, [](double a, double b) { return a + b; });
    }
    template <class F>
    __device__ double most(long n, F f)
    {
        double own = -HUGE_VAL;
        for (long k = threadIdx.x; k < n; k += blockDim.x) {
            const double v = f(k);
            own = v > own ? v : own;
        }
        return reduced(own, [](double a, double b) { return a > b ? a : b; });
    }
    template <class F>
    __device__ void once(F f)
    {
        if (threadIdx.x == 0)
            f();
        __syncthreads();
    }

    __device__ void least(int* at, int value) { atomicMin(at, value); }
    __device__ void least(unsigned long long* at, unsigned long long value) { atomicMin(at, value); }
    __device__ int add(int* counter) { return atomicAdd(counter, 1); }

    template <class V>
    __device__ V exchange(V value, int mask) const
    {
        return __shfl_xor_sync(0xffffffffU, value, mask);
    }
    template <class V>
    __device__ V from(V value, int lane) const
    {
        return __shfl_sync(0xffffffffU, value, lane);
    }
    __device__ static float exp2(float x)
    {
        float y;
        asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(y) : "f"(x));
        return y;
    }
    __device__ static Word pairOf(float low, float high)
    {
        Word w;
        asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(w) : "f"(high), "f"(low));
        return w;
    }

    __device__ void loadFour(Fragment& to, const Word* row) const
    {
        const auto at = static_cast<unsigned>(__cvta_generic_to_shared(row));
        asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0,%1,%2,%3}, [%4];"
                     : "=r"(to.word[0]), "=r"(to.word[1]), "=r"(to.word[2]), "=r"(to.word[3])
                     : "r"(at)
                     : "memory");
    }
    template <Operand O>
    __device__ void multiply(Sums& c, const Fragment& a, Word b0, Word b1) const
    {
        if constexpr (O == Operand::Tf32)
            asm("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
                : "+f"(c.sum[0]), "+f"(c.sum[1]), "+f"(c.sum[2]), "+f"(c.sum[3])
                : "r"(a.word[0]), "r"(a.word[1]), "r"(a.word[2]), "r"(a.word[3]), "r"(b0), "r"(b1));
        else
            asm("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
                : "+f"(c.sum[0]), "+f"(c.sum[1]), "+f"(c.sum[2]), "+f"(c.sum[3])
                : "r"(a.word[0]), "r"(a.word[1]), "r"(a.word[2]), "r"(a.word[3]), "r"(b0), "r"(b1));
    }

    __device__ void copyAhead(Word* to, const Word* from) const
    {
        const auto at = static_cast<unsigned>(__cvta_generic_to_shared(to));
        asm volatile("cp.async.cg.shared.global [%0], [%1], 16;" ::"r"(at), "l"(from) : "memory");
    }
    __device__ void endGroup() const { asm volatile("cp.async.commit_group;" ::: "memory"); }
    template <int Open>
    __device__ void waitGroups() const
    {
        asm volatile("cp.async.wait_group %0;" ::"n"(Open) : "memory");
    }

    __device__ int clusterRank() const
    {
        unsigned rank = 0;
        NV_IF_TARGET(NV_PROVIDES_SM_90, (asm("mov.u32 %0, %%cluster_ctarank;" : "=r"(rank));))
        return static_cast<int>(rank);
    }
    __device__ int clusterSize() const
    {
        unsigned size = 1;
        NV_IF_TARGET(NV_PROVIDES_SM_90, (asm("mov.u32 %0, %%cluster_nctarank;" : "=r"(size));))
        return static_cast<int>(size);
    }
    __device__ void waitCluster() const
    {
        NV_IF_ELSE_TARGET(
            NV_PROVIDES_SM_90,
            (asm volatile("barrier.cluster.arrive.release.aligned;\nbarrier.cluster.wait.acquire.aligned;" :: : "memory");),
            (__syncthreads();))
    }

private:
    /// Every thread's number folded in the order of a tree, which is the same every time.
    template <class Fold>
    __device__ double reduced(double own, Fold fold)
    {
        __shared__ double partial[kThreads];
        __syncthreads();  // an earlier sum may still be read
        partial[threadIdx.x] = own;
        __syncthreads();
        for (int half = static_cast<int>(blockDim.x) / 2; half > 0; half /= 2) {
            if (threadIdx.x < half)
                partial[threadIdx.x] = fold(partial[threadIdx.x], partial[threadIdx.x + half]);
            __syncthreads();
        }
        return partial[0];
    }
};

}  // namespace gauge::gpu
