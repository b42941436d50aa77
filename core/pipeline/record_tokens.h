// From the tokens of one record of a recorded run to those of another, and to the run's own.
#pragma once

#include "core/gaussian/recording.h"

namespace gauge {

/// Of each token of one record: its place among another's, −1: absent. Empty where both have the same tokens in the same order.
std::vector<Index> placesAmong(const Recording& recording, const Record& tokens, const Record& among);

/// Of each label: the place of the same one among others, of the second of a label that of the second; −1: none.
std::vector<Index> placesOfLabels(const std::vector<std::string>& labels, const std::vector<std::string>& among);

/// Groups by scale of one record's tokens, as the tokens of another record have them; −1 for those that were absent.
std::vector<std::vector<Index>> groupsAmong(const Recording& recording, const std::vector<std::vector<Index>>& groups,
                                            std::size_t from, std::size_t to);

/// Groups of every record by scale, T × scales × n_t, for all of the run's tokens: T × scales × N, −1 where absent.
std::vector<std::vector<std::vector<Index>>> groupsOfAll(const Recording& recording,
                                                         const std::vector<std::vector<std::vector<Index>>>& groups);

}  // namespace gauge
