#include "app/cli.h"
#include "core/learn/trained_text.h"
#include "core/text/embedder.h"

namespace gauge::cli {
namespace {

/// "learned" is the one that came with the program; a .safetensors file is one that `train` wrote.
std::shared_ptr<const learn::TrainedModel> trainedModel(const Arguments& arguments)
{
    std::shared_ptr<const learn::TrainedModel> model;
    if (arguments.model == "learned" || arguments.model.ends_with(".safetensors"))
        model = learn::modelFrom(arguments.model);
    if (model && (arguments.parameters.positionRate != 0 || arguments.parameters.irrepHeads))
        fail("--position-rate and --irrep-heads: belong to the built-in words; a trained model has frames of its own");
    return model;
}

/// The options with which `evolve` is the model's forward pass.
nlohmann::ordered_json layersOf(const learn::TrainedModel& model)
{
    const Parameters p = learn::learnedParameters(model, {});
    return {{"layers", p.layers}, {"steps", p.steps}, {"step", p.step},     {"alpha", p.alpha},
            {"lambda", p.lambda}, {"kappa", p.kappa}, {"mask", p.mask}, {"no-self", p.noSelf}};
}

void run(const Arguments& arguments)
{
    const EmbedOptions options{arguments.parameters.positionRate, arguments.parameters.irrepHeads};
    const auto trained = trainedModel(arguments);
    NpzArrays arrays;
    if (trained)
        arrays = learn::embedText(*trained, arguments.input);
    else if (arguments.model.empty())
        arrays = embedText(builtInModel(), arguments.input, options);
    else
        arrays = embedText(readWordModel(arguments.model), arguments.input, options);
    writeArrays(arguments.output, {arrays.begin(), arrays.end()});
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
    command->add_option("--model", arguments.model, "a word model (.npz), a trained model (.safetensors) or the trained one built in (learned), instead of the built-in words");
    addParameters(*command, arguments.parameters, kEmbed);
    command->callback([&arguments] { run(arguments); });
}

}  // namespace gauge::cli
