#include "tests/gpu/head_links.h"

#include "core/algebra/solvers.h"
#include "core/connection/link_arrays.h"

#include <cmath>
#include <random>

namespace gauge::test {

const std::vector<HeadLinkCase>& headLinkCases()
{
    static const std::vector<HeadLinkCase> all{{"GL near 1", 0.05, false},
                                               {"GL", 0.4, false},
                                               {"GL far from 1", 1.2, false},
                                               {"SO near 1", 0.05, true},
                                               {"SO far from 1", 2, true}};
    return all;
}

State withHeadLinks(State state, const HeadLinkCase& links)
{
    std::mt19937_64 random(77);
    std::normal_distribution<double> normal;
    LinkArrays arrays;
    for (const Index d : state.heads) {
        const double size = links.size / std::sqrt(static_cast<double>(d));
        Matrixd a = size * Matrixd::NullaryExpr(d, d, [&] { return normal(random); });
        if (links.rotations)
            a = (a - a.transpose()).eval();
        arrays.heads.push_back(matrixExponential(a));
    }
    state.links = std::make_shared<const LinkArrays>(std::move(arrays));
    return state;
}

const std::vector<OptionCase>& headLinkOptions()
{
    static const std::vector<OptionCase> all = [] {
        std::vector<OptionCase> cases;
        for (const OptionCase& c : deviceOptions()) {
            AttentionOptions plain;
            c.set(plain);
            if (!plain.energiesFactor() || plain.score != Score::Divergence)
                continue;
            cases.push_back({"links of heads, " + c.name, [set = c.set](AttentionOptions& o) {
                                 set(o);
                                 o.connection.source = ConnectionSource::ByHead;
                             }});
        }
        return cases;
    }();
    return all;
}

}  // namespace gauge::test
