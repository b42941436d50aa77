// Command-line flags from the one parameter table; both programs use it.
#pragma once

#include "core/pipeline/parameters.h"

#include "core/io/csv.h"

#include <CLI/CLI.hpp>

namespace gauge::cli {

/// Adds the flags of every parameter of these commands; they set `parameters`. Those that are kFileOnly come only when
/// `commands` says kFileOnly too.
void addParameters(CLI::App& app, Parameters& parameters, unsigned commands);

/// Adds --frames, --group and --sigma: how IN is to be read.
void addReading(CLI::App& app, Reading& reading);

}  // namespace gauge::cli
