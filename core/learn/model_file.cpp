#include "core/learn/model_file.h"

#include "core/error.h"
#include "core/io/file.h"
#include "core/io/json.h"
#include "core/io/safetensors.h"
#include "core/learn/models.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>

namespace gauge::learn {
namespace {

using nlohmann::json;

constexpr const char* kModel = "gaugescope-model";
constexpr const char* kCheckpoint = "gaugescope-checkpoint";

template <class S>
NpyArray arrayOf(const Aligned<S>& values, std::size_t first, std::vector<Index> shape, std::size_t count)
{
    const auto from = values.begin() + static_cast<std::ptrdiff_t>(first);
    return numbersArray(std::move(shape), std::vector<double>(from, from + static_cast<std::ptrdiff_t>(count)));
}

template <class S>
void addBlocks(TensorFile& file, const ParameterLayout& layout, const Aligned<S>& values, const std::string& prefix)
{
    for (const ParameterBlock& block : layout.blocks())
        file.arrays.emplace_back(prefix + block.name,
                                 arrayOf(values, static_cast<std::size_t>(block.offset), {block.rows, block.columns},
                                         static_cast<std::size_t>(block.size())));
}

template <class S>
Aligned<S> blocksFrom(const TensorFile& file, const ParameterLayout& layout, const std::string& prefix)
{
    Aligned<S> values(static_cast<std::size_t>(layout.size()));
    for (const ParameterBlock& block : layout.blocks()) {
        const auto found = std::find_if(file.arrays.begin(), file.arrays.end(),
                                        [&](const auto& entry) { return entry.first == prefix + block.name; });
        if (found == file.arrays.end())
            fail("{}: expected {}×{} numbers, found no such tensor", prefix + block.name, block.rows, block.columns);
        const NpyArray& array = found->second;
        if (array.shape != std::vector<Index>{block.rows, block.columns})
            fail("{}: expected {}×{} numbers, found {}", prefix + block.name, block.rows, block.columns, array.shapeName());
        for (std::size_t i = 0; i < array.numbers.size(); ++i) {
            if (!std::isfinite(array.numbers[i]))
                fail("{}: expected finite numbers, found {} at {}", prefix + block.name, array.numbers[i], i);
            values[static_cast<std::size_t>(block.offset) + i] = static_cast<S>(array.numbers[i]);
        }
    }
    return values;
}

const std::string& entry(const TensorFile& file, const char* name, const char* what)
{
    const auto found = file.metadata.find(name);
    if (found == file.metadata.end())
        fail("{}: expected {} in the metadata, found none (is it a file that `train` wrote?)", name, what);
    return found->second;
}

double numberIn(const TensorFile& file, const std::string& name)
{
    const std::string& text = entry(file, name.c_str(), "a number");
    double value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (status != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        fail("{}: expected a number, found '{}'", name, text);
    return value;
}

void requireFormat(const TensorFile& file, const char* format)
{
    const std::string& found = entry(file, "format", "the kind of file");
    if (found != format)
        fail("format: expected '{}', found '{}'", format, found);
}

std::vector<std::string> wordsFrom(const TensorFile& file)
{
    const json list = parseJson(entry(file, "vocabulary", "a list of words"), "vocabulary");
    if (!list.is_array() || list.empty() ||
        !std::all_of(list.begin(), list.end(), [](const json& w) { return w.is_string(); }))
        fail("vocabulary: expected a list of words, found {}", list.type_name());
    return list.get<std::vector<std::string>>();
}

}  // namespace

std::string encodeModel(const TrainedModel& model)
{
    TensorFile file;
    file.metadata = {{"format", kModel},
                     {"config", configJson(model.config).dump()},
                     {"vocabulary", json(model.vocabulary.words()).dump()},
                     {"held-out-loss", fmt::format("{}", model.heldOutLoss)}};
    addBlocks(file, model.layout, model.theta, "");
    return tensorFileBytes(file, 4);
}

TrainedModel decodeModel(const std::string& bytes, const std::string& label)
{
    const TensorFile file = readTensorFile(bytes, label);
    return underLabel(label, [&] {
        requireFormat(file, kModel);
        TrainedModel model;
        model.config = configFromJson(parseJson(entry(file, "config", "the config"), "config"));
        model.vocabulary = Vocabulary(model.config.tokenizer, wordsFrom(file));
        model.layout = makeModel<float>(model.config, model.vocabulary.size())->layout();
        model.theta = blocksFrom<float>(file, model.layout, "");
        model.heldOutLoss = numberIn(file, "held-out-loss");
        return model;
    });
}

TrainedModel readModel(const std::string& path)
{
    requireRegular(path, "a model file");
    TrainedModel model = decodeModel(readFile(path), path);
    model.origin = path;
    return model;
}

bool isModel(const std::string& path)
{
    std::error_code none;
    if (!hasSuffix(path, ".safetensors") || !std::filesystem::is_regular_file(path, none))
        return false;
    constexpr std::size_t enough = 4096;  // the metadata stands first in the header, the kind of file before its long lists
    std::ifstream in(path, std::ios::binary);
    std::string head(enough, '\0');
    in.read(head.data(), enough);
    head.resize(static_cast<std::size_t>(in.gcount()));
    return head.find(std::string(R"("format":")") + kModel + '"') != std::string::npos;
}

template <class S>
std::string encodeCheckpoint(const LearnConfig& config, const ParameterLayout& layout, const Aligned<S>& theta,
                             const OptimizerState<S>& state, Index tokens)
{
    TensorFile file;
    file.metadata = {{"format", kCheckpoint},
                     {"config", configJson(config).dump()},
                     {"updates", fmt::format("{}", state.updates)},
                     {"tokens", fmt::format("{}", tokens)}};
    addBlocks(file, layout, theta, "");
    const Aligned<S> none(theta.size(), S(0));
    addBlocks(file, layout, state.mean.empty() ? none : state.mean, "mean.");
    addBlocks(file, layout, state.square.empty() ? none : state.square, "square.");
    return tensorFileBytes(file, static_cast<int>(sizeof(S)));
}

template <class S>
void decodeCheckpoint(const std::string& bytes, const std::string& label, const LearnConfig& config,
                      const ParameterLayout& layout, Aligned<S>& theta, OptimizerState<S>& state, Index& tokens)
{
    const TensorFile file = readTensorFile(bytes, label);
    underLabel(label, [&] {
        requireFormat(file, kCheckpoint);
        const auto theirs = configJson(configFromJson(parseJson(entry(file, "config", "the config"), "config")));
        const auto ours = configJson(config);
        for (const auto& [key, value] : ours.items())
            if (theirs[key] != value)
                fail("{}: expected {} as in the config, found {} in the checkpoint", key, value.dump(), theirs[key].dump());
        theta = blocksFrom<S>(file, layout, "");
        state.mean = blocksFrom<S>(file, layout, "mean.");
        state.square = blocksFrom<S>(file, layout, "square.");
        state.updates = static_cast<int>(numberIn(file, "updates"));
        tokens = static_cast<Index>(numberIn(file, "tokens"));
        return 0;
    });
}

#define GAUGE_INSTANTIATE(S)                                                                                               \
    template std::string encodeCheckpoint<S>(const LearnConfig&, const ParameterLayout&, const Aligned<S>&,                \
                                             const OptimizerState<S>&, Index);                                             \
    template void decodeCheckpoint<S>(const std::string&, const std::string&, const LearnConfig&, const ParameterLayout&,  \
                                      Aligned<S>&, OptimizerState<S>&, Index&);
GAUGE_INSTANTIATE(float)
GAUGE_INSTANTIATE(double)

}  // namespace gauge::learn
