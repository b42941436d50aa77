#include "app/cli.h"
#include "core/io/arrays.h"
#include "core/io/file.h"
#include "core/io/unicode.h"
#include "core/learn/trained_text.h"
#include "core/pipeline/learned_parameters.h"
#include "core/pipeline/session.h"
#include "core/text/embedder.h"

namespace gauge::cli {
namespace {

/// "learned" is the one that came with the program; a .safetensors file is one that `train` wrote; null: words.
std::shared_ptr<const learn::TrainedModel> trainedModel(const std::string& model)
{
    return model == "learned" || hasSuffix(model, ".safetensors") ? learn::modelFrom(model) : nullptr;
}

/// The options with which `evolve` is the model's forward pass.
nlohmann::ordered_json layersOf(const learn::TrainedModel& model)
{
    const Parameters p = learnedParameters(model, {});
    nlohmann::ordered_json out;
    const nlohmann::json all = parametersJson(p);
    for (const char* name : {"layers", "steps", "step", "alpha", "lambda", "kappa", "mask", "no-self"})
        out[name] = all[name];
    return out;
}

void run(const Arguments& arguments)
{
    requireArraysOutput(arguments.output);
    if (const std::size_t wrong = firstNotUtf8(arguments.input); wrong < arguments.input.size())
        fail("TEXT: expected UTF-8, found byte 0x{:02X} at byte {}", static_cast<unsigned char>(arguments.input[wrong]),
             wrong + 1);
    Request request = resolve(arguments.parameters);
    request.text.generators = arguments.generators;
    const auto trained = trainedModel(arguments.model);
    const NpzArrays arrays = trained || arguments.model.empty()
                                 ? arraysOfText(arguments.input, trained.get(), request)
                                 : embedText(readWordModel(arguments.model), arguments.input, request.text);
    writeOutput(arguments.output, {arrays.begin(), arrays.end()});
    nlohmann::ordered_json summary{{"command", "embed"},
                                   {"tokens", arrays.at("tokens").text},
                                   {"dimension", arrays.at("mu").shape[1]},
                                   {"output", arguments.output}};
    if (trained)
        summary["parameters"] = layersOf(*trained);
    printSummary(arguments, summary);
}

}  // namespace

void addEmbed(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("embed", "beliefs of typed text, from the built-in model");
    addInputOutput(*command, arguments, "the text, in quotes");
    command->add_option("--model", arguments.model,
                        "a word model (.npz), a trained model (.safetensors) or the trained one built in (learned), "
                        "instead of the built-in words");
    command->add_flag("--generators", arguments.generators,
                      "also phi and generators where no frame turns by position: what links turn along (--connection)");
    addParameters(*command, arguments.parameters, kEmbed);
    command->callback([&arguments] { run(arguments); });
}

}  // namespace gauge::cli
