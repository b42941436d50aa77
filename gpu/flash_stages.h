// Every stage of flash.h: what a machine includes to run them.
#pragma once

#include "gpu/flash_keep.h"
#include "gpu/flash_load.h"
#include "gpu/flash_profile.h"
