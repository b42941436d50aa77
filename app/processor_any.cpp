// A program for any x86-64 processor, before anything else of it: a package carries its twin for x86-64-v3 in lib/gaugescope/x86-64-v3, which runs
// instead where the processor is one.
#include <climits>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace {

__attribute__((constructor(101))) void preferFasterTwin(int, char** arguments, char**)
{
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma") || !__builtin_cpu_supports("bmi2"))
        return;
    char self[PATH_MAX];
    const auto length = ::readlink("/proc/self/exe", self, sizeof self - 1);
    if (length <= 0)
        return;
    self[length] = '\0';
    char* const name = std::strrchr(self, '/');
    *name = '\0';
    char twin[2 * PATH_MAX];
    std::snprintf(twin, sizeof twin, "%s/../lib/gaugescope/x86-64-v3/%s", self, name + 1);
    if (::access(twin, X_OK) == 0)
        ::execv(twin, arguments);
}

}  // namespace
