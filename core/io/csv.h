// Means, and what else there is of them, as research code exports it: one token a line.
#pragma once

#include "core/io/npz.h"

namespace gauge {

/// Columns by their header: mu_0 … mu_{K−1} (needed); sigma_0 … sigma_{K−1}, variances (absent: 1); phi_0 … phi_{G−1} with G = 3, SO(3)
/// frame coordinates; category; token_id or token, the label. Other columns are ignored and named in `ignored`. Fields may be quoted.
/// With phi, a line "# irreps: 1+3+5" before the header says how SO(3) acts (and makes each irrep a head); without it the whole space is
/// one irrep, so that K must be odd. Throws Error: line, column, what was expected and found.
NpzArrays readCsv(const std::string& text, const std::string& label, std::vector<std::string>* ignored = nullptr);

}  // namespace gauge
