#include "core/pipeline/applicable.h"

#include "core/pipeline/records.h"

namespace gauge {

std::map<std::string, std::string> inapplicable(const RunInput& input)
{
    std::map<std::string, std::string> why;
    if (input.state || input.model)
        for (const char* name : {"position-rate", "irrep-heads"})
            why[name] = input.state ? "The beliefs come from a file: frames and heads are its own."
                                    : "Trained words have frames and heads of their own.";
    if (!input.state)
        return why;
    const State& s = *input.state;
    if (s.recording)
        for (const std::string& name : parametersOfLayers())
            why[name] = "The file is a recorded run: nothing is computed between its records.";
    if (s.frames.identity)
        for (const char* name : {"transport", "absorb-frames", "frame-step", "meta-frame"})
            why[name] = "The file has no frames: every one is the identity.";
    else if (s.generators.empty())
        why["frame-step"] = "The file gives frames without generators along which they could turn.";
    if (s.heads.size() == 1)
        why["head-attention"] = "The file has one head.";
    if (s.guessed.empty())
        why["unknown-words"] = "No belief of the file is the guess for an unknown word.";
    return why;
}

}  // namespace gauge
