#include "app/info_model.h"

#include "core/learn/map_spectrum.h"
#include "core/learn/model_file.h"

#include <cmath>

namespace gauge::cli {
namespace {

nlohmann::ordered_json jsonOf(const learn::HeadSpectrum& s)
{
    const auto list = [](const Vectord& values) { return std::vector<double>(values.begin(), values.end()); };
    nlohmann::ordered_json out{{"layer", s.layer + 1},
                               {"head", s.head + 1},
                               {"receiver", list(s.receiver)},
                               {"sender", list(s.sender)},
                               {"return", list(s.back)}};
    if (s.link)
        out["link"] = {{"greatest_angle", s.link->turn},
                       {"mean_angle", s.link->meanTurn},
                       {"wilson", s.link->wilson},
                       {"deviation", s.link->deviation}};
    return out;
}

void printSpectrum(const learn::HeadSpectrum& s)
{
    const auto range = [](const Vectord& values) {
        return fmt::format("{:.3g} … {:.3g}", values[values.size() - 1], values[0]);
    };
    fmt::print("layer {} head {}: singular values of receiver {}, sender {}, return {}", s.layer + 1, s.head + 1,
               range(s.receiver), range(s.sender), range(s.back));
    if (s.link)
        fmt::print("; turns by {:.3g} rad on average, {:.3g} at most; around a triangle w = {:.3g}, deviation {:.3g}",
                   s.link->meanTurn, s.link->turn, s.link->wilson, s.link->deviation);
    fmt::print("\n");
}

}  // namespace

void tellModel(const Arguments& arguments, const std::string& path)
{
    const learn::TrainedModel model = learn::readModel(path);
    const std::vector<learn::HeadSpectrum> spectra = learn::mapSpectra(model);
    if (!arguments.json) {
        fmt::print("a trained {} transformer: {} words, {} parameters", model.config.model, model.vocabulary.size(),
                   model.layout.size());
        if (model.heldOutLoss > 0)
            fmt::print(", held-out perplexity {:.4g}", std::exp(model.heldOutLoss));
        fmt::print("\nconfig: {}\n", learn::configJson(model.config).dump());
        for (const learn::HeadSpectrum& s : spectra)
            printSpectrum(s);
    }
    nlohmann::ordered_json summary{{"command", "info"},
                                   {"model", model.config.model},
                                   {"words", model.vocabulary.size()},
                                   {"parameters", model.layout.size()},
                                   {"config", learn::configJson(model.config)}};
    if (model.heldOutLoss > 0)
        summary["held_out_perplexity"] = std::exp(model.heldOutLoss);
    for (const learn::HeadSpectrum& s : spectra)
        summary["connections"].push_back(jsonOf(s));
    printSummary(arguments, summary);
}

}  // namespace gauge::cli
