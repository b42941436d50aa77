// A program for x86-64-v3 processors, before anything else of it: on another one a sentence instead of an unknown instruction. This source alone is
// compiled for any x86-64.
#include <unistd.h>

namespace {

__attribute__((constructor(101))) void requireProcessor()
{
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2"))
        return;
    static constexpr char words[] =
        "gaugescope: expected an x86-64-v3 processor (AVX2, FMA, BMI2), which this program was built for; found an "
        "older one. scripts/run builds one for the machine it runs on\n";
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, words, sizeof words - 1);
    ::_exit(2);
}

}  // namespace
