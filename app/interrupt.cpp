#include "app/interrupt.h"

#include <csignal>
#include <pthread.h>

namespace gauge::cli {
namespace {

sigset_t signals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

}  // namespace

Interrupt::Interrupt()
{
    const sigset_t set = signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    waiter_ = std::jthread([this](const std::stop_token& end) {
        const sigset_t waited = signals();
        int signal = 0;
        while (!end.stop_requested())
            if (sigwait(&waited, &signal) == 0 && !end.stop_requested())
                source_.request_stop();
    });
}

Interrupt::~Interrupt()
{
    waiter_.request_stop();
    pthread_kill(waiter_.native_handle(), SIGTERM);  // wakes sigwait
}

}  // namespace gauge::cli
