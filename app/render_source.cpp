#include "app/render_source.h"

#include "core/error.h"
#include "core/gaussian/recorded_files.h"
#include "core/learn/trained_text.h"
#include "core/pipeline/learned_parameters.h"
#include "ui/workspace/examples.h"

#include <filesystem>
#include <iostream>

namespace gauge::app {
namespace {

/// Flags given win over what the source brings.
void applyParameters(const RenderArguments& a, const CLI::App& command, Parameters& parameters)
{
    for (const ParameterInfo& info : parameterTable())
        if (given(command, std::string("--") + info.name))
            info.copy(a.parameters, parameters);
}

/// What messages call the IN of the command line.
std::string wordsOfInput(const RenderArguments& a)
{
    if (a.inputs.empty())
        return "a text";
    return a.inputs.size() == 1 ? a.inputs.front() : fmt::format("{} files", a.inputs.size());
}

bool isSession(const RenderArguments& a)
{
    return a.inputs.size() == 1 && namesSession(a.inputs.front());
}

/// Whether IN is a stored sweep, which is then read: its input with the sweep's parameters, a state as it is.
bool readSwept(const RenderArguments& a, RenderSource& source)
{
    const std::string input = soleInput(a);
    if (!input.ends_with(".npz") || !std::filesystem::is_regular_file(input) || !holdsSweep(readNpz(input)))
        return false;
    const StoredSweep sweep = readSweep(input, &learn::modelFrom);
    source.map = mapOf(sweep);
    RunInput& run = source.session.run;
    run.parameters = sweep.plan.base;
    run.text = sweep.plan.source.text;
    run.model = sweep.plan.source.model;
    run.state = sweep.plan.source.state;
    if (run.state)
        run.parameters.evolve.layers = 0;
    return true;
}

void readSource(const RenderArguments& a, RenderSource& source)
{
    Session& session = source.session;
    if (readSwept(a, source))
        return;
    if (isSession(a)) {
        const std::string& input = a.inputs.front();
        session = readSession(input);
        for (const std::string& key : newerKeys(session))
            std::cerr << "gaugescope: " << input << ": " << key << ": not known to this version, left alone\n";
        return;
    }
    session.run.state = std::make_shared<const State>(readStates(a.inputs, a.reading));
    for (const std::string& note : session.run.state->notes)
        std::cerr << "gaugescope: " << Error(note).what() << '\n';  // in one line, whatever names hold
    session.run.parameters.evolve.layers = 0;                       // a file is shown as it is, unless layers are asked for
}

}  // namespace

bool given(const CLI::App& command, const std::string& flag)
{
    const CLI::Option* option = command.get_option_no_throw(flag);
    return option != nullptr && option->count() > 0;
}

std::string soleInput(const RenderArguments& a)
{
    return a.inputs.size() == 1 ? a.inputs.front() : "";
}

RenderSource sourceOf(const RenderArguments& a, const CLI::App& command)
{
    RenderSource source;
    Session& session = source.session;
    if (!a.inputs.empty() && !a.text.empty())
        fail("render: expected IN or --text, found both");
    for (const char* option : {"--frames", "--group", "--sigma"})
        if (given(command, option) && (a.inputs.empty() || isSession(a)))
            fail("{}: says how a belief file is to be read, found {}", option, wordsOfInput(a));
    if (!a.inputs.empty()) {
        readSource(a, source);
    } else {
        const ui::Example opening = ui::examples().front();
        session.run.text = a.text.empty() ? opening.text : a.text;
        session.run.parameters = opening.parameters;
        if (!a.model.empty()) {
            session.run.model = learn::modelFrom(a.model);
            session.run.parameters = learnedParameters(*session.run.model, opening.parameters);
        }
    }
    if (!a.model.empty() && !session.run.model)
        fail("--model: gives a text its words, found {} instead of one", wordsOfInput(a));
    applyParameters(a, command, session.run.parameters);
    if (given(command, "--layer"))
        session.run.layer = a.layer;
    return source;
}

}  // namespace gauge::app
