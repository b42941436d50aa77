#include "core/learn/training.h"

#include "core/error.h"
#include "core/learn/model_file.h"
#include "core/learn/models.h"

#include <algorithm>
#include <cmath>

namespace gauge::learn {
namespace {

/// ln of how often each token occurs, every one counted once more: what a model knows before it has learned anything.
template <class S>
void startFromFrequencies(const std::vector<int>& stream, const ParameterLayout& layout, Aligned<S>& theta)
{
    for (const ParameterBlock& block : layout.blocks()) {
        if (block.name != "bias")
            continue;
        std::vector<double> counts(static_cast<std::size_t>(block.columns), 1.0);
        for (const int token : stream)
            counts[static_cast<std::size_t>(token)] += 1;
        for (Index v = 0; v < block.columns; ++v)
            theta[static_cast<std::size_t>(block.offset + v)] =
                static_cast<S>(std::log(counts[static_cast<std::size_t>(v)] / static_cast<double>(stream.size())));
    }
}

template <class S>
class TypedTraining : public Training {
public:
    explicit TypedTraining(const LearnConfig& config) : TypedTraining(config, readCorpus(config)) {}

    UpdateReport step(const RunControl& control) override
    {
        UpdateReport report;
        Aligned<S> sum;
        Index asked = 0;
        for (int part = 0; part < config_.accumulate; ++part) {
            control.check();
            const Rows rows = sampleRows(training_, config_.length, config_.batch, config_.seed,
                                         state_.updates * config_.accumulate + part);
            Aligned<S> gradient;
            report.loss += model_->loss(theta_, rows, &gradient);
            asked += questions(rows);
            if (part == 0)
                sum = std::move(gradient);
            else
                for (std::size_t i = 0; i < sum.size(); ++i)
                    sum[i] += gradient[i];
        }
        for (S& g : sum)
            g /= static_cast<S>(asked);
        report.loss /= static_cast<double>(asked);
        report.gradientNorm = clipGradient(sum, config_.clip);
        report.rate = learningRate(config_, state_.updates);
        learn::update(config_, model_->layout(), sum, theta_, state_);
        tokens_ += asked;
        report.update = state_.updates;
        report.tokens = tokens_;
        if (state_.updates % config_.evaluateEvery == 0)
            report.heldOut = heldOutLoss(config_.evaluateTokens, control);
        return report;
    }

    int updates() const override { return state_.updates; }

    double heldOutLoss(Index tokens, const RunControl& control) const override
    {
        const auto end = std::min<std::size_t>(heldOut_.size(), static_cast<std::size_t>(tokens));
        const Rows rows = rowsOf({heldOut_.begin(), heldOut_.begin() + static_cast<std::ptrdiff_t>(end)}, config_.length);
        return lossOf(*model_, theta_, rows, RunControl{control.stop, {}}) / static_cast<double>(questions(rows));
    }

    const LearnConfig& config() const override { return config_; }
    const Vocabulary& vocabulary() const override { return vocabulary_; }
    const std::vector<int>& trainingStream() const override { return training_; }
    const std::vector<int>& heldOutStream() const override { return heldOut_; }
    const ParameterLayout& layout() const override { return model_->layout(); }

    TrainedModel model() const override
    {
        return {config_, vocabulary_, model_->layout(), Aligned<float>(theta_.begin(), theta_.end()), 0, {}};
    }

    std::string checkpoint() const override { return encodeCheckpoint(config_, model_->layout(), theta_, state_, tokens_); }

    void restore(const std::string& bytes, const std::string& label) override
    {
        decodeCheckpoint(bytes, label, config_, model_->layout(), theta_, state_, tokens_);
    }

private:
    TypedTraining(const LearnConfig& config, const Corpus& corpus)
        : config_(config), vocabulary_(Vocabulary::build(config.tokenizer, config.vocabulary, corpus.training)),
          training_(vocabulary_.stream(corpus.training)), heldOut_(vocabulary_.stream(corpus.heldOut)),
          model_(makeModel<S>(config, vocabulary_.size()))
    {
        std::mt19937_64 random(static_cast<std::uint64_t>(config.seed));
        theta_ = model_->initial(random);
        startFromFrequencies(training_, model_->layout(), theta_);
    }

    LearnConfig config_;
    Vocabulary vocabulary_;
    std::vector<int> training_;
    std::vector<int> heldOut_;
    std::unique_ptr<SequenceModel<S>> model_;
    Aligned<S> theta_;
    OptimizerState<S> state_;
    Index tokens_ = 0;
};

}  // namespace

std::unique_ptr<SequenceModel<float>> TrainedModel::single() const
{
    return makeModel<float>(config, vocabulary.size());
}

std::unique_ptr<Training> makeTraining(const LearnConfig& config)
{
    if (config.precision == "double")
        return std::make_unique<TypedTraining<double>>(config);
    return std::make_unique<TypedTraining<float>>(config);
}

}  // namespace gauge::learn
