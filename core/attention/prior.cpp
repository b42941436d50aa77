#include "core/attention/prior.h"

#include "core/error.h"

#include <charconv>
#include <cmath>

namespace gauge {

double AttentionPrior::logWeight(std::size_t head, std::size_t heads, Index distance) const
{
    const auto places = static_cast<double>(distance);
    switch (kind) {
    case Kind::None: return 0;
    case Kind::Alibi:
        return -amount * std::exp2(-8.0 * static_cast<double>(head + 1) / static_cast<double>(heads)) * places;
    case Kind::Recency: return -0.5 * (places / amount) * (places / amount);
    }
    return 0;
}

AttentionPrior parseAttentionPrior(const std::string& text)
{
    const auto equals = text.find('=');
    const std::string name = text.substr(0, equals);
    AttentionPrior prior;
    if (text == "none")
        return prior;
    prior.kind = name == "alibi" ? AttentionPrior::Kind::Alibi : AttentionPrior::Kind::Recency;
    if (text == "alibi")
        return prior;
    if ((name == "alibi" || name == "recency") && equals != std::string::npos) {
        const char* last = text.data() + text.size();
        const auto [end, status] = std::from_chars(text.data() + equals + 1, last, prior.amount);
        if (status == std::errc() && end == last && prior.amount >= 1e-3 && prior.amount <= 1e9)
            return prior;
    }
    fail(
        "--attention-prior: expected none, alibi, alibi=SLOPE or recency=WIDTH with a number from 0.001 to 1e9, found '{}'",
        text);
}

}  // namespace gauge
