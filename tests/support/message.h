// What a call complains of.
#pragma once

#include "core/error.h"

#include <functional>
#include <string>

namespace gauge::test {

/// The message of the Error a call throws; "no error" when it throws none.
inline std::string messageOf(const std::function<void()>& call)
{
    try {
        call();
    } catch (const Error& e) {
        return e.what();
    }
    return "no error";
}

}  // namespace gauge::test
