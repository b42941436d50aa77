// Means, and what else there is of them, as research code exports it: one token a line.
#pragma once

#include "core/io/npz.h"
#include "core/run_control.h"

#include <optional>

namespace gauge {

/// What is said beside a file of beliefs about how it is to be read.
struct Reading {
    std::string frames;  // a table of frame coordinates beside one of means; empty: none
    std::string group;   // what the coordinates turn by, as core/algebra/group_name.h reads it; empty: as the file says
    std::optional<double> sigma;  // the variance of every component where the file has none
    RunControl control;           // long files report how far they are
};

/// A file's arrays, and a line for whatever of it was not used or was taken for granted.
struct BeliefFile {
    NpzArrays arrays;
    std::vector<std::string> notes;
};

/// A table by its header (core/io/csv_columns.h): mu_0 … mu_{K−1} (needed); sigma_0 …, variances, or sigma_0_0, sigma_0_1, …, covariances (absent: reading.sigma, or 1);
/// phi_0 … phi_{G−1}, frame coordinates; category; token or token_id, the label. How they turn is said by reading.group, or by a line "# group: gl(10)*6" or
/// "# irreps: 1+3+5" before the header, which also makes each block or irrep a head; three without a word are SO(3) on one irrep, so that K must be odd.
/// Throws Error with the path in front: line, column, what was expected and found.
BeliefFile readCsvFile(const std::string& path, const Reading& reading);

/// The same from text at hand; `label` stands for the path. reading.frames is still a path.
BeliefFile readCsvText(const std::string& text, const std::string& label, const Reading& reading = {});

/// The arrays alone; columns that are not used are named in `ignored`.
NpzArrays readCsv(const std::string& text, const std::string& label, std::vector<std::string>* ignored = nullptr);

}  // namespace gauge
