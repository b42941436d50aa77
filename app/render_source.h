// What `gaugescope render` and `gallery` draw: the state, text or session that the command line names.
#pragma once

#include "app/render.h"
#include "core/pipeline/session.h"

namespace gauge::app {

/// Was the option said?
bool given(const CLI::App& command, const std::string& flag);

/// The one IN that may be a session, a recipe, a figure or a measurement; empty where none or several are given.
std::string soleInput(const RenderArguments& arguments);

/// The run of a session, of belief files (core/gaussian/recorded_files.h), of a text, or the sentence the window opens with; options that were said win over what it brings. What of a
/// file is not used is said on standard error. Throws Error.
Session sourceOf(const RenderArguments& arguments, const CLI::App& command);

}  // namespace gauge::app
