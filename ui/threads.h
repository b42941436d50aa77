// Threads that nobody waits for but the end of the program.
#pragma once

#include <functional>
#include <stop_token>

namespace gauge::ui {

/// Runs it on a thread of its own; the source asks that thread to stop. No thread outlives main(): when QApplication goes,
/// each is asked to stop and all together get 20 seconds. A program with a thread that takes longer ends there, as failed
/// and without its destructors; files are written atomically, so none is left half written.
std::stop_source startThread(std::function<void(const std::stop_token&)> body);

}  // namespace gauge::ui
