#include "core/memory.h"

#include <malloc.h>

namespace gauge {

void keepFreedMemory()
{
    constexpr int block = 64 << 20;  // larger blocks still come from the system one by one
    mallopt(M_MMAP_THRESHOLD, block);
    mallopt(M_TRIM_THRESHOLD, 4 * block);
}

}  // namespace gauge
