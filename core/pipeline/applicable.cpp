#include "core/pipeline/applicable.h"

#include "core/pipeline/records.h"

namespace gauge {
namespace {

bool hasLinks(const State& s)
{
    return s.links && (s.links->coordinates.size() > 0 || !s.links->matrices.empty());
}

bool hasHeadLinks(const State& s)
{
    return s.links && !s.links->heads.empty();
}

}  // namespace

std::map<std::string, std::string> inapplicable(const RunInput& input)
{
    std::map<std::string, std::string> why;
    if (input.state || input.model)
        for (const char* name : {"position-rate", "irrep-heads"})
            why[name] = input.state ? "The beliefs come from a file: frames and heads are its own."
                                    : "Trained words have frames and heads of their own.";
    if (input.parameters.attention.connection.factors())
        why["unequal-links"] = "The links are equal for all: there is no connection that differs from pair to pair.";
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
    if (s.generators.empty() && !hasLinks(s) && !hasHeadLinks(s))
        for (const char* name : {"connection", "link-scale"})
            why[name] = "The file has neither links nor generators along which links could turn.";
    return why;
}

std::map<std::string, std::map<std::string, std::string>> refusedWords(const RunInput& input)
{
    std::map<std::string, std::string> why;
    const State* s = input.state.get();
    if (!s || !hasLinks(*s))
        why["links"] =
            s ? "The file has no links (links or link_frames)." : "Links of pairs come with a file (links or link_frames).";
    if (!s || !hasHeadLinks(*s))
        why["heads"] = s ? "The file has no head_connection." : "Links of heads come with a file (head_connection).";
    if (s && s->generators.empty())
        for (const char* word : {"random", "power", "bilinear"})
            why[word] = "The file has no generators along which links could turn.";
    return {{"connection", why}};
}

}  // namespace gauge
