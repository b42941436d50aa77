// An axis of a map on the page: where its places lie.
#pragma once

#include "core/sweep/axis.h"

#include <optional>
#include <QString>
#include <vector>

namespace gauge::ui::map {

/// Places by rising value, as shares of the axis' length from its low end; each has all that is nearer to it than to another place. Places of words are of
/// one width.
struct Ruler {
    const Axis* axis = nullptr;
    std::vector<std::size_t> order;  // places of the axis
    std::vector<double> centre;      // a share a place, in that order
    std::vector<double> edge;        // and one more
    double low = 0, high = 1;        // at the ends; of a logarithmic axis the logarithms
    bool words = false;              // of a choice or a flag

    std::size_t size() const { return order.size(); }
    /// The place that has a share; of one beyond the ends the last on that side.
    std::size_t placeAt(double share) const;
    double share(double value) const;
    double value(double share) const;
    bool even() const;  // all places are of one width
    /// Which place a value in words is; none where the axis has no such word.
    std::optional<std::size_t> placeOf(const std::string& word) const;
    const std::string& word(std::size_t k) const { return axis->words[order[k]]; }
};

/// The axis lives as long as the ruler.
Ruler rulerOf(const Axis& axis);

/// Where the parameters stand, which may be beyond the ends; nothing where the axis has no such word.
std::optional<double> shareOf(const Ruler& ruler, const Parameters& parameters);

/// Shares and texts of the numbers at an axis, about `count` of them; of words one a place.
std::vector<std::pair<double, QString>> marksOf(const Ruler& ruler, int count);

/// Shares of 2, 3, … 9 times the powers of ten of a logarithmic axis that has several.
std::vector<double> minorMarksOf(const Ruler& ruler);

/// The value that the row takes at a share between the ends, as a text that it reads, in as many digits as a hand can choose.
std::string textAt(const Ruler& ruler, double share);

/// "κ = 0.36", "mask causal".
QString placeText(const Ruler& ruler, std::size_t k);
QString valueText(const ParameterInfo& row, const std::string& text);

}  // namespace gauge::ui::map
