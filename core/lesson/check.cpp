#include "core/lesson/check.h"

#include "core/error.h"

namespace gauge::lesson {
namespace {

void requireClaim(const Expression& claim, const Scene& scene)
{
    if (!evaluate(claim, scene).truth)
        fail("expected it to hold when the step begins, found it false: {}", claim.text());
}

void requireAnswer(const Answer& answer, const Scene& scene)
{
    const bool found = evaluate(answer.holds, scene).truth;
    if (found != answer.right)
        fail("expected what is marked {} to be so, found it {} on what is shown: {}", answer.right ? "right" : "wrong",
             found ? "true" : "false", answer.holds.text());
}

class Play {
public:
    Play(Stage& stage, Situation& base, const RunControl& control) : stage_(stage), base_(base), control_(control) {}

    PlayedStep step(const Step& step)
    {
        played_.faults = tooLong(step);
        if (!set("state", step.state))
            return std::move(played_);
        begun_ = base_.run;
        played_.begun = begun_;
        const auto texts = fieldTexts(step);
        const auto say = [&](const std::string& field) {
            for (const auto& [name, words] : texts)
                if (name == field)
                    text(field, *words);
        };
        say("text");
        spotlight(step);
        for (std::size_t k = 0; k < step.claims.size(); ++k)
            ask(fmt::format("claim {}", k + 1), base_, [&](const Scene& scene) { requireClaim(step.claims[k], scene); });
        say("question");
        for (std::size_t k = 0; k < step.answers.size(); ++k)
            say(fmt::format("answer {}: text", k + 1));
        if (!set("then", step.then))
            return std::move(played_);
        for (std::size_t k = 0; k < step.answers.size(); ++k) {
            say(fmt::format("answer {}: because", k + 1));
            ask(fmt::format("answer {}: holds", k + 1), base_,
                [&](const Scene& scene) { requireAnswer(step.answers[k], scene); });
        }
        task(step);
        return std::move(played_);
    }

private:
    template <class Work>
    bool attempt(const std::string& field, const Work& work)
    {
        try {
            work();
            return true;
        } catch (const Error& e) {
            const std::string label = field + ": ";
            const std::string words = e.what();
            played_.faults.push_back({-1, field, words.starts_with(label) ? words.substr(label.size()) : words});
            return false;
        }
    }

    /// A question about what is on show, unless the stage left some of that to a window.
    template <class Work>
    void ask(const std::string& field, const Situation& now, const Work& work)
    {
        if (stage_.leavesOut(now))
            played_.passedOver = true;
        else
            attempt(field, [&] { work(stage_.scene(now, begun_, control_)); });
    }

    bool set(const std::string& field, const Patch& patch)
    {
        played_.goesOn = patch.empty() || attempt(field, [&] { base_ = stage_.set(base_, patch, control_); });
        if (played_.goesOn && !base_.run) {
            played_.faults.push_back({-1, field, "expected a text or a file to begin with, found none"});
            played_.goesOn = false;
        }
        return played_.goesOn;
    }

    void text(const std::string& field, const Text& text) { this->text(field, text, base_); }

    void text(const std::string& field, const Text& text, const Situation& now)
    {
        for (const Piece& piece : text)
            if (piece.number) {
                std::string number = "…";
                ask(field, now, [&](const Scene& scene) { number = shown(*piece.number, scene); });
                played_.numbers[field].push_back(number);
            }
    }

    /// What is lit has to be there.
    void spotlight(const Step& step)
    {
        if (!step.spotlight)
            return;
        std::vector<std::string> labels;
        if (!step.spotlight->token.empty())
            labels.push_back(step.spotlight->token);
        if (step.spotlight->cell)
            labels.insert(labels.end(), {step.spotlight->cell->first, step.spotlight->cell->second});
        for (const std::string& label : labels)
            attempt("spotlight", [&] { placeOf(*base_.run, label); });
    }

    void task(const Step& step)
    {
        text("task", step.task);
        text("hint", step.hint);
        Situation now = base_;
        if (step.check) {
            ask("check", now, [&](const Scene& scene) { requireUndone(step, scene); });
            for (std::size_t k = 0; k < step.show.size(); ++k)
                if (!attempt(fmt::format("show {}", k + 1), [&] { now = stage_.set(now, step.show[k], control_); }))
                    return;
            ask("check", now, [&](const Scene& scene) {
                if (!evaluate(*step.check, scene).truth)
                    fail("expected it to hold after show, found it false: {}", step.check->text());
            });
        }
        text("take-away", step.takeAway, now);
        text("note", step.note, now);
    }

    Stage& stage_;
    Situation& base_;
    const RunControl& control_;
    std::shared_ptr<const Snapshot> begun_;
    PlayedStep played_;
};

}  // namespace

void requireClaims(const Step& step, const Scene& scene)
{
    for (std::size_t k = 0; k < step.claims.size(); ++k)
        underLabel(fmt::format("claim {}", k + 1), [&] { requireClaim(step.claims[k], scene); });
}

void requireAnswers(const Step& step, const Scene& scene)
{
    for (std::size_t k = 0; k < step.answers.size(); ++k)
        underLabel(fmt::format("answer {}", k + 1), [&] { requireAnswer(step.answers[k], scene); });
}

void requireUndone(const Step& step, const Scene& scene)
{
    if (step.check && holds(*step.check, scene))
        fail("check: expected it to be false before anything was done, found it true: {}", step.check->text());
}

PlayedStep play(const Step& step, Stage& stage, Situation& base, const RunControl& control)
{
    return Play(stage, base, control).step(step);
}

std::vector<Fault> faultsOf(const Lesson& lesson, const BackendFactory& backends, const FileReader& files,
                            const RunControl& control)
{
    std::vector<Fault> faults;
    Stage stage(backends, files);
    Situation base;
    for (std::size_t k = 0; k < lesson.steps.size(); ++k) {
        control.check();
        std::string words;
        for (const FieldFault& fault : play(lesson.steps[k], stage, base, control).faults)
            words += (words.empty() ? "" : "; ") + lineOf(fault);
        if (!words.empty())
            faults.push_back({k, words});
    }
    return faults;
}

}  // namespace gauge::lesson
