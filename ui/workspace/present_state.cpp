#include "ui/workspace/present_state.h"

#include "core/error.h"
#include "core/learn/trained_text.h"
#include "core/pipeline/applicable.h"
#include "core/pipeline/course.h"
#include "core/pipeline/learned_parameters.h"
#include "ui/views/all_views.h"

#include <algorithm>
#include <QCoreApplication>

namespace gauge::ui {
namespace {

constexpr int kMostLayers = 200;  // of a run, and steps of a layer, that a lesson may ask for

/// What stands before a state: the source, and what it is run with.
struct Standing {
    RunInput input;
    QStringList views;
    std::optional<std::vector<std::string>> lock;
    std::optional<std::pair<std::string, std::string>> pair;
    bool pinned = false;
    bool begun = false;
};

/// As setOption reads it.
std::string listText(const std::vector<int>& numbers)
{
    std::string text;
    for (const int number : numbers)
        text += (text.empty() ? "" : ",") + std::to_string(number);
    return text;
}

RunInput sourceOf(const lesson::Patch& patch, LessonFiles& files)
{
    RunInput input;
    input.text = patch.text.value_or(std::string());
    if (patch.model) {
        input.model = learn::modelFrom(*patch.model);
        input.parameters = learnedParameters(*input.model, {});
    }
    if (patch.file)
        input.state = files.at(*patch.file);
    return input;
}

/// The layer on show, where all layers are run.
int layerOn(const RunInput& input)
{
    return input.layer < 0 ? input.parameters.evolve.layers : input.layer;
}

/// Whether they ran alike, whatever they ran on.
bool sameLegs(const std::vector<Leg>& a, const std::vector<Leg>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Leg& x, const Leg& y) {
        Parameters there = y.parameters;
        there.threads = x.parameters.threads;
        there.backend = x.parameters.backend;
        return x.until == y.until && x.parameters == there;
    });
}

Standing standingAfter(const std::vector<const lesson::Patch*>& states, LessonFiles& files)
{
    Standing s;
    for (const lesson::Patch* state : states) {
        if (state->anew()) {
            s = {};
            s.input = sourceOf(*state, files);
            s.begun = true;
        }
        if (state->onward)
            s.input.earlier = *state->onward ? legsTo(s.input, layerOn(s.input)) : std::vector<Leg>{};
        for (const auto& [name, value] : state->parameters)
            setParameter(s.input.parameters, parameterInfo(name), value);
        if (state->layer)
            s.input.layer = *state->layer;
        if (state->lock) {
            s.lock = state->lock;
            s.pair.reset();
        }
        if (state->pair) {
            s.pair = state->pair;
            s.lock.reset();
        }
        s.pinned = state->pin.value_or(s.pinned);
    }
    s.views = viewsAfter(states);
    return s;
}

bool ofTheProgram(const learn::TrainedModel* model)
{
    return !model || model->origin == "learned";
}

bool sameOrigin(const learn::TrainedModel* a, const learn::TrainedModel* b)
{
    return !a == !b && (!a || a->origin == b->origin);
}

bool goesOnFrom(const RunInput& now, const Standing& before)
{
    if (!before.begun || now.state != before.input.state)
        return false;
    return now.state || (now.text == before.input.text && sameOrigin(now.model.get(), before.input.model.get()));
}

class Taking {
public:
    Taking(const Present& present, const std::vector<const lesson::Patch*>& before, LessonFiles& files)
        : now_(present.document.run), present_(present), files_(files), states_(before),
          before_(standingAfter(before, files))
    {
    }

    TakenState take()
    {
        source();
        parameters();
        onward();
        if (now_.layer != before_.input.layer)
            taken_.patch.layer = now_.layer;
        if (present_.views != before_.views)
            for (const QString& view : present_.views)
                taken_.patch.views.push_back(view.toStdString());
        options();
        locks();
        pin();
        return taken_;
    }

private:
    void source()
    {
        if (goesOnFrom(now_, before_))
            return;
        lesson::Patch& patch = taken_.patch;
        if (now_.state) {
            patch.file = files_.nameOf(now_.state);
        } else {
            if (!ofTheProgram(now_.model.get()))
                fail("the text is read by a trained model of your own: a lesson knows the program's words and its trained "
                     "ones");
            patch.text = now_.text;
            if (now_.model)
                patch.model = "learned";
        }
        before_ = standingAfter({&patch}, files_);
        before_.views = viewsAfter(states_);
        anew_ = true;
    }

    /// A run that was changed as it played can be said where it was at the layer that stands before.
    void onward()
    {
        const RunInput& before = before_.input;
        if (sameLegs(now_.earlier, before.earlier))
            return;
        const int layer = layerOn(before);
        if (now_.earlier.empty())
            taken_.patch.onward = false;
        else if (!anew_ && layer > 0 && sameLegs(now_.earlier, legsTo(before, layer))) {
            if (!taken_.patch.parameters.empty())  // else all layers were run alike
                taken_.patch.onward = true;
        } else
            taken_.leftOut << QCoreApplication::translate(
                "author",
                "parameters that were changed while the run played: a state goes on from the layer that stands before it, "
                "so take one before each change, at its layer");
    }

    void parameters()
    {
        const std::map<std::string, std::string> useless = inapplicable(before_.input);
        for (const ParameterInfo& info : parameterTable()) {
            const std::string name = info.name;
            const std::string value = info.text(now_.parameters);
            const bool machine = name == "threads" || name == "backend";
            if (machine || (info.commands & kFileOnly) != 0 || value == info.text(before_.input.parameters))
                continue;
            if (const auto why = useless.find(name); why != useless.end())
                taken_.leftOut << QStringLiteral("%1: %2").arg(QLatin1String(info.name),
                                                               QString::fromStdString(why->second));
            else if ((name == "layers" || name == "steps") && info.number(now_.parameters) > kMostLayers)
                taken_.leftOut << QCoreApplication::translate("author", "%1: a lesson runs at most %2")
                                      .arg(QLatin1String(info.name))
                                      .arg(kMostLayers);
            else
                taken_.patch.parameters.emplace_back(name, value);
        }
    }

    void options()
    {
        const std::map<QString, ViewOptions> fresh;
        const auto looks = anew_ ? fresh : looksAfter(states_, present_.document);
        for (const auto& [panel, look] : present_.document.views) {
            const ViewKind* kind = viewOfPanel(panel);
            if (!kind || !duplicateOf(panel).isEmpty())
                continue;
            const auto found = looks.find(panel);
            const ViewOptions before = found == looks.end() ? ViewOptions{} : found->second;
            for (const ViewControl& control : kind->controls)
                if (control.place.get && control.place.get(look) != control.place.get(before))
                    taken_.patch.options[kind->name][control.name] = optionText(control, look);
            for (const ListKey& list : kind->keys.lists)
                if (list.place.get(look) != list.place.get(before))
                    taken_.patch.options[kind->name][list.key] = listText(list.place.get(look));
            for (const OptionKey<double>& number : kind->keys.real)
                if (number.place.get(look) != number.place.get(before))
                    taken_.patch.options[kind->name][number.key] = fmt::format("{}", number.place.get(look));
        }
    }

    void locks()
    {
        const Selection& lock = present_.document.lock;
        lesson::Patch& patch = taken_.patch;
        const Snapshot& s = *present_.snapshot;
        if (lock.lockedReceiver >= 0 && lock.lockedSender >= 0)
            patch.pair = std::pair(lesson::labelOf(s, lock.lockedReceiver), lesson::labelOf(s, lock.lockedSender));
        std::vector<std::string> tokens;
        for (const int token : lock.locked)
            tokens.push_back(lesson::labelOf(s, token));
        if (patch.pair && patch.pair == before_.pair)
            patch.pair.reset();
        else if (!patch.pair && (before_.pair || tokens != before_.lock.value_or(std::vector<std::string>())))
            patch.lock = tokens;
    }

    void pin()
    {
        const Document& d = present_.document;
        const bool pinned = d.reference >= 0 && d.reference < static_cast<int>(d.pinned.size());
        if (pinned == before_.pinned)
            return;
        taken_.patch.pin = pinned;
        if (!pinned)
            return;
        const auto& snapshot = d.pinned[static_cast<std::size_t>(d.reference)].snapshot;
        const bool kept = !anew_ && snapshot->input.parameters == before_.input.parameters;
        if (!kept && snapshot->input.parameters != now_.parameters)
            taken_.leftOut << QCoreApplication::translate(
                "author",
                "what is pinned as A: a state pins what stood before it, so take one before you pin and one after");
    }

    const RunInput& now_;
    const Present& present_;
    LessonFiles& files_;
    const std::vector<const lesson::Patch*>& states_;
    Standing before_;
    bool anew_ = false;
    TakenState taken_;
};

}  // namespace

std::string optionText(const ViewControl& control, const ViewOptions& options)
{
    const int value = control.place.get(options);
    if (control.isSwitch())
        return value != 0 ? "on" : "off";
    if (value >= 0 && value < static_cast<int>(control.choices.size()))
        return control.nameOf(value);
    if (value == MeanHead)
        return "mean";
    return value == EveryHead ? "all" : std::to_string(value);
}

TakenState takenFrom(const Present& present, const std::vector<const lesson::Patch*>& before, LessonFiles& files)
{
    if (!present.snapshot)
        fail("expected something on show, found nothing: type a text or open a file first");
    return Taking(present, before, files).take();
}

}  // namespace gauge::ui
