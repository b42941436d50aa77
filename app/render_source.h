// What `gaugescope render` and `gallery` draw: the state, text or session that the command line names.
#pragma once

#include "app/render.h"
#include "core/pipeline/session.h"
#include "core/sweep/map.h"

namespace gauge::app {

/// Was the option said?
bool given(const CLI::App& command, const std::string& flag);

/// The one IN that may be a session, a recipe, a figure or a measurement; empty where none or several are given.
std::string soleInput(const RenderArguments& arguments);

/// What is drawn: a run, and where IN is a stored sweep, the map of it.
struct RenderSource {
    Session session;
    std::shared_ptr<const SweepMap> map;  // null of other files
};

/// The run of a session, of belief files (core/gaussian/recorded_files.h), of a text, or the sentence the window opens with; of a stored sweep what was swept, with its parameters; options that were said win over what it brings. What of a
/// file is not used is said on standard error. Throws Error.
RenderSource sourceOf(const RenderArguments& arguments, const CLI::App& command);

}  // namespace gauge::app
