"""What the device can do at most, by PyTorch: copies, plain products, and its own fused attention on the shapes of cases b and c.

A query there is the three bf16 parts of a feature row beside each other, [high, high, low] · [high, low, high]: 3 × 44 numbers, 136 with padding.
"""

import statistics
import sys
import time

import torch

end = time.monotonic() + 25


def seconds(work, repeats=7):
    """Median, by the device's clock."""
    work()
    torch.cuda.synchronize()
    times = []
    for _ in range(repeats):
        begin, done = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        begin.record()
        work()
        done.record()
        done.synchronize()
        times.append(begin.elapsed_time(done) * 1e-3)
    return statistics.median(times)


def product(name, kind, n, tf32=False):
    torch.backends.cuda.matmul.allow_tf32 = tf32
    a = torch.randn(n, n, device="cuda", dtype=kind)
    b = torch.randn(n, n, device="cuda", dtype=kind)
    print(f"{name}, {n}: {2 * n**3 / seconds(lambda: torch.mm(a, b)) * 1e-12:.1f} TFLOP/s")


def attention(n, depth, kind=torch.bfloat16):
    shape = (1, 8, n, depth)
    q, k, v = (torch.randn(shape, device="cuda", dtype=kind) for _ in range(3))
    took = seconds(lambda: torch.nn.functional.scaled_dot_product_attention(q, k, v, scale=1.0 / depth))
    print(f"scaled_dot_product_attention, 8 heads, N = {n}, depth {depth}: {took * 1e3:.4f} ms, {4 * 8 * n * n * depth / took * 1e-12:.1f} TFLOP/s")


def copy():
    from_, to = (torch.empty(2**30, device="cuda", dtype=torch.uint8) for _ in range(2))
    print(f"copy on the device: {2 * 2**30 / seconds(lambda: to.copy_(from_)) * 1e-12:.2f} TB/s read and written")
    host = torch.empty(2**28, dtype=torch.uint8).pin_memory()
    print(f"copy to the host, pinned: {2**28 / seconds(lambda: host.copy_(from_[: 2**28])) * 1e-9:.1f} GB/s")
    print(f"copy from the host, pinned: {2**28 / seconds(lambda: from_[: 2**28].copy_(host)) * 1e-9:.1f} GB/s")


def launch():
    small = torch.zeros(32, device="cuda")
    print(f"one launch and its wait: {host_seconds(lambda: (small.add_(1), torch.cuda.synchronize())) * 1e6:.1f} µs")


def host_seconds(work, repeats=200):
    work()
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


print(f"PyTorch {torch.__version__}, CUDA {torch.version.cuda}, {torch.cuda.get_device_name()}")
parts = [
    copy,
    launch,
    lambda: product("single", torch.float32, 8192),
    lambda: product("TF32", torch.float32, 8192, tf32=True),
    lambda: product("bf16", torch.bfloat16, 8192),
    lambda: product("double", torch.float64, 4096),
    *[lambda n=n, depth=depth: attention(n, depth) for n in (1024, 8192, 16384) for depth in (48, 136)],
]
for k, part in enumerate(parts):
    if time.monotonic() > end:
        print(f"no time left for {len(parts) - k} of {len(parts)} measurements")
        sys.exit(1)
    part()
