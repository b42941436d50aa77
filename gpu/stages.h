// Every stage of pairs.h: what a machine includes to run them.
#pragma once

#include "gpu/attend.h"
#include "gpu/keep.h"
#include "gpu/layers.h"
#include "gpu/load.h"
#include "gpu/profile.h"
