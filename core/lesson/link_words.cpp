// What is asked of a connection: whether loops come home, and whether everybody could agree.
#include "core/error.h"
#include "core/lesson/words.h"

#include <cmath>

namespace gauge::lesson {
namespace {

using Arguments = std::vector<Value>;

/// Of the head that is named, or the mean over heads. Not asked where the connection is flat.
template <class Number>
double overHeads(const Snapshot& s, const Arguments& a, Number number)
{
    const std::vector<HeadHolonomy>& heads = s.holonomy->heads;
    if (!a.empty()) {
        const double head = a[0].number;
        if (head != std::floor(head) || head < 0 || head >= static_cast<double>(heads.size()))
            fail("expected a head from 0 to {}, found {}", heads.size() - 1, head);
        return number(heads[static_cast<std::size_t>(head)]);
    }
    double sum = 0;
    for (const HeadHolonomy& head : heads)
        sum += number(head);
    return sum / static_cast<double>(heads.size());
}

Value wilson(const Scene&, const Snapshot& s, const Arguments& a)
{
    if (s.tokens() < 3)
        fail("expected three tokens or more, as a loop takes, found {}", s.tokens());
    if (s.connection.flat())
        return Value::of(1);
    return Value::of(overHeads(s, a, [](const HeadHolonomy& head) { return head.meanWilson; }));
}

Value frustration(const Scene&, const Snapshot& s, const Arguments& a)
{
    if (s.connection.flat())
        return Value::of(0);
    if (!s.holonomy->frustrationRefused.empty())
        fail("expected a state whose frustration is known, found none: {}", s.holonomy->frustrationRefused);
    return Value::of(overHeads(s, a, [](const HeadHolonomy& head) { return head.frustration.value; }));
}

}  // namespace

std::vector<Word> linkWords()
{
    return {
        {.name = "wilson", .arguments = {Type::Number}, .ask = wilson},
        {.name = "frustration", .arguments = {Type::Number}, .ask = frustration},
    };
}

}  // namespace gauge::lesson
