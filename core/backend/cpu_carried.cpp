// Along a constant link a head, messages are averaged as they were sent and carried once (MATH.md §9).
#include "core/backend/cpu_carried.h"

#include "core/parallel.h"

namespace gauge {

Matrixd inFamily(const Matrixd& m, bool diagonal)
{
    return diagonal ? Matrixd(m.diagonal().asDiagonal()) : Matrixd(0.5 * (m + m.transpose()));
}

void carryHeard(const std::vector<HeadLink>& links, bool diagonal, std::vector<GaussianBlock>& messages,
                std::vector<NaturalBlock>& naturals)
{
    for (std::size_t h = 0; h < links.size(); ++h) {
        const Matrixd& w = links[h].w;
        const Matrixd& inverse = links[h].inverse;
        if (h < messages.size()) {
            messages[h].mean = (w * messages[h].mean).eval();
            parallelRanges(messages[h].tokens(), 32, [&](Index first, Index last) {
                for (Index i = first; i < last; ++i)
                    messages[h].cov[i] = inFamily(w * messages[h].cov[i] * w.transpose(), diagonal);
            });
        }
        if (h < naturals.size()) {
            naturals[h].h = (inverse.transpose() * naturals[h].h).eval();
            parallelRanges(naturals[h].precision.size(), 32, [&](Index first, Index last) {
                for (Index i = first; i < last; ++i)
                    naturals[h].precision[i] = inFamily(inverse.transpose() * naturals[h].precision[i] * inverse, diagonal);
            });
        }
    }
}

}  // namespace gauge
