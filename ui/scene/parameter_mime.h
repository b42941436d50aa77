// A parameter's label on its way to a picture.
#pragma once

namespace gauge::ui {

/// The data: the name of the row, UTF-8.
inline constexpr const char* kParameterMime = "application/x-gaugescope-parameter";

}  // namespace gauge::ui
