// Standard input, output and error as a program may find them: closed, or on a full disk.
#pragma once

namespace gauge::cli {

/// Called first of all: a stream that was closed is opened on nothing, so that no file of ours takes its place. Writing to it still fails.
void openStandardStreams();

/// Writes out what is still held. Throws Error with the reason where standard output cannot be written.
void finishStandardOutput();

}  // namespace gauge::cli
