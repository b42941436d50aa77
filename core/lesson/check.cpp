#include "core/lesson/check.h"

#include "core/error.h"

namespace gauge::lesson {
namespace {

class Play {
public:
    Play(const BackendFactory& backends, const FileReader& files, const RunControl& control)
        : stage_(backends, files), control_(control)
    {
    }

    /// What is wrong with the step, each in words. The next step goes on from where this one's states led.
    std::vector<std::string> step(const Step& step)
    {
        faults_ = tooLong(step);
        begun_.reset();
        if (!set("state", step.state))
            return std::move(faults_);
        begun_ = base_.run;
        text("text", step.text);
        spotlight(step);
        attempt([&] { requireClaims(step, stage_.scene(base_, begun_, control_)); });
        text("question", step.question);
        for (std::size_t k = 0; k < step.answers.size(); ++k)
            text(fmt::format("answer {}", k + 1), step.answers[k].text);
        if (!set("then", step.then))
            return std::move(faults_);
        answers(step);
        task(step);
        return std::move(faults_);
    }

private:
    template <class Work>
    bool attempt(const std::string& key, const Work& work)
    {
        try {
            work();
            return true;
        } catch (const Error& e) {
            faults_.push_back(key + ": " + e.what());
            return false;
        }
    }

    template <class Work>
    void attempt(const Work& work)
    {
        try {
            work();
        } catch (const Error& e) {
            faults_.emplace_back(e.what());
        }
    }

    bool set(const std::string& key, const Patch& patch)
    {
        return patch.empty() || attempt(key, [&] { base_ = stage_.set(base_, patch, control_); });
    }

    void text(const std::string& key, const Text& text)
    {
        attempt(key, [&] { plainText(text, stage_.scene(base_, begun_, control_)); });
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

    void answers(const Step& step)
    {
        for (std::size_t k = 0; k < step.answers.size(); ++k)
            text(fmt::format("answer {}: because", k + 1), step.answers[k].because);
        attempt([&] { requireAnswers(step, stage_.scene(base_, begun_, control_)); });
    }

    void task(const Step& step)
    {
        text("task", step.task);
        text("hint", step.hint);
        Situation now = base_;
        if (step.check) {
            attempt([&] { requireUndone(step, stage_.scene(now, begun_, control_)); });
            for (std::size_t k = 0; k < step.show.size(); ++k)
                if (!attempt(fmt::format("show {}", k + 1), [&] { now = stage_.set(now, step.show[k], control_); }))
                    return;
            attempt("check", [&] {
                if (!evaluate(*step.check, stage_.scene(now, begun_, control_)).truth)
                    fail("expected it to hold after show, found it false: {}", step.check->text());
            });
        }
        attempt("take-away", [&] { plainText(step.takeAway, stage_.scene(now, begun_, control_)); });
        attempt("note", [&] { plainText(step.note, stage_.scene(now, begun_, control_)); });
    }

    Stage stage_;
    const RunControl& control_;
    Situation base_;
    std::shared_ptr<const Snapshot> begun_;
    std::vector<std::string> faults_;
};

}  // namespace

void requireClaims(const Step& step, const Scene& scene)
{
    for (std::size_t k = 0; k < step.claims.size(); ++k)
        underLabel(fmt::format("claim {}", k + 1), [&] {
            if (!evaluate(step.claims[k], scene).truth)
                fail("expected it to hold when the step begins, found it false: {}", step.claims[k].text());
        });
}

void requireAnswers(const Step& step, const Scene& scene)
{
    for (std::size_t k = 0; k < step.answers.size(); ++k)
        underLabel(fmt::format("answer {}", k + 1), [&] {
            const Answer& answer = step.answers[k];
            const bool found = evaluate(answer.holds, scene).truth;
            if (found != answer.right)
                fail("expected what is marked {} to be so, found it {} on what is shown: {}",
                     answer.right ? "right" : "wrong", found ? "true" : "false", answer.holds.text());
        });
}

void requireUndone(const Step& step, const Scene& scene)
{
    if (step.check && holds(*step.check, scene))
        fail("check: expected it to be false before anything was done, found it true: {}", step.check->text());
}

std::vector<Fault> faultsOf(const Lesson& lesson, const BackendFactory& backends, const FileReader& files,
                            const RunControl& control)
{
    std::vector<Fault> faults;
    Play play(backends, files, control);
    for (std::size_t k = 0; k < lesson.steps.size(); ++k) {
        control.check();
        std::string words;
        for (const std::string& fault : play.step(lesson.steps[k]))
            words += (words.empty() ? "" : "; ") + fault;
        if (!words.empty())
            faults.push_back({k, words});
    }
    return faults;
}

}  // namespace gauge::lesson
