// What links are asked for, in types; and its words (MATH.md §9, FORMATS.md: --connection).
#pragma once

#include "core/types.h"

#include <optional>
#include <string>
#include <string_view>

namespace gauge {

/// Where the links V_ij come from:
///   Flat      V = 1: frames are a choice of coordinates
///   Links     the file's `links` or `link_frames`
///   Random    δ_ij normal with deviation `amount`, by the seed
///   Power     one generator, δ_ij = amount · sign(i−j) |i−j|^exponent
///   Bilinear  δ_ij^a = amount · ½ (m_iᵀ W^a m_j − m_jᵀ W^a m_i), capped
///   ByHead    V_ij = W_h for i ≠ j and i = j: the file's `head_connection`
enum class ConnectionSource { Flat, Links, Random, Power, Bilinear, ByHead };

struct ConnectionOptions {
    ConnectionSource source = ConnectionSource::Flat;
    double amount = 0;    // EPS of random, F of power, R of bilinear
    double exponent = 1;  // P of power
    int generator = 0;    // of power, counted from 0
    double scale = 1;     // ρ on δ, 0 … 1: from flat to full

    bool flat() const { return source == ConnectionSource::Flat; }
    /// Energies stay one matrix product of features: links are the same for every pair.
    bool factors() const { return flat() || source == ConnectionSource::ByHead; }

    bool operator==(const ConnectionOptions&) const = default;
};

/// flat, links, random=EPS, power=F,P, power=F,P@A (generators from 0), bilinear=R or heads.
std::string connectionText(const ConnectionOptions& options);

/// The same with the text's source and numbers; none where the text is not one of those words. The scale stays.
std::optional<ConnectionOptions> connectionFrom(const ConnectionOptions& before, std::string_view text);

}  // namespace gauge
