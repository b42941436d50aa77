// Which column of a table holds what of the beliefs.
#pragma once

#include "core/types.h"

#include <string>
#include <vector>

namespace gauge {

/// Positions of columns, each list in the order of its numbers; npos where there is none.
struct BeliefColumns {
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    std::vector<std::size_t> mu;         // K
    std::vector<std::size_t> sigma;      // K variances, or none
    std::vector<std::size_t> sigmaFull;  // K×K covariances, row by row (a missing triangle is the other one), or none
    std::vector<std::size_t> phi;        // G, or none
    std::size_t category = npos;
    std::size_t token = npos;
    std::size_t tokenId = npos;
    std::vector<std::string> unused;  // names of columns that mean nothing here, as they stand

    bool hasSigma() const { return !sigma.empty() || !sigmaFull.empty(); }
    std::size_t label() const { return token != npos ? token : tokenId; }
};

/// mu_0 … mu_{K−1}; sigma_0 …, variances, or sigma_0_0, sigma_0_1, …, covariances; phi_0 …; category; token; token_id: whatever the case, with zeros
/// before a number or without. Throws Error for a number that is missing, a column that stands there twice, and names that nearly are one
/// of these: what was meant is said.
BeliefColumns beliefColumns(const std::vector<std::string>& header, std::size_t line);

}  // namespace gauge
