// What expressions on a page ask that the page cannot compute: values of words, tabulated by the program.
#pragma once

#include "core/lesson/text.h"
#include "core/page/lists.h"

#include <map>
#include <set>

namespace gauge::page {

/// A word with the arguments that are no tokens: `seconds("naive")` is one, `width` is one.
struct Use {
    const lesson::Word* word = nullptr;
    std::vector<lesson::Value> given;  // of arguments that are no tokens; then there are no others
};

/// By the name under which a page knows them.
using Uses = std::map<std::string, Use>;

/// Thrown where a page cannot ask something: too many values.
class NotOnPage : public Error {
public:
    using Error::Error;
};

/// An expression as a page reads it, of a run of so many tokens. Words that the page does not compute itself are noted in `uses`. Throws NotOnPage.
nlohmann::json expressionOn(const lesson::Expression& expression, Index tokens, Uses& uses);

/// Whether a word follows κ, θ, layer, head and lock on the page: it is computed there.
bool isLive(const std::string& word);
/// Whether, of the words that are not, it is the same at every κ and θ while the layer's beliefs are.
bool staysPut(const std::string& word);

/// Whether it asks something that κ or θ change in the program and not on the page.
bool restsOnStored(const lesson::Node& node);
/// Layers that it asks for by at(), where they are written as numbers.
std::set<int> layersAsked(const lesson::Node& node);

/// The values at one layer.
void putWords(Piece& layer, const Uses& uses, const lesson::Scene& scene, const Snapshot& run);

/// Every parameter of a run by the names that expressions know.
nlohmann::json parametersOn(const lesson::Scene& scene);

}  // namespace gauge::page
