// What is asked of a measurement or a training.
#include "core/error.h"
#include "core/learn/trained_text.h"
#include "core/lesson/expression.h"
#include "core/lesson/words.h"

#include <cmath>

namespace gauge::lesson {
namespace {

using Arguments = std::vector<Value>;

const CostReport& reportOf(const Scene& scene)
{
    if (!scene.cost)
        throw NotYet("nothing is measured yet");
    return *scene.cost;
}

const MethodTime& methodOf(const Scene& scene, const std::string& name)
{
    for (const MethodTime& method : reportOf(scene).methods)
        if (method.method == name && method.precision == Precision::Double) {
            if (!method.refused.empty())
                fail("expected a measured method, found '{}' refused: {}", name, method.refused);
            return method;
        }
    fail("expected a method of Cost (naive, exact, pairwise, …), found '{}'", name);
}

double measured(double seconds, const std::string& name)
{
    if (!(seconds > 0))
        fail("expected a measured time of '{}', found none", name);
    return seconds;
}

template <class Ask>
Word ofMethod(const char* name, Ask ask)
{
    return {.name = name,
            .arguments = {Type::Word},
            .needed = 1,
            .ask = [ask](const Scene& scene, const Snapshot&, const Arguments& a) {
                return Value::of(ask(methodOf(scene, a[0].word), a[0].word));
            }};
}

double errorOf(const MethodTime& method, const std::string& name)
{
    if (method.error < 0)
        fail("expected an error beside the exact energies, found none of '{}'", name);
    return method.error;
}

Value breakEven(const Scene& scene, const Snapshot&, const Arguments&)
{
    const double share = reportOf(scene).breakEven();
    if (!std::isfinite(share))
        fail("expected a share at which condensing pays, found none on this machine: {}",
             reportOf(scene).payOffRefused.empty() ? "finding groups alone takes longer than a layer"
                                                   : reportOf(scene).payOffRefused);
    return Value::of(share);
}

Word ofPayOff(const char* name, double (PayOff::*number)() const)
{
    return {.name = name, .ask = [number](const Scene& scene, const Snapshot&, const Arguments&) {
                const CostReport& report = reportOf(scene);
                if (!report.payOff)
                    fail("expected a measurement of condensed layers, found none: {}", report.payOffRefused);
                return Value::of(((*report.payOff).*number)());
            }};
}

Value heldOutLoss(const Scene&, const Snapshot& s, const Arguments&)
{
    if (!s.input.model || !(s.input.model->heldOutLoss > 0))
        fail("expected trained words whose loss on text held out was measured, found none");
    return Value::of(s.input.model->heldOutLoss);
}

template <class Number>
Word ofTraining(const char* name, Number number)
{
    return {.name = name, .ask = [number](const Scene& scene, const Snapshot&, const Arguments&) {
                if (!scene.trained)
                    throw NotYet("nothing was trained yet");
                return Value::of(static_cast<double>(number(*scene.trained)));
            }};
}

}  // namespace

std::vector<Word> measuredWords()
{
    return {
        {.name = "measured",
         .type = Type::Truth,
         .ask = [](const Scene& scene, const Snapshot&,
                   const Arguments&) { return Value::whether(scene.cost != nullptr); }},
        ofMethod("seconds", [](const MethodTime& m, const std::string& name) { return measured(m.cold.median, name); }),
        ofMethod("warm-seconds",
                 [](const MethodTime& m, const std::string& name) { return measured(m.warm.median, name); }),
        ofMethod("error", errorOf),
        {.name = "break-even", .ask = breakEven},
        ofPayOff("layer-speed-up", &PayOff::layerSpeedUp),
        ofPayOff("run-speed-up", &PayOff::runSpeedUp),
        {.name = "held-out-loss", .ask = heldOutLoss},
        ofTraining("updates", [](const Trained& t) { return t.updates; }),
        ofTraining("loss", [](const Trained& t) { return t.loss; }),
        ofTraining("first-loss", [](const Trained& t) { return t.firstLoss; }),
    };
}

}  // namespace gauge::lesson
