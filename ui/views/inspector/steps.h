// The steps of a walk through one pair.
#pragma once

#include "ui/views/inspector/page.h"
#include "ui/views/inspector/pictures.h"

namespace gauge::ui::inspector {

void inShort(Page& page, const PairWalk& w, const PairHead& p, const Scene& scene);
void beliefsStep(Page& page, const PairHead& p, const Scene& scene, const Names& names);
void transportStep(Page& page, const PairHead& p, const Scene& scene, const Names& names);
void divergenceStep(Page& page, const PairHead& p, const Scene& scene);
void softmaxStep(Page& page, const PairWalk& w, const PairHead& p, const Scene& scene);
void dotStep(Page& page, const PairWalk& w, const PairHead& p, const Scene& scene);

}  // namespace gauge::ui::inspector
