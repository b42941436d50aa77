// What is asked of a receiver and a sender.
#include "core/algebra/frame_blocks.h"
#include "core/error.h"
#include "core/lesson/words.h"
#include "core/pipeline/curvature_lens.h"
#include "core/pipeline/pair.h"

#include <cmath>

namespace gauge::lesson {
namespace {

using Arguments = std::vector<Value>;

/// Radians: of the frames' triads, or along links.
double angleOf(const Snapshot& s, Index i, Index j)
{
    if (!s.connection.flat())
        return transportAngle(s, linkBlock(s, -1), i, j);
    if (i == j || s.frames.identity)
        return 0;
    return turnBetween(s.triads[static_cast<std::size_t>(i)], s.triads[static_cast<std::size_t>(j)]);
}

/// The head that an argument names; −1: the mean, where none does.
int headOf(const Snapshot& s, const Arguments& arguments, std::size_t at)
{
    if (arguments.size() <= at)
        return -1;
    const double head = arguments[at].number;
    const auto heads = static_cast<double>(s.energy.size());
    if (head != std::floor(head) || head < 0 || head >= heads)
        fail("expected a head from 0 to {}, found {}", heads - 1, head);
    return static_cast<int>(head);
}

double entry(const std::vector<RowMatrixd>& heads, int head, Index i, Index j)
{
    if (heads.empty())
        fail("expected a run with energies of every pair, found one without");
    if (head >= 0)
        return heads[static_cast<std::size_t>(head)](i, j);
    double sum = 0;
    for (const RowMatrixd& one : heads)
        sum += one(i, j);
    return sum / static_cast<double>(heads.size());
}

template <class Part>
Word partOfKl(const char* name, Part part)
{
    return {.name = name,
            .arguments = {Type::Token, Type::Token},
            .needed = 2,
            .ask = [part](const Scene&, const Snapshot& s, const Arguments& a) {
                double sum = 0;
                for (const PairHead& head : walkPair(s, a[0].token, a[1].token, 0).heads)
                    sum += part(head.parts);
                return Value::of(sum);
            }};
}

}  // namespace

std::vector<Word> pairWords()
{
    const std::vector<Type> pairAndHead{Type::Token, Type::Token, Type::Number};
    return {
        {.name = "E",
         .arguments = pairAndHead,
         .needed = 2,
         .ask = [](const Scene&, const Snapshot& s,
                   const Arguments& a) { return Value::of(entry(s.energy, headOf(s, a, 2), a[0].token, a[1].token)); }},
        {.name = "beta",
         .arguments = pairAndHead,
         .needed = 2,
         .ask =
             [](const Scene&, const Snapshot& s, const Arguments& a) {
                 const std::size_t heads = s.attention.size();
                 return Value::of(entry(s.attention, heads == 1 ? -1 : headOf(s, a, 2), a[0].token, a[1].token));
             }},
        {.name = "D",
         .arguments = {Type::Token, Type::Token},
         .needed = 2,
         .ask =
             [](const Scene&, const Snapshot& s, const Arguments& a) {
                 if (s.distance().size() == 0)
                     fail("expected a consensus distance, found none: {}", s.consensusRefused);
                 return Value::of(s.distance()(a[0].token, a[1].token));
             }},
        {.name = "angle",
         .arguments = {Type::Token, Type::Token},
         .needed = 2,
         .ask = [](const Scene&, const Snapshot& s,
                   const Arguments& a) { return Value::of(angleOf(s, a[0].token, a[1].token) * 180 / M_PI); }},
        {.name = "apart",
         .arguments = {Type::Token, Type::Token},
         .needed = 2,
         .ask =
             [](const Scene&, const Snapshot& s, const Arguments& a) {
                 return Value::of((fullMean(*s.common, a[0].token) - fullMean(*s.common, a[1].token)).norm());
             }},
        partOfKl("E-trace", [](const KlParts& p) { return p.trace; }),
        partOfKl("E-mean", [](const KlParts& p) { return p.mean; }),
        partOfKl("E-log-det", [](const KlParts& p) { return p.logDet; }),
    };
}

}  // namespace gauge::lesson
