// What is asked of one token.
#include "core/error.h"
#include "core/lesson/words.h"

#include <algorithm>
#include <cmath>

namespace gauge::lesson {
namespace {

using Arguments = std::vector<Value>;

double widthOf(const Snapshot& s, Index i)
{
    double logDet = 0;
    for (const GaussianBlock& head : s.common->heads) {
        const Eigen::LLT<Matrixd> root(head.cov[i]);
        logDet += 2 * Matrixd(root.matrixL()).diagonal().array().log().sum();
    }
    return std::exp(logDet / (2 * static_cast<double>(s.state->dim())));
}

Value entropy(const Scene&, const Snapshot& s, const Arguments& a)
{
    const RowMatrixd& entropies = s.numbers->spread.entropy;  // H×N
    if (a.size() < 2)
        return Value::of(entropies.col(a[0].token).mean());
    const double head = a[1].number;
    if (head != std::floor(head) || head < 0 || head >= static_cast<double>(entropies.rows()))
        fail("expected a head from 0 to {}, found {}", entropies.rows() - 1, head);
    return Value::of(entropies(static_cast<Index>(head), a[0].token));
}

const learn::Answer& answerAt(const Snapshot& s, Index i)
{
    if (s.answers.empty())
        fail("expected trained words, which know what comes next, found none");
    return s.answers[static_cast<std::size_t>(i)];
}

Value surprise(const Scene&, const Snapshot& s, const Arguments& a)
{
    const double next = answerAt(s, a[0].token).next;
    if (!(next > 0))
        fail("expected a token that another one follows, found the last");
    return Value::of(-std::log(next));
}

Value likeliest(const Scene&, const Snapshot& s, const Arguments& a)
{
    return Value::ofWord(answerAt(s, a[0].token).likely.front().first);
}

}  // namespace

std::vector<Word> tokenWords()
{
    const auto of = [](const char* name, auto ask, Type type = Type::Number) {
        return Word{.name = name, .type = type, .arguments = {Type::Token}, .needed = 1, .ask = ask};
    };
    return {
        of("width", [](const Scene&, const Snapshot& s, const Arguments& a) { return Value::of(widthOf(s, a[0].token)); }),
        of("norm", [](const Scene&, const Snapshot& s,
                      const Arguments& a) { return Value::of(fullMean(*s.common, a[0].token).norm()); }),
        of("multiplicity", [](const Scene&, const Snapshot& s,
                              const Arguments& a) { return Value::of(s.state->multiplicity(a[0].token)); }),
        of("place", [](const Scene&, const Snapshot&,
                       const Arguments& a) { return Value::of(static_cast<double>(a[0].token) + 1); }),
        of(
            "name",
            [](const Scene&, const Snapshot& s, const Arguments& a) {
                return Value::ofWord(s.state->tokens[static_cast<std::size_t>(a[0].token)]);
            },
            Type::Word),
        of(
            "unknown",
            [](const Scene&, const Snapshot& s, const Arguments& a) {
                return Value::whether(!s.state->guessed.empty() &&
                                      s.state->guessed[static_cast<std::size_t>(a[0].token)] != 0);
            },
            Type::Truth),
        of("surprise", surprise),
        of("next", likeliest, Type::Word),
        {.name = "entropy", .arguments = {Type::Token, Type::Number}, .needed = 1, .ask = entropy},
    };
}

}  // namespace gauge::lesson
