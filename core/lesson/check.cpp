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
        claims(step);
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

    bool set(const std::string& key, const Patch& patch)
    {
        return patch.empty() || attempt(key, [&] { base_ = stage_.set(base_, patch, control_); });
    }

    void text(const std::string& key, const Text& text)
    {
        attempt(key, [&] { plainText(text, stage_.scene(base_, begun_, control_)); });
    }

    void claims(const Step& step)
    {
        for (const Expression& claim : step.claims)
            attempt("claims", [&] {
                if (!evaluate(claim, stage_.scene(base_, begun_, control_)).truth)
                    fail("expected it to hold when the step begins, found it false: {}", claim.text());
            });
    }

    void answers(const Step& step)
    {
        for (std::size_t k = 0; k < step.answers.size(); ++k) {
            const Answer& answer = step.answers[k];
            const std::string key = fmt::format("answer {}", k + 1);
            text(key + ": because", answer.because);
            attempt(key, [&] {
                const bool found = evaluate(answer.holds, stage_.scene(base_, begun_, control_)).truth;
                if (found != answer.right)
                    fail("expected what is marked {} to be so, found it {} on what is shown: {}",
                         answer.right ? "right" : "wrong", found ? "true" : "false", answer.holds.text());
            });
        }
    }

    void task(const Step& step)
    {
        text("task", step.task);
        text("hint", step.hint);
        Situation now = base_;
        const auto check = [&] { return holds(*step.check, stage_.scene(now, begun_, control_)); };
        if (step.check) {
            attempt("check", [&] {
                if (check())
                    fail("expected it to be false before anything was done, found it true: {}", step.check->text());
            });
            for (std::size_t k = 0; k < step.show.size(); ++k)
                if (!attempt(fmt::format("show {}", k + 1), [&] { now = stage_.set(now, step.show[k], control_); }))
                    return;
            attempt("check", [&] {
                if (!evaluate(*step.check, stage_.scene(now, begun_, control_)).truth)
                    fail("expected it to hold after show, found it false: {}", step.check->text());
            });
        }
        attempt("take-away", [&] { plainText(step.takeAway, stage_.scene(now, begun_, control_)); });
    }

    Stage stage_;
    const RunControl& control_;
    Situation base_;
    std::shared_ptr<const Snapshot> begun_;
    std::vector<std::string> faults_;
};

}  // namespace

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
