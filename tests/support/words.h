// Parameters from the words of the command line.
#pragma once

#include "core/pipeline/parameters.h"

namespace gauge::test {

/// Sets one row by its name; Error as on the command line.
inline void say(Parameters& parameters, const std::string& name, const std::string& value)
{
    setParameter(parameters, parameterInfo(name), value);
}

inline Mask maskOf(const std::string& words, bool self)
{
    Parameters p;
    say(p, "mask", words);
    p.attention.mask.self = self;
    return p.attention.mask;
}

inline AttentionPrior priorOf(const std::string& words)
{
    Parameters p;
    say(p, "attention-prior", words);
    return p.attention.prior;
}

}  // namespace gauge::test
