// A training that learns nothing, and throws what thrown.h says.
#pragma once

#include "core/learn/training.h"
#include "tests/support/thrown.h"

#include <utility>

namespace gauge::ui::test::thrown {

/// Learns nothing, three times.
class NoTraining : public learn::Training {
public:
    explicit NoTraining(learn::LearnConfig config) : config_(std::move(config)) {}

    learn::UpdateReport step(const RunControl&) override
    {
        if (updates_ == 2)
            mayThrow();
        learn::UpdateReport report;
        report.update = ++updates_;
        return report;
    }
    int updates() const override { return updates_; }
    double heldOutLoss(Index, const RunControl&) const override { return 0; }
    const learn::LearnConfig& config() const override { return config_; }
    const learn::Vocabulary& vocabulary() const override { return vocabulary_; }
    const std::vector<int>& trainingStream() const override { return stream_; }
    const std::vector<int>& heldOutStream() const override { return stream_; }
    const learn::ParameterLayout& layout() const override { return layout_; }
    learn::TrainedModel model() const override { return {}; }
    std::string checkpoint() const override { return {}; }
    void restore(const std::string&, const std::string&) override {}

private:
    learn::LearnConfig config_;
    learn::Vocabulary vocabulary_{"word", {}};
    learn::ParameterLayout layout_;
    std::vector<int> stream_;
    int updates_ = 0;
};

}  // namespace gauge::ui::test::thrown
