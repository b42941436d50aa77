#include "app/cli.h"
#include "core/io/file.h"
#include "core/text/model_builder.h"

#include <fstream>
#include <iterator>

namespace gauge::cli {
namespace {

struct Source {
    std::string folder = "/usr/share/wordnet";
    std::string notice = "/usr/share/doc/wordnet-base/copyright";
    ModelOptions options;
};

std::string readText(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        fail("{}: expected WordNet's licence notice, found no such file", path);
    return {std::istreambuf_iterator<char>(in), {}};
}

void run(const Arguments& arguments, const Source& source)
{
    requireReplaceable(arguments.output);
    const std::string notice = readText(source.notice);
    const std::vector<Synset> synsets = readWordNet(source.folder);
    writeNpzMembers(arguments.output, buildWordModel(synsets, notice, source.options, arguments.control));
    const ModelQuality quality = measureModel(readNpz(arguments.output), synsets, 20000);
    if (!arguments.json)
        fmt::print("{}: {} words from {} glosses; related noun pairs told from random ones: area under the ROC curve "
                   "{:.4f} ({} + {} pairs)\n",
                   arguments.output, source.options.words, synsets.size(), quality.auc, quality.related, quality.random);
    printSummary(arguments, {{"command", "build-model"},
                             {"words", source.options.words},
                             {"glosses", synsets.size()},
                             {"auc", quality.auc},
                             {"related_pairs", quality.related},
                             {"random_pairs", quality.random},
                             {"output", arguments.output}});
}

}  // namespace

void addBuildModel(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("build-model", "build the text model from WordNet's glosses");
    auto source = std::make_shared<Source>();
    command->add_option("-o,--output", arguments.output, "the .npz model file to write")->required();
    command->add_option("--wordnet", source->folder, "folder of WordNet's data files")->capture_default_str();
    command->add_option("--notice", source->notice, "licence notice to put into the model")->capture_default_str();
    command->add_option("--words", source->options.words, "size of the vocabulary")
        ->check(CLI::Range(100, 100000))
        ->capture_default_str();
    command->add_option("--shift", source->options.shift, "PMI is lowered by its logarithm")
        ->check(CLI::Range(0.01, 100.0))
        ->capture_default_str();
    command->add_option("--covariance-scale", source->options.covarianceScale, "factor on context covariances")
        ->check(CLI::Range(1e-3, 1e3))
        ->capture_default_str();
    command
        ->add_option("--shrinkage", source->options.shrinkage,
                     "occurrences at which own and common covariance weigh the same")
        ->check(CLI::Range(1e-3, 1e6))
        ->capture_default_str();
    command->add_flag("--json", arguments.json, "print a machine-readable summary on standard output");
    command->callback([&arguments, source] { run(arguments, *source); });
}

}  // namespace gauge::cli
