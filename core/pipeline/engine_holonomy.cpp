// What links of the shown layer do around loops.
#include "core/pipeline/engine_run.h"

namespace gauge {

void Run::goAround()
{
    if (request_.attention.connection.flat())
        return;
    bool ran = false;
    s_.connection = *memory_.connection.get(layerKey_, [&] { return layers().at(at_).connection; }, ran);
    s_.holonomy = memory_.holonomy.get(
        attendKey_ + stages().holonomy.key(request_),
        [&] { return holonomyAround(s_.connection, s_.state->heads, s_.attention, request_, control_); }, ran);
    note(stages().holonomy.name(), ran, 0);
}

}  // namespace gauge
