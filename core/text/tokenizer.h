// Text to words and punctuation marks.
#pragma once

#include <string>
#include <vector>

namespace gauge {

/// Words (letters, digits, inner apostrophes and hyphens) and single punctuation marks, in order, spelling kept.
/// Throws Error for text that is not UTF-8.
std::vector<std::string> tokenize(const std::string& text);

/// ASCII letters in lower case; other bytes as they are.
std::string lowerCase(std::string text);

}  // namespace gauge
