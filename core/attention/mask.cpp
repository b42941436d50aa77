#include "core/attention/mask.h"

#include "core/error.h"

#include <algorithm>
#include <charconv>

namespace gauge {

bool Mask::allows(Index i, Index j) const
{
    if (!self && i == j)
        return false;
    switch (kind) {
    case Kind::Full: return true;
    case Kind::Causal: return j <= i;
    case Kind::Window: return std::abs(i - j) <= width;
    case Kind::CausalWindow: return j <= i && i - j <= width;
    }
    return false;
}

std::pair<Index, Index> Mask::senders(Index i, Index n) const
{
    switch (kind) {
    case Kind::Full: return {0, n};
    case Kind::Causal: return {0, i + 1};
    case Kind::Window: return {std::max<Index>(0, i - width), std::min(n, i + width + 1)};
    case Kind::CausalWindow: return {std::max<Index>(0, i - width), i + 1};
    }
    return {0, 0};
}

Mask parseMask(const std::string& text, bool self)
{
    const auto equals = text.find('=');
    const std::string name = text.substr(0, equals);
    Mask mask;
    mask.self = self;
    if (equals == std::string::npos && name == "full")
        return mask;
    if (equals == std::string::npos && name == "causal") {
        mask.kind = Mask::Kind::Causal;
        return mask;
    }
    if (equals != std::string::npos && (name == "window" || name == "causal-window")) {
        mask.kind = name == "window" ? Mask::Kind::Window : Mask::Kind::CausalWindow;
        const char* first = text.data() + equals + 1;
        const char* last = text.data() + text.size();
        const auto [end, status] = std::from_chars(first, last, mask.width);
        if (status == std::errc() && end == last && mask.width >= 0 && mask.width < Index{1} << 40)
            return mask;
    }
    fail("--mask: expected full, causal, window=W or causal-window=W with a whole number W >= 0, found '{}'", text);
}

}  // namespace gauge
