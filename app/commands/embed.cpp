#include "app/cli.h"
#include "core/text/embedder.h"

namespace gauge::cli {
namespace {

void run(const Arguments& arguments)
{
    const EmbedOptions options{arguments.parameters.positionRate, arguments.parameters.irrepHeads};
    const NpzArrays arrays = arguments.model.empty() ? embedText(builtInModel(), arguments.input, options)
                                                     : embedText(readWordModel(arguments.model), arguments.input, options);
    writeArrays(arguments.output, {arrays.begin(), arrays.end()});
    printSummary(arguments, {{"command", "embed"},
                             {"tokens", arrays.at("tokens").text},
                             {"dimension", WordModel::kDim},
                             {"output", arguments.output}});
}

}  // namespace

void addEmbed(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("embed", "beliefs of typed text, from the built-in model");
    addInputOutput(*command, arguments, "the text, in quotes");
    command->add_option("--model", arguments.model, "a text model file instead of the built-in one");
    addParameters(*command, arguments.parameters, kEmbed);
    command->callback([&arguments] { run(arguments); });
}

}  // namespace gauge::cli
