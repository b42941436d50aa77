// What is asked of the run as a whole, and of what is locked in its views.
#include "core/error.h"
#include "core/lesson/words.h"
#include "core/pipeline/effects.h"

namespace gauge::lesson {
namespace {

using Arguments = std::vector<Value>;

template <class Number>
Word of(const char* name, Number number)
{
    return {.name = name, .ask = [number](const Scene&, const Snapshot& s, const Arguments&) {
                return Value::of(static_cast<double>(number(s)));
            }};
}

FreeEnergy energyOnShow(const Snapshot& s)
{
    const auto layer = static_cast<std::size_t>(s.layer);
    if (layer >= s.layerAt.size() || s.history.empty())
        fail("expected a run with a free energy, found none");
    return s.history[static_cast<std::size_t>(s.layerAt[layer])];
}

Descent descent(const Snapshot& s)
{
    const auto found = descentOf(s);
    if (!found)
        fail("expected a run with layers under one set of parameters, found none");
    return *found;
}

Index chosenIn(const Snapshot& s, Index token)
{
    return token < s.tokens() ? token : -1;
}

Word chosen(const char* name, Index (*which)(const Looking&))
{
    return {.name = name, .type = Type::Token, .ask = [which](const Scene& scene, const Snapshot& s, const Arguments&) {
                return Value::ofToken(chosenIn(s, which(scene.looking)));
            }};
}

}  // namespace

std::vector<Word> runWords()
{
    return {
        of("N", [](const Snapshot& s) { return s.tokens(); }),
        of("K", [](const Snapshot& s) { return s.state->dim(); }),
        of("H", [](const Snapshot& s) { return s.state->heads.size(); }),
        of("layer", [](const Snapshot& s) { return s.layer; }),
        of("layers", [](const Snapshot& s) { return s.layers; }),
        of("F", [](const Snapshot& s) { return energyOnShow(s).total(); }),
        of("F-prior", [](const Snapshot& s) { return energyOnShow(s).belief; }),
        of("F-disagreement", [](const Snapshot& s) { return energyOnShow(s).coupling; }),
        of("F-entropy", [](const Snapshot& s) { return energyOnShow(s).entropy; }),
        of("F-meta", [](const Snapshot& s) { return energyOnShow(s).meta; }),
        of("F-rises", [](const Snapshot& s) { return descent(s).rises; }),
        of("F-steps", [](const Snapshot& s) { return descent(s).steps; }),
        chosen("locked", [](const Looking& l) { return l.locked.size() == 1 ? l.locked.front() : Index{-1}; }),
        chosen("receiver", [](const Looking& l) { return l.receiver; }),
        chosen("sender", [](const Looking& l) { return l.sender; }),
        {.name = "compared",
         .type = Type::Truth,
         .ask = [](const Scene& scene, const Snapshot&,
                   const Arguments&) { return Value::whether(scene.pinned != nullptr); }},
    };
}

}  // namespace gauge::lesson
