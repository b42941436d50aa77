// What a sweep or a branch starts from, on the command line: a belief file, or a text.
#pragma once

#include "app/cli.h"
#include "core/sweep/plan.h"

namespace gauge::cli {

struct SourceArguments {
    std::vector<std::string> inputs;  // IN; for whoever takes several, all of them
    std::string text;
};

/// Adds IN, --text and --model.
void addSource(CLI::App& app, Arguments& arguments, SourceArguments& said);

/// Was the option said?
bool given(const CLI::App& command, const char* name);

/// Reads it. Throws Error: both or neither, words' parameters or a model beside a file.
SweepSource sourceFrom(const Arguments& arguments, const SourceArguments& said, const CLI::App& command);

}  // namespace gauge::cli
