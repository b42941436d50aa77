// What can go wrong on a device, in numbers: the backend says it in words (device_words.h).
#pragma once

#include <exception>
#include <string>
#include <utility>
#include <variant>

namespace gauge::gpu {

/// A call of the runtime failed.
struct CallFailed {
    std::string words;  // the call and the runtime's own words
};

/// The device has less memory than the work needs.
struct OutOfMemory {
    double needed;  // bytes
    double free;    // bytes
};

/// A covariance is not positive definite: the least such token.
struct NotPositiveDefinite {
    int token;
};

/// Energies are not finite in the precision they are kept in: the least such receiver.
struct NotFinite {
    int receiver;
};

/// The divergence of a pair is not defined.
struct UndefinedPair {
    int receiver;
    int sender;
};

class DeviceError : public std::exception {
public:
    using Cause = std::variant<CallFailed, OutOfMemory, NotPositiveDefinite, NotFinite, UndefinedPair>;

    explicit DeviceError(Cause cause) : cause_(std::move(cause)) {}

    const Cause& cause() const { return cause_; }
    /// In short; wordsOf says it whole.
    const char* what() const noexcept override
    {
        const auto* call = std::get_if<CallFailed>(&cause_);
        return call != nullptr ? call->words.c_str() : "a device error";
    }

private:
    Cause cause_;
};

}  // namespace gauge::gpu
