// How the process treats memory it has freed.
#pragma once

namespace gauge {

/// Keeps freed memory for the next run instead of handing it back to the system: a live program takes and frees the same few
/// megabytes at every change, and fetching fresh pages costs as much as the arithmetic. Called once, by main.
void keepFreedMemory();

}  // namespace gauge
