// A trained model in the hands of the engine: the layers that run live are the forward pass that was trained.
#include "core/error.h"
#include "core/io/file.h"
#include "core/io/npz.h"
#include "core/learn/models.h"
#include "core/learn/trained_text.h"
#include "core/pipeline/engine.h"
#include "core/pipeline/learned_parameters.h"
#include "tests/support/cli.h"

#include <cmath>
#include <gtest/gtest.h>

namespace gauge::learn {
namespace {

const char* const kText = "the cat sees a bird";

TrainedModel trained(const std::string& covariance, const std::string& frames, const std::string& positions, bool self)
{
    const test::TemporaryFolder folder;
    std::string text;
    for (int k = 0; k < 40; ++k)
        text += "the cat sees a bird. a bird sees the dog.\n\n";
    writeFileAtomically(folder.file("t.txt"), text);
    LearnConfig c;
    c.corpus = folder.file("t.txt");
    c.heads = {3, 5};
    c.covariance = covariance;
    c.frames = frames;
    c.positions = positions;
    c.self = self;
    c.layers = 3;
    c.steps = 2;
    c.shareLayers = true;
    c.length = 16;
    c.batch = 4;
    c.updates = 20;
    c.warmUp = 1;
    c.learningRate = 0.03;
    const auto training = makeTraining(c);
    while (!training->done())
        training->step({});
    return training->model();
}

class LiveModels : public testing::TestWithParam<std::tuple<const char*, const char*, const char*, bool>> {};

TEST_P(LiveModels, RunTheForwardPassThatWasTrained)
{
    const auto [covariance, frames, positions, self] = GetParam();
    const auto model = std::make_shared<const TrainedModel>(trained(covariance, frames, positions, self));
    RunInput input;
    input.text = kText;
    input.model = model;
    input.parameters = learnedParameters(*model, {});
    Engine engine(processorBackends());
    const auto snapshot = engine.run(input, {});
    std::vector<int> ids{Vocabulary::kEnd};
    for (const int id : model->vocabulary.encode(kText))
        ids.push_back(id);
    const GaugeModel<double> typed(gaugeShape(model->config, model->vocabulary.size()));
    const Aligned<double> theta(model->theta.begin(), model->theta.end());
    const RowMatrixd logs = typed.logProbabilities(theta, ids);
    ASSERT_EQ(snapshot->answers.size(), ids.size());
    EXPECT_EQ(snapshot->state->tokens.front(), "<end>");
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const Answer& answer = snapshot->answers[i];
        double sum = 0;
        for (const auto& [word, p] : answer.likely) {
            const auto at = std::find(model->vocabulary.words().begin(), model->vocabulary.words().end(), word);
            EXPECT_NEAR(p, std::exp(logs(static_cast<Index>(i), at - model->vocabulary.words().begin())), 2e-4);
            sum += p;
        }
        EXPECT_LE(sum, 1 + 1e-4);
        if (i + 1 < ids.size())
            EXPECT_NEAR(answer.next, std::exp(logs(static_cast<Index>(i), ids[i + 1])), 2e-4);
        else
            EXPECT_EQ(answer.next, -1);
    }
    // Absorbing the frames changes no picture, and no answer.
    input.parameters.absorbFrames = true;
    const auto absorbed = engine.run(input, {});
    for (std::size_t i = 0; i < ids.size(); ++i)
        EXPECT_NEAR(absorbed->answers[i].entropy, snapshot->answers[i].entropy, 1e-3);
}

INSTANTIATE_TEST_SUITE_P(Families, LiveModels,
                         testing::Values(std::tuple{"diagonal", "none", "rotary", true},
                                         std::tuple{"diagonal", "learned", "none", true},
                                         std::tuple{"rotated", "learned", "rotary", true},
                                         std::tuple{"low-rank=1", "learned", "rotary", true},
                                         std::tuple{"full", "none", "rotary", false}));

TEST(LiveModels, RefuseWhatCannotBeShown)
{
    TrainedModel model = trained("diagonal", "none", "rotary", true);
    model.config.shareLayers = false;
    EXPECT_THROW(embedText(model, kText), Error);
    model.config.model = "dot-product";
    EXPECT_THROW(embedText(model, kText), Error);
}

TEST(LiveModels, TheBuiltInOneReadsAText)
{
    const auto model = builtInTrainedModel();
    const NpzArrays arrays = embedText(*model, "a small dog that barks");
    EXPECT_EQ(arrays.at("tokens").text.size(), 6u);
    EXPECT_EQ(arrays.at("head_temperature").numbers.size(), model->config.heads.size());
    RunInput input;
    input.text = "a small dog that barks";
    input.model = model;
    input.parameters = learnedParameters(*model, {});
    const auto snapshot = Engine(processorBackends()).run(input, {});
    EXPECT_EQ(snapshot->answers.size(), 6u);
    input.parameters.text.positionRate = 0.1;
    EXPECT_THROW(Engine(processorBackends()).run(input, {}), Error);
}

}  // namespace
}  // namespace gauge::learn
