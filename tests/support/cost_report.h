// A measurement as the cost view shows it.
#pragma once

#include "core/cost/methods.h"

namespace gauge::test {

/// Of 13 tokens: four methods, and one that is refused.
inline CostReport measuredCosts()
{
    CostReport report;
    report.tokens = 13;
    report.dim = 16;
    report.heads = 4;
    report.rounds = 7;
    const auto add = [&](const char* method, double least, double median, double greatest, double warm, double error) {
        MethodTime m;
        m.method = method;
        m.cold.least = least;
        m.cold.median = median;
        m.greatestCold = greatest;
        m.warm.least = m.warm.median = m.greatestWarm = warm;
        m.tokensMeasured = 13;
        m.cost = {169, 1e6, 2e5};
        m.error = error;
        report.methods.push_back(m);
    };
    add("naive", 8e-3, 9e-3, 2e-2, 7e-3, 1e-15);
    add("exact", 3e-4, 4.1e-4, 9e-4, 1.2e-4, 0);
    add("diagonal", 6e-5, 7.7e-5, 9e-5, 3e-5, 0.12);
    add("dot-product", 2e-5, 2.5e-5, 3.1e-5, 1.4e-5, 0.4);
    MethodTime refused;
    refused.method = "low-rank=8";
    refused.refused = "heads of 3 dimensions are smaller";
    report.methods.push_back(refused);
    return report;
}

}  // namespace gauge::test
