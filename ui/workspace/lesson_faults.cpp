// What of a lesson a window cannot show.
#include "core/error.h"
#include "ui/painter/formula.h"
#include "ui/views/all_views.h"
#include "ui/workspace/lessons.h"

#include <algorithm>

namespace gauge::ui {
namespace {

std::string viewNames()
{
    std::string names;
    for (const ViewKind& kind : viewKinds())
        names += std::string(kind.name) + ", ";
    return names + "parameters, training, source";
}

void requireView(const std::string& name)
{
    if (!lesson::standsBeside(name) && !findView(QString::fromStdString(name)))
        fail("views: expected some of {}, found '{}'", viewNames(), name);
}

void requireShowable(const lesson::Patch& patch)
{
    for (const std::string& view : patch.views)
        requireView(view);
    for (const auto& [view, options] : patch.options) {
        const ViewKind* kind = findView(QString::fromStdString(view));
        if (!kind)
            fail("options: expected a view, found '{}'", view);
        ViewOptions scratch;
        for (const auto& [name, value] : options)
            setOption(*kind, scratch, QString::fromStdString(name), QString::fromStdString(value));
    }
}

void requireLit(const lesson::Spotlight& light, const std::vector<std::string>& open)
{
    std::string wanted = light.view;
    if (!light.control.empty())
        wanted = "parameters";
    else if (lesson::standsBeside(light.panel))
        wanted = light.panel;
    if (!wanted.empty() && !open.empty() && std::find(open.begin(), open.end(), wanted) == open.end())
        fail("spotlight: expected {} among the views that are open, found it closed", wanted);
}

void requireFormulas(const lesson::Text& text)
{
    for (const lesson::Piece& piece : text)
        if (piece.kind == lesson::Piece::Kind::Formula || piece.kind == lesson::Piece::Kind::Display)
            if (const QString fault = formulaFault(QString::fromStdString(piece.text)); !fault.isEmpty())
                fail("formula '{}': {}", piece.text, fault.toStdString());
}

void requireShowable(const lesson::Step& step, std::vector<std::string>& open)
{
    const auto take = [&open](const lesson::Patch& patch) {
        requireShowable(patch);
        if (!patch.views.empty())
            open = patch.views;
    };
    take(step.state);
    if (step.spotlight)
        requireLit(*step.spotlight, open);
    take(step.then);
    for (const lesson::Patch& patch : step.show)
        requireShowable(patch);
    for (const lesson::Text* text : {&step.text, &step.question, &step.task, &step.hint, &step.takeAway, &step.note})
        requireFormulas(*text);
    for (const lesson::Answer& answer : step.answers) {
        requireFormulas(answer.text);
        requireFormulas(answer.because);
    }
}

}  // namespace

std::vector<std::string> visibleFaults(const lesson::Lesson& lesson)
{
    std::vector<std::string> faults;
    std::vector<std::string> open;
    for (std::size_t k = 0; k < lesson.steps.size(); ++k) {
        try {
            requireShowable(lesson.steps[k], open);
        } catch (const Error& e) {
            faults.push_back(fmt::format("step {}: {}", k + 1, e.what()));
        }
    }
    return faults;
}

}  // namespace gauge::ui
