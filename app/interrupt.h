// Ctrl-C as a stop token.
#pragma once

#include <stop_token>
#include <thread>

namespace gauge::cli {

/// While alive, SIGINT and SIGTERM ask the token to stop instead of killing the process. Make it before any other thread.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    std::stop_token token() const { return source_.get_token(); }
    bool happened() const { return source_.stop_requested(); }

private:
    std::stop_source source_;
    std::jthread waiter_;
};

}  // namespace gauge::cli
