// `info` of a trained model.
#pragma once

#include "app/cli.h"

namespace gauge::cli {

/// How it was trained, its parameters, and what its head connections look like. Throws Error for a file that is no model.
void tellModel(const Arguments& arguments, const std::string& path);

}  // namespace gauge::cli
