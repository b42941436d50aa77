#include "ui/scene/words.h"
#include "ui/views/next/view.h"

namespace gauge::ui::next {

QList<QStringList> table(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    QList<QStringList> rows{
        {words("token"), words("next"), words("p(next)"), words("entropy (nat)"), words("likeliest"), words("p")}};
    for (std::size_t i = 0; i < s.answers.size(); ++i) {
        const learn::Answer& a = s.answers[i];
        const bool last = i + 1 == s.answers.size();
        for (const auto& [word, p] : a.likely)
            rows << QStringList{
                tokenText(s, static_cast<Index>(i)),    last ? QString() : tokenText(s, static_cast<Index>(i) + 1),
                last ? QString() : exactNumber(a.next), exactNumber(a.entropy),
                QString::fromStdString(word),           exactNumber(p)};
    }
    return rows;
}

}  // namespace gauge::ui::next
