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
        fail("expected {} among the views that are open, found it closed", wanted);
}

void requireFormulas(const lesson::Text& text)
{
    for (const lesson::Piece& piece : text)
        if (piece.kind == lesson::Piece::Kind::Formula || piece.kind == lesson::Piece::Kind::Display)
            if (const QString fault = formulaFault(QString::fromStdString(piece.text)); !fault.isEmpty())
                fail("formula '{}': {}", piece.text, fault.toStdString());
}

/// Of one step, what is open going on from the steps before.
class Look {
public:
    Look(int step, std::vector<std::string>& open, std::vector<lesson::FieldFault>& faults)
        : step_(step), open_(open), faults_(faults)
    {
    }

    void at(const lesson::Step& step)
    {
        take("state", step.state);
        attempt("spotlight", [&] {
            if (step.spotlight)
                requireLit(*step.spotlight, open_);
        });
        take("then", step.then);
        for (std::size_t k = 0; k < step.show.size(); ++k)
            attempt(fmt::format("show {}", k + 1), [&] { requireShowable(step.show[k]); });
        for (const auto& [field, text] : lesson::fieldTexts(step))
            attempt(field, [&words = *text] { requireFormulas(words); });
    }

private:
    template <class Work>
    void attempt(const std::string& field, const Work& work)
    {
        try {
            work();
        } catch (const Error& e) {
            faults_.push_back({step_, field, e.what()});
        }
    }

    void take(const std::string& field, const lesson::Patch& patch)
    {
        attempt(field, [&] { requireShowable(patch); });
        if (!patch.views.empty())
            open_ = patch.views;
    }

    int step_;
    std::vector<std::string>& open_;
    std::vector<lesson::FieldFault>& faults_;
};

}  // namespace

std::vector<lesson::FieldFault> visibleFaults(const lesson::Lesson& lesson)
{
    std::vector<lesson::FieldFault> faults;
    std::vector<std::string> open;
    for (std::size_t k = 0; k < lesson.steps.size(); ++k)
        Look(static_cast<int>(k), open, faults).at(lesson.steps[k]);
    return faults;
}

}  // namespace gauge::ui
