// What work aside is made to throw, and a backend that throws it.
#pragma once

#include "core/pipeline/engine.h"

#include <atomic>
#include <chrono>
#include <new>
#include <QString>
#include <stdexcept>
#include <thread>

namespace gauge::ui::test::thrown {

/// What is thrown next: 0 nothing, else one of these. Jobs may outlive the test that made them.
inline std::atomic<int> next{0};
constexpr int kThrown = 3;

/// Backends are slow to come while it is set.
inline std::atomic<bool> held{false};

inline void mayThrow()
{
    if (next == 1)
        throw std::bad_alloc();
    if (next == 2)
        throw std::runtime_error("a pipe burst");
    if (next == 3)
        throw 42;
}

inline QString wordsOf(int thrown)
{
    return QString::fromUtf8(thrown == 1   ? "expected the work to fit in memory, found none left"
                             : thrown == 2 ? "a pipe burst"
                                           : "expected a result or a reason, found a failure without words");
}

inline BackendFactory backends()
{
    return [all = processorBackends()](BackendChoice choice) {
        for (int k = 0; k < 500 && held; ++k)  // a window that waits for it is late, and does not hang
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        mayThrow();
        return all(choice);
    };
}

/// A device that cannot be reached.
inline BackendFactory backendsWithoutLuck()
{
    return backendsWith([] {
        return FoundDevice{{"Fake", "9.0", "13.0", "1.0", 1},
                           []() -> std::unique_ptr<Backend> { throw DeviceFailed("the device failed (a launch)"); },
                           {}};
    });
}

inline RunInput sentence()
{
    RunInput input;
    input.text = "the cat sat on the mat while the dog slept near the fire";
    input.parameters.evolve.layers = 2;
    return input;
}

inline std::shared_ptr<const Snapshot> snapshotOf(const RunInput& input)
{
    return Engine(processorBackends()).run(input, {});
}

}  // namespace gauge::ui::test::thrown
