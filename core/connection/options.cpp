#include "core/connection/options.h"

#include <charconv>
#include <cmath>
#include <fmt/core.h>

namespace gauge {
namespace {

/// Takes a number off the front of the text; false where there is none, or none that is finite.
template <class T>
bool takeNumber(std::string_view& text, T& value)
{
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (status != std::errc() || !std::isfinite(static_cast<double>(value)))
        return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

bool take(std::string_view& text, std::string_view word)
{
    if (!text.starts_with(word))
        return false;
    text.remove_prefix(word.size());
    return true;
}

/// F,P or F,P@A.
bool readPower(std::string_view text, ConnectionOptions& options)
{
    if (!takeNumber(text, options.amount) || !take(text, ",") || !takeNumber(text, options.exponent))
        return false;
    if (take(text, "@") && (!takeNumber(text, options.generator) || options.generator < 0))
        return false;
    return text.empty();
}

}  // namespace

std::string connectionText(const ConnectionOptions& o)
{
    switch (o.source) {
    case ConnectionSource::Flat: return "flat";
    case ConnectionSource::Links: return "links";
    case ConnectionSource::ByHead: return "heads";
    case ConnectionSource::Random: return fmt::format("random={}", o.amount);
    case ConnectionSource::Bilinear: return fmt::format("bilinear={}", o.amount);
    case ConnectionSource::Power: break;
    }
    const std::string at = o.generator > 0 ? fmt::format("@{}", o.generator) : std::string();
    return fmt::format("power={},{}{}", o.amount, o.exponent, at);
}

std::optional<ConnectionOptions> connectionFrom(const ConnectionOptions& before, std::string_view text)
{
    ConnectionOptions options;
    options.scale = before.scale;
    if (text == "flat")
        return options;
    if (text == "links" || text == "heads") {
        options.source = text == "links" ? ConnectionSource::Links : ConnectionSource::ByHead;
        return options;
    }
    if (take(text, "power=")) {
        options.source = ConnectionSource::Power;
        return readPower(text, options) ? std::optional(options) : std::nullopt;
    }
    if (take(text, "random="))
        options.source = ConnectionSource::Random;
    else if (take(text, "bilinear="))
        options.source = ConnectionSource::Bilinear;
    else
        return std::nullopt;
    const bool whole = takeNumber(text, options.amount) && text.empty();
    const bool fits = options.source != ConnectionSource::Random || options.amount >= 0;
    return whole && fits ? std::optional(options) : std::nullopt;
}

}  // namespace gauge
