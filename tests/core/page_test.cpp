// What a page holds is what the program shows: attention, groups and words come out of its numbers again.
#include "core/attention/softmax.h"
#include "core/error.h"
#include "core/page/page.h"
#include "tests/support/message.h"

#include <cmath>
#include <cstring>
#include <filesystem>
#include <gtest/gtest.h>

namespace gauge::page {
namespace {

using nlohmann::json;

constexpr const char* kSentence = "the cat sat on the mat while the dog ran near the fire";
constexpr std::size_t kRoom = 1'900'000;

struct Ran {
    std::shared_ptr<Engine> engine = std::make_shared<Engine>(processorBackends());
    Shown shown;

    Ran(const std::string& text, const std::vector<std::pair<std::string, std::string>>& parameters)
    {
        RunInput input;
        input.text = text;
        for (const auto& [name, value] : parameters)
            setParameter(input.parameters, parameterInfo(name), value);
        shown.scene.now = engine->run(input, {});
        shown.scene.run = [kept = engine](const RunInput& again) { return kept->run(again, {}); };
    }
    Content content(std::size_t room = kRoom) const { return contentOf(planOf("A page", shown, std::nullopt), room, {}); }
};

std::vector<double> numbersIn(const Content& content, const json& place)
{
    const std::string& bytes = content.lists.at(place.get<std::size_t>());
    std::vector<double> numbers(bytes.size() / sizeof(double));
    std::memcpy(numbers.data(), bytes.data(), bytes.size());
    return numbers;
}

/// Attention as docs/FORMATS.md tells a page to compute it: from its numbers alone.
std::vector<RowMatrixd> attentionOn(const Content& content, const json& state, const json& layer, double kappa)
{
    const auto n = static_cast<Index>(state["tokens"].size());
    const std::vector<double> energy = numbersIn(content, layer["energy"]);
    const std::vector<double> prior = state.contains("prior") ? numbersIn(content, state["prior"]) : std::vector<double>();
    const auto at = [n](Index h, Index i, Index j) { return static_cast<std::size_t>((h * n + i) * n + j); };
    const Index stored = static_cast<Index>(energy.size()) / (n * n);
    const auto heads = static_cast<Index>(state["factor"].size());
    const std::string kind = state["mask"]["kind"];
    const Index width = state["mask"]["width"];
    std::vector<RowMatrixd> attention;
    for (Index h = 0; h < heads; ++h) {
        RowMatrixd beta = RowMatrixd::Zero(n, n);
        for (Index i = 0; i < n; ++i) {
            Vectord logits = Vectord::Constant(n, -HUGE_VAL);
            for (Index j = 0; j < n; ++j) {
                const bool before = kind == "full" || kind == "window" || j <= i;
                const bool near = kind == "full" || kind == "causal" || std::abs(i - j) <= width;
                if (!before || !near || (i == j && !state["mask"]["self"].get<bool>()))
                    continue;
                double e = 0;
                for (Index k = 0; k < (state["summed_heads"].get<bool>() ? stored : 1); ++k)
                    e += energy[at(state["summed_heads"].get<bool>() ? k : h, i, j)];
                logits(j) = -e / (kappa * state["factor"][static_cast<std::size_t>(h)].get<double>());
                if (!prior.empty())
                    logits(j) += prior[static_cast<std::size_t>(h * n + std::abs(i - j))];
                if (state.contains("multiplicity"))
                    logits(j) += std::log(state["multiplicity"][static_cast<std::size_t>(j)].get<double>());
            }
            const double most = logits.maxCoeff();
            if (std::isfinite(most)) {
                const Vectord weights = (logits.array() - most).exp();
                beta.row(i) = weights / weights.sum();
            }
        }
        attention.push_back(std::move(beta));
    }
    return attention;
}

/// Labels by the stored merges below θ, ordered by first member.
std::vector<Index> labelsOn(const Content& content, const json& layer, Index n, double theta)
{
    const std::vector<double> merges = numbersIn(content, layer["tree"]["merges"]);
    std::vector<Index> root(static_cast<std::size_t>(2 * n));
    for (std::size_t k = 0; k < root.size(); ++k)
        root[k] = static_cast<Index>(k);
    for (std::size_t t = 0; t * 3 < merges.size() && merges[3 * t + 2] < theta; ++t)
        for (Index& r : root)
            if (r == static_cast<Index>(merges[3 * t]) || r == static_cast<Index>(merges[3 * t + 1]))
                r = n + static_cast<Index>(t);
    std::vector<Index> labels;
    labels.reserve(static_cast<std::size_t>(n));
    std::map<Index, Index> known;
    for (Index i = 0; i < n; ++i)
        labels.push_back(known.emplace(root[static_cast<std::size_t>(i)], static_cast<Index>(known.size())).first->second);
    return labels;
}

using Options = std::vector<std::pair<std::string, std::string>>;

class AttentionOnPage : public ::testing::TestWithParam<Options> {};

TEST_P(AttentionOnPage, IsTheProgramsAtEveryLayerAndTemperature)
{
    Options options = GetParam();
    options.emplace_back("layers", "3");
    const Ran run(kSentence, options);
    const Content content = run.content();
    const json& state = content.json["states"][0];
    ASSERT_EQ(state["stored"].size(), 4U);
    const auto farthest = [&](const json& layer, double kappa) {
        RunInput input = run.shown.scene.now->input;
        input.layer = layer["layer"];
        setParameter(input.parameters, parameterInfo("kappa"), fmt::format("{}", kappa));
        const auto there = run.engine->run(input, {});
        const auto beta = attentionOn(content, state, layer, kappa);
        EXPECT_EQ(beta.size(), there->attention.size());
        double most = 0;
        for (std::size_t h = 0; h < beta.size(); ++h)
            most = std::max(most, (beta[h] - there->attention[h]).cwiseAbs().maxCoeff());
        return most;
    };
    for (const json& layer : state["stored"])
        EXPECT_LT(farthest(layer, state["kappa"]), 1e-12);
    for (const double kappa : {0.3, 2.0, 17.0})  // at another κ later layers are others
        EXPECT_LT(farthest(state["stored"][0], kappa), 1e-12) << kappa;
}

INSTANTIATE_TEST_SUITE_P(Options, AttentionOnPage,
                         ::testing::Values(Options{}, Options{{"mask", "causal"}}, Options{{"mask", "window=3"}},
                                           Options{{"mask", "causal-window=4"}}, Options{{"no-self", "true"}},
                                           Options{{"attention-prior", "alibi=0.5"}},
                                           Options{{"attention-prior", "recency=3"}, {"mask", "causal"}},
                                           Options{{"head-attention", "summed"}},
                                           Options{{"temperature-scale", "sqrt-dim"}}, Options{{"score", "dot-product"}},
                                           Options{{"divergence", "renyi=0.5"}}, Options{{"transport", "first-order"}},
                                           Options{{"covariance", "diagonal"}}, Options{{"condensed", "true"}},
                                           Options{{"meta-prior", "0.5"}},
                                           Options{{"message", "product"}, {"scales", "2"}}));

TEST(Page, CutsTheStoredTreeAsTheProgramDoes)
{
    const Ran run(kSentence, {{"layers", "2"}});
    const Content content = run.content();
    const Index n = run.shown.scene.now->tokens();
    for (const json& layer : content.json["states"][0]["stored"])
        for (const double theta : {1e-9, 0.05, 0.4, 1.1, 3.0, 50.0}) {
            RunInput input = run.shown.scene.now->input;
            input.layer = layer["layer"];
            setParameter(input.parameters, parameterInfo("threshold"), fmt::format("{}", theta));
            EXPECT_EQ(labelsOn(content, layer, n, theta), run.engine->run(input, {})->clusters().label) << theta;
        }
}

TEST(Page, OfANumberOfGroupsHasTheThresholdThatGivesThem)
{
    const Ran run(kSentence, {{"layers", "1"}, {"clusters", "4"}});
    const Content content = run.content();
    const json& state = content.json["states"][0];
    const auto& shown = *run.shown.scene.now;
    EXPECT_EQ(shown.clusters().members.size(), 4U);
    EXPECT_EQ(labelsOn(content, state["stored"][1], shown.tokens(), state["threshold"]), shown.clusters().label);
}

TEST(Page, KeepsEveryListOnce)
{
    Ran run("a a a", {{"layers", "0"}});
    Shown again = run.shown;
    Plan plan = planOf("Twice", run.shown, again);
    const Content content = contentOf(plan, kRoom, {});
    const std::set<std::string> different(content.lists.begin(), content.lists.end());
    EXPECT_EQ(different.size(), content.lists.size());
    EXPECT_EQ(content.json["states"][0]["stored"][0]["energy"], content.json["states"][1]["stored"][0]["energy"]);
    EXPECT_EQ(content.json["states"][0]["pinned"], 1);
}

std::string words(int count)
{
    std::string text;
    for (int k = 0; k < count; ++k)
        text += std::vector<std::string>{"cat ", "dog ", "tree "}[static_cast<std::size_t>(k % 3)] +
                (k % 7 == 0 ? "runs " : "");
    return text;
}

std::size_t sizeOf(const Content& content)
{
    std::size_t bytes = content.json.dump().size();
    for (const std::string& list : content.lists)
        bytes += encodedSize(list.size());
    return bytes;
}

TEST(Page, LeavesOutLayersThatDoNotFitAndSaysSo)
{
    const Ran run(words(110), {{"layers", "6"}, {"irrep-heads", "true"}});
    ASSERT_GT(run.shown.scene.now->tokens(), 100);
    const Content content = run.content();
    const json& stored = content.json["states"][0]["stored"];
    EXPECT_LE(sizeOf(content), kRoom);
    EXPECT_LT(stored.size(), 7U);
    EXPECT_GE(stored.size(), 1U);
    bool shown = false;
    for (const json& layer : stored) {
        EXPECT_TRUE(layer.contains("energy"));
        shown = shown || layer["layer"] == run.shown.scene.now->layer;
    }
    EXPECT_TRUE(shown);
    ASSERT_EQ(content.json["states"][0]["notes"].size(), 1U);
    EXPECT_NE(content.json["states"][0]["notes"][0].get<std::string>().find("Of 7 layers"), std::string::npos);
}

TEST(Page, OfTooManyTokensHasNoEnergiesAndSaysSo)
{
    const Ran run(words(500), {{"layers", "0"}});
    const Content content = run.content();
    EXPECT_FALSE(content.json["states"][0]["stored"][0].contains("energy"));
    EXPECT_TRUE(content.json["states"][0]["stored"][0].contains("tree"));
    EXPECT_NE(content.json["states"][0]["notes"][0].get<std::string>().find("too large for this page"), std::string::npos);
    EXPECT_LE(sizeOf(content), kRoom);
    EXPECT_NE(test::messageOf([&] { run.content(3000); }).find("to fit into"), std::string::npos);
}

TEST(Page, SaysThatThereIsNoConsensus)
{
    const Ran run(kSentence, {{"score", "dot-product"}, {"layers", "0"}});
    const json state = run.content().json["states"][0];
    EXPECT_FALSE(state["consensus"].get<std::string>().empty());
    EXPECT_FALSE(state["stored"][0].contains("tree"));
    EXPECT_EQ(state["quantities"].size(), 3U);
}

Typeset plainly()
{
    return [](const std::string& markup, bool) { return json{{"m", markup}, {"t", markup}}; };
}

lesson::Lesson lessonOf(const json& steps)
{
    const json whole{{"format", "gaugescope-lesson"}, {"version", 1}, {"title", "One"}, {"minutes", 5}, {"steps", steps}};
    return lesson::lessonFrom(whole.dump(), "test");
}

Plan planOfSteps(const json& steps)
{
    const lesson::Lesson lesson = lessonOf(steps);
    return planOf(lesson, lesson::besideLesson(lesson), processorBackends(), plainly(), {});
}

json stepWith(const json& more)
{
    json step{{"text", "At κ = {kappa} it is {beta(cat,dog):%}, of width {width(cat):2}."},
              {"state", {{"text", kSentence}, {"parameters", {{"layers", 0}, {"kappa", 2}}}}}};
    step.update(more);
    return step;
}

json taskBy(const json& parameters, const char* check)
{
    return stepWith({{"task", "Do it."}, {"check", check}, {"hint", "So."}, {"show", {{{"parameters", parameters}}}}});
}

TEST(LessonPage, TablesWhatAPageCannotCompute)
{
    const Plan plan = planOfSteps(json::array({stepWith(json::object())}));
    EXPECT_TRUE(plan.uses.contains("width"));
    EXPECT_FALSE(plan.uses.contains("beta"));
    const Content content = contentOf(plan, kRoom, {});
    const json& layer = content.json["states"][0]["stored"][0];
    EXPECT_EQ(numbersIn(content, layer["words"]["width"]["values"]).size(), 13U);
    EXPECT_EQ(content.json["states"][0]["parameters"]["kappa"], 2.0);
    const json& text = content.json["lesson"]["steps"][0]["text"];
    EXPECT_EQ(text[1]["s"], "2");
    EXPECT_EQ(text[1]["e"]["word"], "kappa");
}

TEST(LessonPage, TellsTasksOfThePageFromThoseOfTheProgram)
{
    const Plan live = planOfSteps(json::array({taskBy({{"kappa", 50}}, "entropy(cat) > 2")}));
    EXPECT_EQ(live.lesson["steps"][0]["live"], true);
    EXPECT_EQ(live.lesson["steps"][0]["show"]["kappa"], 50.0);
    EXPECT_EQ(live.lesson["steps"][0]["check"]["k"], "compare");

    const Plan other = planOfSteps(json::array({taskBy({{"no-self", true}}, "beta(cat,cat) == 0")}));
    EXPECT_EQ(other.lesson["steps"][0]["live"], false);
    EXPECT_FALSE(other.lesson["steps"][0].contains("check"));
    EXPECT_EQ(other.states.size(), 2U);
    EXPECT_EQ(other.lesson["steps"][0]["result"], 1);

    json layers = taskBy({{"kappa", 50}}, "entropy(cat) > 2");
    layers["state"]["parameters"]["layers"] = 3;
    EXPECT_EQ(planOfSteps(json::array({layers})).lesson["steps"][0]["needs"], "layers that run again");
    layers["state"]["layer"] = 0;
    EXPECT_EQ(planOfSteps(json::array({layers})).lesson["steps"][0]["live"], true);
    layers["show"].push_back({{"layer", "last"}});  // which ran at the old κ
    EXPECT_EQ(planOfSteps(json::array({layers})).lesson["steps"][0]["needs"], "layers that run again");
}

TEST(LessonPage, MarksNumbersThatDoNotFollow)
{
    json step = stepWith({{"text", "{width(cat)} and {F} and {before(F)} and {beta(cat,dog)}"}});
    step["state"]["parameters"]["layers"] = 1;
    const json text = planOfSteps(json::array({step})).lesson["steps"][0]["text"];
    std::vector<bool> fixed;
    for (const json& piece : text)
        if (piece["k"] == "number")
            fixed.push_back(piece.contains("fixed"));
    EXPECT_EQ(fixed, (std::vector<bool>{false, true, true, false}));
}

TEST(LessonPage, KeepsWordsOfAnEarlierText)
{
    json step = stepWith({{"question", "Where?"},
                          {"answers",
                           {{{"text", "A"},
                             {"holds", "place(cat) == 3"},
                             {"because", "{before(place(cat))} and {place(cat)}"},
                             {"right", true}},
                            {{"text", "B"}, {"holds", "false"}, {"because", "{before(E(cat,mat))}"}}}},
                          {"then", {{"text", "the dog cat"}}}});
    const json answer = planOfSteps(json::array({step})).lesson["steps"][0]["answers"][0];
    EXPECT_EQ(answer["because"][0]["s"], "2");
    EXPECT_EQ(answer["because"][0]["e"]["args"][0]["args"][0]["t"], "cat");
    EXPECT_EQ(answer["because"][2]["s"], "3");
}

TEST(LessonPage, RefusesWhatIsNotSo)
{
    const auto refusal = [](const json& more) {
        return test::messageOf([&] { planOfSteps(json::array({stepWith(more)})); });
    };
    EXPECT_NE(refusal({{"claims", {"kappa == 3"}}}).find("step 1: claim 1"), std::string::npos);
    EXPECT_NE(refusal({{"text", "{E(cat,cow)} nats"}}).find("step 1: text: column 7"), std::string::npos);
    EXPECT_NE(refusal({{"take-away", "{A(E(cat,dog))}"}}).find("step 1: take-away: column 1: no state is pinned"),
              std::string::npos);
    const json lie{{"question", "Which?"},
                   {"answers",
                    {{{"text", "A"}, {"holds", "kappa == 2"}, {"because", "B"}},
                     {{"text", "C"}, {"holds", "kappa == 1"}, {"because", "D"}, {"right", true}}}}};
    EXPECT_NE(refusal(lie).find("step 1: answer 1"), std::string::npos);
}

class CoursePage : public ::testing::TestWithParam<std::string> {};

TEST_P(CoursePage, FitsWithEveryStepAndNumber)
{
    const lesson::Lesson lesson = lesson::readLesson(GAUGESCOPE_SOURCE "/resources/lessons/" + GetParam() + ".json");
    const Plan plan = planOf(lesson, lesson::besideLesson(lesson), processorBackends(), plainly(), {});
    ASSERT_EQ(plan.lesson["steps"].size(), lesson.steps.size());
    const Content content = contentOf(plan, 1'200'000, {});
    EXPECT_LE(sizeOf(content), 1'200'000U);
    EXPECT_EQ(content.json.dump().find("\"s\":\"…\""), std::string::npos);
    for (const json& step : plan.lesson["steps"])
        EXPECT_LT(step["state"].get<std::size_t>(), plan.states.size());
}

INSTANTIATE_TEST_SUITE_P(Lessons, CoursePage,
                         ::testing::Values("01-a-word-is-a-belief", "02-how-far-apart", "03-attention-is-agreement",
                                           "04-whose-axes", "05-when-frames-matter", "06-dot-products",
                                           "07-listening-moves-you", "08-consensus", "09-meta-tokens", "10-why-it-was-slow",
                                           "11-does-condensing-pay", "12-a-phase-transition", "13-learning-beliefs"),
                         [](const auto& one) { return "n" + one.param.substr(0, 2); });

}  // namespace
}  // namespace gauge::page
