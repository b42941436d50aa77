// A lesson as a page plays it: what each step shows, says and asks.
#include "core/error.h"
#include "core/lesson/check.h"
#include "core/page/page.h"

#include <algorithm>

namespace gauge::page {
namespace {

using lesson::Patch;
using lesson::Situation;
using lesson::Step;
using lesson::Text;
using nlohmann::json;

/// What a page's own controls turn.
bool turnsOnPage(const std::string& parameter)
{
    return parameter == "kappa" || parameter == "threshold";
}

/// A state as it stands in the page, and what it was made from.
struct Kept {
    Situation situation;
    Look look;
};

class Play {
public:
    Play(const lesson::Lesson& lesson, const lesson::FileReader& files, const BackendFactory& backends,
         const Typeset& typeset, const RunControl& control)
        : lesson_(lesson), stage_(std::make_shared<lesson::Stage>(backends, files)), typeset_(typeset), control_(control)
    {
    }

    Plan plan()
    {
        plan_.title = lesson_.title;
        plan_.about = lesson_.about;
        json steps = json::array();
        for (std::size_t k = 0; k < lesson_.steps.size(); ++k) {
            control_.check();
            control_.report(static_cast<double>(k) / static_cast<double>(lesson_.steps.size()));
            underLabel(fmt::format("step {}", k + 1), [&] { steps.push_back(step(lesson_.steps[k])); });
        }
        plan_.stage = stage_;
        plan_.lesson = {{"minutes", lesson_.minutes}, {"steps", std::move(steps)}};
        for (Shown& shown : plan_.states)
            shown.layersAsked = layers_;
        return std::move(plan_);
    }

private:
    json step(const Step& step)
    {
        set(base_, look_, step.state);
        begun_ = base_.run;
        json out;
        out["state"] = keep(base_, look_);
        requireClaims(step, scene(base_));
        out["text"] = text("text", step.text, base_);
        if (!step.answers.empty())
            ask(step, out);
        if (step.check)
            put(step, *step.check, out);
        if (!step.takeAway.empty() && !out.contains("take_away"))
            out["take_away"] = text("take-away", step.takeAway, base_);
        return out;
    }

    lesson::Scene scene(const Situation& situation) { return stage_->scene(situation, begun_, control_); }

    void set(Situation& situation, Look& look, const Patch& patch)
    {
        if (patch.empty())
            return;
        situation = stage_->set(situation, patch, control_);
        if (!patch.views.empty())
            look.views = patch.views;
        for (const auto& [view, options] : patch.options)
            for (const auto& [name, value] : options)
                look.options[view][name] = value;
    }

    /// Its place among the page's states; one that is there already is not kept again.
    int keep(const Situation& situation, const Look& look)
    {
        const auto same = [&](const Kept& kept) {
            return kept.situation.run == situation.run && kept.situation.pinned == situation.pinned &&
                   kept.situation.looking == situation.looking && kept.situation.cost == situation.cost &&
                   kept.look == look;
        };
        const auto known = std::ranges::find_if(kept_, same);
        if (known != kept_.end())
            return static_cast<int>(known - kept_.begin());
        Shown shown{scene(situation), look, -1, {}};
        if (situation.pinned)
            shown.pinned = pinnedAt(situation);
        kept_.push_back({situation, look});
        plan_.states.push_back(std::move(shown));
        return static_cast<int>(kept_.size()) - 1;
    }

    int pinnedAt(const Situation& situation)
    {
        const auto known = std::ranges::find_if(kept_, [&](const Kept& k) { return k.situation.run == situation.pinned; });
        if (known != kept_.end())
            return static_cast<int>(known - kept_.begin());
        Situation pinned;
        pinned.run = situation.pinned;
        pinned.input = situation.pinned->input;
        return keep(pinned, {});
    }

    void ask(const Step& step, json& out)
    {
        out["question"] = text("question", step.question, base_);
        std::vector<json> answers;
        answers.reserve(step.answers.size());
        for (const lesson::Answer& answer : step.answers)
            answers.push_back({{"text", text(fmt::format("answer {}", answers.size() + 1), answer.text, base_)},
                               {"right", answer.right}});
        if (!step.then.empty()) {
            set(base_, look_, step.then);
            out["then"] = keep(base_, look_);
        }
        requireAnswers(step, scene(base_));
        for (std::size_t k = 0; k < answers.size(); ++k)
            answers[k]["because"] = text(fmt::format("answer {}: because", k + 1), step.answers[k].because, base_);
        out["answers"] = std::move(answers);
    }

    void put(const Step& step, const lesson::Expression& check, json& out)
    {
        requireUndone(step, scene(base_));
        out["task"] = text("task", step.task, base_);
        out["hint"] = text("hint", step.hint, base_);
        Situation done = base_;
        Look look = look_;
        for (const Patch& patch : step.show)
            set(done, look, patch);
        if (!lesson::holds(check, scene(done)))
            fail("check: expected it to hold after show, found it false: {}", check.text());
        if (!step.takeAway.empty())
            out["take_away"] = text("take-away", step.takeAway, done);
        const std::string needs = needsProgram(step, check, done);
        out["live"] = needs.empty();
        if (!needs.empty()) {
            out["needs"] = needs;
            out["result"] = keep(done, look);
            return;
        }
        out["check"] = expressionOn(check, base_.run->tokens(), plan_.uses);
        noteLayers(check);
        layers_.insert(done.run->layer);
        out["show"] = shownBy(step, done);
    }

    /// What a hand sets on the page to do it.
    static json shownBy(const Step& step, const Situation& done)
    {
        json show = json::object();
        for (const Patch& patch : step.show) {
            for (const auto& [name, value] : patch.parameters)
                show[name] = parameterInfo(name).number(done.input.parameters);
            if (patch.layer)
                show["layer"] = done.run->layer;
            if (patch.lock)
                show["lock"] = done.looking.locked;
            if (patch.pair)
                show["pair"] = {done.looking.receiver, done.looking.sender};
        }
        return show;
    }

    /// Why the task is none for a page, in words; empty where it is one.
    std::string needsProgram(const Step& step, const lesson::Expression& check, const Situation& done)
    {
        std::string turned;
        bool kappa = false;
        bool threshold = false;
        for (const Patch& patch : step.show) {
            for (const auto& [name, value] : patch.parameters) {
                kappa = kappa || name == "kappa";
                threshold = threshold || name == "threshold";
                if (!turnsOnPage(name))
                    turned += (turned.empty() ? "" : ", ") + std::string(parameterInfo(name).label);
            }
            if (patch.anew() || patch.pin || patch.onward || patch.measure || patch.train > 0)
                return "another state than those of this page";
        }
        if (!turned.empty())
            return turned;
        try {
            Uses uses = plan_.uses;
            expressionOn(check, base_.run->tokens(), uses);
        } catch (const NotOnPage&) {
            return "numbers that are too many for a page";
        }
        return movesMore(check, done, kappa, threshold) ? "layers that run again" : std::string();
    }

    /// Whether turning κ or θ changes more in the program than on the page: layers above the first, and words the page has in tables.
    bool movesMore(const lesson::Expression& check, const Situation& done, bool kappa, bool threshold) const
    {
        const Snapshot& run = *base_.run;
        const bool follows = run.request.condensed || run.request.metaPrior > 0 || run.request.consensus.hysteresis > 0;
        const std::set<int> layers = layersAsked(check.root());
        const bool above =
            run.layer > 0 || done.run->layer > 0 || std::ranges::any_of(layers, [](int layer) { return layer > 0; });
        if ((kappa && above) || (threshold && follows && above))
            return true;
        return (kappa || threshold) && restsOnStored(check.root());
    }

    void noteLayers(const lesson::Expression& expression)
    {
        for (const int layer : layersAsked(expression.root()))
            layers_.insert(layer);
    }

    json text(const std::string& key, const Text& text, const Situation& situation)
    {
        json pieces = json::array();
        underLabel(key, [&] {
            for (const lesson::Piece& piece : text)
                pieces.push_back(pieceOf(piece, situation));
        });
        return pieces;
    }

    json pieceOf(const lesson::Piece& piece, const Situation& situation)
    {
        switch (piece.kind) {
        case lesson::Piece::Kind::Plain: return {{"k", "plain"}, {"t", piece.text}};
        case lesson::Piece::Kind::Stress: return {{"k", "stress"}, {"t", piece.text}};
        case lesson::Piece::Kind::Paragraph: return {{"k", "break"}};
        case lesson::Piece::Kind::Formula: return formula("formula", piece.text);
        case lesson::Piece::Kind::Display: return formula("display", piece.text);
        case lesson::Piece::Kind::Computed: break;
        }
        return piece.number ? numberOf(*piece.number, situation) : json();
    }

    json numberOf(const lesson::Computed& number, const Situation& situation)
    {
        json out{{"k", "number"}, {"decimals", number.decimals}, {"percent", number.percent}};
        out["s"] = lesson::shown(number, scene(situation));
        try {
            out["e"] = expressionOn(number.expression, situation.run->tokens(), plan_.uses);
            noteLayers(number.expression);
            if (restsOnStored(number.expression.root()))
                out["fixed"] = true;
        } catch (const NotOnPage&) {
            return out;  // the number as the program wrote it
        }
        return out;
    }

    json formula(const char* kind, const std::string& markup) const
    {
        json out = typeset_(markup, std::string(kind) == "display");
        out["k"] = kind;
        return out;
    }

    const lesson::Lesson& lesson_;
    std::shared_ptr<lesson::Stage> stage_;
    const Typeset& typeset_;
    const RunControl& control_;
    Plan plan_;
    Situation base_;
    Look look_;
    std::shared_ptr<const Snapshot> begun_;
    std::vector<Kept> kept_;
    std::set<int> layers_;
};

}  // namespace

Plan planOf(const lesson::Lesson& lesson, const lesson::FileReader& files, const BackendFactory& backends,
            const Typeset& typeset, const RunControl& control)
{
    return Play(lesson, files, backends, typeset, control).plan();
}

}  // namespace gauge::page
