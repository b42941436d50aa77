// gaugescope-cli eval: how well a trained model foresees a text.
#include "app/cli.h"
#include "core/io/file.h"
#include "core/learn/model_file.h"
#include "core/learn/trained_text.h"
#include "core/parallel.h"
#include "core/text/model_builder.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>

namespace gauge::cli {
namespace {

struct EvalArguments {
    std::string text;
    bool heldOut = false;
    bool related = false;
    int threads = 0;
};

/// The documents to be foreseen: a file's paragraphs, the words themselves, or what the training held out.
std::vector<std::string> documentsOf(const EvalArguments& eval, const learn::TrainedModel& model)
{
    if (eval.heldOut == !eval.text.empty())
        fail("eval: expected TEXT or --held-out, found {}", eval.heldOut ? "both" : "neither");
    if (eval.heldOut)
        return learn::readCorpus(model.config).heldOut;
    std::error_code none;
    if (std::filesystem::exists(eval.text, none))
        return learn::paragraphs(readFile(eval.text), eval.text);
    return learn::paragraphs(eval.text, "TEXT");
}

/// How well beliefs tell related nouns from others, of the trained words and of the counted ones, over the words both know.
void measureRelated(const Arguments& arguments, const learn::TrainedModel& trained)
{
    constexpr Index pairs = 20000;
    const std::vector<Synset> synsets = readWordNet(trained.config.wordnet);
    std::vector<std::string> words;
    std::vector<int> ids;
    std::unordered_map<std::string, std::size_t> place;
    for (std::size_t v = 0; v < trained.vocabulary.words().size(); ++v)
        if (const std::string& word = trained.vocabulary.words()[v]; builtInModel().knows(word)) {
            place[word] = words.size();
            words.push_back(word);
            ids.push_back(static_cast<int>(v));
        }
    const std::vector<WordBelief> beliefs = learn::wordBeliefs(trained, ids);
    arguments.control.check();
    const double own =
        measureWords({words, [&](const std::string& word) { return beliefs[place.at(word)]; }}, synsets, pairs).auc;
    const double counted =
        measureWords({words, [](const std::string& word) { return builtInModel().belief(word); }}, synsets, pairs).auc;
    if (!arguments.json)
        fmt::print("related nouns told from others, area under the curve: {:.3f} trained, {:.3f} counted, over {} words\n",
                   own, counted, words.size());
    printSummary(
        arguments,
        {{"command", "eval"}, {"related_auc", own}, {"counted_auc", counted}, {"words", words.size()}, {"pairs", pairs}});
}

void run(const Arguments& arguments, const EvalArguments& eval)
{
    const ThreadLimit limit(eval.threads);
    const learn::TrainedModel trained =
        arguments.model == "learned" ? *learn::builtInTrainedModel() : learn::readModel(arguments.model);
    if (eval.related) {
        measureRelated(arguments, trained);
        return;
    }
    const std::vector<int> stream = trained.vocabulary.stream(documentsOf(eval, trained));
    const auto model = trained.single();
    const auto start = std::chrono::steady_clock::now();
    const learn::Rows rows = learn::rowsOf(stream, trained.config.length);
    const double loss = learn::lossOf(*model, trained.theta, rows, arguments.control);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const Index tokens = learn::questions(rows);
    const auto unknown =
        trained.config.tokenizer == "word" ? std::count(stream.begin(), stream.end(), learn::Vocabulary::kUnknown) : 0;
    const double perplexity = std::exp(loss / static_cast<double>(tokens));
    if (!arguments.json)
        fmt::print("perplexity {:.4g} over {} tokens ({} unknown words), {:.2f} s\n", perplexity, tokens, unknown, seconds);
    printSummary(arguments, {{"command", "eval"},
                             {"perplexity", perplexity},
                             {"tokens", tokens},
                             {"seconds", seconds},
                             {"loss", loss / static_cast<double>(tokens)},
                             {"unknown", unknown}});
}

}  // namespace

void addEval(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("eval", "the perplexity of a trained model on a text");
    const auto eval = std::make_shared<EvalArguments>();
    command->add_option("MODEL", arguments.model, "a model that train wrote, or learned for the one built in")->required();
    command->add_option("TEXT", eval->text,
                        "a UTF-8 text file, or the text itself in quotes; the end of a paragraph is a token too");
    command->add_flag("--held-out", eval->heldOut, "what the training held out, instead of TEXT");
    command->add_flag("--related", eval->related,
                      "how well beliefs tell related nouns of WordNet from others, beside the counted words");
    command->add_option("--threads", eval->threads, "threads; 0: all cores")->check(CLI::Range(0, 1024));
    command->add_flag("--json", arguments.json, "print perplexity, tokens and seconds as JSON on standard output");
    command->callback([&arguments, eval] { run(arguments, *eval); });
}

}  // namespace gauge::cli
