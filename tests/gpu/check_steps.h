// The steps of a check of a device. Each says what it found and what failed, and stops where its time ends.
#pragma once

#include "core/backend/registry.h"
#include "gpu/cuda.h"
#include "tests/gpu/check_report.h"

#include <functional>
#include <optional>

namespace gauge::test {

/// The device that is checked: a CUDA device, or the host machine in its place, which is asked for less.
struct Checked {
    std::shared_ptr<const Backend> backend;
    std::function<std::unique_ptr<Backend>()> make;  // another backend on it
    std::function<std::vector<DeviceStage>(const Ensemble&, const AttentionOptions&, int repeats)> profile;
    std::vector<std::string> about;
    bool host = false;
};

/// A precision, and how far its answers may be from those in double.
struct CheckedPrecision {
    Precision value;
    double energies;   // of the largest energy
    double tolerance;  // of whatever is made of them, relative to the largest of its kind
};
const std::vector<CheckedPrecision>& checkedPrecisions();

/// Largest errors of energies, attention and means, and where, by precision and spread of beliefs.
void checkErrors(const Checked& device, Report& report);
/// Every mask and option on tokens from 1 to several tiles, entry by entry.
void checkAnswers(const Checked& device, Report& report);
/// A dozen small cases, for the checkers of memory and races.
void checkTouch(const Checked& device, Report& report);
/// The cases that docs/device.md names, timed beside the processor and their floors.
void checkTimes(const Checked& device, Report& report);
/// Each of those once on the device alone, for a profiler.
void checkOnce(const Checked& device, Report& report);
/// Every conformance case of the folder.
void checkConformance(const Checked& device, const std::string& folder, Report& report);

}  // namespace gauge::test
